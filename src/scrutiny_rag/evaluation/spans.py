"""Stretches of text as (start, end) offsets: where a quote stands, what two stretches share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Span = tuple[int, int]

WORD = re.compile(r"\S+")


def find_quote(quote: str, text: str) -> list[Span]:
    """Every place where `quote` stands in `text`, whatever the white space between its words."""
    words = quote.split()
    if not words:
        return []
    return [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)]


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


def contains_one(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of `others` lies wholly in `span`."""
    return any(span[0] <= a and b <= span[1] for a, b in others)


def count_words(text: str, spans: Sequence[Span]) -> int:
    """Words (runs of non-space characters) in the spans; a word in two of them counts twice."""
    return sum(len(WORD.findall(text, start, end)) for start, end in spans)
