"""Conversations: a row with "turns" becomes a question for each turn that can be scored.

A conversation can also be rows that name it, as in the lines of a batch; they are its turns in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

GOLD = frozenset({"answerable", "facts", "evidence"})
"""Fields that say what a right answer is: a turn with one of them is scored, and so is the last turn."""

UNSCORED_END = "has neither facts nor evidence, and no turn of its conversation comes after it"


class TurnsError(ValueError):
    """Turns that are none; the message says what they must be."""


class Turn(NamedTuple):
    """The fields of a question, and which of them stand in which turn of the row (0-based)."""

    fields: Any
    place: int | None = None
    own: frozenset[str] = frozenset()


def spread(row: Any) -> Iterator[Turn]:
    """The questions that a row holds: itself, or one for each turn to be scored.

    A turn's id is the conversation's, a slash and its number from 1; its history is the questions before it.
    What the row says beside its turns (filters, kind, note) holds for each. Raises TurnsError.
    """
    if not isinstance(row, Mapping) or "turns" not in row:
        yield Turn(row)
        return
    turns = row["turns"]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, Mapping) for turn in turns):
        raise TurnsError("must be a list of questions, each an object")
    whole = {name: value for name, value in row.items() if name != "turns"}
    for place, turn in enumerate(turns):
        if place < len(turns) - 1 and not GOLD & turn.keys():
            continue
        fields = {"type": f"turn {place + 1}"} | whole | dict(turn)
        fields["history"] = [before.get("question", "") for before in turns[:place]]
        fields |= {"conversation": row.get("id"), "turn": place + 1}
        if isinstance(row.get("id"), str):
            fields["id"] = f"{row['id']}/{place + 1}"
        yield Turn(fields, place, frozenset(turn))


def following(fields: Any, said: dict[str, list[str]]) -> Any:
    """A row's fields, with its place in the conversation that it names, if any, and the questions before it.

    `said` holds the questions so far by conversation and gains this one. A history of the row's own stays. A row that
    says nothing of what is right is asked for the sake of those after it, and not scored.
    """
    if not isinstance(fields, Mapping) or not isinstance(fields.get("conversation"), str):
        return fields
    before = said.setdefault(fields["conversation"], [])
    placed = {"history": list(before), "turn": len(before) + 1, "scored": bool(GOLD & fields.keys())} | dict(
        fields
    )
    before.append(str(fields.get("question", "")))
    return placed
