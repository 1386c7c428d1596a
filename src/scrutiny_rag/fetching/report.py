"""What a fetch tells while it runs and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict


class FetchFailure(BaseModel):
    """An address that gave no paper, and why, in a sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    why: str


class FetchReport(BaseModel):
    """What became of each paper. `to_json` gives the command line's object."""

    model_config = ConfigDict(extra="forbid")

    saved: list[str] = []
    """Names of the files that are new or changed, in the order they were saved."""
    unchanged: list[str] = []
    """Names of the files that were there already, with the same content."""
    failed: list[FetchFailure] = []
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """`{"saved": [name], "unchanged": [name], "failed": [{"url", "why"}], "seconds"}`."""
        return self.model_dump(mode="json")

    def lines(self) -> list[str]:
        """The report for people: the counts, then every failure with its reason."""
        counts = f"{len(self.saved)} saved, {len(self.unchanged)} unchanged, {len(self.failed)} failed"
        return [f"{counts}: {self.seconds:.1f} s."] + [f"failed  {f.url}: {f.why}" for f in self.failed]


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far a fetch is: papers asked for, papers known of so far, and the address asked now."""

    done: int
    total: int
    url: str


OnFetchProgress = Callable[[FetchProgress], None]
