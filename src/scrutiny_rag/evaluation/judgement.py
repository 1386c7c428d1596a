"""What a second language model said of answers: the shapes that a report keeps."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Judgement(BaseModel):
    """What the judge said of one answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    score: float | None = None
    """Correctness, 1 to 5; None where its reply held no score."""
    correct: bool | None = None
    """Whether the score is 4 or more."""
    faithful: bool | None = None
    """Whether the cited quotes bear the answer out; None where nothing is cited."""
    why: str = ""
    error: str | None = None
    """Why there is no judgement, where the judge failed."""


class JudgeSummary(BaseModel):
    """What the judge's word comes to for one system, and how far it agrees with the fact score."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    judged: int
    """Answers with a score."""
    failed: int
    correct: float | None
    """Share of the judged answers that score 4 or more."""
    mean_score: float | None
    faithful: float | None
    """Share of the answers with citations that the cited quotes bear out."""
    compared: int
    """Answers that the fact score and the judge both speak of."""
    agreement: float | None
    """Share of those on which both say right, or both say wrong."""
    kappa: float | None
    """The same beyond chance; None where chance alone would always agree."""
