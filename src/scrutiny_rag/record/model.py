"""The record of a paper: items, and the acts in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActKind(StrEnum):
    """What somebody did in an item; these mean different things and are kept apart."""

    REPORTED = "reported"
    ASKED = "asked"
    ANSWERED = "answered"
    PROPOSED = "proposed"
    DECIDED = "decided"
    VOTED = "voted"
    UNDERTAKEN = "undertaken"
    """Somebody will do something, or was given it to do."""
    RECOMMENDED = "recommended"
    NOTED = "noted"


class Outcome(StrEnum):
    """What became of that which was before the meeting."""

    AGREED = "agreed"
    NOT_AGREED = "not agreed"
    DEFERRED = "deferred"
    NOTED = "noted"
    AMENDED = "amended"


class LinkKind(StrEnum):
    """What the other act is to the one that has the link."""

    REPLY = "reply"
    """Of a motion: what was replied to it."""
    DECISION = "decision"
    """Of a proposal or recommendation: what was decided on it."""
    ANSWER = "answer"
    """Of a question: its answer."""
    STATUS = "status"
    """Of an action in a list: what its row says became of it."""
    VOTE = "vote"
    """Of a decision: how it was voted on."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another act of the same paper, by its place in `Record.acts`."""

    kind: LinkKind
    act: int


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes as counted or named; None and () where the paper does not say."""

    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    names_in_favour: tuple[str, ...] = ()
    names_against: tuple[str, ...] = ()
    names_abstained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happened; `paper.text[char_start:char_end]` is the sentences that say so, whole."""

    kind: ActKind
    char_start: int
    char_end: int
    rule: str
    """Name of the rule that found it."""
    who: str | None = None
    """Who reported, asked, answered, proposed, decided; None where the paper does not say."""
    owner: str | None = None
    """Who is to do what was undertaken or recommended."""
    due: date | None = None
    """The last day of the time named, worked out from the meeting's date where it must be."""
    due_text: str | None = None
    """The time as written."""
    votes: Votes | None = None
    outcome: Outcome | None = None
    """Of a decision, and of a proposal that was decided on."""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A matter: an agenda item, a section, an exchange in a hearing, a row of a tracker."""

    number: str | None
    title: str | None
    char_start: int
    char_end: int
    acts: tuple[Act, ...]
    blocks: range
    """Ordinals of its blocks in `Paper.blocks`."""


@dataclass(frozen=True, slots=True)
class Record:
    """All items of a paper, in order; they do not overlap."""

    items: tuple[Item, ...] = ()

    @property
    def acts(self) -> tuple[Act, ...]:
        """All acts in order; a link's `act` is a place in here."""
        return tuple(act for item in self.items for act in item.acts)
