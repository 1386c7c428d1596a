"""Action lists and trackers: table rows as records, with the prose around them."""

from __future__ import annotations

from scrutiny_rag.papers.model import Block
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.strategy import find_strategy_blocks


def find_action_blocks(draft: Draft) -> tuple[Block, ...]:
    """The blocks of an action list, in order and covering every non-space character of `draft.text`.

    Each row of a table, whether the format marks it or bars and tabs draw it, is a ROW with its cells by
    column title; `item` is the minute item or reference that the row names. Prose above and below is as in
    a report.
    """
    return find_strategy_blocks(draft)
