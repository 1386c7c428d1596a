"""The result of a question: what was said, what it rests on, and how sure that is.

The field names are the command line's JSON contract.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from scrutiny_rag.retrieval.results import Finding, Timings, WidenedPassage

Status = Literal["answered", "partial", "not_found"]


class Citation(BaseModel):
    """An exact quote and where it stands: `paper.text[char_start:char_end] == quote`, always."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    """1-based; the number that claims point to and that stands as [1] in `Answer.text`."""
    paper: str
    title: str | None
    body: str | None
    committee: str | None = None
    date: str | None
    """ISO date or None."""
    draft: bool | None = None
    """Whether the paper is a draft, to be confirmed; None where that is not known."""
    item: str | None = None
    """Agenda item number as printed."""
    page: int | None
    section: str | None
    """Heading path joined by " › "."""
    speaker: str | None
    quote: str
    char_start: int
    char_end: int


class Claim(BaseModel):
    """One sentence of the answer and the citations it rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    citations: tuple[int, ...]
    verified: bool
    """True when code found the claim supported by the cited words; a quote always is."""


class Answer(BaseModel):
    """An answered question. `to_json` gives the contract's object."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    status: Status
    kind: str = "statement"
    """What kind of answer was asked for: value, outcome, reason, statement, undertaking, list, overview, comparison,
    person, collection or other."""
    text: str
    mode: str
    """"evidence" or "llm:NAME": which part wrote the text."""
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[WidenedPassage, ...] = ()
    timings: Timings = Timings()
    confidence: float | None = None
    """How likely, 0 to 1, the papers answer the question: what the decision to answer rests on."""
    notice: str | None = None
    """One sentence for people: why the language model's draft was not used, that the search was widened."""
    understood: dict[str, str] = {}
    """What was read from the question, for people, such as {"speaker": "Len Duvall AM"}."""
    rules: tuple[str, ...] = ()
    """Names of the rules that had a part in it, for reports."""
    findings: tuple[Finding, ...] = ()
    """What was read from the question about which papers are meant, and taken, for programs."""

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's `--json` and of a batch result line, without its "id"."""
        return self.model_dump(mode="json")


class Turn(BaseModel):
    """One question of a conversation and what was answered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    answer: Answer
