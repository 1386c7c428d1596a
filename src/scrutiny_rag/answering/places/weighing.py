"""What each sentence of the places is worth to an answer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from scrutiny_rag.answering.places.labels import label_terms
from scrutiny_rag.answering.places.place import Place, Sentence
from scrutiny_rag.answering.question.asked import Asked
from scrutiny_rag.answering.question.expected import holds
from scrutiny_rag.store.analysis import terms

# Fitted by logistic regression on question sets, each left out in turn: eval/fit_sentences.py.
WEIGHTS = {
    "read": 0.67,
    "place": 0.21,
    "rank": -1.21,
    "around": 7.51,
    "value": 4.21,
    "act": 6.36,
    "length": 1.11,
    "question": -0.99,
}
SCALE = 3.4
"""What one of the regression's units is here: scores lie about as far apart as the reader's."""
_LAST_RANK = 6


def weigh(asked: Asked, question: str, telling: Mapping[str, float], places: Sequence[Place]) -> None:
    """Set the score of each sentence of `places`, best place first, in place.

    `question` is what the places were found for, `telling` what each of its index terms tells.
    """
    for sentence, signs in signs_of(asked, question, telling, places):
        sentence.score = sum(WEIGHTS[name] * sign for name, sign in signs.items())


def signs_of(
    asked: Asked, question: str, telling: Mapping[str, float], places: Sequence[Place]
) -> Iterator[tuple[Sentence, dict[str, float]]]:
    """Each sentence with what speaks for it.

    `read`, `place`: what the reader thinks of it and of its place; `rank`: how many places are better, 6 at most;
    `around`: the share of what the question's terms tell that it holds with the sentence before it and with what its
    place stands under; `value`: 1 where it holds a value of the type asked for; `act`: 1 where an act
    that is asked about happened in it; `length`: the logarithm of its words; `question`: 1 where it asks.
    """
    total = sum(telling.values()) or 1.0
    for rank, place in enumerate(places):
        label = label_terms(place)
        for sentence in place.sentences:
            around = label | frozenset(terms(f"{sentence.before} {sentence.text}"))
            yield (
                sentence,
                {
                    "read": sentence.read,
                    "place": place.score,
                    "rank": float(min(rank, _LAST_RANK)),
                    "around": sum(worth for term, worth in telling.items() if term in around) / total,
                    "value": float(
                        asked.expected is not None and holds(asked.expected, sentence.text, question)
                    ),
                    "act": float(sentence.act is not None),
                    "length": math.log1p(sentence.words),
                    "question": float(sentence.text.rstrip().endswith("?")),
                },
            )
