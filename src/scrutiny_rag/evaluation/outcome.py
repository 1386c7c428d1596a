"""What a system gave for one question: a line of a results file, in the shape of `ask --batch`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from scrutiny_rag.answering.answer import Answer, Citation, Claim


class Hit(BaseModel):
    """A passage that was found: offsets into the paper's text; passages stand best first."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    paper: str
    char_start: int
    char_end: int
    score: float = 0.0


class TokenUse(BaseModel):
    """Tokens that a language model read and wrote for one question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    read: int = 0
    written: int = 0
    estimated: bool = False
    """True where the server did not say and the texts were counted instead."""


class Outcome(BaseModel):
    """The result of one question. A system that only searches leaves `status` at None."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    status: Literal["answered", "partial", "not_found", "error"] | None = None
    text: str = ""
    mode: str | None = None
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Hit, ...] = ()
    confidence: float | None = None
    """How sure the system says it is that the answer is right, 0 to 1; None where it does not say."""
    timings: dict[str, float] = {}
    """Seconds by stage."""
    tokens: TokenUse | None = None
    notice: str | None = None
    error: str | None = None
    """Why there is no result, where the question failed."""

    @property
    def answers(self) -> bool:
        """Whether the system tries to answer, rather than only to search."""
        return self.status is not None

    @property
    def refused(self) -> bool:
        """Whether it said that the papers do not answer."""
        return self.status == "not_found"

    @classmethod
    def of_answer(cls, question_id: str, answer: Answer, tokens: TokenUse | None = None) -> Outcome:
        """The outcome that an answer is."""
        return cls(
            id=question_id,
            status=answer.status,
            text=answer.text,
            mode=answer.mode,
            claims=answer.claims,
            citations=answer.citations,
            passages=tuple(Hit(**_place(passage)) for passage in answer.passages),
            confidence=getattr(answer, "confidence", None),
            timings=answer.timings.model_dump(),
            tokens=tokens,
            notice=answer.notice,
        )

    @classmethod
    def failed(cls, question_id: str, why: str, answers: bool) -> Outcome:
        """The outcome of a question that raised: wrong by every metric that applies to the system."""
        return cls(id=question_id, status="error" if answers else None, error=why)


def _place(passage: Any) -> dict[str, Any]:
    return {name: getattr(passage, name) for name in ("paper", "char_start", "char_end", "score")}
