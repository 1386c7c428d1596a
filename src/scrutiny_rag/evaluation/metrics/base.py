"""What a metric is: a definition, its source, a score for each question, and a way to sum them up."""

from __future__ import annotations

import math
import statistics
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Literal, NamedTuple

from scrutiny_rag.evaluation.case import Case

Family = Literal["retrieval", "answers", "cost"]
Better = Literal["higher", "lower"]
Summary = Literal["mean", "median", "p95"]


class Score(NamedTuple):
    """A question's score; `weight` is how much it counts in a mean (2 for two citations, say)."""

    value: float
    weight: float = 1.0


class Metric(ABC):
    """A figure for each question it applies to, and one for all of them."""

    name: str
    label: str
    """For people: a few words."""
    definition: str
    source: str
    """Where the definition comes from."""
    family: Family
    better: Better = "higher"
    unit: str = "share"
    summary: Summary = "mean"
    """How scores become one figure: their weighted mean, or a quantile of their values, weights left out."""
    headline: bool = False
    """Whether it belongs in the short table."""

    @abstractmethod
    def score(self, cases: Sequence[Case]) -> list[Score | None]:
        """One score a case, in order; None where the metric does not apply to the case."""

    def summarise(self, scores: Sequence[Score]) -> float:
        """One figure for `scores`, of which there is at least one."""
        values = [score.value for score in scores]
        if self.summary == "median":
            return float(statistics.median(values))
        if self.summary == "p95":
            # An observed value, never an interpolated one.
            return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]
        total = math.fsum(score.weight for score in scores)
        return math.fsum(score.value * score.weight for score in scores) / total


class PerCase(Metric):
    """A metric that looks at one case at a time."""

    def score(self, cases: Sequence[Case]) -> list[Score | None]:
        """One score a case, in order; None where the metric does not apply to the case."""
        return [self.score_case(case) for case in cases]

    @abstractmethod
    def score_case(self, case: Case) -> Score | None:
        """The case's score, or None where the metric does not apply."""


class PerAnswer(PerCase):
    """A metric of answers by which a question without a result is wrong, not left out."""

    def score(self, cases: Sequence[Case]) -> list[Score | None]:
        """One score a case, in order; what is missing is scored where any other case was answered."""
        answers = any(case.outcome is not None and case.outcome.answers for case in cases)
        return [
            self.missing(case) if answers and case.outcome is None else self.score_case(case)
            for case in cases
        ]

    @abstractmethod
    def missing(self, case: Case) -> Score | None:
        """The score of a case without a result from a system that answers."""
