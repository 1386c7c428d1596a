"""How a promise stands, from what later papers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scrutiny_rag.promises.model import FollowUp, Promise, PromiseKind, Says, Status

_STATUS = {
    Says.DONE: Status.KEPT,
    Says.LATE: Status.LATE,
    Says.PARTLY: Status.PARTLY,
    Says.OUTSTANDING: Status.OUTSTANDING,
    Says.CHANGED: Status.CHANGED,
    Says.SUPERSEDED: Status.SUPERSEDED,
    Says.REPEATED: Status.REPEATED,
}
_SETTLED = (Status.KEPT, Status.LATE, Status.SUPERSEDED)


def with_standing(promise: Promise, followups: Sequence[FollowUp], as_of: date | None) -> Promise:
    """The promise with its follow-ups and status: the latest one that tells wins.

    A due day that had passed by `as_of`, the day of the latest paper, is flagged where no paper says it was done.
    """
    telling = [each for each in followups if each.says is not Says.MENTIONED]
    untold = Status.UNKNOWN if followups else Status.NO_MENTION
    status = _STATUS[telling[-1].says] if telling else untold
    overdue = bool(
        promise.kind is not PromiseKind.DECISION
        and promise.due
        and as_of
        and promise.due < as_of
        and status not in _SETTLED
    )
    return replace(promise, followups=tuple(followups), status=status, overdue=overdue, as_of=as_of)
