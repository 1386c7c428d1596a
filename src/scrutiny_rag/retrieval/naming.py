"""Names in a question, matched against the names that the index holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

_TITLES = frozenset(
    "hon honourable right rt mr mrs ms miss dr prof professor sir dame lord lady baroness cllr councillor councillors "
    "am ms as mp mbe obe cbe kc qc the a an acting deputy chair chairman chairperson chairwoman cathaoirleach "
    "commander inspector superintendent detective sergeant constable commissioner minister member speaker "
    "secretary director officer leader mayor unidentified some and of for".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_JOINED = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
_SPELLED = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the index that a question holds."""

    name: str
    strength: float
    """1 where all of its words are there as spelled; less where only the surname is, or the spelling is near."""


def fold(text: str) -> str:
    """Small letters without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("'s ", " ").replace("'", "")


def name_words(name: str) -> list[str]:
    """The words of a name that tell people apart: titles and roles left out."""
    return [
        word for word in _WORD.findall(fold(name).replace("-", " ")) if word not in _TITLES and len(word) > 1
    ]


class SpeakerNames:
    """The speakers of an index, ready to be found in questions."""

    def __init__(self, speakers: Iterable[str]) -> None:
        self._parts = {speaker: parts for speaker in speakers if (parts := name_words(speaker))}
        self._words = frozenset(part for parts in self._parts.values() for part in parts)
        # A slip seldom changes both the first and the last letter: only those words are compared.
        self._by_letter: dict[tuple[int, str], list[str]] = {}
        for word in sorted(self._words):
            for at in (0, -1):
                self._by_letter.setdefault((at, word[at]), []).append(word)
        self._holding: dict[str, list[str]] = {}
        for speaker, parts in self._parts.items():
            for part in dict.fromkeys(parts):
                self._holding.setdefault(part, []).append(speaker)

    def named(self, question: str) -> list[Mention]:
        """The speakers whom a question names, strongest first.

        A full name counts 1 as spelled and 0.9 in a near spelling; a surname alone counts 0.7 where it is
        written with a capital and no other speaker's fits better.
        """
        # "AdaThornbury" is a slip for two names; "McNulty" is one: both readings are tried.
        question = f"{question} {' '.join(_JOINED.sub(' ', word) for word in question.split() if _JOINED.search(word))}"
        asked = fold(re.sub(r"['’]s\b", "", question)).replace("-", " ")
        present = self._words & set(_WORD.findall(asked))
        capitals = {
            part
            for word in _SPELLED.findall(question)
            if word[0].isupper()
            for part in _WORD.findall(fold(re.sub(r"['’]s$", "", word)).replace("-", " "))
        }
        near = {
            part
            for word in capitals
            for at in (0, -1)
            for part in self._by_letter.get((at, word[at]), ())
            if part not in present and is_slip(part, word)
        }
        found = []
        for speaker in dict.fromkeys(s for part in present | near for s in self._holding[part]):
            parts = self._parts[speaker]
            if all(part in present for part in parts) and (len(parts) > 1 or parts[0] in capitals):
                found.append(Mention(speaker, 1.0))
            elif len(parts) > 1 and all(part in present or part in near for part in parts):
                found.append(Mention(speaker, 0.9))
            elif parts[-1] in capitals and len(parts[-1]) > 3:
                found.append(Mention(speaker, 0.7))
        best = max((mention.strength for mention in found), default=0.0)
        return sorted(
            (mention for mention in found if mention.strength == best), key=lambda mention: mention.name
        )


def speakers_named(question: str, speakers: Iterable[str]) -> list[Mention]:
    """The speakers of `speakers` whom a question names, as `SpeakerNames.named` tells them."""
    return SpeakerNames(speakers).named(question)


def mention_span(question: str, name: str) -> tuple[int, int]:
    """Where the words of a speaker's name stand in a question that names them, as (start, end); (0, 0) nowhere."""
    parts = name_words(name)
    spans = [
        match.span()
        for match in _SPELLED.finditer(question)
        for word in _WORD.findall(fold(re.sub(r"['’]s$", "", match.group())).replace("-", " "))
        if any(part == word or is_slip(part, word) for part in parts)
    ]
    if not spans:
        return 0, 0
    # The words of one mention stand together: "the Kirsty whom Williams knew" is two.
    start, end = spans[-1]
    for a, b in reversed(spans[:-1]):
        if start - b > 2:
            break
        start = a
    return start, end


def is_slip(name: str, word: str, most: int = 2) -> bool:
    """True where `word` is `name` but for a slip of the pen: one in five letters or more, two in nine or more.

    A slip is a letter more, less, changed or swapped; `most` of them are allowed, however long the name.
    """
    allowed = min(most, 2 if len(name) >= 9 else 1 if len(name) >= 5 else 0)
    return (
        allowed > 0
        and abs(len(name) - len(word)) <= allowed
        and DamerauLevenshtein.distance(name, word, score_cutoff=allowed) <= allowed
    )
