"""Which deed of the text bears out a deed of the claim: the like one that shares most words with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from scrutiny_rag.english.deeds import Deed, deeds
from scrutiny_rag.english.lexicon import PERSONAL_ROLES
from scrutiny_rag.english.reading import Reading, read_all
from scrutiny_rag.english.wording import Token, alike

_HE = frozenset(("he", "she", "him", "her", "his", "hers"))
WE = frozenset(("i", "we", "my", "our", "us"))
"""Words by which a speaker means himself or his own."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A deed in the sentence of the text that tells it."""

    sentence: int
    deed: Deed


def word_at(reading: Reading, offset: int) -> int | None:
    """Index of the word that holds `offset`; None where none does."""
    return _index(reading).get(offset)


@lru_cache(maxsize=4096)
def _index(reading: Reading) -> dict[int, int]:
    return {at: i for i, token in enumerate(reading.tokens) for at in range(token.start, token.end)}


def words_at(reading: Reading, offsets: Sequence[int], content: bool = True) -> list[Token]:
    """The words at `offsets`, content words alone unless told otherwise; none twice."""
    found = dict.fromkeys(i for at in offsets if (i := word_at(reading, at)) is not None)
    return [reading.tokens[i] for i in found if reading.tokens[i].content or not content]


def concept_of(reading: Reading, deed: Deed) -> str:
    """The stem of the word that carries a deed."""
    at = word_at(reading, deed.at)
    return reading.tokens[at].concept if at is not None else deed.lemma


def arguments(reading: Reading, deed: Deed) -> list[Token]:
    """The content words of who, whom, where and when of a deed."""
    return words_at(reading, (*deed.doer, *deed.undergoer, *deed.around))


def any_like(token: Token, others: Sequence[Token]) -> bool:
    """True when one of `others` is like `token`."""
    return any(alike(token.concept, other.concept) for other in others)


_FAR = 4


@lru_cache(maxsize=512)
def named_before(before: str) -> tuple[Token, ...]:
    """The words of those of whom the last sentences of the draft speak: whom the claim's "he" or "she" may mean."""
    found: list[Token] = []
    for reading, _ in read_all(before)[-_FAR:]:
        for deed in deeds(reading.text):
            words = words_at(reading, deed.subject, content=False)
            found += [t for t in words if is_person(reading, t)]
    return tuple(found)


def is_pronoun(words: Sequence[Token]) -> bool:
    """True for "he", "she" and the like alone."""
    return bool(words) and all(t.low in _HE for t in words)


def is_person(reading: Reading, token: Token) -> bool:
    """True for a word of a name, or of a personal role."""
    return token.low in PERSONAL_ROLES or any(
        reading.tokens[i] is token for run in reading.names for i in run
    )
