"""What answering needs to know of an entry of the register; whoever opens an answer chain gives the entries."""

# ruff: noqa: D102 - a field whose name says it needs no more words
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

Day = date


class Later(Protocol):
    """A later sentence or row about an entry."""

    @property
    def paper(self) -> str: ...
    @property
    def char_start(self) -> int: ...
    @property
    def char_end(self) -> int: ...
    @property
    def date(self) -> Day | None: ...
    @property
    def says(self) -> str:
        """What it says of the entry, such as "done"; "mentioned" where it does not tell."""


class Own(Protocol):
    """What an officer keeps of an entry."""

    @property
    def status(self) -> str | None: ...
    @property
    def owner(self) -> str | None: ...


class Entry(Protocol):
    """An undertaking, action, recommendation or decision, with what became of it."""

    @property
    def kind(self) -> str:
        """One of undertaking, action, recommendation and decision."""

    @property
    def paper(self) -> str: ...
    @property
    def quote(self) -> str: ...
    @property
    def char_start(self) -> int: ...
    @property
    def char_end(self) -> int: ...
    @property
    def made_by(self) -> str | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def due(self) -> Day | None: ...
    @property
    def due_text(self) -> str | None: ...
    @property
    def date(self) -> Day | None: ...
    @property
    def body(self) -> str | None: ...
    @property
    def committee(self) -> str | None: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def status(self) -> str:
        """By the latest paper that tells; "no later mention" and "unknown" where none does."""

    @property
    def overdue(self) -> bool: ...
    @property
    def as_of(self) -> Day | None:
        """Day of the latest paper that was looked through for it."""

    @property
    def followups(self) -> Sequence[Later]: ...
    @property
    def own(self) -> Own: ...


class Entries(Protocol):
    """Gives entries in the order of their dates."""

    def __call__(
        self,
        kinds: frozenset[str] = frozenset(),
        papers: frozenset[str] = frozenset(),
        words: frozenset[str] = frozenset(),
    ) -> Sequence[Entry]:
        """Those of these kinds in one of the papers or with one of the words; all that are not ruled out.

        May raise InputError.
        """


def no_entries(
    kinds: frozenset[str] = frozenset(),
    papers: frozenset[str] = frozenset(),
    words: frozenset[str] = frozenset(),
) -> Sequence[Entry]:
    """Where there is no register."""
    return ()
