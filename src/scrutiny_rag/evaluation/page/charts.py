"""The report's plots."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scrutiny_rag.evaluation.page.svg import Drawing, Frame, colour
from scrutiny_rag.evaluation.report import MetricInfo, Report
from scrutiny_rag.evaluation.statistics import Estimate

_LABEL, _ROW = 26, 17
"""Heights in a chart of metrics: of a metric's name, and of a system's row under it."""

_QUARTERS = [(i / 4, f"{i * 25} %") for i in range(5)]


def metric_chart(report: Report, family: str) -> str:
    """A dot a system with its interval, a row a metric; "" when no share of that family was measured."""
    metrics = [
        metric
        for metric in report.metrics
        if metric.family == family
        and metric.unit == "share"
        and any(metric.name in system.figures for system in report.systems)
    ]
    if not metrics:
        return ""
    heights = [_LABEL + _rows(report, metric) * _ROW + 8 for metric in metrics]
    left, right = 18, 58
    drawing = Drawing(560, sum(heights) + 26, f"Metrics of {family}, by system, with 95 % intervals")
    across = drawing.width - left - right
    top = 0
    for metric, height in zip(metrics, heights, strict=True):
        for x in range(5):
            at = left + x / 4 * across
            drawing.line((at, top + _LABEL - 2), (at, top + height - 4), "grid")
        drawing.text(0, top + 17, metric.label, "label")
        drawing.text(drawing.width, top + 17, f"{metric.name}, {metric.better} is better", "tick", "end")
        y = top + _LABEL + _ROW / 2
        for place, system in enumerate(report.systems):
            figure = system.figures.get(metric.name)
            if figure is None:
                continue
            _interval(
                drawing, figure, left, across, y, colour(place), f"{system.name}: {_said(metric, figure)}"
            )
            y += _ROW
        top += height
    for x in range(5):
        drawing.text(left + x / 4 * across, drawing.height - 6, f"{x / 4:.2f}", "tick", "middle")
    return str(drawing)


def latency_chart(report: Report) -> str:
    """The share of questions answered within a time, a curve a system, on a logarithmic axis."""
    curves: list[tuple[int, list[float]]] = []
    for place, system in enumerate(report.systems):
        found = (question.results[system.name].scores.get("seconds") for question in report.questions)
        times = sorted(max(time, 1e-5) for time in found if time is not None)
        if times:
            curves.append((place, times))
    if not curves:
        return ""
    low = math.floor(math.log10(min(times[0] for _, times in curves)))
    high = max(low + 1, math.ceil(math.log10(max(times[-1] for _, times in curves))))
    drawing = Drawing(560, 330, "Share of questions done within a time, by system")
    frame = Frame(drawing)
    ticks = [((power - low) / (high - low), _time(10.0**power)) for power in range(low, high + 1)]
    frame.axes(ticks, _QUARTERS, "time for a question (each step is ten times longer)", "questions done")
    for place, times in curves:
        xs = [(math.log10(time) - low) / (high - low) for time in times]
        points = [frame.at(xs[0], 0)]
        for done, x in enumerate(xs, 1):
            points += [(frame.at(x, 0)[0], points[-1][1]), frame.at(x, done / len(xs))]
        drawing.path(points, colour(place))
    return str(drawing)


def risk_chart(report: Report) -> str:
    """Share wrong among what is answered, against the share answered; "" where no system answers."""
    if not any(system.risk_coverage for system in report.systems):
        return ""
    drawing = Drawing(560, 330, "Risk against coverage, by system")
    frame = Frame(drawing)
    frame.axes(
        _QUARTERS, _QUARTERS, "coverage: questions answered, surest first", "risk: wrong of what is said"
    )
    for place, system in enumerate(report.systems):
        points = system.risk_coverage
        if not points:
            continue
        if len(points) > 1:
            drawing.path([frame.at(point.coverage, point.risk) for point in points], colour(place))
        last = points[-1]
        said = f"{system.name}: answers {last.coverage:.0%}, {last.risk:.1%} of it wrong"
        drawing.dot(*frame.at(last.coverage, last.risk), colour(place), said, 5.5)
    return str(drawing)


def reliability_chart(report: Report) -> str:
    """Share of right answers against stated confidence; "" where no system states any."""
    if not any(system.reliability for system in report.systems):
        return ""
    drawing = Drawing(560, 330, "Confidence against the share that is right, by system")
    frame = Frame(drawing)
    frame.axes(_QUARTERS, _QUARTERS, "stated confidence", "share that is right")
    drawing.line(frame.at(0, 0), frame.at(1, 1), "ideal")
    for place, system in enumerate(report.systems):
        points = [(found, frame.at(found.confidence, found.accuracy)) for found in system.reliability]
        if len(points) > 1:
            drawing.path([at for _, at in points], colour(place))
        for found, at in points:
            shares = f"confidence {found.confidence:.2f}, right {found.accuracy:.2f}"
            said = f"{system.name}: {found.n} answers, {shares}"
            drawing.dot(*at, colour(place), said, 3 + min(6.0, math.sqrt(found.n)))
            drawing.text(at[0] + 11, at[1] + 14, str(found.n), "tick")
    return str(drawing)


def spelled(metric: MetricInfo, value: float) -> str:
    """A figure as people read it: 0.843, 57 words, 12 ms."""
    if metric.unit == "s":
        return _time(value)
    if metric.unit == "share":
        return f"{value:.3f}"
    return f"{value:,.0f}"


def _rows(report: Report, metric: MetricInfo) -> int:
    return sum(metric.name in system.figures for system in report.systems)


def _interval(
    drawing: Drawing, figure: Estimate, left: float, across: float, y: float, paint: str, hint: str
) -> None:
    if figure.low is not None and figure.high is not None:
        drawing.line((left + figure.low * across, y), (left + figure.high * across, y), "whisker", paint)
    drawing.dot(left + figure.value * across, y, paint, hint)
    drawing.text(left + across + 12, y + 4, f"{figure.value:.3f}", "figure")


def _said(metric: MetricInfo, figure: Estimate) -> str:
    interval = (
        f" ({figure.low:.3f} to {figure.high:.3f})"
        if figure.low is not None and figure.high is not None
        else ""
    )
    return f"{metric.name} {figure.value:.3f}{interval}, {figure.n} questions"


def _time(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    if seconds < 1:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds:.3g} s"


def legend(systems: Sequence[str]) -> list[tuple[str, str]]:
    """Names of systems with their colours."""
    return [(name, colour(place)) for place, name in enumerate(systems)]
