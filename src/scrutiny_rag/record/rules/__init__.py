"""The rules by which a sentence is an act, in order of precedence."""

from __future__ import annotations

from functools import cache

from scrutiny_rag.record.rules import (
    decided,
    enacted,
    given,
    planned,
    proposed,
    recommended,
    said,
    undertaken,
)
from scrutiny_rag.record.rules.base import Rule, Text

__all__ = ["RULES", "Rule", "Text", "rules_for"]

_FIRST = frozenset({"deferred", "refused", "somebody-to-do"})
"""Of their kind these tell the most: what was refused was not agreed, and who is named to do it is its owner."""

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *decided.RULES,
            *enacted.RULES,
            *recommended.RULES,
            *undertaken.RULES,
            *given.RULES,
            *planned.RULES,
            *proposed.RULES,
            *said.RULES,
        ),
        key=lambda rule: rule.name not in _FIRST,
    )
)


def rules_for(text: Text, lowered: str) -> list[Rule]:
    """The rules, in order, that a sentence in small letters may match in a text of this make."""
    by_word, always = _by_word(text)
    found = set(always)
    for word, places in by_word:
        if word in lowered:
            found.update(places)
    return [RULES[place] for place in sorted(found)]


@cache
def _by_word(text: Text) -> tuple[tuple[tuple[str, tuple[int, ...]], ...], tuple[int, ...]]:
    """Each word with the places of its rules, so that a sentence is looked through once a word, and not once a rule."""
    places: dict[str, list[int]] = {}
    always: list[int] = []
    for place, rule in enumerate(RULES):
        if rule.texts & text:
            for word in rule.words:
                places.setdefault(word, []).append(place)
            if not rule.words:
                always.append(place)
    return tuple((word, tuple(found)) for word, found in places.items()), tuple(always)
