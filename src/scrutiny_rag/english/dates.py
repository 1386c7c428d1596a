"""Dates in text, as far as they are stated: a day, a month, a year, a season, a weekday."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrutiny_rag.english.lexicon import words

_MONTHS = words(
    """
    january february march april may june july august september october november december
    """
)
_MONTH = "|".join(_MONTHS) + "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_SEASON = "spring|summer|autumn|winter"
_WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b",
        r"\b(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)?\d\d)\b",
        rf"\b(?P<d>{_DAY})(?:\sof)?\s(?P<mon>{_MONTH})\b\.?,?(?:\s(?P<y>{_YEAR})\b)?",
        rf"\b(?P<mon>{_MONTH})\s(?P<d>{_DAY})\b(?:,?\s(?P<y>{_YEAR})\b)?",
        rf"\b(?P<mon>{_MONTH})\b\.?,?\s(?:of\s)?(?P<y>{_YEAR})\b",
        rf"\b(?P<y>{_YEAR})\s?[/–-]\s?(?P<y2>(?:20)?\d\d)\b",
        rf"\b(?P<part>(?:{_SEASON})|q[1-4])(?:\s(?:of\s)?(?P<y>{_YEAR})\b)?",
        rf"(?<![£€$\d.,])\b(?P<y>{_YEAR})\b(?![,.]\d|%)",
        rf"\b(?P<part>{_WEEKDAY})s?\b",
    )
]
_MONTH_ALONE = re.compile(
    r"\b(?P<mon>January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|(?<=\bin\s)May\b|(?<=\bby\s)May\b|(?<=\bsince\s)May\b|(?<=\buntil\s)May\b|(?<=\bfrom\s)May\b"
    r"|(?<=\bof\s)May\b|(?<=\blast\s)May\b|(?<=\bnext\s)May\b|(?<=\bbefore\s)May\b|(?<=\bafter\s)May\b"
)
_SIDE = re.compile(
    r"\b(?:(?P<by>by|before|until|till|no later than)|(?P<from>from|since|after|starting|beginning))"
    r"(?:\s(?:the|in|on|end|start|of|early|late|mid)\b)*\s$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as far as the text states it."""

    year: int | None
    month: int | None
    day: int | None
    part: str
    """Season, quarter ("q3") or weekday in small letters, else ""."""
    start: int
    end: int
    printed: str
    side: str = ""
    """"by" for a deadline, "from" for a beginning, else ""."""

    def within(self, stated: StatedDate, years: frozenset[int]) -> bool:
        """True when `stated` says all that this date says; a year it leaves out must be among `years`."""
        if self.month != stated.month and self.month is not None:
            return False
        if self.day is not None and self.day != stated.day:
            return False
        if self.part and self.part != stated.part:
            return False
        if self.year is None or self.year == stated.year:
            return True
        return stated.year is None and self.year in years


def dates(text: str) -> list[StatedDate]:
    """Every date in `text`, in order, each stretch read once by the most exact pattern."""
    found: list[StatedDate] = []

    def add(m: re.Match[str], groups: dict[str, str | None]) -> None:
        if any(m.start() < d.end and m.end() > d.start for d in found):
            return
        month = groups.get("mon") or groups.get("m")
        number = None
        if month:
            number = int(month) if month.isdigit() else _month_number(month)
            if not 1 <= number <= 12:
                return
        day = groups.get("d")
        year = groups.get("y")
        years = int(year) + (2000 if len(year) == 2 else 0) if year else None
        part = (groups.get("part") or groups.get("y2") or "").lower()[-2 if groups.get("y2") else 0 :]
        side = _SIDE.search(text, max(0, m.start() - 40), m.start())
        found.append(
            StatedDate(
                years,
                number,
                int(re.sub(r"\D", "", day)) if day else None,
                part,
                m.start(),
                m.end(),
                m[0].strip(" ,."),
                (side.lastgroup or "") if side else "",
            )
        )

    for pattern in _PATTERNS:
        for m in pattern.finditer(text):
            add(m, m.groupdict())
    for m in _MONTH_ALONE.finditer(text):
        add(m, {"mon": m[0]})
    return sorted(found, key=lambda d: d.start)


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()[:3]))
