"""Risk against coverage, and confidence against accuracy."""

from __future__ import annotations

import pytest

from evaluation_samples import ROWS, case, question
from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.confidence import (
    area_under_risk,
    calibration_error,
    correctness,
    reliability,
    risk_coverage,
)
from scrutiny_rag.evaluation.outcome import Outcome

FERRY, _, WHALES = (question(row) for row in ROWS)


def said(text: str, confidence: float | None = None) -> Case:
    return case(FERRY, Outcome(id="ferry", status="answered", text=text, confidence=confidence))


def invented(confidence: float | None = None) -> Case:
    return case(WHALES, Outcome(id="whales", status="answered", text="Nine.", confidence=confidence))


REFUSED = case(WHALES, Outcome(id="whales", status="not_found"))


def test_correctness() -> None:
    assert correctness(said("By May 2031.")) == 1
    assert correctness(said("Soon.")) == 0
    assert correctness(invented()) == 0
    assert correctness(REFUSED) is None
    assert correctness(case(FERRY, Outcome(id="ferry"))) is None
    assert correctness(case(FERRY, Outcome.failed("ferry", "boom", answers=True))) == 0


def test_without_confidence_there_is_one_point() -> None:
    [point] = risk_coverage([said("May 2031"), said("Soon"), REFUSED, REFUSED])
    assert (point.coverage, point.risk, point.threshold) == (0.5, 0.5, None)
    assert area_under_risk([point]) is None


def test_the_curve_takes_the_surest_first() -> None:
    points = risk_coverage([invented(0.2), said("May 2031", 0.9), said("Soon", 0.5), REFUSED])
    assert [(point.coverage, point.risk, point.threshold) for point in points] == [
        (0.25, 0.0, 0.9),
        (0.5, 0.5, 0.5),
        (0.75, pytest.approx(2 / 3), 0.2),
    ]
    assert area_under_risk(points) == pytest.approx((0 + 0.5 + 2 / 3) / 3)


def test_equal_confidence_is_one_point_whatever_the_order() -> None:
    answers = [said("May 2031", 0.5), said("Soon", 0.5)]
    assert risk_coverage(answers) == risk_coverage(answers[::-1])
    assert len(risk_coverage(answers)) == 1


def test_reliability() -> None:
    bins = reliability([said("May 2031", 0.95), said("Soon", 1.0), said("May 2031", 0.05), said("Soon")])
    assert [(b.low, b.n, b.accuracy) for b in bins] == [(0.0, 1, 1.0), (0.9, 2, 0.5)]
    assert calibration_error(bins) == pytest.approx((0.95 + 2 * 0.475) / 3)
    assert calibration_error([]) is None
