"""A system's figures by type of question, as a table for the terminal."""

from __future__ import annotations

from collections import Counter

from rich.markup import escape
from rich.table import Table

from scrutiny_rag.evaluation.page.charts import spelled
from scrutiny_rag.evaluation.report import UNTYPED, Report, SystemReport

SHOWN = ("right", "fact_recall", "misleading", "citation_hit", "hit@5")
"""Metrics that the table shows, where they were measured; the report's page has the others."""


def type_table(report: Report, system: SystemReport) -> Table | None:
    """A row a type with its number of questions; None where there are no two types to tell apart."""
    if len(system.by_type) < 2:
        return None
    asked = Counter(question.type or UNTYPED for question in report.questions)
    metrics = [m for m in report.metrics if m.name in SHOWN and m.name in system.figures]
    metrics.sort(key=lambda metric: SHOWN.index(metric.name))
    table = Table(box=None, title=f"{escape(system.name)}, by type of question", title_justify="left")
    table.add_column("type", no_wrap=True)
    table.add_column("n", justify="right")
    for metric in metrics:
        table.add_column(metric.name, justify="right")
    for kind, figures in system.by_type.items():
        cells = [spelled(m, figures[m.name].value) if m.name in figures else "—" for m in metrics]
        table.add_row(escape(kind), str(asked[kind]), *cells)
    return table


def shown_systems(report: Report) -> list[SystemReport]:
    """The systems whose table is printed: those that answer, or else the first."""
    return [system for system in report.systems if system.answers] or report.systems[:1]
