"""A record as the command line's and the API's objects."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from scrutiny_rag.record.model import Act, Item, Record


def items_object(record: Record, text: str) -> list[dict[str, Any]]:
    """The `items` of `papers NAME --json`; `text` is the paper's."""
    return [_item(item, text) for item in record.items]


def _item(item: Item, text: str) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "char_start": item.char_start,
        "char_end": item.char_end,
        "acts": [act_object(act, text) for act in item.acts],
    }


def act_object(act: Act, text: str) -> dict[str, Any]:
    """One act; `text` is its paper's."""
    return {
        "kind": str(act.kind),
        "who": act.who,
        "owner": act.owner,
        "due": act.due.isoformat() if act.due else None,
        "due_text": act.due_text,
        "votes": asdict(act.votes) if act.votes else None,
        "outcome": str(act.outcome) if act.outcome else None,
        "quote": text[act.char_start : act.char_end],
        "char_start": act.char_start,
        "char_end": act.char_end,
        "rule": act.rule,
        "links": [{"kind": str(link.kind), "act": link.act} for link in act.links],
    }
