"""What the ledger keeps of a paper and of a passage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scrutiny_rag.papers.model import Metadata

PASSAGE_BITS = 20
"""A passage's id is its paper's id shifted by this many bits, plus its ordinal: neighbours differ by one."""
MOST_PASSAGES = 1 << PASSAGE_BITS
"""Passages that one paper can have."""


class State(StrEnum):
    """Where a paper's row stands."""

    WRITING = "writing"
    """Being written; not searched; removed when the next job starts."""
    READY = "ready"
    SUPERSEDED = "superseded"
    """As ready, but `same_as` names a better paper (the confirmed minutes of this draft, the pack that holds
    this report): searched only where that one is not."""
    DUPLICATE = "duplicate"
    """The same bytes as the paper `same_as`: listed, not embedded again."""
    RETIRED = "retired"
    """Replaced or removed; its words are waiting to be deleted."""
    FAILED = "failed"


LIVE = (State.READY, State.SUPERSEDED)
"""States of papers whose passages stand in all three stores."""
LISTED = (*LIVE, State.DUPLICATE, State.FAILED)
"""States of papers that people are shown."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as the job found it."""

    name: str
    source: str
    root: str | None
    size: int
    mtime_ns: int
    manifest: str = ""
    """The paper's manifest row as JSON; "" where it has none."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the ledger, without its text."""

    id: int
    name: str
    state: State
    why: str | None
    source: str
    root: str | None
    size: int
    mtime_ns: int
    sha256: str
    reader_version: int
    manifest: str
    same_as: str | None
    metadata: Metadata
    words: int
    passages: int
    pages: int | None
    warnings: tuple[str, ...]
    recipe: str = ""
    """How the paper was cut; another recipe means that it is cut again."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as the ledger keeps it."""

    id: int
    paper_id: int
    char_start: int
    char_end: int
    page: int | None
    section: str | None
    item: str | None
    speaker: str | None
    act: str | None
    exchange: int | None


def passage_id(paper_id: int, ordinal: int) -> int:
    """The id of a paper's n-th passage, counted from 0."""
    return (paper_id << PASSAGE_BITS) | ordinal


def paper_of(passage: int) -> int:
    """The paper to which a passage's id belongs."""
    return passage >> PASSAGE_BITS


def as_number(day: date | None) -> int | None:
    """A date as YYYYMMDD, which sorts and compares."""
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day


def as_date(number: int | None) -> date | None:
    """A YYYYMMDD number as a date."""
    return None if number is None else date(number // 10_000, number // 100 % 100, number % 100)
