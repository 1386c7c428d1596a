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


def speakers_named(question: str, speakers: Iterable[str]) -> list[Mention]:
    """The speakers whom a question names, strongest first.

    A full name counts 1 as spelled and 0.9 in a near spelling; a surname alone counts 0.7 where it is
    written with a capital and no other speaker's fits better.
    """
    asked = fold(re.sub(r"['’]s\b", "", question)).replace("-", " ")
    present = set(_WORD.findall(asked))
    capitals = {
        part
        for word in _SPELLED.findall(question)
        if word[0].isupper()
        for part in _WORD.findall(fold(re.sub(r"['’]s$", "", word)).replace("-", " "))
    }
    found = []
    for speaker in speakers:
        parts = name_words(speaker)
        if not parts:
            continue
        exact = [part in present for part in parts]
        near = [
            same or any(_near(part, word) for word in capitals)
            for part, same in zip(parts, exact, strict=True)
        ]
        if all(exact) and (len(parts) > 1 or parts[0] in capitals):
            found.append(Mention(speaker, 1.0))
        elif all(near) and len(parts) > 1:
            found.append(Mention(speaker, 0.9))
        elif parts[-1] in capitals and len(parts[-1]) > 3:
            found.append(Mention(speaker, 0.7))
    best = max((mention.strength for mention in found), default=0.0)
    return [mention for mention in found if mention.strength == best]


def _near(part: str, word: str) -> bool:
    """True for one slip of the pen in a word of five letters or more, two in nine or more."""
    allowed = 2 if len(part) >= 9 else 1 if len(part) >= 5 else 0
    return allowed > 0 and DamerauLevenshtein.distance(part, word, score_cutoff=allowed) <= allowed
