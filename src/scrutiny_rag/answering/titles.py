"""Titles that stand before their text in one paragraph: they say nothing themselves."""

from __future__ import annotations

import re

from scrutiny_rag.answering.fillers import stated
from scrutiny_rag.english.reading import read

_SHORT = re.compile(r"\W*(?:\d[\d.]*\s+)?(?:\S+\s+)?\S+\W*")
_LONGER = re.compile(r"\d+(?:\.\d+)+\s+(?:[^\W\d]\S*\s+){2,6}\S+\.")
_OBJECT = re.compile(
    r"\s(?!of |for |in |to |on |at |by |with |and |from |about )\w+ (?:the|an?|its|their|our)\b"
)
"""A word before "the" that is no preposition is a verb: "5.3 Wardens walk the quays." is no title."""


def is_title(text: str) -> bool:
    """True for a word or two, as in "5.8 Oyster beds.": no answer by itself."""
    return bool(_SHORT.fullmatch(text))


def over_a_sentence(text: str) -> bool:
    """True for a longer one, "5.4 Wear of the mooring rings.": a number, and neither a verb nor an amount."""
    if not _LONGER.fullmatch(text):
        return False
    return not (read(text).verbs or stated(text).of("plain") or _OBJECT.search(text))
