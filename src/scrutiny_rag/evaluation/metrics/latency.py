"""Seconds a question takes: the middle and the slow end, whole and by stage."""

from typing import Literal

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score

Stage = Literal["total", "retrieve_s", "answer_s"]

_WHAT: dict[Stage, tuple[str, str, str]] = {
    "total": ("seconds", "Time a question", "all stages together"),
    "retrieve_s": ("retrieve_seconds", "Time to search", "the search"),
    "answer_s": ("answer_seconds", "Time to answer", "composing and checking the answer"),
}


class Latency(PerCase):
    """Seconds of a stage over the questions, at the median or the 95th percentile."""

    source = "Measured by the system around the stage, after one warm-up question; one question at a time."
    family = "cost"
    better = "lower"
    unit = "s"

    def __init__(self, stage: Stage, slow_end: bool = False) -> None:
        name, label, what = _WHAT[stage]
        self.stage = stage
        self.name = f"{name}_p95" if slow_end else name
        self.label = f"{label}, {'95th percentile' if slow_end else 'median'}"
        which = "the value that 95 % of questions stay under" if slow_end else "the median"
        self.definition = f"Seconds for {what}: {which}."
        self.summary = "p95" if slow_end else "median"
        self.headline = stage == "total"

    def score_case(self, case: Case) -> Score | None:
        """Seconds, or None where the question failed or the stage was not timed."""
        timings = case.outcome.timings if case.outcome else {}
        if self.stage == "total":
            return Score(sum(timings.values())) if timings else None
        return Score(timings[self.stage]) if self.stage in timings else None
