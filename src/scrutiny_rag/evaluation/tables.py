"""Reports and comparisons as tables for the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scrutiny_rag.evaluation.comparison import Comparison
from scrutiny_rag.evaluation.judgement import JudgeSummary
from scrutiny_rag.evaluation.page.charts import spelled
from scrutiny_rag.evaluation.report import Report
from scrutiny_rag.evaluation.scoring import metric_infos

SHOWN_CHANGES = 40
SHOWN_FAILURES = 10


def print_report(report: Report, out: Path) -> None:
    """The headline figures of every system with their intervals, what failed, and where the report is."""
    console = Console()
    table = Table(box=None)
    table.add_column("metric", no_wrap=True)
    for system in report.systems:
        table.add_column(escape(system.name), overflow="fold")
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
        for key, why in list(system.errors.items())[:SHOWN_FAILURES]:
            console.print(f"[red]{escape(system.name)} failed on {escape(key)}[/red]: {escape(why)}")
        if (more := len(system.errors) - SHOWN_FAILURES) > 0:
            console.print(f"[red]… and on {more} more questions[/red]; the report lists them.")
        if system.judge is not None:
            console.print(_judged(system.name, system.judge))
        other = {mode: n for mode, n in system.modes.items() if system.name == "llm" and mode == "evidence"}
        for mode, n in other.items():
            console.print(f"{escape(system.name)}: {n} answers were written in {escape(mode)} mode.")
    asked = len(report.questions)
    console.print(f"{asked} questions, {report.provenance.papers} papers. The report: {out / 'report.html'}")


def _judged(system: str, judge: JudgeSummary) -> str:
    """A sentence on what the judge said."""

    def said(share: float | None) -> str:
        return "—" if share is None else f"{share:.3f}"

    failed = f", {judge.failed} could not be judged" if judge.failed else ""
    return (
        f"{escape(system)}, judged by {escape(judge.model)}: correct {said(judge.correct)} of {judge.judged} "
        f"answers{failed}; borne out by the quotes {said(judge.faithful)}; agrees with the facts on "
        f"{said(judge.agreement)} of {judge.compared} (Cohen's kappa {said(judge.kappa)})."
    )


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
