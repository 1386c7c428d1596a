"""What a search gives back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class WidenedPassage(BaseModel):
    """A stretch of a paper worth reading: `paper.text[char_start:char_end] == text`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: str
    char_start: int
    char_end: int
    score: float
    """Higher is better; comparable within one search only."""
    page: int | None
    section: str | None
    """Heading path joined by " › "."""
    speaker: str | None
    text: str


class Timings(BaseModel):
    """Seconds spent in each stage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    retrieve_s: float = 0.0
    answer_s: float = 0.0


class SearchResult(BaseModel):
    """Passages for a question, best first. `to_json` gives the contract's object."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    passages: tuple[WidenedPassage, ...]
    timings: Timings = Timings()
    notice: str | None = None
    """One sentence for people, such as that the search was widened."""
    understood: dict[str, str] = {}
    """Filters that were read from the question."""

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's `search --json` and of a batch result line, without its "id"."""
        return self.model_dump(mode="json")
