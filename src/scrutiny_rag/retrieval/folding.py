"""Passages of one paper that repeat another's: shown once, with the other papers named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.store.analysis import stem, words
from scrutiny_rag.store.rows import PASSAGE_BITS

_LEAST_WORDS = 12
"""Shorter passages ("Noted.") say the same of different things."""
_ALIKE = 0.8
"""Cosine from which the texts are compared: vectors of the same words under other headings differ a little."""
_SAME = 0.9
"""Share of the shorter one's words, counted once each, that two passages have in common."""
_OF_LONGER = 0.75
"""The same of the longer one's: it may have a heading more."""
_LOOKED_AT = 40
_FIGURE = re.compile(r"\d")


_Hit = TypeVar("_Hit")


def fold(
    hits: Sequence[_Hit],
    id_of: Callable[[_Hit], int],
    vectors: Callable[[Sequence[int]], Mapping[int, NDArray[np.float32]]],
    text_of: Callable[[_Hit], str],
) -> tuple[list[_Hit], dict[int, tuple[_Hit, ...]]]:
    """The hits without those that say in other papers what a better one says, and for each that stays which went.

    Only the best few are looked at. Vectors tell which texts to compare, so that few papers are read; texts are
    the same where nine in ten of their words are, whatever their endings, and all of their figures.
    """
    top = list(hits[:_LOOKED_AT])
    papers = {id_of(hit) >> PASSAGE_BITS for hit in top}
    stored = vectors([id_of(hit) for hit in top]) if len(papers) > 1 else {}
    known = [hit for hit in top if id_of(hit) in stored]
    if len(known) < 2:
        return list(hits), {}
    matrix = np.stack([stored[id_of(hit)] for hit in known])
    alike = matrix @ matrix.T >= _ALIKE
    said: dict[int, Said] = {}

    def said_in(hit: _Hit) -> Said:
        if id_of(hit) not in said:
            said[id_of(hit)] = Said.of(text_of(hit))
        return said[id_of(hit)]

    gone: set[int] = set()
    also: dict[int, tuple[_Hit, ...]] = {}
    for a, kept in enumerate(known):
        if id_of(kept) in gone:
            continue
        for b in np.flatnonzero(alike[a, a + 1 :]) + a + 1:
            other = known[b]
            if id_of(other) in gone or _one_paper(id_of(kept), id_of(other)):
                continue
            if said_in(kept).same_as(said_in(other)):
                gone.add(id_of(other))
                also[id_of(kept)] = (*also.get(id_of(kept), ()), other)
    return [hit for hit in hits if id_of(hit) not in gone], also


def _one_paper(passage: int, other: int) -> bool:
    return passage >> PASSAGE_BITS == other >> PASSAGE_BITS


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says, for comparison: its terms, and those with figures."""

    terms: frozenset[str]
    figures: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Said:
        """What `text` says."""
        terms = frozenset(stem(word) for word in words(text))
        return cls(terms, frozenset(term for term in terms if _FIGURE.search(term)))

    def same_as(self, other: Said) -> bool:
        """True where two texts of some length say the same, a few words aside, with the same figures."""
        fewer, more = sorted((len(self.terms), len(other.terms)))
        if fewer < _LEAST_WORDS or self.figures != other.figures:
            return False
        return len(self.terms & other.terms) >= max(_SAME * fewer, _OF_LONGER * more)
