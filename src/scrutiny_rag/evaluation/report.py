"""The report of a run: what a machine compares and what the page is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.evaluation.confidence import ReliabilityBin, RiskPoint
from scrutiny_rag.evaluation.judgement import Judgement, JudgeSummary
from scrutiny_rag.evaluation.metrics.base import Better, Family
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.statistics import Difference, Estimate

FORMAT: Final = "scrutiny-rag-evaluation/1"

UNTYPED = "unspecified"
"""Type of a question whose set gives it none."""


class ReportError(ScrutinyError):
    """A report that cannot be used; the message is one sentence."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MetricInfo(_Part):
    """What a figure means."""

    name: str
    label: str
    definition: str
    source: str
    family: Family
    better: Better
    unit: str
    headline: bool


class Cost(_Part):
    """What making a system ready took; None where that was not measured."""

    load_s: float | None = None
    """Loading models."""
    prepare_s: float | None = None
    """Ingestion, models loaded already."""
    words_per_second: float | None = None
    peak_memory_bytes: int | None = None
    index_bytes: int | None = None


class SystemReport(_Part):
    """One system's figures."""

    name: str
    description: str
    answers: bool
    configuration: dict[str, str]
    figures: dict[str, Estimate]
    """By metric; a metric that does not apply is left out."""
    by_type: dict[str, dict[str, Estimate]]
    by_paper: dict[str, dict[str, Estimate]]
    cost: Cost
    modes: dict[str, int]
    """How many answers each mode wrote; a language model's failure leaves the evidence answer."""
    errors: dict[str, str]
    """Why each failed question failed, by id. They count as wrong."""
    risk_coverage: list[RiskPoint]
    area_under_risk: float | None
    reliability: list[ReliabilityBin]
    calibration_error: float | None
    judge: JudgeSummary | None = None
    """What a second language model said, where one was asked."""


class GoldQuote(_Part):
    """Evidence as the papers have it."""

    paper: str
    page: int | None
    text: str
    char_start: int
    char_end: int


class ShownPassage(_Part):
    """A passage that was found, cut short for showing."""

    paper: str
    page: int | None
    char_start: int
    char_end: int
    relevant: bool
    text: str
    text_start: int
    """Where in the paper `text` begins, so that the evidence in it can be marked."""
    cut: bool


class QuestionResult(_Part):
    """What one system made of one question."""

    scores: dict[str, float]
    weights: dict[str, float]
    """Of the scores that do not weigh 1."""
    outcome: Outcome
    passages: list[ShownPassage]
    wrong: list[str]
    """What went wrong, a sentence each."""
    judged: Judgement | None = None


class QuestionReport(_Part):
    """One question, its gold evidence, and every system's result."""

    id: str
    question: str
    type: str | None
    answerable: bool
    facts: list[list[str]]
    history: list[str]
    filters: dict[str, str]
    gold: list[GoldQuote]
    papers: list[str]
    results: dict[str, QuestionResult]


class Provenance(_Part):
    """What the run was made with."""

    created: str
    seconds: float
    questions_file: str
    questions_sha256: str
    questions_total: int
    selection: str
    """Which of them were asked, in words."""
    seed: int
    papers: int
    words: int
    papers_sha256: str
    index_sha256: str | None
    unread: list[str]
    settings: dict[str, Any]
    settings_fingerprint: str
    code_sha256: str
    packages: dict[str, str]
    machine: dict[str, str]


class Report(_Part):
    """Everything of a run."""

    format: Literal["scrutiny-rag-evaluation/1"] = FORMAT
    provenance: Provenance
    metrics: list[MetricInfo]
    systems: list[SystemReport]
    differences: list[Difference]
    """The first system against each other, by metric."""
    questions: list[QuestionReport]

    def system(self, name: str | None = None) -> SystemReport:
        """The system of that name, or the first. Raises ReportError when there is none."""
        for system in self.systems:
            if name in {None, system.name}:
                return system
        raise ReportError(
            f"The report has no system {name!r}; it has {', '.join(s.name for s in self.systems)}."
        )

    def metric(self, name: str) -> MetricInfo:
        """The metric of that name. Raises ReportError when there is none."""
        for metric in self.metrics:
            if metric.name == name:
                return metric
        raise ReportError(
            f"There is no metric {name!r}; the metrics are {', '.join(m.name for m in self.metrics)}."
        )

    @classmethod
    def load(cls, path: Path) -> Report:
        """Reads report.json, or that of a run's folder. Raises ReportError when it is none."""
        file = path / "report.json" if path.is_dir() else path
        try:
            return cls.model_validate_json(file.read_bytes())
        except OSError as error:
            raise ReportError(f"{file}: cannot be read ({error.strerror or error}).") from None
        except ValidationError as error:
            raise ReportError(
                f"{file}: is not a report of an evaluation ({error.errors()[0]['msg']})."
            ) from None

    def save(self, path: Path) -> None:
        """Writes the report as JSON."""
        path.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")
