"""What each stretch of a paper is: one module a kind of paper."""

from __future__ import annotations

from scrutiny_rag.papers.model import Block, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.minutes import find_minutes_blocks

__all__ = ["find_blocks"]


def find_blocks(draft: Draft, paper_type: PaperType) -> tuple[Block, ...]:
    """The blocks of a paper of the given type.

    They stand in reading order, do not overlap, start and end on a non-space character, and together cover
    every non-space character of `draft.text`. Any type may be given for any text: a wrong one makes poorer
    blocks, never missing words.
    """
    return find_minutes_blocks(draft)
