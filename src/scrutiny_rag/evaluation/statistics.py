"""Intervals for a system's figures, and paired tests between two systems over the same questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from scrutiny_rag.evaluation.metrics.base import Metric, Score

Figures = npt.NDArray[Any]

RESAMPLES = 2000
PERMUTATIONS = 9999
CONFIDENCE = 0.95


class Estimate(BaseModel):
    """A figure with its interval; `n` is the number of questions it rests on. No interval under two."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float
    low: float | None = None
    high: float | None = None
    n: int


class Difference(BaseModel):
    """What `system` has over `baseline` by a metric, over the questions that both have a score for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metric: str
    system: str
    baseline: str
    difference: float
    low: float | None
    high: float | None
    p: float | None
    """Two-sided; None where no test was made."""
    p_holm: float | None = None
    """The same, corrected for all comparisons of the report with this metric."""
    n: int
    higher: int
    """Questions on which `system` has the higher score."""
    lower: int
    same: int


class _Pairs(NamedTuple):
    system: list[Score]
    baseline: list[Score]


def estimate(metric: Metric, scores: Sequence[Score | None], seed: int) -> Estimate | None:
    """The metric over the questions with a score, with a percentile bootstrap interval over questions.

    Source: Efron and Tibshirani, An introduction to the bootstrap, 1993, chapter 13. None without any score.
    """
    present = [score for score in scores if score is not None]
    if not present:
        return None
    value = metric.summarise(present)
    if len(present) < 2:
        return Estimate(value=value, n=len(present))
    random = np.random.default_rng(seed)
    drawn = random.integers(0, len(present), (RESAMPLES, len(present)))
    low, high = _interval(_summaries(metric, present, drawn))
    return Estimate(value=value, low=low, high=high, n=len(present))


def compare(
    metric: Metric,
    system: tuple[str, Mapping[str, Score | None]],
    baseline: tuple[str, Mapping[str, Score | None]],
    seed: int,
) -> Difference | None:
    """Paired comparison over the same questions (by id); None where a system has no score at all.

    A question that has a score from one system alone still counts, with no weight on the other side, for
    means such as the precision of refusals, where the systems choose what is scored; quantiles take the
    questions that both have a score for.

    The interval is a paired percentile bootstrap over questions; p is from a paired permutation test that
    swaps the two systems' scores question by question. Source: Smucker, Allan and Carterette, A comparison of
    statistical significance tests for information retrieval evaluation, CIKM 2007.
    """
    pairs = _pairs(metric, system[1], baseline[1])
    n = len(pairs.system)
    if not any(score.weight for score in pairs.system) or not any(score.weight for score in pairs.baseline):
        return None
    both = zip(pairs.system, pairs.baseline, strict=True)
    gaps = [a.value - b.value for a, b in both if a.weight and b.weight]
    observed = metric.summarise(pairs.system) - metric.summarise(pairs.baseline)
    low = high = p = None
    if n > 1:
        random = np.random.default_rng(seed)
        drawn = random.integers(0, n, (RESAMPLES, n))
        low, high = _interval(
            _summaries(metric, pairs.system, drawn) - _summaries(metric, pairs.baseline, drawn)
        )
        p = _permutation_p(metric, pairs, observed, random)
    return Difference(
        metric=metric.name,
        system=system[0],
        baseline=baseline[0],
        difference=observed,
        low=low,
        high=high,
        p=p,
        n=n,
        higher=sum(gap > 1e-12 for gap in gaps),
        lower=sum(gap < -1e-12 for gap in gaps),
        same=sum(abs(gap) <= 1e-12 for gap in gaps),
    )


def holm(differences: Sequence[Difference]) -> list[Difference]:
    """The same with `p_holm` set: Holm, A simple sequentially rejective multiple test procedure, 1979."""
    tested = sorted((d.p, i) for i, d in enumerate(differences) if d.p is not None)
    corrected: dict[int, float] = {}
    running = 0.0
    for rank, (p, index) in enumerate(tested):
        running = max(running, min(1.0, p * (len(tested) - rank)))
        corrected[index] = running
    return [d.model_copy(update={"p_holm": corrected.get(i)}) for i, d in enumerate(differences)]


def _pairs(
    metric: Metric, system: Mapping[str, Score | None], baseline: Mapping[str, Score | None]
) -> _Pairs:
    nothing = Score(0.0, 0.0)
    pairs = [(system[key], baseline[key]) for key in system if key in baseline]
    if metric.summary != "mean":
        pairs = [(a, b) for a, b in pairs if a is not None and b is not None]
    pairs = [(a, b) for a, b in pairs if a is not None or b is not None]
    return _Pairs([a or nothing for a, _ in pairs], [b or nothing for _, b in pairs])


def _permutation_p(metric: Metric, pairs: _Pairs, observed: float, random: np.random.Generator) -> float:
    stacked = list(pairs.system) + list(pairs.baseline)
    n = len(pairs.system)
    own = np.arange(n)
    swap = random.integers(0, 2, (PERMUTATIONS, n)).astype(bool)
    gaps = _summaries(metric, stacked, np.where(swap, own + n, own)) - _summaries(
        metric, stacked, np.where(swap, own, own + n)
    )
    gaps = gaps[~np.isnan(gaps)]
    # One is added to both: the observed arrangement is one of the permutations.
    return float((np.sum(np.abs(gaps) >= abs(observed) - 1e-12) + 1) / (len(gaps) + 1))


def _summaries(metric: Metric, scores: Sequence[Score], drawn: Figures) -> Figures:
    """The metric's figure for each row of `drawn`, indexes into `scores`."""
    values = np.array([score.value for score in scores])[drawn]
    weights = np.array([score.weight for score in scores])[drawn]
    if metric.summary == "median":
        return np.asarray(np.median(values, axis=1))
    if metric.summary == "p95":
        place = min(values.shape[1] - 1, int(0.95 * values.shape[1]))
        return np.asarray(np.partition(values, place, axis=1)[:, place])
    with np.errstate(invalid="ignore"):
        # A resample without any weight has no mean: not a number, left out by those who use it.
        return np.asarray((values * weights).sum(axis=1) / weights.sum(axis=1))


def _interval(figures: Figures) -> tuple[float, float]:
    tail = (1 - CONFIDENCE) / 2 * 100
    low, high = np.nanpercentile(figures, [tail, 100 - tail])
    return float(low), float(high)
