"""A report's headline figures as a Markdown table, for a README."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_rag.evaluation.page.charts import spelled
from scrutiny_rag.evaluation.report import Report

RECORDED = (
    "mrr@10",
    "hit@5",
    "recall@1500w",
    "fact_recall",
    "right",
    "misleading",
    "citation_hit",
    "quote_exact",
    "unsupported_claims",
    "refusal_precision",
    "refusal_recall",
    "conversation_right",
    "answer_words",
    "seconds",
)
"""Metrics that a table of record shows, where they were measured; a report made before one was, has no row for it."""


def figures_table(report: Report, metrics: Sequence[str] = RECORDED) -> str:
    """A row a metric, a column a system; shares with their 95 % interval, a dash where a metric does not apply."""
    lines = [
        f"| over {len(report.questions) or report.provenance.questions_total} questions | "
        + " | ".join(system.name for system in report.systems)
        + " |",
        "| --- |" + " --- |" * len(report.systems),
    ]
    known = {metric.name: metric for metric in report.metrics}
    for name in metrics:
        metric = known.get(name)
        if metric is None or not any(name in system.figures for system in report.systems):
            continue
        cells = []
        for system in report.systems:
            figure = system.figures.get(name)
            if figure is None:
                cells.append("—")
                continue
            interval = ""
            if metric.unit == "share" and figure.low is not None and figure.high is not None:
                interval = f" ({figure.low:.2f}–{figure.high:.2f})"
            cells.append(spelled(metric, figure.value) + interval)
        lower = " ↓" if metric.better == "lower" and metric.unit == "share" else ""
        lines.append(f"| {metric.label} `{name}`{lower} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
