"""The papers of the index as a table to sort and choose from, and what a search finds in their text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from scrutiny_rag.listing import first_few
from scrutiny_rag.retrieval.results import WidenedPassage
from scrutiny_rag.web.library import narrow
from scrutiny_rag.web.markup import count, escape, plain_date
from scrutiny_rag.web.origins import DRAFT, NO_DATE
from scrutiny_rag.web.sources import preview

if TYPE_CHECKING:
    from scrutiny_rag.assistant import PaperEntry

MOST_LISTED = 200
"""Papers listed at once; a search narrows a longer list."""
_MOST_NAMED = 5

NEWEST = "Newest first"
ORDERS: dict[str, tuple[Callable[[PaperEntry], Any], bool]] = {
    NEWEST: (lambda entry: entry.date or "", True),
    "Oldest first": (lambda entry: entry.date or "9999", False),
    "Title": (lambda entry: (entry.title or entry.paper).lower(), False),
    "Body and committee": (
        lambda entry: ((entry.body or "~").lower(), (entry.committee or "~").lower()),
        False,
    ),
    "Longest first": (lambda entry: entry.words, True),
}
"""How the papers can be ordered: what they are compared by, and whether the greatest comes first."""


def paper_list(
    entries: Sequence[PaperEntry], words: str, unread: Sequence[str] = (), order: str = NEWEST
) -> str:
    """The papers as a table whose titles are buttons, with how many there are and which could not be read."""
    found = narrow(entries, words)
    key, greatest_first = ORDERS.get(order, ORDERS[NEWEST])
    listed = sorted(found, key=key, reverse=greatest_first)[:MOST_LISTED]
    if not entries:
        said = "The index holds no papers yet: run scrutiny-rag ingest with a folder of papers."
    elif len(listed) < len(found):
        said = f"{len(listed)} of {count(len(found), 'paper')} shown; type to narrow the list."
    elif words.strip():
        said = f"{count(len(found), 'paper')} of {len(entries):,}"
    else:
        said = count(len(found), "paper")
    undated = sum(entry.date is None for entry in listed)
    if undated and not words.strip():
        said += f", {undated:,} without a date"
    head = f'<p class="shelf-count" role="status">{escape(said)}</p>'
    return f'<div class="shelf">{head}{_unread(unread)}{paper_table(listed)}</div>'


def paper_table(listed: Sequence[PaperEntry]) -> str:
    """Papers as a table whose titles are buttons; empty where there are none."""
    if not listed:
        return ""
    rows = "".join(_row(entry) for entry in listed)
    return (
        '<table class="paper-list"><thead><tr><th scope="col">Paper</th><th scope="col">Date</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(entry: PaperEntry) -> str:
    kind = str(entry.type).replace("-", " ").capitalize()
    facts = (None if kind == "Unknown" else kind, entry.body, entry.committee)
    meta = " · ".join(escape(fact) for fact in facts if fact)
    draft = '<span class="draft">Draft</span>' if entry.draft else ""
    return (
        f'<tr><th scope="row"><button type="button" data-paper="{escape(entry.paper)}">'
        f'<span class="title">{escape(entry.title or entry.paper)}</span>'
        f'<span class="meta">{meta}</span></button></th>'
        f"<td>{escape(plain_date(entry.date) or NO_DATE)}{draft}</td></tr>"
    )


def _unread(names: Sequence[str]) -> str:
    if not names:
        return ""
    named = first_few(names, _MOST_NAMED)
    sentence = f"{count(len(names), 'paper')} could not be read: {named}. Ingest again to see why."
    return f'<p class="notice">{escape(sentence)}</p>'


def found_list(passages: Sequence[WidenedPassage], entries: dict[str, PaperEntry]) -> str:
    """What a search found in the papers' text: a button a passage, with its paper, date and first words."""
    said = (
        f"{count(len(passages), 'place')} found in the text, best first" if passages else "Nothing was found."
    )
    items = "".join(_found(passage, entries.get(passage.paper)) for passage in passages)
    return (
        f'<div class="shelf"><p class="shelf-count" role="status">{said}</p>'
        f'<ul class="found-list">{items}</ul></div>'
    )


def _found(passage: WidenedPassage, entry: PaperEntry | None) -> str:
    facts = (
        entry.body if entry else None,
        plain_date(entry.date if entry else None) or NO_DATE,
        DRAFT if entry and entry.draft else None,
        f"page {passage.page}" if passage.page is not None else None,
        passage.speaker,
    )
    title = (entry.title if entry else None) or passage.paper
    return (
        f'<li><button type="button" data-paper="{escape(passage.paper)}" '
        f'data-at="{passage.char_start}-{passage.char_end}"><span class="title">{escape(title)}</span>'
        f'<span class="meta">{" · ".join(escape(fact) for fact in facts if fact)}</span>'
        f'<span class="preview">{escape(preview(passage.text))}</span></button></li>'
    )
