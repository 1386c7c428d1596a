"""What a model is shown: the evidence that the kind of question needs, as much as its window holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrutiny_rag.answering.drafting.prompting import Evidence, tokens_in
from scrutiny_rag.answering.drafting.stretch import Piece, Span, grown, pieces
from scrutiny_rag.answering.places.display import readable
from scrutiny_rag.answering.places.place import Place
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.overview import paper_named
from scrutiny_rag.answering.shapes.quote import Composed
from scrutiny_rag.papers.model import Block, Paper, in_words
from scrutiny_rag.record.model import ActKind, Item, Record

_A_QUOTE, _A_PLACE, _FIRST, _FURTHER = 130, 200, 420, 140
"""Words around a sentence of the evidence answer, a near place, the nearest, and one further off."""
_AN_ITEM = 650
"""An item of so many words is shown whole."""
_AN_ACT = 45
_NEAR_PLACES = 5
_PAPERS_OF_ACTS = 4
_ACTS_A_PAPER = 24
_A_SIDE = 3
_MOST = 60
"""Extracts, however large the window is: a model that reads more finds less."""
_HEADER_TOKENS = 45
_HEADER_SHARE = 1.18
"""What the lines over the extracts add to a long stretch that is cut into several."""
_LEAST_TOKENS = 80
_DECISIONS = frozenset({ActKind.DECIDED, ActKind.VOTED, ActKind.RECOMMENDED, ActKind.NOTED})
_SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class Extract:
    """A numbered piece of evidence, as shown, and where it stands in its paper."""

    evidence: Evidence
    piece: Piece


def gather(context: Context, composed: Composed | None, room: int) -> list[Extract]:
    """The extracts for a question that fit `room` tokens, paper by paper, each paper's in its own order.

    First what the evidence answer rests on, then what the kind of question needs (a whole item with its decision,
    every matching act, a named paper in order, both sides), then the places, the nearest first.
    """
    held = _Held(room)
    for paper, start, end in _wanted(context, composed):
        if not held.add(paper, start, end):
            break
    made: list[Extract] = []
    for paper, start, end in held.stretches():
        for piece in pieces(paper, start, end):
            if len(made) < _MOST:
                made.append(
                    Extract(Evidence(len(made) + 1, piece.text, attribution(paper, piece.block)), piece)
                )
    return made


def attribution(paper: Paper, block: Block) -> str:
    """Title, body, committee, date, draft, item, section and speaker, on one line."""
    meta = paper.metadata
    title = meta.title or paper.name
    parts = [
        title,
        *(part for part in (meta.body, meta.committee) if part and part.lower() not in title.lower()),
        in_words(meta.date) if meta.date else None,
        "draft" if meta.draft else None,
        f"item {block.item}" if block.item else None,
        _SEPARATOR.join(readable(part) for part in block.heading) or None,
        f"{block.speaker} speaking" + (f" ({block.role})" if block.role else "") if block.speaker else None,
    ]
    return ", ".join(part for part in parts if part)


class _Held:
    """The stretches taken so far, joined where they touch."""

    def __init__(self, room: int) -> None:
        self._left = float(room)
        self._by_paper: dict[str, tuple[Paper, list[Span]]] = {}

    def add(self, paper: Paper, start: int, end: int) -> bool:
        """Take a stretch where it fits; False once there is no room for any other."""
        spans = self._by_paper.get(paper.name, (paper, []))[1]
        over = [(a, b) for a, b in spans if a <= end and b >= start]
        joined = (min([start, *(a for a, _ in over)]), max([end, *(b for _, b in over)]))
        new = joined[1] - joined[0] - sum(b - a for a, b in over)
        cost = (tokens_in("x" * new) * _HEADER_SHARE if new else 0) + _HEADER_TOKENS * (not over)
        if cost <= self._left:
            self._left -= cost
            kept = [span for span in spans if span not in over]
            self._by_paper[paper.name] = (paper, sorted([*kept, joined]))
        return self._left > _LEAST_TOKENS

    def stretches(self) -> Iterator[tuple[Paper, int, int]]:
        """All of them, paper by paper."""
        for paper, spans in self._by_paper.values():
            yield from ((paper, a, b) for a, b in spans)


def _wanted(context: Context, composed: Composed | None) -> Iterator[tuple[Paper, int, int]]:
    """Stretches, what matters most first."""
    named = paper_named(context) if context.asked.kind is Kind.OVERVIEW else None
    if named is not None:
        yield named, 0, len(named.text)  # taken where it fits whole
    for quote in composed.quotes if composed is not None else ():
        yield (quote.paper, *grown(quote.paper, quote.char_start, quote.char_end, _A_QUOTE))
    if named is not None:
        yield from _in_order(named, context)
    places = context.places
    yield from _nearest(context, places[:1])
    yield from _sides(context)
    for place in places[1:_NEAR_PLACES]:
        yield _around(place, _A_PLACE)
    yield from _acts(context)
    yield from (_around(place, _A_PLACE) for place in places[_NEAR_PLACES:])
    seen = {place.hit.passage.id for place in places}
    for hit in context.found.hits[: _MOST * 2]:
        row = hit.passage
        if row.id not in seen:
            paper = context.retriever.paper_by_id(row.paper_id)
            yield (paper, *grown(paper, row.char_start, row.char_end, _FURTHER))


def _nearest(context: Context, places: Sequence[Place]) -> Iterator[tuple[Paper, int, int]]:
    """The item in which a place stands, whole where it is short enough, with what was decided in it."""
    for place in places:
        row = place.hit.passage
        item = _item_at(context.retriever.record(row.paper_id), row.char_start, row.char_end)
        if item is not None and _words(place.paper, item) <= _AN_ITEM:
            yield place.paper, item.char_start, item.char_end
            continue
        yield _around(place, _FIRST)
        for act in item.acts if item is not None else ():
            if act.kind in _DECISIONS:
                yield (place.paper, *grown(place.paper, act.char_start, act.char_end, _AN_ACT))


def _sides(context: Context) -> Iterator[tuple[Paper, int, int]]:
    """The nearest places of each side of a comparison, or of each part of a question that holds two."""
    asked = context.asked
    looks = [f"{asked.subject} {side}" for side in asked.sides] or list(asked.parts)
    found = [context.look(question)[:_A_SIDE] for question in looks]
    for rank in range(_A_SIDE):
        for places in found:
            if rank < len(places):
                yield _around(places[rank], _A_PLACE)


def _acts(context: Context) -> Iterator[tuple[Paper, int, int]]:
    """Every act of the kinds asked about in the nearest papers."""
    kinds = context.asked.acts
    papers = dict.fromkeys(place.hit.passage.paper_id for place in context.places)
    for paper_id in list(papers)[:_PAPERS_OF_ACTS] if kinds else ():
        paper = context.retriever.paper_by_id(paper_id)
        acts = [act for act in context.retriever.record(paper_id).acts if act.kind in kinds]
        for act in acts[:_ACTS_A_PAPER]:
            yield (paper, *grown(paper, act.char_start, act.char_end, _AN_ACT))


def _in_order(paper: Paper, context: Context) -> Iterator[tuple[Paper, int, int]]:
    """Of a paper too long to be shown whole: the start of each item and what was decided or undertaken in it."""
    paper_id = context.retriever.catalogue().listed.get(paper.name)
    record = context.retriever.record(paper_id) if paper_id is not None else Record()
    telling = _DECISIONS | {ActKind.UNDERTAKEN}
    for item in record.items:
        for act in item.acts:
            if act.kind in telling:
                yield (paper, *grown(paper, act.char_start, act.char_end, _AN_ACT))
    for item in record.items:
        yield (paper, *grown(paper, item.char_start, min(item.char_end, item.char_start + 300), _A_QUOTE))


def _around(place: Place, words: int) -> tuple[Paper, int, int]:
    row = place.hit.passage
    return (place.paper, *grown(place.paper, row.char_start, row.char_end, words))


def _item_at(record: Record, start: int, end: int) -> Item | None:
    return next((i for i in record.items if i.char_start < end and i.char_end > start), None)


def _words(paper: Paper, item: Item) -> int:
    return len(paper.text[item.char_start : item.char_end].split())
