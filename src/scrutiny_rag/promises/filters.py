"""Which entries of the register are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrutiny_rag.promises.model import Promise, PromiseKind, Status


@dataclass(frozen=True, slots=True)
class PromiseFilters:
    """Only entries that meet all that is given; None asks for nothing. Words are found in capitals or not."""

    paper: str | None = None
    body: str | None = None
    committee: str | None = None
    owner: str | None = None
    """A part of the owner's name, or of who made the promise where no owner is stated."""
    kind: PromiseKind | None = None
    due_after: date | None = None
    due_before: date | None = None
    since: date | None = None
    """Day of the paper, or later."""
    until: date | None = None
    status: Status | None = None
    overdue: bool = False
    subject: str | None = None
    """A part of the item's title."""
    text: str | None = None
    """Words that the quote, its item's title or a follow-up must hold, all of them."""
    id: str | None = None

    def take(self, promise: Promise) -> bool:
        """Whether an entry is asked for."""
        owner = promise.own.owner or promise.owner or promise.made_by
        return (
            (self.id is None or self.id == promise.id)
            and (self.kind is None or self.kind is promise.kind)
            and (self.status is None or self.status is promise.status)
            and (not self.overdue or promise.overdue)
            and all(
                wanted is None or (value is not None and wanted.lower() in value.lower())
                for wanted, value in (
                    (self.paper, promise.paper),
                    (self.body, promise.body),
                    (self.committee, promise.committee),
                    (self.owner, owner),
                    (self.subject, promise.subject),
                )
            )
            and _within(promise.due, self.due_after, self.due_before)
            and _within(promise.date, self.since, self.until)
            and self._holds(promise)
        )

    def _holds(self, promise: Promise) -> bool:
        if not self.text:
            return True
        whole = " ".join([promise.quote, promise.subject or "", *(each.quote for each in promise.followups)])
        lowered = whole.lower()
        return all(word in lowered for word in self.text.lower().split())


def _within(day: date | None, after: date | None, before: date | None) -> bool:
    if after is None and before is None:
        return True
    return day is not None and (after is None or day >= after) and (before is None or day <= before)
