"""Which sentences are shown: the best ones by the reader, whole enough to be read, within so many words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.answering.places.place import Place, Sentence
from scrutiny_rag.papers.model import BlockKind

FLOOR = 8.0
"""A sentence whose score is this much below the best one's adds nothing to a short answer."""
LONG_FLOOR = 10.0
"""The same of an answer that has room for several things."""
_ALIKE = 0.8
_LEAST_WORDS = 2
"""Words of a sentence that is shown beside a better one."""
_LEANS = re.compile(
    r"\W*(?:it|its|this|that|these|those|they|them|their|he|she|his|her|such|both|not only that|"
    r"in addition|also|as a result|"
    r"however|but|so|and)\b",
    re.IGNORECASE,
)


def best_sentences(
    places: Sequence[Place], most_words: int, *, floor: float = FLOOR, a_place: int | None = None
) -> list[Sentence]:
    """The best sentences of `places` that fit `most_words`, best first; `a_place` of one place at most.

    A sentence that leans on the one before it takes that one along where there is room.
    """
    ranked = sorted(
        ((sentence, place) for place in places for sentence in place.sentences),
        key=lambda pair: -pair[0].score,
    )
    chosen: list[Sentence] = []
    counts: dict[int, int] = {}
    left = most_words
    for sentence, place in ranked:
        if chosen and (sentence.score < ranked[0][0].score - floor or sentence.words > left):
            continue
        if any(sentence is other for other in chosen) or repeats(sentence, chosen):
            continue
        if chosen and _says_little(sentence):
            continue
        if a_place is not None and counts.get(id(place), 0) >= a_place:
            continue
        chosen.append(sentence)
        counts[id(place)] = counts.get(id(place), 0) + 1
        left -= sentence.words
        before = _before(sentence, place) if _LEANS.match(sentence.text) else None
        if before is not None and before.words <= left and not any(before is other for other in chosen):
            chosen.append(before)
            left -= before.words
        if left <= 0:
            break
    return chosen


def _says_little(sentence: Sentence) -> bool:
    """True of initials in a margin and of what only leads to a list; rows of tables may be short."""
    if sentence.act is not None or sentence.block.kind is BlockKind.ROW:
        return False
    return sentence.words < _LEAST_WORDS or sentence.text.endswith(":")


def repeats(sentence: Sentence, chosen: Sequence[Sentence]) -> bool:
    """True where one of `chosen` says nearly the same words."""
    own = set(sentence.text.lower().split())
    for other in chosen:
        held = set(other.text.lower().split())
        if len(own & held) >= _ALIKE * max(1, min(len(own), len(held))) and min(len(own), len(held)) > 3:
            return True
    return False


def _before(sentence: Sentence, place: Place) -> Sentence | None:
    at = next((n for n, other in enumerate(place.sentences) if other is sentence), 0)
    before = place.sentences[at - 1] if at else None
    return before if before is not None and before.block == sentence.block else None
