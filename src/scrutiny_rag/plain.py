"""Text of papers, file names and people, made safe to print."""

from __future__ import annotations

import unicodedata

_REVERSING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional classes of the characters that reorder what stands around them."""


def plain(text: str) -> str:
    """The text without characters that would steer a terminal or reverse the reading order.

    Papers are not to be trusted, and an escape sequence in one could rewrite what the terminal shows.
    """
    return "".join(_shown(c) for c in text)


def _shown(character: str) -> str:
    if character in "\n\t":
        return character
    if character in "\r\v\f\u2028\u2029":
        return " "
    steers = unicodedata.category(character) in ("Cc", "Cs")
    return "�" if steers or unicodedata.bidirectional(character) in _REVERSING else character
