"""Which papers and passages a search may look at."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from scrutiny_rag.papers.model import PaperType


class Filters(BaseModel):
    """Every field narrows; None does not. Names match as the index spells them, whatever the case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    body: str | None = None
    committee: str | None = None
    since: date | None = None
    """First date included."""
    until: date | None = None
    """Last date included."""
    type: PaperType | None = None
    speaker: str | None = None
    paper: str | None = None
    without: frozenset[str] = frozenset()
    """Not a filter: what is not to be read from the question, by `Finding.key`; EVERYTHING for nothing at all."""

    def __bool__(self) -> bool:
        return bool(self.chosen())

    def chosen(self) -> dict[str, Any]:
        """The filters that are set, by name."""
        return self.model_dump(exclude={"without"}, exclude_none=True)

    def takes(self, key: str) -> bool:
        """True where what `key` names may be read from the question."""
        return self.without.isdisjoint({key, EVERYTHING})


EVERYTHING = "*"
NARROWING = tuple(name for name in Filters.model_fields if name != "without")
"""The names of the filters."""
