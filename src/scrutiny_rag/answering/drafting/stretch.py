"""Stretches of papers: grown to be understood, joined, and cut into extracts of a readable length."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from scrutiny_rag.answering.places.display import readable
from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.papers.sentences import block_sentences

_REACH = 12
"""Blocks to each side into which a stretch may grow."""
_MOST_WORDS = 260
_LEAST_WORDS = 90
"""A piece shorter than this takes the next block even where that makes it longer than an extract should be."""
_UNREAD = frozenset({BlockKind.FURNITURE})
_WHOLE = frozenset({BlockKind.ROW, BlockKind.HEADING, BlockKind.STAGE})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """What of one paper stands under one number."""

    paper: Paper
    spans: tuple[tuple[Block, int, int], ...]
    """Its blocks, or the parts of them that are shown, in order; page marks and the like are left out."""

    @property
    def text(self) -> str:
        """Its words for a model: exact but for white space, a block a line, speakers named."""
        return "\n".join(self.paper.text[a:b] for _, a, b in self.spans)

    @property
    def block(self) -> Block:
        """The first block that says something."""
        return next((b for b, _, _ in self.spans if b.kind is not BlockKind.HEADING), self.spans[0][0])


def grown(paper: Paper, start: int, end: int, most_words: int) -> Span:
    """`start` to `end` widened by whole sentences of the same section to both sides, to about `most_words`."""
    first = _at(paper, start)
    last = max(first, _at(paper, end - 1))
    section = _section(paper.blocks[first])
    units = [
        span
        for n in range(max(0, first - _REACH), min(len(paper.blocks), last + _REACH + 1))
        if paper.blocks[n].kind not in _UNREAD
        and (first <= n <= last or _section(paper.blocks[n]) == section)
        for span in _units(paper, paper.blocks[n])
    ]
    inside = [n for n, (a, b) in enumerate(units) if a < end and b > start]
    if not inside:
        return start, end
    lo, hi = inside[0], inside[-1]
    left = most_words - sum(_words(paper, units[n]) for n in inside)
    after = True
    while left > 0 and (lo > 0 or hi + 1 < len(units)):
        n = hi + 1 if (after and hi + 1 < len(units)) or lo == 0 else lo - 1
        left -= _words(paper, units[n])
        if left < 0:
            break
        lo, hi = min(lo, n), max(hi, n)
        after = not after
    return units[lo][0], units[hi][1]


def pieces(paper: Paper, start: int, end: int) -> Iterator[Piece]:
    """A stretch cut between blocks, and a long block between sentences, into pieces of a readable length."""
    held: list[tuple[Block, int, int]] = []
    words = 0
    for block, a, b in _parts(paper, start, end):
        more = _words(paper, (a, b))
        if held and words >= _LEAST_WORDS and words + more > _MOST_WORDS:
            yield Piece(paper, tuple(held))
            held, words = [], 0
        if held and held[-1][0] is block:
            held[-1] = (block, held[-1][1], b)
        else:
            held.append((block, a, b))
        words += more
    if any(block.kind is not BlockKind.HEADING for block, _, _ in held):
        yield Piece(paper, tuple(held))


def sentences_in(piece: Piece) -> Iterator[tuple[Block, int, int]]:
    """The sentences and rows of a piece that can be quoted, in order."""
    for block, start, end in piece.spans:
        if block.kind is BlockKind.HEADING:
            continue
        for a, b in _units(piece.paper, block):
            if b > start and a < end and any(c.isalnum() for c in piece.paper.text[a:b]):
                yield block, a, b


def _parts(paper: Paper, start: int, end: int) -> Iterator[tuple[Block, int, int]]:
    at = _at(paper, start)
    for block in paper.blocks[at:]:
        if block.char_start >= end:
            return
        if block.kind in _UNREAD or block.char_end <= start:
            continue
        a, b = max(start, block.char_start), min(end, block.char_end)
        if _words(paper, (a, b)) <= _MOST_WORDS:
            yield block, a, b
            continue
        for c, d in _units(paper, block):
            if d > a and c < b:
                yield block, max(a, c), min(b, d)


def _units(paper: Paper, block: Block) -> Iterator[Span]:
    if block.kind in _WHOLE:
        yield block.char_start, block.char_end
    else:
        yield from block_sentences(paper.text, block)


def _at(paper: Paper, offset: int) -> int:
    return max(0, bisect.bisect_right(paper.blocks, offset, key=lambda block: block.char_start) - 1)


def _section(block: Block) -> object:
    return (block.heading, block.item)


def _words(paper: Paper, span: Span) -> int:
    return len(readable(paper.text[span[0] : span[1]]).split())
