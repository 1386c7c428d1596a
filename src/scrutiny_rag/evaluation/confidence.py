"""What a system's own confidence is worth: the risk–coverage curve and the reliability diagram."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.fact_recall import states

BINS = 10


class RiskPoint(BaseModel):
    """With the surest `coverage` share of all questions answered, a share `risk` of what is said is wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    coverage: float
    risk: float
    threshold: float | None
    """The least confidence that is answered; None where the system states none."""


class ReliabilityBin(BaseModel):
    """Answers whose confidence lies in [low, high): the mean confidence, and the share that were right."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float
    high: float
    confidence: float
    accuracy: float
    n: int


def correctness(case: Case) -> float | None:
    """How right an answer is, 0 to 1: share of facts stated; 0 when the papers do not answer or it failed.

    None for refusals, for systems that do not answer, and for questions without facts to look for.
    """
    outcome = case.outcome
    if outcome is None or not outcome.answers or outcome.refused:
        return None
    if not case.question.answerable or outcome.status == "error":
        return 0.0
    if not case.question.facts:
        return None
    return sum(states(outcome.text, fact) for fact in case.question.facts) / len(case.question.facts)


def risk_coverage(cases: Sequence[Case]) -> list[RiskPoint]:
    """The curve over falling confidence; one point, where the system works, when it states none.

    Refused questions count in the coverage's denominator alone; answers that are right in part count in part.
    Source: El-Yaniv and Wiener, On the foundations of noise-free selective classification, JMLR 2010.
    """
    judged = [case for case in cases if case.question.facts or not case.question.answerable]
    said = [(case, right) for case in judged if (right := correctness(case)) is not None]
    if not said:
        return []
    sure = [(case.outcome.confidence, right) for case, right in said if case.outcome is not None]
    known = [(confidence, right) for confidence, right in sure if confidence is not None]
    if len(known) < len(sure):
        risk = 1 - math.fsum(right for _, right in said) / len(said)
        return [RiskPoint(coverage=len(said) / len(judged), risk=risk, threshold=None)]
    known.sort(key=lambda pair: -pair[0])
    points: list[RiskPoint] = []
    wrong = 0.0
    for taken, (confidence, right) in enumerate(known, 1):
        wrong += 1 - right
        # Answers of one confidence are taken together: no threshold parts them.
        if taken == len(known) or known[taken][0] != confidence:
            points.append(RiskPoint(coverage=taken / len(judged), risk=wrong / taken, threshold=confidence))
    return points


def area_under_risk(points: Sequence[RiskPoint]) -> float | None:
    """Mean risk over the coverages reached (AURC; Geifman and others, ICLR 2019); lower is better."""
    if len(points) < 2:
        return None
    area, before = 0.0, 0.0
    for point in points:
        area += point.risk * (point.coverage - before)
        before = point.coverage
    return area / before


def reliability(cases: Sequence[Case]) -> list[ReliabilityBin]:
    """Confidence against accuracy in ten bins of equal width, empty ones left out.

    Source: Guo and others, On calibration of modern neural networks, ICML 2017.
    """
    bins: dict[int, list[tuple[float, float]]] = {}
    for case in cases:
        right = correctness(case)
        confidence = case.outcome.confidence if case.outcome else None
        if right is not None and confidence is not None:
            bins.setdefault(min(BINS - 1, max(0, int(confidence * BINS))), []).append((confidence, right))
    return [
        ReliabilityBin(
            low=place / BINS,
            high=(place + 1) / BINS,
            confidence=math.fsum(confidence for confidence, _ in found) / len(found),
            accuracy=math.fsum(right for _, right in found) / len(found),
            n=len(found),
        )
        for place, found in sorted(bins.items())
    ]


def calibration_error(bins: Sequence[ReliabilityBin]) -> float | None:
    """Expected calibration error: the bins' gaps between confidence and accuracy, weighed by size."""
    total = sum(found.n for found in bins)
    if not total:
        return None
    return math.fsum(found.n * abs(found.confidence - found.accuracy) for found in bins) / total
