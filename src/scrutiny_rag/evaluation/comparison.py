"""What got better and what got worse between two reports, figure by figure and question by question."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from scrutiny_rag.evaluation.metrics import METRICS, Metric, Score
from scrutiny_rag.evaluation.report import QuestionReport, Report, ReportError
from scrutiny_rag.evaluation.statistics import Difference, compare, holm

_SMALL = 1e-9


class QuestionChange(BaseModel):
    """A question whose score by a metric changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    metric: str
    before: float
    after: float
    verdict: Literal["better", "worse"]
    wrong_before: list[str]
    wrong_after: list[str]


class Comparison(BaseModel):
    """Report B against report A, for one system of each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    system_before: str
    system_after: str
    questions: int
    """Questions that both reports asked."""
    only_before: list[str]
    only_after: list[str]
    unlike: list[str]
    """What differs in how the two were made, a sentence each."""
    differences: list[Difference]
    changes: list[QuestionChange]
    """Worse first, then by metric; the metrics of time and cost are left out."""

    def to_json(self) -> dict[str, Any]:
        """The object of `eval compare --json`."""
        return self.model_dump(mode="json")


def compare_reports(
    before: Path, after: Path, system_before: str | None = None, system_after: str | None = None
) -> Comparison:
    """Compares a system (default: the first) of two reports; each path is a report.json or its folder.

    `system_after` defaults to the system of the same name, if the second report has it. Raises ReportError
    when a report cannot be read, a system is missing, or the two share no question.
    """
    a, b = Report.load(before), Report.load(after)
    old = a.system(system_before).name
    same_name = any(system.name == old for system in b.systems)
    new = b.system(system_after or (old if same_name else None)).name
    ours, theirs = {q.id: q for q in b.questions}, {q.id: q for q in a.questions}
    order = [metric.name for metric in METRICS]
    shared = [key for key in theirs if key in ours]
    if not shared:
        raise ReportError(
            f"{before} and {after} have no question in common; compare reports of one question set."
        )
    return Comparison(
        system_before=old,
        system_after=new,
        questions=len(shared),
        only_before=[key for key in theirs if key not in ours],
        only_after=[key for key in ours if key not in theirs],
        unlike=_unlike(a, b),
        differences=_differences(
            {k: theirs[k] for k in shared}, {k: ours[k] for k in shared}, old, new, a.provenance.seed
        ),
        changes=sorted(
            (change for key in shared for change in _changes(theirs[key], ours[key], old, new)),
            key=lambda change: (change.verdict == "better", order.index(change.metric)),
        ),
    )


def _unlike(a: Report, b: Report) -> list[str]:
    said = []
    for name, label in (
        ("questions_sha256", "The question files differ."),
        ("papers_sha256", "The papers differ."),
        ("settings_fingerprint", "The settings differ."),
        ("code_sha256", "The code differs."),
        ("machine", "The machines differ: times do not compare."),
    ):
        if getattr(a.provenance, name) != getattr(b.provenance, name):
            said.append(label)
    old, new = a.provenance.settings, b.provenance.settings
    changed = [name for name in old if name in new and old[name] != new[name]]
    said += [f"The setting {name} was {old[name]} in A and is {new[name]} in B." for name in changed]
    return said


def _differences(
    before: Mapping[str, QuestionReport], after: Mapping[str, QuestionReport], old: str, new: str, seed: int
) -> list[Difference]:
    found = []
    for metric in METRICS:
        pair = compare(
            metric,
            (f"{new} (B)", _scores(metric, after, new)),
            (f"{old} (A)", _scores(metric, before, old)),
            seed,
        )
        if pair is not None:
            found += holm([pair])
    return found


def _scores(metric: Metric, questions: Mapping[str, QuestionReport], system: str) -> dict[str, Score | None]:
    scores: dict[str, Score | None] = {}
    for key, question in questions.items():
        result = question.results[system]
        value = result.scores.get(metric.name)
        scores[key] = None if value is None else Score(value, result.weights.get(metric.name, 1.0))
    return scores


def _changes(before: QuestionReport, after: QuestionReport, old: str, new: str) -> list[QuestionChange]:
    was, now = before.results[old], after.results[new]
    changes = []
    for metric in METRICS:
        if metric.family == "cost" or metric.unit != "share":
            continue
        first, second = was.scores.get(metric.name), now.scores.get(metric.name)
        if first is None or second is None or abs(first - second) <= _SMALL:
            continue
        better = (second > first) == (metric.better == "higher")
        changes.append(
            QuestionChange(
                id=after.id,
                question=after.question,
                metric=metric.name,
                before=first,
                after=second,
                verdict="better" if better else "worse",
                wrong_before=was.wrong,
                wrong_after=now.wrong,
            )
        )
    return changes
