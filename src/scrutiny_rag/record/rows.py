"""Rows of action lists and trackers: which column says what is to be done, by whom, by when, and how it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrutiny_rag.papers.model import Block, BlockKind

_COLUMNS = {
    "action": re.compile(
        r"\b(?:actions?(?! by| taken| owner| lead)(?: required| point| agreed)?|recommendations?|"
        r"undertakings?|tasks?|agreed actions?|"
        r"resolution|decision|what|commitment|required|to do|request(?:ed)?)\b",
        re.IGNORECASE,
    ),
    "status": re.compile(
        r"\b(?:status|progress|outcome|update|rag|complete[d]?\?*|response|action taken|position)\b",
        re.IGNORECASE,
    ),
    "owner": re.compile(
        r"\b(?:action by|owner|lead|responsib\w+|by whom|who|officer|assigned|allocated|whom)\b",
        re.IGNORECASE,
    ),
    "due": re.compile(
        r"\b(?:due|deadline|by when|target|timescale|time ?frame|when|review date|complete by|completion)\b",
        re.IGNORECASE,
    ),
}
_NOT_ACTION = re.compile(
    r"\b(?:action by|action owner|action taken|no\.?|number|ref(?:erence)?|date)\b", re.IGNORECASE
)
_EMPTY = re.compile(r"(?:not set|tb[cda]|n/?a|none|not (?:applicable|stated)|\W*)", re.IGNORECASE)
_LEAST = 8
"""Characters of an action: a tick or a number is none."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What an action list's row says; None where it has no such column or an empty cell."""

    action: str
    title: str
    """Of the column that says what is to be done."""
    owner: str | None
    due: str | None
    status: str | None


def is_action_row(block: Block) -> bool:
    """Whether a block is a row of an action list or tracker."""
    return block.kind is BlockKind.ROW and read_row(block) is not None


def read_row(block: Block) -> ActionRow | None:
    """What a row says; None where its table is no list of actions.

    A list of actions has a column for what is to be done, and one at least for who, by when or how it stands.
    """
    found: dict[str, tuple[str, str]] = {}
    for title, cell in block.cells:
        if not title:
            continue
        for name in ("owner", "status", "due", "action"):
            if name in found or not _COLUMNS[name].search(title):
                continue
            if name == "action" and (_NOT_ACTION.fullmatch(title.strip()) or len(cell) < _LEAST):
                continue
            found[name] = (title, cell)
            break
    if "action" not in found or len(found) < 2:
        return None
    title, action = found["action"]
    if title.strip().lower() == "what" and len(found) < 3:
        return None  # "what" and "who" alone head much else
    cells = {name: pair[1] for name, pair in found.items() if not _EMPTY.fullmatch(pair[1].strip())}
    return ActionRow(action, title, cells.get("owner"), cells.get("due"), cells.get("status"))
