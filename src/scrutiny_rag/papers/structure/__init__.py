"""What each stretch of a paper is: one module a kind of paper."""

from __future__ import annotations

from dataclasses import replace

from scrutiny_rag.papers.model import Block, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.action_list import find_action_blocks
from scrutiny_rag.papers.structure.minutes import find_minutes_blocks
from scrutiny_rag.papers.structure.strategy import find_strategy_blocks
from scrutiny_rag.papers.structure.transcript import find_transcript_blocks

__all__ = ["find_blocks"]


def find_blocks(draft: Draft, paper_type: PaperType) -> tuple[Block, ...]:
    """The blocks of a paper of the given type.

    They stand in reading order, do not overlap, start and end on a non-space character, and together cover
    every non-space character of `draft.text`. Any type may be given for any text: a wrong one makes poorer
    blocks, never missing words.
    """
    blocks = _by_type(draft, paper_type)
    # A page of one item is that item's throughout: the numbers in it are its paragraphs' and lists'.
    item = draft.properties.get("item")
    return tuple(replace(block, item=item) for block in blocks) if item else blocks


def _by_type(draft: Draft, paper_type: PaperType) -> tuple[Block, ...]:
    match paper_type:
        case PaperType.MINUTES | PaperType.AGENDA:
            return find_minutes_blocks(draft)
        case PaperType.TRANSCRIPT:
            return find_transcript_blocks(draft)
        case PaperType.ACTION_LIST:
            return find_action_blocks(draft)
        case _:
            return find_strategy_blocks(draft)
