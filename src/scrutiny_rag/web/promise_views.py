"""The register as the page shows it: a table, a timeline, and an entry with its words in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.answering.places.acts import block_at
from scrutiny_rag.answering.shapes.quote import Quote, citation
from scrutiny_rag.papers.model import Paper, in_words
from scrutiny_rag.promises import Promise, Says
from scrutiny_rag.web.markup import count, escape
from scrutiny_rag.web.markup import said as told
from scrutiny_rag.web.quotes import quote_card

HEADERS = ["What", "Who", "Due", "Status", "Date", "Kind", "Reference"]
MOST_SHOWN = 400
"""Rows sent to the browser; the filters narrow a longer register."""
_ON_TIMELINE = 24
_LABEL = 44
_MOST_WORDS = 40
_DONE = (Says.DONE, Says.LATE)
NOTHING_CHOSEN = (
    '<div class="entry"><p class="sources-empty">Choose a row to see the exact words, who is to do it and by when, '
    "and what later papers say of it.</p></div>"
)
PROMISED, DUE, DONE = "Promised", "Due", "Done"


def table(found: Sequence[Promise]) -> list[list[str]]:
    """A row an entry, newest first; dates as YYYY-MM-DD, so that they sort."""
    return [
        [
            _cut(" ".join(each.quote.split())),
            each.own.owner or each.owner or each.made_by or "not stated",
            each.due.isoformat() if each.due else each.due_text or "",
            status_of(each),
            each.date.isoformat() if each.date else "",
            str(each.kind),
            each.id,
        ]
        for each in newest(found)[:MOST_SHOWN]
    ]


def newest(found: Sequence[Promise]) -> list[Promise]:
    """The entries, newest paper first; those without a date last."""
    return sorted(found, key=lambda each: each.date.isoformat() if each.date else "", reverse=True)


def status_of(each: Promise) -> str:
    """How it stands, in words, with a sign that does not rest on colour where its day has passed."""
    status = each.own.status or str(each.status)
    return f"{status}, past its day" if each.overdue else status


def said(found: Sequence[Promise]) -> str:
    """How many there are, and how many are past their day."""
    overdue = sum(each.overdue for each in found)
    shown = f", the {MOST_SHOWN} newest shown" if len(found) > MOST_SHOWN else ""
    past = f"; {overdue:,} past their day, and no paper says they were done" if overdue else ""
    words = (
        f"{count(len(found), 'entry', 'entries')}{shown}{past}." if found else "No entry fits these filters."
    )
    return told(words)


def timeline(found: Sequence[Promise]) -> pd.DataFrame:
    """When each of the newest entries that have a due day or an end was promised, due and done."""
    rows: list[tuple[pd.Timestamp, str, str]] = []
    dated = [each for each in newest(found) if each.date and (each.due or _done(each))]
    for at, each in enumerate(dated[:_ON_TIMELINE], 1):
        label = f"{at}. {_label(each.phrase)}"
        rows.append((pd.Timestamp(each.date), label, PROMISED))
        if each.due:
            rows.append((pd.Timestamp(each.due), label, DUE))
        if (done := _done(each)) is not None:
            rows.append((done, label, DONE))
    return pd.DataFrame(rows, columns=["Day", "Entry", "What"])


def limits(days: pd.DataFrame) -> list[float] | None:
    """The ends of the timeline, in seconds: a little beyond the first and the last day, so that no point is cut."""
    if days.empty:
        return None
    first, last = days["Day"].min().timestamp(), days["Day"].max().timestamp()
    beyond = max((last - first) * 0.03, 7 * 86400.0)
    return [first - beyond, last + beyond]


def entry(each: Promise, paper_of: Callable[[str], Paper]) -> str:
    """An entry whole: what is known of it, its words, and what later papers say, each in its place."""
    facts = [
        ("Owner", each.own.owner or each.owner or "not stated"),
        ("Made by", each.made_by),
        ("Due", _due(each)),
        ("Status", status_of(each)),
        ("Kind", str(each.kind)),
        ("Item", " ".join(filter(None, (each.item, each.subject))) or None),
        ("Outcome", each.outcome),
        ("Own note", each.own.note),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    cards = []
    places = [(each.paper, each.char_start, each.char_end, "Promised")]
    places += [(f.paper, f.char_start, f.char_end, str(f.says).capitalize()) for f in each.followups]
    for number, (name, start, end, title) in enumerate(places, 1):
        made = cite(name, start, end, number, paper_of)
        if made is not None:
            cards.append(quote_card(made, paper_of, is_open=True, title=title))
    none = "" if each.followups else '<p class="none">No later paper here speaks of it.</p>'
    return (
        f'<div class="entry"><h2>{escape(_cut(" ".join(each.quote.split())))}</h2><dl>{listed}</dl>'
        f"{''.join(cards)}{none}</div>"
    )


def cite(name: str, start: int, end: int, number: int, paper_of: Callable[[str], Paper]) -> Citation | None:
    """The citation of a stretch; None where its paper is gone."""
    try:
        paper = paper_of(name)
    except ValueError:
        return None
    return citation(Quote(paper, block_at(paper, start), start, end), number)


def _due(each: Promise) -> str | None:
    day = in_words(each.due) if each.due else None
    return f"{each.due_text} ({day})" if each.due_text and day else each.due_text or day


def _done(each: Promise) -> pd.Timestamp | None:
    days = [f.date for f in each.followups if f.says in _DONE and f.date]
    return pd.Timestamp(days[-1]) if days else None


def _cut(text: str) -> str:
    words = text.split()
    return text if len(words) <= _MOST_WORDS else " ".join(words[:_MOST_WORDS]) + " …"


def _label(phrase: str) -> str:
    return phrase if len(phrase) <= _LABEL else phrase[:_LABEL].rsplit(" ", 1)[0] + " …"
