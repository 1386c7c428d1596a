"""Words of a question that no paper holds, as the papers spell what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from scrutiny_rag.store.analysis import STOP_WORDS, stem, words

_LEAST_LETTERS = 5
_LETTERS_A_SLIP = 4
"""A word may differ by one letter for every so many that it has."""
_NEAR = 78.0


def respelled(question: str, holding: Callable[[str], int], texts: Iterable[str]) -> dict[str, str]:
    """For each word of `question` that no passage holds, the near word of `texts` that it slips from.

    `holding` gives in how many passages an index term stands; `texts` are what was found. Words without a near one are
    left out.
    """
    unknown = [
        word
        for word in dict.fromkeys(words(question))
        if len(word) >= _LEAST_LETTERS
        and word.isalpha()
        and word.lower() not in STOP_WORDS
        and not holding(stem(word.lower()))
    ]
    if not unknown:
        return {}
    vocabulary = {word.lower() for text in texts for word in words(text) if len(word) >= _LEAST_LETTERS - 1}
    found = {}
    for word in unknown:
        low = word.lower()
        near = process.extract(low, vocabulary, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=5)
        fitting = [
            other
            for other, _, _ in near
            if other[0] == low[0]
            and DamerauLevenshtein.distance(low, other) <= max(1, len(low) // _LETTERS_A_SLIP)
        ]
        if fitting and stem(fitting[0]) != stem(low):
            found[word] = fitting[0]
    return found


def spelled_as(question: str, corrections: dict[str, str]) -> str:
    """`question` with its words replaced as `corrections` say."""
    for word, other in corrections.items():
        question = re.sub(rf"\b{re.escape(word)}\b", other, question)
    return question
