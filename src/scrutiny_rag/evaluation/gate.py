"""A gate: figures that a report must reach."""

from __future__ import annotations

from typing import NamedTuple

from scrutiny_rag.evaluation.metrics import METRICS
from scrutiny_rag.evaluation.report import Report, ReportError


class Threshold(NamedTuple):
    """The worst figure that passes; of the first system of a report unless one is named."""

    metric: str
    value: float
    system: str | None = None


def parse_threshold(text: str) -> Threshold:
    """Reads METRIC=VALUE or SYSTEM:METRIC=VALUE. Raises ReportError with one sentence."""
    name, equals, figure = text.rpartition("=")
    system, _, metric = name.rpartition(":")
    try:
        value = float(figure)
    except ValueError:
        value = float("nan")
    if not equals or value != value:
        raise ReportError(f"{text!r} is not METRIC=VALUE, such as mrr@10=0.5.")
    if metric not in {known.name for known in METRICS}:
        known = ", ".join(sorted(known.name for known in METRICS))
        raise ReportError(f"There is no metric {metric!r}; the metrics are {known}.")
    return Threshold(metric, value, system or None)


def shortfalls(report: Report, thresholds: list[Threshold]) -> list[str]:
    """A sentence for each threshold that is not reached; a figure that was not measured is not reached."""
    found = []
    for metric_name, value, system_name in thresholds:
        system = report.system(system_name)
        metric = report.metric(metric_name)
        figure = system.figures.get(metric_name)
        if figure is None:
            found.append(f"{system.name} has no {metric_name} in this run; {value:g} was asked for.")
        elif metric.better == "higher" and figure.value < value:
            found.append(f"{system.name} has {metric_name} {figure.value:.4f}, under {value:g}.")
        elif metric.better == "lower" and figure.value > value:
            found.append(f"{system.name} has {metric_name} {figure.value:.4f}, over {value:g}.")
    return found
