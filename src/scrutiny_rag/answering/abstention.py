"""Is there an answer in these papers at all?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.store.analysis import stem, terms

_CAPITALISED = re.compile(r"(?<!^)\b[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Confidence:
    """How likely the best sentences answer the question, and what speaks against it."""

    value: float
    """0 to 1."""
    missing: tuple[str, ...]
    """Words of the question that the best places lack, as asked."""


# Fitted by logistic regression on development questions: eval/fit_answers.py.
BIAS = -4.9
WEIGHTS = {"place": 3.3, "meaning": 1.7, "cosine": 1.7, "fits": 1.3, "names": 0.8}
ANSWERED = 0.55
"""From this confidence on the question counts as answered."""


def signals(asked: Understood, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What the decision rests on, each from 0 to 1; `candidates` come best first."""
    if not candidates:
        return dict.fromkeys(WEIGHTS, 0.0)
    best = candidates[0]
    held = best.stems | frozenset(terms(" ".join(filter(None, (best.block.speaker, *best.block.heading)))))
    names = {stem(name) for name in _CAPITALISED.findall(asked.text)}
    return {
        "place": best.features.place,
        "meaning": best.features.meaning,
        "cosine": max(c.features.cosine for c in candidates),
        "fits": best.features.fits,
        "names": sum(name in held for name in names) / len(names) if names else 1.0,
    }


def confidence(asked: Understood, candidates: Sequence[Candidate]) -> Confidence:
    """How likely `candidates` answer the question."""
    found = signals(asked, candidates)
    value = 1 / (1 + math.exp(-(BIAS + sum(weight * found[name] for name, weight in WEIGHTS.items()))))
    held = _held(candidates[0]) if candidates else frozenset()
    missing = tuple(asked.spelled[term] for term in asked.order if term not in held)
    return Confidence(value, missing)


def _held(candidate: Candidate) -> frozenset[str]:
    hit, paper = candidate.hit, candidate.paper
    meta = paper.metadata
    named = (meta.title, meta.body, meta.committee, candidate.block.speaker, *candidate.block.heading)
    text = paper.text[hit.passage.char_start : hit.passage.char_end]
    return frozenset(terms(" ".join([text, *filter(None, named)])))
