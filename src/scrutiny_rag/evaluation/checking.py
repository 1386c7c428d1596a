"""Checks a question set against the papers it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.metrics.fact_recall import states
from scrutiny_rag.evaluation.questions import Question, QuestionSet, load_questions
from scrutiny_rag.evaluation.spans import find_quote


class Problem(BaseModel):
    """What is wrong with a question. An error spoils its score; a warning is worth a look."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Literal["error", "warning"]
    line: int
    id: str
    field: str
    why: str

    def say(self, path: Path) -> str:
        """One line for people."""
        return f"{path}, line {self.line}, question {self.id}, field {self.field}: {self.why}"


def check_questions(path: Path, papers: Collection) -> list[Problem]:
    """Whether each quote is in the paper it names (its letters and digits) and each span within it.

    Warns where a quote stands at several places, and where no wording of a fact is anywhere in the papers
    that the question names. Raises QuestionSetError when the file cannot be read or is not valid.
    """
    questions = load_questions(path)
    return list(_problems(questions, papers))


def _problems(questions: QuestionSet, papers: Collection) -> Iterator[Problem]:
    for question in questions.questions:
        line = questions.lines[question.id]
        for severity, field, why in _evidence_problems(question, papers):
            yield Problem(severity=severity, line=line, id=question.id, field=field, why=why)
        if question.filters.paper and papers.resolve(question.filters.paper) is None:
            why = f"there is no paper {question.filters.paper!r}."
            yield Problem(severity="error", line=line, id=question.id, field="filters.paper", why=why)
        named = " ".join(papers.text(evidence.paper) for evidence in question.evidence)
        if not named:
            continue
        for number, fact in enumerate(question.facts):
            if not states(named, fact):
                why = f"no wording of {list(fact)} stands in the papers that the evidence names."
                yield Problem(
                    severity="warning", line=line, id=question.id, field=f"facts[{number}]", why=why
                )


def _evidence_problems(
    question: Question, papers: Collection
) -> Iterator[tuple[Literal["error", "warning"], str, str]]:
    for number, evidence in enumerate(question.evidence):
        field = f"evidence[{number}]"
        if papers.resolve(evidence.paper) is None:
            yield "error", f"{field}.paper", f"there is no paper {evidence.paper!r}."
            continue
        text = papers.text(evidence.paper)
        if evidence.quote is not None:
            places = len(find_quote(evidence.quote, text))
            if not places:
                yield "error", f"{field}.quote", f"these words are not in {evidence.paper}."
            elif places > 1:
                yield (
                    "warning",
                    f"{field}.quote",
                    f"stands at {places} places in {evidence.paper}; each counts.",
                )
        for start, end in evidence.spans:
            if end > len(text):
                why = f"[{start}, {end}] ends after the {len(text)} characters of {evidence.paper}."
                yield "error", f"{field}.spans", why
