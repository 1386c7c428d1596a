"""Abbreviations in a question, and what papers say they stand for; and the other way round."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

_MEANINGS = 2
"""Meanings of one abbreviation that are searched: papers contradict each other."""
_TITLES = frozenset("AM MP MS PM QC KC CBE OBE MBE TD MEP CC DC".split())
_SHORT = re.compile(r"(?<![\w-])([A-Z][A-Za-z0-9&/-]{0,8}[A-Z0-9])s?(?:['’]s)?(?![\w-])")


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words of a question and the others that stand for the same."""

    said: tuple[str, ...]
    """Index terms as the question has them."""
    means: tuple[str, ...]
    """Index terms of the other form."""
    spelled: str
    """The other form as a paper spells it."""


class Abbreviations:
    """What the papers of an index explain, ready for questions."""

    def __init__(self, papers: Mapping[int, Sequence[tuple[str, str]]]) -> None:
        meanings: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        spelled: dict[tuple[str, ...], str] = {}
        for pairs in papers.values():
            for short, long in pairs:
                means = tuple(terms(long))
                if short.upper() in _TITLES or len(means) < 2:
                    continue
                meanings[short.upper()][means] += 1
                spelled.setdefault(means, long)
        self._spelled = spelled
        self._meanings = {
            short: [means for means, _ in counts.most_common(_MEANINGS)] for short, counts in meanings.items()
        }
        self._shorts: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for short, most in self._meanings.items():
            for means in most:
                self._shorts[means[0]].append((means, short))

    def expansions(self, question: str) -> list[Expansion]:
        """The abbreviations of a question spelled out, and what it spells out abbreviated, each once."""
        found: dict[tuple[str, ...], Expansion] = {}
        shouted = question.isupper()
        for match in _SHORT.finditer(question):
            for means in self._meanings.get(match[1].upper(), ()) if not shouted else ():
                found.setdefault(means, Expansion((stem(match[1]),), means, self._spelled[means]))
        if shouted or question.islower():
            for word in words(question):
                if len(word) > 2 and word.lower() not in STOP_WORDS:
                    for means in self._meanings.get(word.upper(), ()):
                        found.setdefault(means, Expansion((stem(word),), means, self._spelled[means]))
        asked = terms(question)
        for at, term in enumerate(asked):
            for means, short in self._shorts.get(term, ()):
                if tuple(asked[at : at + len(means)]) == means and means not in found:
                    found[means] = Expansion(means, (stem(short),), short)
        return list(found.values())
