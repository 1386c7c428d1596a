"""Which rows of the register a question can need, as SQL: a register of a whole council is read in part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scrutiny_rag.promises.filters import PromiseFilters

_MOST = 400
"""Values of one condition; what has more is read whole."""
_SHORT = 4
_ESCAPED = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})
Condition = tuple[str, list[Any]]
"""An SQL condition on the table's `value`, and its values."""


def by_filters(filters: PromiseFilters) -> Condition:
    """What must hold of every row that `filters` take; the filters themselves have the last word."""
    parts: list[Condition] = []
    for name, wanted in (("kind", filters.kind), ("status", filters.status)):
        if wanted is not None:
            parts.append(_one_of(name, [str(wanted)]))
    if filters.overdue:
        parts.append((f"{_field('overdue')} = 1", []))
    if filters.id is not None:
        parts.append(("id = ?", [filters.id]))
    for name, sign, day in (
        ("due", ">=", filters.due_after),
        ("due", "<=", filters.due_before),
        ("date", ">=", filters.since),
        ("date", "<=", filters.until),
    ):
        if day is not None:
            parts.append((f"{_field(name)} {sign} ?", [day.isoformat()]))
    return _joined(" AND ", parts)


def by_question(kinds: Iterable[str], papers: Iterable[str], words: Iterable[str]) -> Condition:
    """Rows of these kinds that stand in one of the papers or hold one of the words; all of the kinds without either."""
    of_kinds = [_one_of("kind", sorted(kinds))] if kinds else []
    named, held = sorted(papers), sorted(words)
    near = [_one_of("paper", named)] if named and len(named) <= _MOST else []
    if len(named) <= _MOST and len(held) <= _MOST:
        near += [
            (
                f"{_field('quote')} || ' ' || coalesce({_field('subject')}, '') LIKE ? ESCAPE '\\'",
                [f"%{_root(word).translate(_ESCAPED)}%"],
            )
            for word in held
        ]
    either = [_joined(" OR ", near)] if near else []
    return _joined(" AND ", [*of_kinds, *either])


def _root(word: str) -> str:
    """What all forms of a stemmed word hold: "polici" is the stem of "policy" too."""
    return word[:-1] if len(word) > _SHORT else word


def _field(name: str) -> str:
    return f"json_extract(value, '$.{name}')"


def _one_of(name: str, values: list[str]) -> Condition:
    return f"{_field(name)} IN ({','.join('?' * len(values))})", list(values)


def _joined(sign: str, parts: list[Condition]) -> Condition:
    if not parts:
        return "1", []
    return "(" + sign.join(part for part, _ in parts) + ")", [
        value for _, values in parts for value in values
    ]
