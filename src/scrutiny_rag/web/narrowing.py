"""What a visitor typed and chose in the filter fields, as `Filters`."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.retrieval.filters import Filters

_DAY_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y")
_MONTH_FORMATS = ("%Y-%m", "%B %Y", "%b %Y")


class NarrowingError(ValueError):
    """A filter that cannot be used; the message is one sentence for people."""


def filters_of(
    body: str | None = None,
    committee: str | None = None,
    type_: str | None = None,
    speaker: str | None = None,
    paper: str | None = None,
    since: str = "",
    until: str = "",
) -> Filters:
    """The filters that the fields spell; an empty field does not narrow.

    Raises NarrowingError for a date that is none, a first date after the last, or an unknown type.
    """
    first, last = day_of(since, last=False), day_of(until, last=True)
    if first and last and first > last:
        raise NarrowingError("The first date is after the last one: swap them, or empty one of them.")
    try:
        kind = PaperType(type_) if type_ else None
    except ValueError:
        raise NarrowingError(f"There is no type of paper called “{type_}”.") from None
    return Filters(
        body=body or None,
        committee=committee or None,
        type=kind,
        speaker=speaker or None,
        paper=paper or None,
        since=first,
        until=last,
    )


def day_of(text: str | None, last: bool) -> date | None:
    """A day as people write one: 2024-03-12, 12 March 2024, 12/03/2024; None where nothing is written.

    A month or a year alone is its first day, or its last where `last`. Raises NarrowingError otherwise.
    """
    text = " ".join((text or "").split())
    if not text:
        return None
    for pattern in _DAY_FORMATS:
        if found := _parsed(text, pattern):
            return found
    for pattern in _MONTH_FORMATS:
        if found := _parsed(text, pattern):
            return found.replace(day=calendar.monthrange(found.year, found.month)[1]) if last else found
    if found := _parsed(text, "%Y"):
        return date(found.year, 12, 31) if last else found
    raise NarrowingError(f"“{text[:40]}” is not a date: write it like 2024-03-12 or 12 March 2024.")


def _parsed(text: str, pattern: str) -> date | None:
    try:
        return datetime.strptime(text, pattern).date()
    except ValueError:
        return None
