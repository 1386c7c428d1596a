"""Many questions in one process: a JSONL file in, a JSONL file out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.errors import InputError, ScrutinyError
from scrutiny_rag.retrieval.filters import Filters


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch."""

    id: str
    question: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class BatchFailure:
    """A question without an answer, and why."""

    id: str
    why: str


@dataclass
class BatchSummary:
    """What became of a batch."""

    done: int = 0
    failed: list[BatchFailure] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's `--batch --json`."""
        return asdict(self)


def read_questions(path: Path, defaults: Filters) -> list[BatchQuestion]:
    """The questions of a JSONL file; a line's own filters win over `defaults`.

    Raises InputError naming the file and line where it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The batch file {path} cannot be read: {error}.") from error
    questions = [_question(path, n, line, defaults) for n, line in enumerate(lines, 1) if line.strip()]
    if not questions:
        raise InputError(f"The batch file {path} holds no questions.")
    return questions


def _question(path: Path, number: int, line: str, defaults: Filters) -> BatchQuestion:
    where = f"{path}, line {number}"
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where} is not JSON: {error.msg} at column {error.colno}.") from None
    if not isinstance(row, dict) or not isinstance(row.get("question"), str) or "id" not in row:
        raise InputError(f'{where} needs an object with "id" and "question".')
    given = row.get("filters") or {}
    if not isinstance(given, dict):
        raise InputError(f'{where}: "filters" must be an object.')
    try:
        filters = Filters.model_validate(defaults.model_dump(exclude_none=True) | given)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{where}: filter {first['loc'][0]}: {first['msg'].lower()}.") from None
    return BatchQuestion(str(row["id"]), row["question"], filters)


def run_batch(
    assistant: Assistant,
    questions: Sequence[BatchQuestion],
    out: Path,
    *,
    answering: bool,
    top_k: int | None = None,
) -> BatchSummary:
    """Ask or search every question and write one result line each, as soon as it is there.

    A question that fails is listed, and its line says why. Raises InputError where `out` cannot be written.
    """
    summary = BatchSummary()
    try:
        with out.open("w", encoding="utf-8") as file:
            for row in _results(assistant, questions, answering, top_k, summary):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                file.flush()
    except OSError as error:
        raise InputError(f"The results cannot be written to {out}: {error.strerror}.") from error
    return summary


def _results(
    assistant: Assistant,
    questions: Sequence[BatchQuestion],
    answering: bool,
    top_k: int | None,
    summary: BatchSummary,
) -> Iterator[dict[str, Any]]:
    for question in questions:
        try:
            result: Any = (
                assistant.ask(question.question, question.filters)
                if answering
                else assistant.search(question.question, question.filters, top_k)
            )
        except ScrutinyError as error:
            summary.failed.append(BatchFailure(question.id, str(error)))
            yield {"id": question.id, "question": question.question, "error": str(error)}
            continue
        summary.done += 1
        yield {"id": question.id, **result.to_json()}
