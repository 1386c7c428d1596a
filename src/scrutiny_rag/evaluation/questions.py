"""Question sets: what is asked, which facts a right answer holds, and where the papers say so.

A set is JSONL (one question a line) or YAML (a list, or a mapping whose "questions" is one), with the same
fields either way. YAML scalars are read as the text that was typed, so `facts: [3]` and `facts: ["3"]` agree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.evaluation.turns import UNSCORED_END, Turn, TurnsError, following, spread
from scrutiny_rag.retrieval.filters import Filters

SHOWN_PROBLEMS = 20


class QuestionSetError(ScrutinyError):
    """A question set that cannot be used; a line of the message for each problem: file, line, field, why."""


class Evidence(BaseModel):
    """Where a paper answers: words of it (`quote`), or offsets into its text (`spans`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: str = Field(min_length=1)
    quote: str | None = None
    spans: tuple[tuple[int, int], ...] = ()

    @field_validator("quote")
    @classmethod
    def _has_words(cls, quote: str | None) -> str | None:
        if quote is not None and not quote.strip():
            raise ValueError("is empty; give the paper's words or leave it out")
        return quote

    @field_validator("spans")
    @classmethod
    def _in_order(cls, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        for start, end in spans:
            if not 0 <= start < end:
                raise ValueError(f"[{start}, {end}] is not a stretch of text: 0 <= start < end is needed")
        return spans

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.quote is None and not self.spans:
            raise ValueError("needs a quote or spans")
        return self


class Question(BaseModel):
    """One question of a set. `facts` is a list of facts, each a list of wordings of which one must stand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    type: str | None = None
    answerable: bool = True
    facts: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    filters: Filters = Filters()
    history: tuple[str, ...] = ()
    """Earlier questions of the conversation, oldest first; they are asked first and are not scored."""
    answer: str | None = None
    """An answer a person wrote: shown in reports, not scored."""
    note: str | None = None
    why_not: str | None = None
    """Why the papers have no answer, for people; not scored."""
    kind: str | None = None
    """A finer type, shown in reports."""
    conversation: str | None = None
    """The conversation that it is a turn of."""
    turn: int | None = Field(default=None, ge=1)
    """Its place in the conversation, from 1."""
    scored: bool = True
    """False for a turn that is asked for the sake of those after it and says nothing of what is right."""

    @field_validator("question")
    @classmethod
    def _asks(cls, question: str) -> str:
        if not question.strip():
            raise ValueError("is empty")
        return question

    @field_validator("facts", mode="before")
    @classmethod
    def _wordings(cls, facts: Any) -> Any:
        if isinstance(facts, Sequence) and not isinstance(facts, str):
            return [[fact] if isinstance(fact, str) else fact for fact in facts]
        return facts

    @field_validator("facts")
    @classmethod
    def _worded(cls, facts: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        if any(not fact or not all(wording.strip() for wording in fact) for fact in facts):
            raise ValueError("a fact needs at least one wording, and no wording may be empty")
        return facts

    @field_validator("filters", mode="before")
    @classmethod
    def _no_filters(cls, filters: Any) -> Any:
        return Filters() if filters is None or filters == "" else filters

    @field_validator("history", mode="before")
    @classmethod
    def _earlier_questions(cls, history: Any) -> Any:
        if isinstance(history, Sequence) and not isinstance(history, str):
            return [
                turn["question"] if isinstance(turn, Mapping) and "question" in turn else turn
                for turn in history
            ]
        return history

    @model_validator(mode="after")
    def _can_be_scored(self) -> Self:
        if self.scored and self.answerable and not (self.facts or self.evidence):
            raise ValueError("has neither facts nor evidence; give one, or say answerable: false")
        if not self.answerable and (self.facts or self.evidence):
            raise ValueError("says answerable: false and yet gives facts or evidence")
        return self


_WHY = {
    "missing": "is missing",
    "extra_forbidden": "there is no such field",
    "tuple_type": "must be a list",
    "bool_parsing": "must be yes or no (true or false)",
    "bool_type": "must be yes or no (true or false)",
    "string_type": "must be text",
    "model_type": "must be an object with named fields",
    "model_attributes_type": "must be an object with named fields",
}
"""What pydantic says, in words for people who know neither it nor Python."""


@dataclass(frozen=True)
class QuestionSet:
    """The questions of a file, in its order, with the line each starts on (1-based)."""

    path: Path
    questions: tuple[Question, ...]
    lines: Mapping[str, int]
    sha256: str
    """Of the file's bytes."""


@dataclass(frozen=True)
class _Row:
    line: int
    value: Any
    fields: Mapping[str, int]
    """Lines on which the row's fields stand, where they are not all on one."""

    def line_of(self, field: str) -> int:
        """The line that a field of the row stands on, as far as it is known."""
        return self.fields.get(field, self.line)


def load_questions(path: Path) -> QuestionSet:
    """Reads and validates a question set; .yaml and .yml are YAML, anything else is JSONL.

    Raises QuestionSetError: no such file, not text, no questions, or a line for each wrong field.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise QuestionSetError(f"{path}: cannot be read ({error.strerror or error}).") from None
    except UnicodeDecodeError:
        raise QuestionSetError(f"{path}: is not UTF-8 text; save it as UTF-8.") from None
    rows = _yaml_rows(path, text) if path.suffix.lower() in {".yaml", ".yml"} else _jsonl_rows(path, text)
    problems: list[str] = []
    questions: dict[str, Question] = {}
    lines: dict[str, int] = {}
    said: dict[str, list[str]] = {}
    last_turns: dict[str | None, Question] = {}
    for row in rows:
        try:
            turns = list(spread(row.value))
        except TurnsError as error:
            problems.append(f"{path}, line {row.line_of('turns')}, field turns: {error}.")
            continue
        for turn in turns:
            # A row with "turns" has its place and its history already.
            fields = following(turn.fields, said) if turn.place is None else turn.fields
            try:
                question = Question.model_validate(fields)
            except ValidationError as error:
                problems.extend(_say(path, row, turn, problem) for problem in error.errors())
                continue
            if question.id in questions:
                first = lines[question.id]
                problems.append(
                    f"{path}, line {row.line}, field id: {question.id!r} is already on line {first}."
                )
                continue
            questions[question.id] = question
            last_turns[question.conversation] = question
            lines[question.id] = row.line_of("turns") if turn.place is not None else row.line
    problems += [
        f"{path}, line {lines[question.id]}: {UNSCORED_END}."
        for name, question in last_turns.items()
        if name is not None and not question.scored
    ]
    if problems:
        more = len(problems) - SHOWN_PROBLEMS
        raise QuestionSetError(
            "\n".join(problems[:SHOWN_PROBLEMS] + ([f"… and {more} more."] if more > 0 else []))
        )
    if not questions:
        raise QuestionSetError(f"{path}: holds no questions.")
    return QuestionSet(path, tuple(questions.values()), lines, hashlib.sha256(data).hexdigest())


def _jsonl_rows(path: Path, text: str) -> Iterator[_Row]:
    # Not splitlines(): JSON strings may hold U+2028 and its like as they are.
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise QuestionSetError(
                f"{path}, line {number}, column {error.colno}: is not a JSON object ({error.msg})."
            ) from None
        yield _Row(number, value, {})


def _yaml_rows(path: Path, text: str) -> Iterator[_Row]:
    import yaml

    loader = yaml.BaseLoader(text)
    try:
        root = loader.get_single_node()
        if isinstance(root, yaml.MappingNode):
            root = next((value for key, value in root.value if key.value == "questions"), None)
        if not isinstance(root, yaml.SequenceNode):
            raise QuestionSetError(f'{path}: needs a list of questions, or a mapping with "questions".')
        for node in root.value:
            fields = {}
            if isinstance(node, yaml.MappingNode):
                fields = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
            yield _Row(node.start_mark.line + 1, loader.construct_object(node, deep=True), fields)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise QuestionSetError(f"{path}{where}: is not YAML ({error.problem or error.context}).") from None
    except yaml.YAMLError as error:
        raise QuestionSetError(f"{path}: is not YAML ({error}).") from None
    finally:
        loader.dispose()


def _say(path: Path, row: _Row, turn: Turn, problem: Any) -> str:
    location = problem["loc"]
    if turn.place is not None and (not location or location[0] in turn.own or location[0] == "question"):
        location = ("turns", turn.place, *location)
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
    line = row.line_of(str(location[0])) if location else row.line
    why = _WHY.get(problem["type"]) or str(problem["msg"]).removeprefix("Value error, ")
    named = f", field {field}" if field else ""
    return f"{path}, line {line}{named}: {why[:1].lower()}{why[1:]}."
