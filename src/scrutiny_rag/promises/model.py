"""An entry of the register, and what later papers say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

Day = date


class PromiseKind(StrEnum):
    """What an entry is."""

    UNDERTAKING = "undertaking"
    ACTION = "action"
    """Given to somebody: by a label, a margin, a row of an action list, a request."""
    RECOMMENDATION = "recommendation"
    DECISION = "decision"


class Says(StrEnum):
    """What a follow-up says of a promise."""

    DONE = "done"
    PARTLY = "partly"
    LATE = "late"
    OUTSTANDING = "outstanding"
    CHANGED = "changed"
    SUPERSEDED = "superseded"
    REPEATED = "repeated"
    MENTIONED = "mentioned"
    """The matter came up again, and nothing tells what became of the promise."""


class Status(StrEnum):
    """How a promise stands, by the latest paper that tells."""

    KEPT = "kept"
    LATE = "late"
    """Kept, after its day."""
    PARTLY = "partly"
    OUTSTANDING = "outstanding"
    CHANGED = "changed"
    SUPERSEDED = "superseded"
    REPEATED = "repeated"
    UNKNOWN = "unknown"
    """Mentioned again, with nothing that tells."""
    NO_MENTION = "no later mention"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A later sentence or row about a promise; its quote is exact."""

    paper: str
    quote: str
    char_start: int
    char_end: int
    date: date | None
    says: Says


@dataclass(frozen=True, slots=True)
class OwnNote:
    """What an officer keeps of a promise, apart from what the papers say; None where nothing was set."""

    status: str | None = None
    owner: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """One entry of the register."""

    id: str
    """The same after a new ingest, and for the same words in draft and confirmed minutes."""
    kind: PromiseKind
    paper: str
    quote: str
    char_start: int
    char_end: int
    phrase: str
    """What is promised, a short phrase of the quote."""
    made_by: str | None
    owner: str | None
    due: date | None
    due_text: str | None
    date: date | None
    """Of the meeting or paper."""
    body: str | None
    committee: str | None
    item: str | None
    subject: str | None
    """The item's title."""
    page: int | None
    outcome: str | None
    """Of a decision: agreed, not agreed, deferred, noted, amended."""
    rule: str
    status: Status = Status.NO_MENTION
    overdue: bool = False
    """Its day had passed by the latest paper, and no paper says that it was done: flagged, not judged."""
    as_of: Day | None = None
    """Day of the latest paper that was looked through for it."""
    followups: tuple[FollowUp, ...] = ()
    own: OwnNote = field(default_factory=OwnNote)

    def to_json(self) -> dict[str, Any]:
        """The contract's object."""
        return {
            "id": self.id,
            "paper": self.paper,
            "kind": str(self.kind),
            "quote": self.quote,
            "char_start": self.char_start,
            "char_end": self.char_end,
            "phrase": self.phrase,
            "made_by": self.made_by,
            "owner": self.owner,
            "due": _iso(self.due),
            "due_text": self.due_text,
            "date": _iso(self.date),
            "body": self.body,
            "committee": self.committee,
            "item": self.item,
            "subject": self.subject,
            "page": self.page,
            "outcome": self.outcome,
            "status": str(self.status),
            "overdue": self.overdue,
            "as_of": _iso(self.as_of),
            "followups": [
                {
                    "paper": each.paper,
                    "quote": each.quote,
                    "char_start": each.char_start,
                    "char_end": each.char_end,
                    "date": _iso(each.date),
                    "says": str(each.says),
                }
                for each in self.followups
            ],
            "own": {"status": self.own.status, "owner": self.own.owner, "note": self.own.note},
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def promise_from(value: dict[str, Any]) -> Promise:
    """The promise of which `to_json` made `value`, without an officer's own note."""
    given = {key: value[key] for key in _PLAIN}
    return Promise(
        **given,
        kind=PromiseKind(value["kind"]),
        due=_day(value["due"]),
        date=_day(value["date"]),
        as_of=_day(value["as_of"]),
        rule=value.get("rule", ""),
        status=Status(value["status"]),
        followups=tuple(
            FollowUp(**{**each, "date": _day(each["date"]), "says": Says(each["says"])})
            for each in value["followups"]
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_PLAIN = (
    "id", "paper", "quote", "char_start", "char_end", "phrase", "made_by", "owner", "due_text", "body", "committee",
    "item", "subject", "page", "outcome", "overdue",
)  # fmt: skip
