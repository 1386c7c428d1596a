"""What an ingestion job tells while it runs and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict


class Failure(BaseModel):
    """A paper that could not be read, and why, in a sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: str
    why: str


class IngestReport(BaseModel):
    """Counts of papers by what became of them. `to_json` gives the contract's object."""

    model_config = ConfigDict(extra="forbid")

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: list[Failure] = []
    passages: int = 0
    """Passages written by this job."""
    words: int = 0
    """Words read by this job."""
    seconds: float = 0.0
    warnings: list[str] = []
    """What a person should know of papers that were read, a sentence each."""

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's `ingest --json`."""
        return self.model_dump(mode="json")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is."""

    papers_done: int
    papers_total: int
    words: int


OnProgress = Callable[[Progress], None]
