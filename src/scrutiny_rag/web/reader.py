"""A paper to read: its text with a place marked, what is in it, and, for a PDF, a page as it looks."""

from __future__ import annotations

import base64
import itertools
from typing import TYPE_CHECKING

from scrutiny_rag.papers.model import Paper
from scrutiny_rag.record.model import ActKind, Record
from scrutiny_rag.web.links import place_link
from scrutiny_rag.web.markup import count, escape, plain_date
from scrutiny_rag.web.origins import DRAFT, NO_DATE
from scrutiny_rag.web.passages import Span, render_paper
from scrutiny_rag.web.sources import preview

if TYPE_CHECKING:
    from scrutiny_rag.assistant import PaperEntry

_render_number = itertools.count(1)
_MOST_ITEMS = 300
_MOST_ACTS = 200
TOLD = {
    ActKind.DECIDED: ("Decided", "decision"),
    ActKind.VOTED: ("Voted", "vote"),
    ActKind.UNDERTAKEN: ("To be done", "undertaking"),
    ActKind.RECOMMENDED: ("Recommended", "recommendation"),
}
"""The acts that a reader looks for: how one is named before its words, and counted."""

NOTHING_OPEN = '<div class="reader"><p class="reader-empty">Choose a paper to read it.</p></div>'


def reader(entry: PaperEntry, paper: Paper, record: Record, quote: Span | None) -> str:
    """The paper's text, `quote` marked, below its contents and what happened in it."""
    text = f'<div class="paper-text">{render_paper(paper, quote, "quote-in-paper")}</div>'
    page = paper.page_at(quote.start) if quote else 1
    look = ""
    if has_pages_to_see(paper):
        look = _button("See the page as it looks", look=str(page or 1), at=_at(quote))
    tools = (
        '<div class="reader-tools"><label class="sr-only" for="within">Find in this paper</label>'
        '<input id="within" type="search" placeholder="Find in this paper" autocomplete="off">'
        f"{_button('Previous', step='-1')}{_button('Next', step='1')}{look}"
        '<span class="within-count" role="status"></span></div>'
    )
    return _article(entry, paper, quote, f"{tools}{_contents(record)}{_acts(paper, record)}{text}")


def picture(entry: PaperEntry, paper: Paper, quote: Span | None, page: int, drawn: bytes) -> str:
    """Page `page` of the paper as `drawn`, a WebP picture, with ways to the pages beside it and back to the text."""
    last = len(paper.pages)
    marked = quote is not None and paper.page_at(quote.start) == page
    said = f"Page {page} of {last} as it looks" + (", with the quoted words marked" if marked else "")
    before = _button("Page before", look=str(page - 1), at=_at(quote)) if page > 1 else ""
    after = _button("Page after", look=str(page + 1), at=_at(quote)) if page < last else ""
    back = _button("Back to the text", text="1", at=_at(quote))
    source = base64.b64encode(drawn).decode()
    return _article(
        entry,
        paper,
        quote,
        f'<div class="reader-tools">{before}{after}{back}</div><figure class="page-picture">'
        f'<img src="data:image/webp;base64,{source}" alt="{said}"><figcaption>{said}</figcaption></figure>',
    )


def has_pages_to_see(paper: Paper) -> bool:
    """Whether a page of this paper can be drawn."""
    return bool(paper.pages) and paper.name.lower().endswith(".pdf")


def _article(entry: PaperEntry, paper: Paper, quote: Span | None, body: str) -> str:
    known = paper.metadata
    facts = [
        entry.body,
        entry.committee,
        plain_date(entry.date) or NO_DATE,
        str(entry.type).replace("-", " ") if str(entry.type) != "unknown" else None,
        DRAFT if known.draft else None,
        count(entry.pages, "page") if entry.pages else None,
        count(entry.words, "word"),
    ]
    meta = " · ".join(escape(fact) for fact in facts if fact)
    source = f'<p class="reader-file">From the file {escape(paper.name)}'
    source += f", published at {escape(known.source_url)}</p>" if known.source_url else "</p>"
    warnings = "".join(f'<p class="notice">{escape(warning)}</p>' for warning in paper.warnings)
    return (
        '<article class="reader" tabindex="0" aria-labelledby="reader-title" '
        f'data-paper="{escape(paper.name)}" data-link="{escape(place_link(paper.name, quote))}" '
        f'data-at="{_at(quote)}" data-render="{next(_render_number)}">'
        f'<header><h2 id="reader-title">{escape(entry.title or paper.name)}</h2><p class="meta">{meta}</p>'
        f"{source}{warnings}</header>{body}</article>"
    )


def _contents(record: Record) -> str:
    """The paper's items, each a way to its place; empty where it has none to choose from."""
    items = [item for item in record.items if item.title or item.number]
    if len(items) < 2:
        return ""
    lines = "".join(
        f"<li>{_button(' '.join(filter(None, (item.number, item.title))), go=str(item.char_start))}</li>"
        for item in items[:_MOST_ITEMS]
    )
    return f'<details class="contents"><summary>Contents</summary><ul>{lines}</ul></details>'


def _acts(paper: Paper, record: Record) -> str:
    """What was decided, voted, undertaken and recommended, each a way to its place."""
    acts = [act for act in record.acts if act.kind in TOLD]
    if not acts:
        return ""
    counted = [
        count(number, noun)
        for kind, (_, noun) in TOLD.items()
        if (number := sum(a.kind is kind for a in acts))
    ]
    lines = "".join(
        f"<li><b>{TOLD[act.kind][0]}</b> "
        f"{_button(preview(paper.text[act.char_start : act.char_end]), go=str(act.char_start))}</li>"
        for act in acts[:_MOST_ACTS]
    )
    return f'<details class="contents"><summary>What happened: {", ".join(counted)}</summary><ul>{lines}</ul></details>'


def _button(label: str, **data: str) -> str:
    given = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return f'<button type="button" class="act"{given}>{escape(label)}</button>'


def _at(quote: Span | None) -> str:
    return f"{quote.start}-{quote.end}" if quote else ""


def unreadable(sentence: str) -> str:
    """The reader with one sentence, where there is nothing to read."""
    return f'<div class="reader"><p class="failed">{escape(sentence)}</p></div>'
