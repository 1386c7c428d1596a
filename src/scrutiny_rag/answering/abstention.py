"""Is there an answer in these papers at all?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.store.analysis import stem

_CAPITALISED = re.compile(r"(?<!^)(?<![.?!]\s)\b[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Confidence:
    """How likely the best sentences answer the question, and what speaks against it."""

    value: float
    """0 to 1."""
    missing: tuple[str, ...]
    """Words of the question that the best places lack, as asked."""


# Fitted by logistic regression on development questions: eval/fit_abstention.py.
BIAS = -3.0
WEIGHTS = {"coverage": 1.0, "place": 3.0, "cosine": 3.0, "fits": 0.8, "names": 2.0, "rarest": 1.0}
ANSWERED = 0.5
"""From this confidence on the question counts as answered."""


def signals(asked: Understood, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What the decision rests on, each from 0 to 1; `candidates` come best first."""
    if not candidates:
        return dict.fromkeys(WEIGHTS, 0.0)
    top = candidates[:3]
    best = candidates[0]
    held = _held(best)
    names = {stem(name) for name in _CAPITALISED.findall(asked.text)}
    rarest = sorted(asked.telling, key=lambda term: -asked.telling[term])[:2]
    return {
        "coverage": max(c.features.coverage for c in top),
        "place": best.features.place,
        "cosine": max(c.features.cosine for c in top),
        "fits": best.features.fits,
        "names": sum(name in held for name in names) / len(names) if names else 1.0,
        "rarest": sum(term in held for term in rarest) / max(1, len(rarest)),
    }


def confidence(asked: Understood, candidates: Sequence[Candidate]) -> Confidence:
    """How likely `candidates` answer the question."""
    found = signals(asked, candidates)
    value = 1 / (1 + math.exp(-(BIAS + sum(WEIGHTS[name] * found[name] for name in WEIGHTS))))
    held = _held(candidates[0]) if candidates else frozenset()
    missing = tuple(term for term in asked.order if term not in held)
    return Confidence(value, missing)


def _held(candidate: Candidate) -> frozenset[str]:
    from scrutiny_rag.store.analysis import terms

    hit, paper = candidate.hit, candidate.paper
    meta = paper.metadata
    named = (meta.title, meta.body, meta.committee, candidate.block.speaker, *candidate.block.heading)
    text = paper.text[hit.passage.char_start : hit.passage.char_end]
    return frozenset(terms(" ".join([text, *filter(None, named)])))
