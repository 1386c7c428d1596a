"""What an ingestion job tells while it runs and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Failure(BaseModel):
    """A paper that could not be read, and why, in a sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: str
    why: str


class Change(BaseModel):
    """What a job would do with a paper."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: str
    what: Literal["add", "update", "refresh", "remove"]
    """`refresh` is a change of what the manifest says: the paper is read again, not embedded again."""


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
    """Words of the papers that were cut and embedded by this job."""
    seconds: float = 0.0
    warnings: list[str] = []
    """What a person should know of papers that were read, a sentence each."""
    dry_run: bool = False
    """True where nothing was written, and the counts say what would be."""
    changes: list[Change] = []
    """In a dry run: every paper that would change, by name."""

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's `ingest --json`; what a dry run adds is there in one alone."""
        left_out = set() if self.dry_run else {"dry_run", "changes"}
        return self.model_dump(mode="json", exclude=left_out)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is."""

    papers_done: int
    papers_total: int
    words: int
    """Words embedded so far."""
    seconds: float = 0.0
    """Since the job started."""

    @property
    def words_per_second(self) -> float:
        """Words embedded a second, from the start; 0 before there is anything to count."""
        return self.words / self.seconds if self.seconds > 0 else 0.0


OnProgress = Callable[[Progress], None]
