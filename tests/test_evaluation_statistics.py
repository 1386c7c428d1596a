"""Intervals and paired tests, against scipy and against samples whose answer is known."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy import stats

from scrutiny_rag.evaluation.metrics import METRICS, Score
from scrutiny_rag.evaluation.statistics import Difference, compare, estimate, holm

BY_NAME = {metric.name: metric for metric in METRICS}
RANK, WORDS, EXACT = BY_NAME["mrr@10"], BY_NAME["answer_words"], BY_NAME["quote_exact"]


def scores(values: list[float]) -> list[Score]:
    return [Score(value) for value in values]


def by_id(values: list[float | None]) -> dict[str, Score | None]:
    return {str(key): None if value is None else Score(value) for key, value in enumerate(values)}


def test_an_interval_like_scipys() -> None:
    dice = random.Random(3)
    values = [dice.random() for _ in range(80)]
    found = estimate(RANK, scores(values), seed=1)
    theirs = stats.bootstrap((values,), np.mean, method="percentile", rng=np.random.default_rng(2))
    assert found is not None
    assert found.value == pytest.approx(np.mean(values))
    assert found.low == pytest.approx(theirs.confidence_interval.low, abs=0.01)
    assert found.high == pytest.approx(theirs.confidence_interval.high, abs=0.01)


def test_a_seed_makes_it_repeatable() -> None:
    values = scores([0.1, 0.9, 0.4, 0.4])
    assert estimate(RANK, values, seed=5) == estimate(RANK, values, seed=5)


def test_little_data_has_no_interval() -> None:
    assert estimate(RANK, [None, None], seed=0) is None
    one = estimate(RANK, [Score(0.5), None], seed=0)
    assert one is not None
    assert (one.value, one.low, one.high, one.n) == (0.5, None, None, 1)


def test_medians_are_drawn_as_medians() -> None:
    found = estimate(WORDS, scores([1, 2, 3, 4, 1000]), seed=0)
    assert found is not None
    assert found.value == 3
    assert found.low is not None and found.low >= 1


def test_p_like_scipys() -> None:
    dice = random.Random(7)
    a = [dice.random() for _ in range(40)]
    b = [value - 0.08 + 0.3 * dice.random() for value in a]
    found = compare(RANK, ("a", by_id(a)), ("b", by_id(b)), seed=1)
    theirs = stats.permutation_test(
        (a, b), lambda x, y: np.mean(x) - np.mean(y), permutation_type="samples", rng=np.random.default_rng(2)
    )
    assert found is not None and found.p is not None and found.low is not None and found.high is not None
    assert found.difference == pytest.approx(np.mean(a) - np.mean(b))
    assert found.p == pytest.approx(theirs.pvalue, abs=0.02)
    assert found.low < found.difference < found.high


def test_equal_systems_are_not_told_apart() -> None:
    found = compare(RANK, ("a", by_id([0.5, 1, 0])), ("b", by_id([0.5, 1, 0])), seed=0)
    assert found is not None
    assert (found.difference, found.p, found.higher, found.same, found.lower) == (0, 1.0, 0, 3, 0)


def test_a_clear_difference_is_told() -> None:
    found = compare(RANK, ("a", by_id([1.0] * 30)), ("b", by_id([0.0] * 30)), seed=0)
    assert found is not None and found.p is not None
    assert found.p < 0.001
    assert (found.higher, found.low, found.high) == (30, 1, 1)


def test_scores_of_one_system_alone_count_in_a_mean() -> None:
    """A precision: the second system refused other questions, and all of its refusals were wrong."""
    found = compare(EXACT, ("a", by_id([1, 1, None, None])), ("b", by_id([None, None, 0, 0])), seed=0)
    assert found is not None
    assert (found.difference, found.n, found.higher, found.same) == (1, 4, 0, 0)


def test_nothing_to_compare() -> None:
    assert compare(RANK, ("a", by_id([1, 1])), ("b", by_id([None, None])), seed=0) is None
    assert compare(WORDS, ("a", by_id([1, None])), ("b", by_id([None, 1])), seed=0) is None


def test_holm() -> None:
    def difference(p: float | None) -> Difference:
        numbers = {"difference": 0, "low": None, "high": None, "n": 1, "higher": 0, "lower": 0, "same": 1}
        return Difference(metric="mrr@10", system="a", baseline="b", p=p, **numbers)

    corrected = [found.p_holm for found in holm([difference(p) for p in (0.04, 0.01, None, 0.03)])]
    assert corrected == [pytest.approx(0.06), pytest.approx(0.03), None, pytest.approx(0.06)]
