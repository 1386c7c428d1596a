"""What a search gives back."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

from scrutiny_rag.retrieval.periods import period_of

FindingField = Literal["body", "committee", "type", "date", "speaker"]
Strength = Literal["strong", "weak"]


class Finding(BaseModel):
    """What a question was understood to say about which papers are meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: FindingField
    value: str
    """As the index spells it; a date as 2016-12-01, 2016-12, 2016, or an interval such as 2022-01-01/.. (ISO 8601)."""
    words: str
    """The words of the question that it rests on."""
    start: int
    """Where they start in the question, its white space collapsed to single spaces."""
    end: int
    strength: Strength
    """A strong finding narrows the search to such papers; a weak one brings them up."""

    @property
    def key(self) -> str:
        """What names it in `Filters.without`."""
        return f"{self.field}:{self.value}"

    def in_words(self) -> str:
        """The value for people: a date as "1 December 2016"."""
        if self.field == "date":
            return period_of(self.value).in_words()
        return self.value.replace("-", " ") if self.field == "type" else self.value


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
    also_in: tuple[str, ...] = ()
    """Names of other papers that hold the same words and were left out for it."""

    @model_serializer(mode="wrap")
    def _without_nothing(self, to_dict: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # The contract's passage has no such key: it is there only where it says something.
        fields: dict[str, Any] = to_dict(self)
        if not self.also_in:
            fields.pop("also_in", None)
        return fields


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
    """What was read from the question and taken, for people: the field and its value."""
    findings: tuple[Finding, ...] = ()
    """The same for programs, in the question's order."""

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's `search --json` and of a batch result line, without its "id"."""
        return self.model_dump(mode="json")
