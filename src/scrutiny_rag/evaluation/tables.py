"""Reports and comparisons as tables for the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scrutiny_rag.evaluation.comparison import Comparison
from scrutiny_rag.evaluation.page.charts import spelled
from scrutiny_rag.evaluation.report import Report
from scrutiny_rag.evaluation.scoring import metric_infos

SHOWN_CHANGES = 40


def print_report(report: Report, out: Path) -> None:
    """The headline figures of every system with their intervals, what failed, and where the report is."""
    console = Console()
    table = Table("metric", *(escape(system.name) for system in report.systems), box=None)
    for metric in report.metrics:
        if not metric.headline or not any(metric.name in system.figures for system in report.systems):
            continue
        cells = []
        for system in report.systems:
            figure = system.figures.get(metric.name)
            if figure is None:
                cells.append("—")
                continue
            interval = ""
            if metric.unit == "share" and figure.low is not None and figure.high is not None:
                interval = f" [dim]{spelled(metric, figure.low)}–{spelled(metric, figure.high)}[/dim]"
            cells.append(spelled(metric, figure.value) + interval)
        table.add_row(metric.name, *cells)
    console.print(table)
    for system in report.systems:
        for key, why in system.errors.items():
            console.print(f"[red]{escape(system.name)} failed on {escape(key)}[/red]: {escape(why)}")
        other = {mode: n for mode, n in system.modes.items() if system.name == "llm" and mode == "evidence"}
        for mode, n in other.items():
            console.print(f"{escape(system.name)}: {n} answers were written in {escape(mode)} mode.")
    asked = len(report.questions)
    console.print(f"{asked} questions, {report.provenance.papers} papers. The report: {out / 'report.html'}")


def print_comparison(comparison: Comparison) -> None:
    """The differences with their intervals, then the questions that changed, worse ones first."""
    console = Console()
    infos = {metric.name: metric for metric in metric_infos()}
    before, after = comparison.system_before, comparison.system_after
    console.print(
        f"B ({escape(after)}) against A ({escape(before)}), {comparison.questions} questions in both."
    )
    for sentence in comparison.unlike:
        console.print(sentence)
    table = Table("metric", "B − A", "95 % interval", "p", "higher · same · lower", box=None)
    for found in comparison.differences:
        metric = infos[found.metric]
        sign = "+" if found.difference >= 0 else "−"
        interval = (
            "—" if found.low is None or found.high is None else f"{found.low:+.3f} to {found.high:+.3f}"
        )
        table.add_row(
            found.metric,
            sign + spelled(metric, abs(found.difference)),
            interval,
            "—" if found.p is None else f"{found.p:.3f}",
            f"{found.higher} · {found.same} · {found.lower}",
        )
    console.print(table)
    for change in comparison.changes[:SHOWN_CHANGES]:
        colour = "green" if change.verdict == "better" else "red"
        console.print(
            f"[{colour}]{change.verdict}[/{colour}] {escape(change.id)} {change.metric} "
            f"{change.before:.3f} → {change.after:.3f}  [dim]{escape(change.question)}[/dim]",
            soft_wrap=True,
        )
    hidden = len(comparison.changes) - SHOWN_CHANGES
    if hidden > 0:
        console.print(f"… and {hidden} more changes; --json gives all.")
