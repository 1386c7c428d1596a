"""What a question names that nothing else can stand for: names, numbers, references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from scrutiny_rag.papers.dates import MONTHS
from scrutiny_rag.store.analysis import STOP_WORDS, stem, words

_CAPITAL = re.compile(r"[^\W\d_][\w’'-]*")
_NUMBER = re.compile(r"(?<![\w/.-])\d[\d,.]*(?:[/-]\w+)*|\b[A-Z]{2,}[-/ ]?\d[\w/-]*|\b\w+/\w+/\w+\b")
_REFERENCE = re.compile(r"^(?=.*\d)(?=.*[/A-Za-z-]).*[A-Za-z/-]\w*\d|^\d+/\d+/", re.ASCII)
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady cllr cllrs councillor councillors supt "
    "superintendent sgt sergeant pc "
    "det insp inspector chief ch cdr commander mp am ms cd deputy td senator alderman reverend rev the met i".split()
)
_YEARS = re.compile(r"(?:19|20)\d\d[/-]\d\d(?:\d\d)?|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = frozenset((*MONTHS, *(name[:3] for name in MONTHS), "sept"))


@dataclass(frozen=True, slots=True)
class Specific:
    """A word of a question that an answer must bear: a name or a number."""

    word: str
    number: bool

    @property
    def reference(self) -> bool:
        """Whether it is a reference, such as 24/00391/LIC or CSP-2024-017, which names one thing alone."""
        return self.number and bool(_REFERENCE.search(self.word)) and not _YEARS.fullmatch(self.word)

    @property
    def year(self) -> bool:
        """Whether it is a year by itself."""
        return self.number and bool(_YEAR.fullmatch(self.word))

    @property
    def term(self) -> str:
        """Its index term."""
        return stem(self.word.lower())


def specifics_of(question: str, texts: Sequence[str]) -> list[Specific]:
    """The names and numbers of `question`.

    A name is a word with a capital inside the question, or one that stands in `texts` (what was found) with a capital
    alone, however the question spells it.
    """
    found = {m[0].rstrip(".,"): Specific(m[0].rstrip(".,"), True) for m in _NUMBER.finditer(question)}
    always = _always_capital(texts)
    shouted = question.isupper()
    for at, match in enumerate(_CAPITAL.finditer(question)):
        word = re.sub(r"[’']s$", "", match[0])
        low = word.lower()
        if low in STOP_WORDS or low in TITLES or low in _MONTHS or len(word) < 3:
            continue
        capital = word[0].isupper() and at > 0 and not shouted
        if capital or stem(low) in always:
            found.setdefault(word, Specific(word, False))
    return list(found.values())


def lacking(specifics: Iterable[Specific], held: AbstractSet[str], text: str) -> list[Specific]:
    """Those that `held`, index terms, and `text` do not bear, slips of one letter allowed in names."""
    return [each for each in specifics if not _borne(each, held, text)]


def _borne(specific: Specific, held: AbstractSet[str], text: str) -> bool:
    if specific.term in held or all(stem(word.lower()) in held for word in words(specific.word)):
        return True
    if specific.number:
        return specific.word in text
    return any(
        abs(len(term) - len(specific.term)) <= 1
        and len(term) > 4
        and DamerauLevenshtein.distance(term, specific.term, score_cutoff=1) <= 1
        for term in held
    )


def _always_capital(texts: Sequence[str]) -> set[str]:
    """Stems of words that stand in `texts` with a capital wherever they stand, at least once inside a sentence."""
    inside: set[str] = set()
    small: set[str] = set()
    for text in texts:
        for match in _CAPITAL.finditer(text):
            word = match[0]
            if word[0].islower():
                small.add(stem(word))
            elif (
                not word.isupper()
                and text[max(0, match.start() - 2) : match.start()].strip(" ")[-1:].isalnum()
            ):
                inside.add(stem(word.lower()))
    return inside - small
