"""A rule over wording: a name, a pattern, and the examples that say what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that says one thing about a text; its examples are its tests."""

    name: str
    pattern: re.Pattern[str]
    matching: tuple[str, ...]
    """Texts in which the pattern must be found."""
    other: tuple[str, ...] = ()
    """Texts that look alike and in which it must not be found."""

    def search(self, text: str) -> re.Match[str] | None:
        """Where the pattern first stands in `text`; None where it does not."""
        return self.pattern.search(text)


def rule(name: str, pattern: str, matching: Iterable[str], other: Iterable[str] = ()) -> Rule:
    """A rule whose pattern takes capital and small letters alike."""
    return Rule(name, re.compile(pattern, re.IGNORECASE), tuple(matching), tuple(other))
