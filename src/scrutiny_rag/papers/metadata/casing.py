"""Names printed in capitals, in the case of running text."""

from __future__ import annotations

import re

_SMALL_WORDS = frozenset("and & of for the on upon in at to by with from a an".split())
_SHORT = frozenset({"SPC", "JPC", "NHS", "SSA", "USA"})


def title_case(name: str) -> str:
    """A name printed in capitals, in the case of running text: "CITY AND COUNTY" is "City and County"."""
    letters = [c for c in name if c.isalpha()]
    if sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return name
    words = name.split(" ")
    cased = [
        word
        if word.upper() in _SHORT
        else word.lower()
        if i and word.lower() in _SMALL_WORDS
        else _capital(word)
        for i, word in enumerate(words)
    ]
    return " ".join(cased)


def _capital(word: str) -> str:
    return re.sub(r"(?<![\w’'])\w", lambda first: first.group().upper(), word.lower())
