"""Is there an answer in these papers at all?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.answering.nearness import Nearness
from scrutiny_rag.answering.premises import premise
from scrutiny_rag.answering.wanted import names_of
from scrutiny_rag.retrieval.comparing import compares
from scrutiny_rag.retrieval.naming import is_slip
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.store.analysis import STOP_WORDS, words

_LACKS = 0.25
"""A best sentence that fits the question's kind no better than this lacks what is asked for."""
_SIDE_BY_SIDE = 5
"""Candidates whose places are read together where several papers are to answer."""
_BEFORE, _AFTER = 400, 300
"""Characters around a sentence in which a word of the question may stand in other words."""


# Fitted by logistic regression on development questions: eval/fit_answers.py.
# `names` by judgement: the fit gives 2.8, and what is said of one place must not pass for another's.
BIAS = -5.7
WEIGHTS = {
    "place": 1.5,
    "meaning": 0.5,
    "cosine": 2.9,
    "fits": 1.4,
    "names": 4.5,
    "lacks": -2.7,
    "gap": -2.3,
    "premise": -2.8,
}
ANSWERED = 0.6
"""From this confidence on the question counts as answered."""


def signals(asked: Understood, candidates: Sequence[Candidate], nearness: Nearness) -> dict[str, float]:
    """What the decision rests on, each from 0 to 1; `candidates` come best first.

    `place`, `meaning`, `fits`: as of the best sentence. `cosine`: the highest. `names`: share of the question's names
    and years that stand where the best sentence does. `lacks`: 1 where the best sentence holds nothing of the kind
    asked for. `gap`: the most telling word of the question that the place lacks, in near words too, as a share of
    what all its words tell. `premise`: 1 where the question takes something for granted that no place speaks of.
    """
    if not candidates:
        return dict.fromkeys(WEIGHTS, 0.0) | {"lacks": 1.0, "gap": 1.0}
    best = candidates[0]
    # What several papers are to answer together need not stand in one place.
    read = candidates[:_SIDE_BY_SIDE] if compares(asked.text) else candidates[:1]
    held = frozenset[str]().union(*(candidate.held for candidate in read))
    return {
        "place": asked.share(held),
        "meaning": best.features.meaning,
        "cosine": max(c.features.cosine for c in candidates),
        "fits": best.features.fits,
        "names": _names(asked, frozenset[str]().union(*(candidate.close for candidate in read))),
        "lacks": float(best.features.fits <= _LACKS),
        "gap": _gap(asked, best, nearness),
        "premise": float(premise(asked, candidates) is not None),
    }


def confidence(asked: Understood, candidates: Sequence[Candidate], nearness: Nearness) -> float:
    """How likely `candidates`, best first, answer the question: 0 to 1."""
    found = signals(asked, candidates, nearness)
    return 1 / (1 + math.exp(-(BIAS + sum(weight * found[name] for name, weight in WEIGHTS.items()))))


def _names(asked: Understood, held: frozenset[str]) -> float:
    """1 where all names are held; else 0, but for what is set side by side, where their share counts.

    What is said of one place answers nothing about another.
    """
    named = names_of(asked.text)
    lacking = [name for name in named - held if not any(is_slip(name, word, most=1) for word in held)]
    if not lacking:
        return 1.0
    return 1 - len(lacking) / len(named) if compares(asked.text) else 0.0


def _gap(asked: Understood, best: Candidate, nearness: Nearness) -> float:
    total = sum(asked.telling.values())
    missing = {term: worth for term, worth in asked.telling.items() if term not in best.held}
    if not missing or not total:
        return 0.0
    around = best.paper.text[max(0, best.char_start - _BEFORE) : best.char_end + _AFTER]
    held = {word.lower() for word in words(around)} - STOP_WORDS
    near = nearness.nearest_or_listed({asked.spelled[term] for term in missing}, held)
    return max(worth * (1 - near[asked.spelled[term]]) for term, worth in missing.items()) / total
