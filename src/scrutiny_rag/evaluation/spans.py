"""Stretches of text as (start, end) offsets: where a quote stands, what two stretches share."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache

Span = tuple[int, int]

WORD = re.compile(r"\S+")


def find_quote(quote: str, text: str) -> list[Span]:
    """Every place where the letters and digits of `quote` stand in `text`, whatever their case and what lies between.

    So a quote outlives a better reading of its PDF: other line breaks, bars, hyphens, quotation marks. A span runs
    from the first letter or digit to the last; a quote that has none is nowhere.
    """
    (sought, _), (letters, places) = _bare(quote), _bare(text)
    spans: list[Span] = []
    start = letters.find(sought) if sought else -1
    while start >= 0:
        spans.append((places[start], places[start + len(sought) - 1] + 1))
        start = letters.find(sought, start + 1)
    return spans


@lru_cache(maxsize=64)
def _bare(text: str) -> tuple[str, array[int]]:
    """The letters and digits of a text in lower case, one character each, and where each stands."""
    places = array("Q", (place for place, character in enumerate(text) if character.isalnum()))
    return "".join(text[place].lower()[:1] for place in places), places


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same characters as sorted spans that neither overlap nor touch."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def shared(span: Span, others: Iterable[Span]) -> int:
    """How many characters of `span` lie in any of `others`."""
    start, end = span
    return sum(max(0, min(end, b) - max(start, a)) for a, b in merged(others))


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether `span` has a character in common with any of `others`."""
    return any(max(span[0], a) < min(span[1], b) for a, b in others)


def contains_one(span: Span, others: Iterable[Span], share: float = 1.0) -> bool:
    """Whether one of `others` lies in `span`, with `share` or more of its characters."""
    return any(max(0, min(span[1], b) - max(span[0], a)) >= share * (b - a) for a, b in others)


def count_words(text: str, spans: Sequence[Span]) -> int:
    """Words (runs of non-space characters) in the spans; a word in two of them counts twice."""
    return sum(len(WORD.findall(text, start, end)) for start, end in spans)
