"""Reports and comparisons as tables for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scrutiny_rag.evaluation.by_type import shown_systems, type_table
from scrutiny_rag.evaluation.comparison import Comparison, QuestionChange
from scrutiny_rag.evaluation.judgement import JudgeSummary
from scrutiny_rag.evaluation.page.charts import spelled
from scrutiny_rag.evaluation.report import MetricInfo, Report
from scrutiny_rag.evaluation.scoring import metric_infos
from scrutiny_rag.evaluation.statistics import Difference

SHOWN_CHANGES = 40
SHOWN_FAILURES = 10


def print_report(report: Report, out: Path) -> None:
    """The headline figures of every system with their intervals, those by type, what failed, where the report is."""
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
    for system in shown_systems(report):
        if (by_type := type_table(report, system)) is not None:
            console.print(by_type)
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
        console.print(escape(sentence))
    table = Table(box=None)
    for heading in ("metric", "B − A", "95 % interval", "p", "up · same · down"):
        table.add_column(heading, no_wrap=True)
    for found in comparison.differences:
        metric = infos[found.metric]
        interval = "—"
        if found.low is not None and found.high is not None:
            interval = f"{_gap(metric, found.low)} to {_gap(metric, found.high)}"
        colour = _colour(metric, found)
        table.add_row(
            found.metric,
            f"[{colour}]{_gap(metric, found.difference)}[/{colour}]",
            interval,
            "—" if found.p is None else "< 0.001" if found.p < 0.001 else f"{found.p:.3f}",
            f"{found.higher} · {found.same} · {found.lower}",
        )
    console.print(table)
    _print_changes(console, comparison)


def _print_changes(console: Console, comparison: Comparison) -> None:
    """A question a block: what it asks, and each score that changed."""
    by_question: dict[str, list[QuestionChange]] = {}
    for change in comparison.changes:
        by_question.setdefault(change.id, []).append(change)
    counted = Counter(_verdict(changes) for changes in by_question.values())
    told = ", ".join(f"{counted[verdict]} {verdict}" for verdict in _COLOURS if counted[verdict])
    console.print(f"Questions that changed: {told or 'none'}.")
    order = list(_COLOURS)
    shown = sorted(by_question.values(), key=lambda changes: order.index(_verdict(changes)))
    for changes in shown[:SHOWN_CHANGES]:
        verdict = _verdict(changes)
        colour = _COLOURS[verdict]
        console.print(
            f"[{colour}]{verdict}[/{colour}] {escape(changes[0].id)}  {escape(changes[0].question)}",
            soft_wrap=True,
        )
        scores = ", ".join(f"{c.metric} {c.before:.3f} → {c.after:.3f}" for c in changes)
        console.print(f"    [dim]{scores}[/dim]", soft_wrap=True)
    if (hidden := len(shown) - SHOWN_CHANGES) > 0:
        console.print(f"… and {hidden} more questions; --json gives all.")


_COLOURS = {"worse": "red", "better and worse": "yellow", "better": "green"}


def _verdict(changes: Sequence[QuestionChange]) -> str:
    found = {change.verdict for change in changes}
    return "better and worse" if len(found) > 1 else found.pop()


def _gap(metric: MetricInfo, value: float) -> str:
    return f"{'−' if value < 0 else '+'}{spelled(metric, abs(value))}"


def _colour(metric: MetricInfo, found: Difference) -> str:
    """Coloured only where the two are told apart at 5 %."""
    if found.p is None or found.p >= 0.05:
        return "default"
    return "green" if (found.difference > 0) == (metric.better == "higher") else "red"
