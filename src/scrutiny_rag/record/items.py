"""A paper's blocks, put together to items: which blocks are one matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.papers.structure.lines import plain_text
from scrutiny_rag.record.rows import is_action_row

_NUMBER = re.compile(
    r"^\W*(?:(?:agenda )?item|minute)?\s*(?:no\.? ?)?[\w./()-]{0,12}\d[\w./()-]*\s*[-–—.:)]*\s+",
    re.IGNORECASE,
)
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks that are one item, by their ordinals."""

    number: str | None
    title: str | None
    blocks: range


def find_items(paper: Paper) -> Iterator[Stretch]:
    """The stretches of blocks that are items, in order; every block that is no furniture is in exactly one.

    An item opens at a heading (in numbered minutes at the heading of another number), at a new exchange in a
    transcript, and at each row of an action list.
    """
    blocks = paper.blocks
    start: int | None = None
    for i, block in enumerate(blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        if start is None:
            start = i
        elif _opens(blocks, start, i):
            yield _stretch(paper, start, i)
            start = i
    if start is not None:
        yield _stretch(paper, start, len(blocks))


def _opens(blocks: tuple[Block, ...], start: int, i: int) -> bool:
    block, before = blocks[i], blocks[start]
    last = next(blocks[j] for j in range(i - 1, start - 1, -1) if blocks[j].kind is not BlockKind.FURNITURE)
    if is_action_row(block) or is_action_row(last):
        return True
    if block.kind is BlockKind.TURN or last.kind is BlockKind.TURN:
        opened_by_heading = last.kind is BlockKind.HEADING
        return block.exchange != last.exchange and not opened_by_heading and block.kind is not BlockKind.STAGE
    if block.kind is not BlockKind.HEADING:
        return False
    if last.kind is BlockKind.HEADING and block.item is None:
        # Headings over one another are one matter's, unless the upper one had a number of its own.
        return before.item is not None and len(block.heading) == 0
    same = block.item is not None and block.item == before.item
    return not (same and len(block.heading) > 0)


def _stretch(paper: Paper, start: int, end: int) -> Stretch:
    while end > start + 1 and paper.blocks[end - 1].kind is BlockKind.FURNITURE:
        end -= 1
    first = paper.blocks[start]
    number = first.item or next((b.item for b in paper.blocks[start:end] if b.item), None)
    return Stretch(number, _title(paper, start, end), range(start, end))


def _title(paper: Paper, start: int, end: int) -> str | None:
    first = paper.blocks[start]
    if first.kind is BlockKind.HEADING:
        path = next(
            (b.heading for b in paper.blocks[start + 1 : end] if b.kind is not BlockKind.FURNITURE), ()
        )
        if len(path) > len(first.heading):
            title = path[len(first.heading)]
        else:
            title = _NUMBER.sub("", plain_text(paper.text[first.char_start : first.char_end]))
    else:
        title = first.heading[-1] if first.heading else ""
    return title[:_LONGEST_TITLE].strip(" :") or None
