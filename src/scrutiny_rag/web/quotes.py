"""Citations of a pack or of a promise as cards: each quote in its place in the paper, with a way to open it there."""

from __future__ import annotations

from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.web.markup import escape
from scrutiny_rag.web.sources import PaperOf, cited, excerpt, place_lines, preview

_TURN = 0
"""These cards belong to no turn of a conversation."""


def quote_card(
    citation: Citation, paper_of: PaperOf, *, is_open: bool = False, title: str | None = None
) -> str:
    """One quote as a disclosure, closed at first; `title` stands before its paper's."""
    place = cited(citation, quoted=True)
    paper: Paper | None
    try:
        paper = paper_of(place.paper)
    except ValueError:
        paper = None
    name, meta = place_lines(place, paper)
    opens = (
        f'<button type="button" class="act" data-paper="{escape(place.paper)}" '
        f'data-at="{place.span.start}-{place.span.end}">Open paper at this place</button>'
        if paper is not None
        else ""
    )
    before = f"{escape(title)}: " if title else ""
    return (
        f'<details class="card" id="source-{citation.number}"{" open" if is_open else ""}>'
        f'<summary><span class="num" aria-hidden="true">{citation.number}</span><span class="head">'
        f'<span class="sr-only">Source {citation.number}: </span><span class="title">{before}{escape(name)}</span>'
        f'<span class="meta">{meta}</span><span class="preview">{escape(preview(place.text))}</span></span></summary>'
        f'<div class="card-body"><div class="excerpt">{excerpt(place, paper, _TURN)}</div>'
        f'<div class="acts">{opens}</div></div></details>'
    )
