"""Fills the page's template. Jinja escapes every text; the data for the script is escaped as JSON in HTML."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from scrutiny_rag.evaluation.page import charts
from scrutiny_rag.evaluation.report import Cost, MetricInfo, Report, SystemReport
from scrutiny_rag.evaluation.statistics import Difference


def write_page(report: Report, path: Path) -> None:
    """Writes the page to a file."""
    path.write_text(render_page(report), encoding="utf-8")


def render_page(report: Report) -> str:
    """The whole page as HTML."""
    template, style, script = _parts()
    systems = report.systems
    measured = [metric for metric in report.metrics if _measured(report, metric)]
    return template.render(
        report=report,
        provenance=report.provenance,
        legend=charts.legend([system.name for system in systems]),
        families=list(dict.fromkeys(metric.family for metric in measured)),
        measured=measured,
        differences=_told_apart(report),
        charts={
            "retrieval": Markup(charts.metric_chart(report, "retrieval")),
            "answers": Markup(charts.metric_chart(report, "answers")),
            "latency": Markup(charts.latency_chart(report)),
            "risk": Markup(charts.risk_chart(report)),
            "reliability": Markup(charts.reliability_chart(report)),
        },
        costs=_costs(systems),
        judges=[(system.name, system.judge) for system in systems if system.judge is not None],
        failed=[(system.name, key, why) for system in systems for key, why in system.errors.items()],
        best={metric.name: _best(report, metric) for metric in report.metrics},
        marks=_marks(report),
        style=Markup(style),
        script=Markup(script),
        data=Markup(_json_in_html(_data(report))),
    )


@cache
def _parts() -> tuple[Template, str, str]:
    """The template, the style and the script; compiled once in a process."""
    here = files("scrutiny_rag.evaluation.page")
    read = {
        name: here.joinpath(name).read_text(encoding="utf-8") for name in ("page.html", "page.css", "page.js")
    }
    environment = Environment(
        loader=DictLoader(read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"bytes": _bytes, "cell": _cell, "gap": _gap, "figure": _figure}
    return environment.get_template("page.html"), read["page.css"], read["page.js"]


def _measured(report: Report, metric: MetricInfo) -> bool:
    return any(metric.name in system.figures for system in report.systems)


def _best(report: Report, metric: MetricInfo) -> float | None:
    values = [system.figures[metric.name].value for system in report.systems if metric.name in system.figures]
    if len(values) < 2:
        return None
    return max(values) if metric.better == "higher" else min(values)


def _marks(report: Report) -> dict[tuple[str, str], str]:
    """For each metric and system, whether the first system is told apart from it at 5 %, corrected."""
    return {
        (found.metric, found.baseline): "differs" if found.p_holm is not None and found.p_holm < 0.05 else ""
        for found in report.differences
    }


def _told_apart(report: Report) -> list[tuple[MetricInfo, Difference]]:
    infos = {metric.name: metric for metric in report.metrics}
    return [(infos[d.metric], d) for d in report.differences if infos[d.metric].family != "cost"]


def _costs(systems: list[SystemReport]) -> list[tuple[str, list[str]]]:
    def row(label: str, said: Any) -> tuple[str, list[str]]:
        return label, [said(system.cost) for system in systems]

    def words(cost: Cost) -> str:
        return f"{cost.words_per_second:,.0f}" if cost.words_per_second is not None else "—"

    return [
        row(
            "Time to load models",
            lambda cost: f"{cost.load_s:.1f} s" if cost.load_s is not None else "—",
        ),
        row(
            "Time to ingest",
            lambda cost: f"{cost.prepare_s:.1f} s" if cost.prepare_s is not None else "—",
        ),
        row("Words ingested a second", words),
        row("Peak memory of the process", lambda cost: _bytes(cost.peak_memory_bytes)),
        row("Index on disk", lambda cost: _bytes(cost.index_bytes)),
    ]


def _bytes(size: int | None) -> str:
    if size is None:
        return "—"
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= step:
            return f"{size / step:,.1f} {unit}"
    return f"{size} B"


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _cell(value: float, metric: MetricInfo) -> str:
    return charts.spelled(metric, value)


def _gap(value: float | None, metric: MetricInfo) -> str:
    if value is None:
        return "—"
    return f"{'+' if value >= 0 else '−'}{charts.spelled(metric, abs(value))}"


def _data(report: Report) -> dict[str, Any]:
    """What the script shows: the questions with their results, and the figures by group."""
    questions = []
    for question in report.questions:
        plain = question.model_dump(mode="json", exclude_none=True)
        for result in plain["results"].values():
            result["outcome"].pop("passages", None)
            result["outcome"].pop("timings", None)
        questions.append(plain)
    return {
        "systems": [
            {
                "name": system.name,
                "answers": system.answers,
                "colour": paint,
                "by_type": _values(system.by_type),
                "by_paper": _values(system.by_paper),
            }
            for system, (_, paint) in zip(
                report.systems, charts.legend([s.name for s in report.systems]), strict=True
            )
        ],
        "metrics": [metric.model_dump(mode="json") for metric in report.metrics if _measured(report, metric)],
        "questions": questions,
    }


def _values(groups: dict[str, dict[str, Any]]) -> dict[str, dict[str, list[float | None]]]:
    return {
        group: {name: [f.value, f.low, f.high, f.n] for name, f in figures.items()}
        for group, figures in groups.items()
    }


def _json_in_html(data: Any) -> str:
    """JSON that can stand in a script element: nothing in it can close the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
