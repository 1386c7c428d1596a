"""Which papers and passages a search may look at."""

from __future__ import annotations

from datetime import date

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

    def __bool__(self) -> bool:
        return any(value is not None for value in self.model_dump().values())
