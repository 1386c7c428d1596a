"""Text of papers, file names and people, made safe to print: in a terminal, in Markdown, in a Word file."""

from __future__ import annotations

import re
import unicodedata

_REVERSING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional classes of the characters that reorder what stands around them."""

_SPECIAL = re.compile(r"([\\`*_{}<>#|~!]|\[|\])")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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


def markdown_escape(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return re.sub(r"^(\s*)([-+]|\d+[.)])(?=\s)", lambda m: m[1] + (m[2][:-1] + "\\" + m[2][-1]), escaped)


def printable(text: str) -> str:
    """`text` without characters that XML, and so a Word file, cannot hold."""
    return _UNPRINTABLE.sub("�", text)
