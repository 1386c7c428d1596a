"""Feedback given on the page becomes candidate questions, for a person to review."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from scrutiny_rag.errors import InputError
from scrutiny_rag.evaluation.collection import Collection

HEADER = """\
# Candidate questions from feedback. Before you use them, look at each one:
# give the facts that a right answer states, and, where evidence is missing, the paper's words;
# or say answerable: false. `scrutiny-rag eval check` says what is still wrong.
"""

_PRAISE = ("Right", "Like")
"""What the page writes, and what it wrote before there were words below each answer."""


class _Place(BaseModel):
    model_config = ConfigDict(extra="ignore")

    paper: str
    char_start: int
    char_end: int


class _Feedback(BaseModel):
    model_config = ConfigDict(extra="ignore")

    verdict: str
    question: str
    filters: dict[str, Any] = {}
    status: str | None = None
    text: str | None = None
    comment: str | None = None
    citations: list[_Place] = []


def candidate_questions(feedback: Path, papers: Collection) -> str:
    """A question set in YAML, from the page's feedback file: one question for each that was judged.

    What was liked keeps its citations as evidence, and a refusal that was liked becomes an unanswerable
    question; the rest needs a person. The last verdict on a question counts. Raises InputError.
    """
    import yaml

    judged = {(row.question, json.dumps(row.filters, sort_keys=True)): row for row in _rows(feedback)}
    questions = [_question(number, row, papers) for number, row in enumerate(judged.values(), 1)]
    if not questions:
        raise InputError(f"{feedback} holds no feedback.")
    return HEADER + yaml.safe_dump({"questions": questions}, allow_unicode=True, sort_keys=False, width=100)


def _question(number: int, row: _Feedback, papers: Collection) -> dict[str, Any]:
    liked = row.verdict in _PRAISE
    refused = row.status == "not_found"
    question: dict[str, Any] = {"id": f"feedback-{number:03}", "type": "feedback", "question": row.question}
    if row.filters:
        question["filters"] = row.filters
    if liked and refused:
        question["answerable"] = False
    else:
        question["facts"] = []
        question["evidence"] = [_evidence(place, papers) for place in row.citations if liked]
    said = "refused" if refused else f"answered: {row.text or 'nothing'}"
    question["note"] = f"{row.verdict}. It {said}" + (f" Comment: {row.comment}" if row.comment else "")
    return question


def _evidence(place: _Place, papers: Collection) -> dict[str, str]:
    return {"paper": place.paper, "quote": papers.text(place.paper)[place.char_start : place.char_end]}


def _rows(path: Path) -> Iterator[_Feedback]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}).") from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _Feedback.model_validate_json(line)
            except ValidationError as error:
                raise InputError(
                    f"{path}, line {number}: is no feedback ({error.errors()[0]['msg']})."
                ) from None
