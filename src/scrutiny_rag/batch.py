"""Many questions in one process: a JSONL file in, a JSONL file out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutiny_rag.answering.answer import Answer, Turn
from scrutiny_rag.errors import InputError, ScrutinyError
from scrutiny_rag.inputs import read_filters
from scrutiny_rag.retrieval.filters import Filters

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

_MANY = 20
"""Questions from which learning the papers' words beforehand takes less time than it saves."""


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch."""

    id: str | int
    """As the line has it, text or number."""
    question: str
    filters: Filters
    conversation: str | None = None
    """Questions of one conversation are asked as its turns, in the file's order; None: a question by itself."""


@dataclass(frozen=True, slots=True)
class BatchFailure:
    """A question without an answer, and why."""

    id: str | int
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

    A line may name its `conversation`, by text or a whole number; other lines may stand between those of one. Raises
    InputError naming the file and line where it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"The batch file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The batch file {path} cannot be read: it is not UTF-8 text.") from error
    # Only at line feeds: JSON text may hold other characters that Python takes for the end of a line.
    lines = enumerate(text.split("\n"), 1)
    questions = [_question(f"{path}, line {n}", line, defaults) for n, line in lines if line.strip()]
    if not questions:
        raise InputError(f"The batch file {path} holds no questions.")
    return questions


def _question(where: str, line: str, defaults: Filters) -> BatchQuestion:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}, is not JSON: {error.msg} at column {error.colno}.") from None
    except ValueError:
        raise InputError(
            f"{where}, holds a number that is too long to read: put it in quotation marks."
        ) from None
    except RecursionError:
        raise InputError(f"{where}, is nested too deeply to read.") from None
    if not isinstance(row, dict):
        raise InputError(f'{where}, must be an object with "id" and "question".')
    if not isinstance(row.get("id"), str | int) or isinstance(row["id"], bool):
        raise InputError(f'{where}, needs an "id" that is text or a whole number.')
    if not isinstance(row.get("question"), str):
        raise InputError(f'{where}, needs a "question" that is text.')
    conversation = row.get("conversation")
    if conversation is not None and not _names_one(conversation):
        raise InputError(
            f'{where}: "conversation" must be text or a whole number, the same in each line of one conversation.'
        )
    given = row.get("filters") or {}
    if not isinstance(given, dict):
        raise InputError(f'{where}: "filters" must be an object.')
    try:
        filters = read_filters(defaults.chosen() | given).model_copy(update={"without": defaults.without})
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    name = None if conversation is None else str(conversation)
    return BatchQuestion(row["id"], row["question"], filters, name)


def _names_one(value: Any) -> bool:
    """Whether a JSON value can name a conversation."""
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, int) and not isinstance(value, bool)


def run_batch(
    assistant: Assistant,
    questions: Sequence[BatchQuestion],
    out: Path,
    *,
    answering: bool,
    top_k: int | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> BatchSummary:
    """Ask or search every question and write one result line each, as soon as it is there.

    A question of a conversation is asked after its earlier ones that had an answer; a search has no such turns. A
    question that fails is listed, and its line says why. `on_progress` hears after each question how many
    are behind. Raises InputError where `out` cannot be written.
    """
    summary, talks = BatchSummary(), _Talks(questions)
    if answering and len(questions) >= _MANY:
        assistant.warm_up()
    try:
        file = out.open("w", encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise InputError(f"The results cannot be written to {out}: {error.strerror}.") from error
    with file:
        for count, question in enumerate(questions, 1):
            row = _result(assistant, question, talks if answering else None, top_k, summary)
            try:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                file.flush()
            except OSError as error:
                raise InputError(f"The results cannot be written to {out}: {error.strerror}.") from error
            if on_progress is not None:
                on_progress(count)
    return summary


class _Talks:
    """The turns so far of each conversation, let go of after its last line: answers hold whole passages."""

    def __init__(self, questions: Sequence[BatchQuestion]) -> None:
        self._left = Counter(question.conversation for question in questions)
        self._said: dict[str | None, list[Turn]] = {}

    def before(self, question: BatchQuestion) -> Sequence[Turn]:
        """The turns before this question."""
        return self._said.get(question.conversation, ())

    def asked(self, question: BatchQuestion, answer: Answer | None) -> None:
        """Keeps what was answered, None where it failed, for as long as a line is to come that follows it."""
        talk = question.conversation
        self._left[talk] -= 1
        if talk is None or not self._left[talk]:
            self._said.pop(talk, None)
        elif answer is not None:
            self._said.setdefault(talk, []).append(Turn(question=question.question, answer=answer))


def _result(
    assistant: Assistant,
    question: BatchQuestion,
    talks: _Talks | None,
    top_k: int | None,
    summary: BatchSummary,
) -> dict[str, Any]:
    answer: Answer | None = None
    try:
        if talks is None:
            found = assistant.search(question.question, question.filters, top_k).to_json()
        else:
            answer = assistant.ask(question.question, question.filters, talks.before(question))
            found = answer.to_json()
    except ScrutinyError as error:
        summary.failed.append(BatchFailure(question.id, str(error)))
        return {"id": question.id, "question": question.question, "error": str(error)}
    finally:
        if talks is not None:
            talks.asked(question, answer)
    summary.done += 1
    return {"id": question.id, **found}
