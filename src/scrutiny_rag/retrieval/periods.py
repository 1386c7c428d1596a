"""Stretches of days, and how they are written: ISO 8601 for programs, plain words for people."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from scrutiny_rag.papers.model import in_words

_OPEN = ".."


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; None is open."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """True where `day` lies in it."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    @property
    def is_day(self) -> bool:
        """True for a single day."""
        return self.first is not None and self.first == self.last

    def to_iso(self) -> str:
        """A day as 2016-12-01, a month as 2016-12, a year as 2016, others as an interval such as 2022-01-01/.."""
        a, b = self.first, self.last
        if a and b:
            if a == b:
                return a.isoformat()
            if (a, b) == (date(a.year, 1, 1), date(a.year, 12, 31)):
                return f"{a.year:04}"
            if self == month(a.year, a.month):
                return f"{a.year:04}-{a.month:02}"
        return f"{a.isoformat() if a else _OPEN}/{b.isoformat() if b else _OPEN}"

    def in_words(self) -> str:
        """For people: "1 December 2016", "December 2016", "2016", "since 1 January 2022"."""
        a, b = self.first, self.last
        if a and b:
            iso = self.to_iso()
            if len(iso) == 4:
                return iso
            if len(iso) == 7:
                return f"{a:%B %Y}"
            return in_words(a) if a == b else f"{in_words(a)} to {in_words(b)}"
        if a:
            return f"since {in_words(a)}"
        return f"until {in_words(b)}" if b else "any date"


def period_of(iso: str) -> Period:
    """What `to_iso` wrote. Raises ValueError for anything else."""
    if "/" in iso:
        a, b = iso.split("/")
        return Period(
            None if a == _OPEN else date.fromisoformat(a), None if b == _OPEN else date.fromisoformat(b)
        )
    if len(iso) == 4:
        return year(int(iso))
    if len(iso) == 7:
        return month(int(iso[:4]), int(iso[5:]))
    return Period(date.fromisoformat(iso), date.fromisoformat(iso))


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def month(in_year: int, number: int) -> Period:
    """A calendar month, 1 to 12."""
    return Period(date(in_year, number, 1), date(in_year, number, calendar.monthrange(in_year, number)[1]))
