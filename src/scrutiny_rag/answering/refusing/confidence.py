"""How likely the places answer the question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from statistics import mean

from scrutiny_rag.answering.places.labels import label_terms
from scrutiny_rag.answering.places.place import Place
from scrutiny_rag.answering.question.asked import Asked
from scrutiny_rag.answering.question.expected import holds
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.refusing.specifics import TITLES, Specific, lacking
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.store.analysis import terms

# Fitted by logistic regression on question sets, each left out in turn: eval/fit_answers.py.
BIAS = -1.43
WEIGHTS = {
    "place": 0.43,
    "near": -0.23,
    "length": 0.05,
    "together": 1.16,
    "names": -0.50,
    "numbers": -0.28,
    # By judgement: what is said of one application, recommendation or year is never said of another.
    "reference": -9.0,
    "year": -9.0,
    "value": -0.55,
    "act": 0.30,
    "broad": 0.54,
}
ANSWERED = 0.65
"""From this confidence on a question counts as answered."""
_NEAR_PLACES = 5
"""Places that are looked at together."""
_NEAR_BEST = 3
"""Sentences that may hold the value asked for."""
_A_PLACE = 6
"""Sentences of one place that may hold all that is asked."""


def signals(
    asked: Asked,
    understood: Understood,
    places: Sequence[Place],
    specifics: Sequence[Specific],
    own: AbstractSet[str] | None = None,
) -> dict[str, float]:
    """What the decision rests on; of a follow-up's terms those in `own` alone, not what the turns before add.

    `place`, `near`: what the reader thinks of the best place and of the best five in the mean, at most 10 from zero;
    `length`: the words of the question. `together`: the share of what the question's terms tell that one sentence holds
    with what it stands under, of those with a value of the type asked for. `names`, `numbers`: 1 where the best places
    lack a name or number of the question; `reference`: a reference such as 24/00391/LIC; `year`: 1 where none of the
    best five bears the year of a question that compares none. `value`: 1 where the best sentences hold no value of the
    type asked for. `act`: 1 where the best sentence holds an act of the
    kind asked about. `broad`: 1 where no single sentence is asked for.
    """
    if not places:
        return dict.fromkeys(WEIGHTS, 0.0) | {"place": -10.0, "near": -10.0, "value": 1.0}
    read = places[:2] if not asked.sides else places
    missing = lacking(specifics, held_by(read), " ".join(place.text for place in read))
    best = sorted((s for place in places for s in place.sentences), key=lambda s: -s.score)[:_NEAR_BEST]
    telling = {
        term: worth
        for term, worth in understood.telling.items()
        if (own is None or term in own) and term not in TITLES
    }
    years = [each for each in specifics if each.year] if asked.kind is not Kind.COMPARISON else []
    reads = sorted((place.read for place in places), reverse=True)[:_NEAR_PLACES]
    return {
        "place": _bounded(reads[0]),
        "near": _bounded(mean(reads)),
        "length": float(len(asked.text.split())),
        "together": max((_together(asked, place, telling) for place in places), default=0.0),
        "names": float(any(not each.number for each in missing)),
        "numbers": float(any(each.number for each in missing)),
        "reference": float(any(each.reference for each in missing)),
        "year": float(bool(years) and bool(lacking(years, held_by(places[:_NEAR_PLACES]), ""))),
        "value": float(
            asked.expected is not None and not any(holds(asked.expected, s.text, asked.text) for s in best)
        ),
        "act": float(bool(best) and best[0].act is not None),
        "broad": float(asked.broad or asked.kind is Kind.PERSON),
    }


def _together(asked: Asked, place: Place, telling: Mapping[str, float]) -> float:
    """The share of `telling` that one sentence of `place` holds with a value of the type asked for, 0 to 1."""
    total = sum(telling.values())
    if not total:
        return 1.0
    label = label_terms(place)
    shares = [
        sum(worth for term, worth in telling.items() if term in label or term in held)
        for sentence in sorted(place.sentences, key=lambda s: -s.score)[:_A_PLACE]
        if asked.expected is None or holds(asked.expected, sentence.text, asked.text)
        for held in (frozenset(terms(f"{sentence.text} {sentence.before}")),)
    ]
    return max(shares, default=0.0) / total


def confidence(found: dict[str, float]) -> float:
    """How likely the places answer, 0 to 1, by their `signals`."""
    return 1 / (1 + math.exp(-(BIAS + sum(weight * found[name] for name, weight in WEIGHTS.items()))))


def held_by(places: Sequence[Place]) -> frozenset[str]:
    """Index terms of all that `places` say, and of what they stand under."""
    said = (frozenset(terms(place.text)) | label_terms(place) for place in places)
    return frozenset[str]().union(*said)


def _bounded(score: float) -> float:
    return max(-10.0, min(10.0, score))
