"""The sources panel: each citation of an answer in its place in the paper, with the quote marked."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.web.copying import answer_markdown, answer_text
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.links import place_link, question_link
from scrutiny_rag.web.markup import cells_of, count, escape, plain_date, without_sign
from scrutiny_rag.web.origins import DRAFT, NO_DATE
from scrutiny_rag.web.passages import Span, context, render_pieces

PaperOf = Callable[[str], Paper]
"""A paper by its name; raises ValueError where there is none."""

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
    committee: str | None
    date: str | None
    draft: bool | None
    item: str | None
    page: int | None
    section: str | None
    speaker: str | None
    span: Span
    text: str
    quoted: bool
    """True for words that the answer rests on, False for a place that is merely near."""


def places(answer: Answer) -> list[Place]:
    """What the panel shows for an answer: its citations, which are the nearest places where nothing answers."""
    return [cited(citation, answer.status != "not_found") for citation in answer.citations]


def cited(c: Citation, quoted: bool) -> Place:
    """A citation as what a card shows."""
    return Place(
        number=c.number,
        paper=c.paper,
        title=c.title,
        body=c.body,
        committee=c.committee,
        date=c.date,
        draft=c.draft,
        item=c.item,
        page=c.page,
        section=c.section,
        speaker=c.speaker,
        span=Span(c.char_start, c.char_end),
        text=c.quote,
        quoted=quoted,
    )


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
    none = "" if shown else f'<p class="sources-empty">{_without_sources(answer)}</p>'
    return (
        head
        + _to_take(exchange)
        + "".join(cards)
        + none
        + '<p class="sr-only" role="status" data-said></p></div>'
    )


def _heading(shown: list[Place]) -> str:
    if not shown:
        return "Sources"
    if shown[0].quoted:
        return count(len(shown), "source")
    nearest = "Nearest place" if len(shown) == 1 else f"Nearest {len(shown)} places"
    return f"{nearest} <small>which {'does' if len(shown) == 1 else 'do'} not answer it</small>"


def _without_sources(answer: Answer | None) -> str:
    if answer is not None and answer.kind == "collection":
        return "This answer is read from the list of papers; the tab Papers shows it."
    return "This answer has no sources."


def _to_take(exchange: Exchange) -> str:
    """Buttons that copy the whole answer with its sources, and a link that asks it again."""
    if exchange.answer is None or not exchange.done or exchange.error is not None:
        return ""
    answer = exchange.answer
    return (
        '<div class="acts acts-answer">'
        f'<button type="button" class="act" data-copy="{escape(answer_text(answer))}">'
        "Copy answer with sources</button>"
        f'<button type="button" class="act" data-copy="{escape(answer_markdown(answer))}">Copy as Markdown</button>'
        f'<button type="button" class="act" data-link="{escape(question_link(exchange.question, exchange.filters))}" '
        'aria-label="Copy link to this question">Copy link</button></div>'
    )


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
            f'<button type="button" class="act" data-link="{escape(place_link(place.paper, place.span))}" '
            'aria-label="Copy link to this place">Copy link</button>'
        )
    if place.quoted:
        buttons += '<button type="button" class="act act-back" data-back>Back to the answer</button>'
    return (
        f'<details class="card{"" if place.quoted else " card-near"}" id="source-{turn}-{place.number}"'
        f"{' open' if is_open else ''}>"
        f'<summary><span class="num" aria-hidden="true">{place.number}</span><span class="head">'
        f'<span class="sr-only">{"Source" if place.quoted else "Place"} {place.number}: </span>'
        f'<span class="title">{escape(title)}</span><span class="meta">{meta}</span>'
        f'<span class="preview">{escape(preview(place.text))}</span></span></summary>'
        f'<div class="card-body"><div class="excerpt">{excerpt(place, paper, turn)}</div>'
        f'<div class="acts">{buttons}</div></div></details>'
    )


def excerpt(place: Place, paper: Paper | None, turn: int) -> str:
    """The words in their context. Where the paper has gone, or no longer says them, that is said."""
    if paper is None:
        gone = '<p class="gone">This paper is no longer in the index.</p>'
        return f"<p><mark>{escape(place.text)}</mark></p>{gone}"
    if paper.text[place.span.start : place.span.end] != place.text:
        return f"<p>{escape(place.text)}</p><p class='gone'>This paper has changed since; ask again.</p>"
    return render_pieces(paper, context(paper, place.span), place.span, f"quote-{turn}-{place.number}")


def place_lines(place: Place, paper: Paper | None) -> tuple[str, str]:
    """A card's title as text, and the line beneath it as HTML: who spoke, draft, body, committee, date, place."""
    title, *facts = _known(place, paper)
    section = (place.section or "").removeprefix(title).removeprefix(" › ")
    meta = " · ".join(escape(part) for part in (*facts, section) if part)
    if place.draft or (place.draft is None and paper is not None and paper.metadata.draft):
        meta = f'<span class="draft">{DRAFT}</span> {meta}'
    if place.speaker:
        meta = f'<b class="speaker">{escape(place.speaker)}</b>' + (f" · {meta}" if meta else "")
    return title, meta


def _known(
    place: Place, paper: Paper | None
) -> tuple[str, str | None, str | None, str | None, str | None, str | None]:
    """Title, body, committee, date, item and page, from the citation or else from the paper."""
    known = paper.metadata if paper else None
    return (
        place.title or (known.title if known else None) or place.paper,
        place.body or (known.body if known else None),
        place.committee or (known.committee if known else None),
        plain_date(place.date or (known.date if known else None)) or NO_DATE,
        f"item {place.item}" if place.item else None,
        f"page {place.page}" if place.page is not None else None,
    )


def preview(text: str) -> str:
    """The first words of a passage in one line, without the signs of lists and tables."""
    line = " · ".join(cells_of(without_sign(" ".join(text.split()))))
    return line if len(line) <= _PREVIEW else line[:_PREVIEW].rsplit(" ", 1)[0] + " …"


def citation_line(place: Place, paper: Paper | None) -> str:
    """A citation to paste into a document: “quote” — speaker, title, body, committee, date, draft, page n (file)."""
    title, body, committee, day, item, page = _known(place, paper)
    draft = DRAFT.lower() if place.draft else None
    parts = [place.speaker, title, body, committee, day, draft, item, page]
    words = " ".join(place.text.split())
    return f"“{words}” — {', '.join(part for part in parts if part)} ({place.paper})"
