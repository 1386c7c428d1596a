"""The sources panel: each citation of an answer in its place in the paper, with the quote marked."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.retrieval.results import WidenedPassage
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.markup import cells_of, count, escape, plain_date, without_sign
from scrutiny_rag.web.passages import Span, context, render_pieces

PaperOf = Callable[[str], Paper]
"""A paper by its name; raises ValueError where there is none."""

NEAREST = 3
"""Passages shown where nothing answered."""

_PREVIEW = 160
_render_number = itertools.count(1)

EMPTY = (
    '<div class="sources"><h2>Sources</h2><p class="sources-empty">Ask a question, and the exact words that '
    "the answer rests on appear here, marked in their place in the paper.</p></div>"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a paper that a card shows."""

    number: int
    paper: str
    title: str | None
    body: str | None
    date: str | None
    page: int | None
    section: str | None
    speaker: str | None
    span: Span
    text: str
    quoted: bool
    """True for a citation's quote, False for a passage that is merely near."""


def places(answer: Answer) -> list[Place]:
    """What the panel shows for an answer: its citations, or the nearest passages where it has none."""
    if answer.citations:
        return [_cited(citation) for citation in answer.citations]
    return [_near(number, passage) for number, passage in enumerate(answer.passages[:NEAREST], 1)]


def _cited(c: Citation) -> Place:
    span = Span(c.char_start, c.char_end)
    return Place(
        c.number, c.paper, c.title, c.body, c.date, c.page, c.section, c.speaker, span, c.quote, True
    )


def _near(number: int, p: WidenedPassage) -> Place:
    span = Span(p.char_start, p.char_end)
    return Place(number, p.paper, None, None, None, p.page, p.section, p.speaker, span, p.text, False)


def panel(exchange: Exchange | None, turn: int, paper_of: PaperOf, focus: int | None, move: bool) -> str:
    """The panel's HTML for one exchange; the card of source `focus` is open.

    `move` says that a person asked for that source, so that the page takes the keyboard's focus there.
    """
    if exchange is None or (exchange.answer is None and exchange.error is None):
        return EMPTY
    answer = exchange.answer
    shown = places(answer) if answer else []
    # The number makes every rendering differ, so that a second click on one source is seen by the page.
    head = (
        f'<div class="sources" data-turn="{turn}" data-focus="{focus or ""}" data-move="{int(move)}" '
        f'data-render="{next(_render_number)}"><h2>{_heading(shown)}</h2>'
        f'<p class="sources-of"><span class="sr-only">Sources for: </span>{escape(exchange.question)}</p>'
    )
    cards = [card(place, turn, paper_of, is_open=place.number == focus) for place in shown]
    none = "" if shown else '<p class="sources-empty">This answer has no sources.</p>'
    return head + "".join(cards) + none + '<p class="sr-only" role="status" data-said></p></div>'


def _heading(shown: list[Place]) -> str:
    if not shown:
        return "Sources"
    if shown[0].quoted:
        return count(len(shown), "source")
    return f"Nearest {count(len(shown), 'passage')} <small>which do not answer it</small>"


def card(place: Place, turn: int, paper_of: PaperOf, is_open: bool) -> str:
    """One source as a disclosure: whose words and where, and below them the words in their place."""
    paper: Paper | None
    try:
        paper = paper_of(place.paper)
    except ValueError:
        paper = None
    title, meta = place_lines(place, paper)
    citation = escape(citation_line(place, paper))
    buttons = f'<button type="button" class="act" data-copy="{citation}">Copy citation</button>'
    if paper is not None:
        buttons += (
            f'<button type="button" class="act" data-open="{place.number}">Open paper at this place</button>'
        )
    if place.quoted:
        buttons += '<button type="button" class="act act-back" data-back>Back to the answer</button>'
    return (
        f'<details class="card{"" if place.quoted else " card-near"}" id="source-{turn}-{place.number}"'
        f"{' open' if is_open else ''}>"
        f'<summary><span class="num" aria-hidden="true">{place.number}</span><span class="head">'
        f'<span class="sr-only">{"Source" if place.quoted else "Passage"} {place.number}: </span>'
        f'<span class="title">{escape(title)}</span><span class="meta">{meta}</span>'
        f'<span class="preview">{escape(preview(place.text))}</span></span></summary>'
        f'<div class="card-body"><div class="excerpt">{_excerpt(place, paper, turn)}</div>'
        f'<div class="acts">{buttons}</div></div></details>'
    )


def _excerpt(place: Place, paper: Paper | None, turn: int) -> str:
    """The words in their context. Where the paper has gone, or no longer says them, that is said."""
    if paper is None:
        gone = '<p class="gone">This paper is no longer in the index.</p>'
        return f"<p><mark>{escape(place.text)}</mark></p>{gone}"
    if paper.text[place.span.start : place.span.end] != place.text:
        return f"<p>{escape(place.text)}</p><p class='gone'>This paper has changed since; ask again.</p>"
    pieces = context(paper, place.span, around=320 if place.quoted else 0)
    return render_pieces(paper, pieces, place.span if place.quoted else None, f"quote-{turn}-{place.number}")


def place_lines(place: Place, paper: Paper | None) -> tuple[str, str]:
    """A card's title as text, and the line beneath it as HTML: who spoke, body, date, page, section."""
    known = paper.metadata if paper else None
    title = place.title or (known.title if known else None) or place.paper
    body = place.body or (known.body if known else None)
    day = plain_date(place.date or (known.date if known else None))
    section = (place.section or "").removeprefix(title).removeprefix(" › ")
    parts = [body, day, f"page {place.page}" if place.page is not None else None, section]
    meta = " · ".join(escape(part) for part in parts if part)
    if place.speaker:
        meta = f'<b class="speaker">{escape(place.speaker)}</b>' + (f" · {meta}" if meta else "")
    return title, meta


def preview(text: str) -> str:
    """The first words of a passage in one line, without the signs of lists and tables."""
    line = " · ".join(cells_of(without_sign(" ".join(text.split()))))
    return line if len(line) <= _PREVIEW else line[:_PREVIEW].rsplit(" ", 1)[0] + " …"


def citation_line(place: Place, paper: Paper | None) -> str:
    """A citation to paste into a document: “quote” — speaker, title, body, date, page n (file)."""
    known = paper.metadata if paper else None
    parts = [
        place.speaker,
        place.title or (known.title if known else None),
        place.body or (known.body if known else None),
        plain_date(place.date or (known.date if known else None)),
        f"page {place.page}" if place.page is not None else None,
    ]
    words = " ".join(place.text.split())
    return f"“{words}” — {', '.join(part for part in parts if part)} ({place.paper})"
