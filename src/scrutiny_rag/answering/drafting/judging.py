"""A proposed claim held against the extracts that it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrutiny_rag.answering.checking import Cited, Entails, Judged, Outcome, Similar, Verdict, check_cited
from scrutiny_rag.answering.drafting.draft import Proposed
from scrutiny_rag.answering.drafting.prompting import Evidence
from scrutiny_rag.english.wording import sentences
from scrutiny_rag.store.analysis import terms

_NEIGHBOURS = 2
"""Sentences on each side of the words that a claim names, which may say whom "he" stands for."""
_LEAST_WORDS = 3
"""Words named by a claim that are fewer than this say nothing by themselves."""
_SHARED = 0.5
"""Of a claim's terms that an extract which it does not cite must hold to be tried."""


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One sentence of a draft, the keys of the evidence it rests on, and what the check says of it."""

    text: str
    keys: tuple[int, ...]
    verdict: Verdict
    words: tuple[tuple[int, str], ...] = ()
    """The exact words that it names and that stand in their extract, each with its key."""
    listed: bool = False
    place: int = 0
    """Where it stands in the draft."""


class Judge:
    """Judges proposed claims by the evidence that was shown."""

    def __init__(
        self, evidence: Sequence[Evidence], similar: Similar | None = None, entails: Entails | None = None
    ) -> None:
        self.evidence = {piece.key: piece for piece in evidence}
        self._similar = similar
        self._entails = entails

    def judge(self, proposed: Proposed, place: int = 0, before: str = "") -> DraftClaim:
        """The claim with the verdict on it; where it is verified, only the keys on which it rests are kept.

        `before` is what the draft says before it.
        """
        refusal = self._unreadable(proposed)
        if refusal is not None:
            return DraftClaim(proposed.text, proposed.keys, refusal, (), proposed.listed, place)
        keys = [key for key in proposed.keys if key in self.evidence]
        named = tuple(
            (key, words) for key, words in proposed.words if key in self.evidence and self._found(key, words)
        )
        judged, rest = self._by_words(proposed.text, named, before) if named else (None, ())
        if judged is None or not judged.verdict.supported:
            plain = self._check(proposed.text, [self._cited(key) for key in keys], before)
            if judged is None or plain.verdict.supported or plain.verdict.outcome is Outcome.SOFT:
                judged, rest = plain, tuple(keys[n] for n in plain.resting_on)
            if plain.verdict.supported:
                named = ()
        if not judged.verdict.supported:
            other = self._elsewhere(proposed.text, keys, before)
            if other is not None:
                judged, rest, named = other[1], (other[0],), ()
        return DraftClaim(proposed.text, rest or tuple(keys), judged.verdict, named, proposed.listed, place)

    def _unreadable(self, proposed: Proposed) -> Verdict | None:
        if not proposed.keys:
            return Verdict(Outcome.HARD, "It cites no extract.", "keys")
        unknown = [key for key in proposed.keys if key not in self.evidence]
        if unknown and len(unknown) == len(proposed.keys):
            return Verdict(Outcome.HARD, f"There is no extract [{unknown[0]}].", "keys")
        # A word alone, in a list too: a paper that gives orders may hold the very word it asks for.
        if len(proposed.text.split()) < 2 and not any(char.isdigit() for char in proposed.text):
            return Verdict(Outcome.HARD, "It is no sentence.", "keys")
        return None

    def _by_words(
        self, text: str, named: Sequence[tuple[int, str]], before: str
    ) -> tuple[Judged, tuple[int, ...]]:
        cited = [Cited(self._around(key, words), self.evidence[key].attribution) for key, words in named]
        judged = self._check(text, cited, before)
        return judged, tuple(dict.fromkeys(named[n][0] for n in judged.resting_on))

    def _elsewhere(self, text: str, keys: Sequence[int], before: str) -> tuple[int, Judged] | None:
        """The extract that the model meant, where it gave a wrong number."""
        own = set(terms(text))
        shares = {
            key: len(own & set(terms(piece.text))) / max(1, len(own))
            for key, piece in self.evidence.items()
            if key not in keys
        }
        best = max(shares, key=lambda key: shares[key], default=None)
        if best is None or shares[best] < _SHARED:
            return None
        judged = self._check(text, [self._cited(best)], before)
        return (best, judged) if judged.verdict.supported else None

    def _cited(self, key: int) -> Cited:
        return Cited(self.evidence[key].text, self.evidence[key].attribution)

    def _check(self, text: str, cited: Sequence[Cited], before: str) -> Judged:
        return check_cited(text, cited, before=before, similar=self._similar, entails=self._entails)

    def _found(self, key: int, words: str) -> bool:
        return len(words.split()) >= _LEAST_WORDS and stands_at(words, self.evidence[key].text) is not None

    def _around(self, key: int, words: str) -> str:
        """The sentences in which `words` stand, with their neighbours."""
        text = self.evidence[key].text
        at = stands_at(words, text)
        assert at is not None
        spans = list(sentences(text))
        inside = [n for n, (a, b) in enumerate(spans) if a < at[1] and b > at[0]]
        first, last = max(0, inside[0] - _NEIGHBOURS), min(len(spans) - 1, inside[-1] + _NEIGHBOURS)
        return text[spans[first][0] : spans[last][1]]


def stands_at(words: str, text: str) -> tuple[int, int] | None:
    """Where `words` stand in `text`, whatever white space, quotation marks and dashes either has; None where not."""
    said = re.findall(r"[^\W_]+", words)
    if not said:
        return None
    found = re.search(r"[\W_]+".join(map(re.escape, said)), text, re.IGNORECASE)
    return found.span() if found else None
