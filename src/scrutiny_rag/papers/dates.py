"""Dates as papers print them, OCR damage included."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz.distance import Levenshtein

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SUFFIX = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}

# The ordinal ending is whatever short thing stands between day and month: scans turn "th" into ™, °, ”.
_DAY_FIRST = re.compile(
    r"(?<![\w.,/€£$-])(?P<day>[0-3]?\d)(?:(?P<ordinal>(?:st|nd|rd|th)(?=[A-Z])|(?:[^\s\w,./:;()€£$%-]{1,3}|"
    r"[a-zA-Z]{1,2}|[tT][hH][^\s\w]{0,2})(?![a-zA-Z]))|(?=[\sA-Za-z]))"
    r"[ ]?[,.]?[ ]?(?:(?i:(?:day )?of) )?(?P<month>[A-Za-z]{3,10})[ ]?[.,]?[ ]?(?:(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_MONTH_FIRST = re.compile(
    r"\b(?P<month>[A-Za-z]{3,9})\.? (?P<day>[0-3]?\d)(?P<ordinal>st|nd|rd|th)?(?:,| ,)? (?P<year>(?:19|"
    r"20)\d\d)(?!\d)"
)
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])")
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
# "this ninth day of January, A.D., 2024"
_WORDED = re.compile(
    rf"\b(?P<worded>(?:twenty|thirty)[- ]\w+|{'|'.join(_ORDINALS[:20])}|thirtieth)(?: \(\d+\w*\))? day of "
    r"(?P<month>[A-Za-z]{3,9})[, ]{1,2}(?:A\. ?D\.,? ?)?(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
# A letter for a nought, which clerks type: "4 March 2O24".
_LETTER_NOUGHT = re.compile(r"(?<=[\s/.-])2(?=\w{3}\b)(?=\w*[oO])[0oO][\doO]{2}\b")
_NUMBERS = re.compile(
    r"(?<![\d./-])(?P<day>[0-3]?\d)(?P<sep>[./-])(?P<month>[01]?\d)(?P=sep)(?P<year>(?:19|"
    r"20)?\d\d)(?![\d/-])(?!\.\d)"
)
# A dash alone may part a room's or an item's number from the date: "Room 4 - 5 March".
_DAY_BEFORE = re.compile(
    r"(?<![\w.,/€£$-])(?:(?P<weekday>[A-Za-z]{5,10}),? )?(?P<day>[0-3]?\d)(?P<ordinal>st|nd|rd|th)?"
    r"(?: ?(?:and|&|to) ?|[–—]| (?P<dash>[-–—]) )(?:[A-Za-z]{5,10},? )?$",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(r"([A-Za-z]{5,10}),?(?: the)? ?$")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text; `year` is None where the text gives day and month alone."""

    char_start: int
    char_end: int
    day: int
    month: int
    year: int | None
    sound: bool
    """False where the printed weekday contradicts the date, or its ordinal ending is another day's."""
    weekday: int | None = None
    """The weekday printed before the date, Monday 0; None where none is."""

    @property
    def date(self) -> date | None:
        """The calendar date; None without a year."""
        return date(self.year, self.month, self.day) if self.year else None


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name, its abbreviation or a spelling one slip away ("FEBUARY"); else None."""
    lowered = word.lower()
    for number, name in enumerate(MONTHS, 1):
        if lowered == name or lowered == name[:3] or (lowered == "sept" and number == 9):
            return number
    if len(lowered) >= 5:
        close = [
            n
            for n, name in enumerate(MONTHS, 1)
            if len(name) > 4 and Levenshtein.distance(lowered, name) == 1
        ]
        if len(close) == 1:
            return close[0]
    return None


def find_dates(text: str) -> list[DateMention]:
    """Every day-and-month date in `text`, in order; whitespace in it must be single spaces.

    Day comes before month in figures (3/4/2021 is 3 April), as in these islands.
    """
    if "O" in text or "o" in text:
        text = _LETTER_NOUGHT.sub(lambda year: re.sub("[oO]", "0", year.group()), text)
    found: list[DateMention] = []
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO, _NUMBERS, _WORDED):
        for match in pattern.finditer(text):
            mention = _mention(text, match)
            if mention is not None:
                found.append(mention)
    found.sort(key=lambda mention: (mention.char_start, -mention.char_end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.char_start >= kept[-1].char_end:
            kept.append(mention)
    return kept


def first_of_days(text: str, mention: DateMention) -> DateMention:
    """The first day of a stretch whose last day is `mention`: 5 March of "5th and 6th March 2024".

    `mention` itself where no day stands before it.
    """
    match = _DAY_BEFORE.search(text[max(0, mention.char_start - 40) : mention.char_start])
    if not match or not 0 < int(match["day"]) < mention.day:
        return mention
    start = max(0, mention.char_start - 40) + match.start("day")
    weekday = _weekday(match["weekday"]) if match["weekday"] else None
    if match["dash"] and weekday is None and not match["ordinal"]:
        return mention
    first = replace(mention, char_start=start, day=int(match["day"]), sound=mention.sound, weekday=weekday)
    return (
        replace(first, sound=first.date.weekday() == weekday) if first.date and weekday is not None else first
    )


def _mention(text: str, match: re.Match[str]) -> DateMention | None:
    groups = match.groupdict()
    month = int(groups["month"]) if groups["month"].isdigit() else month_number(groups["month"])
    day = int(groups["day"]) if "day" in groups else _ordinal(groups["worded"])
    year = int(groups["year"]) if groups["year"] else None
    if year is not None and year < 100:
        year += 2000
    ordinal = (groups.get("ordinal") or "").lower()
    # A scan's "1ST" reads "15T", and a fortnight apart the weekdays agree: nothing tells the two.
    if month is None or not _exists(day, month, year) or (ordinal == "t" and day % 10 == 5):
        return None
    sound = not _other_day(ordinal, day)
    before = _WEEKDAY_BEFORE.search(text, max(0, match.start() - 20), match.start())
    weekday = _weekday(before.group(1)) if before else None
    if year and weekday is not None:
        # A weekday that agrees settles it, whatever a scan made of the ending; one that differs casts doubt.
        sound = date(year, month, day).weekday() == weekday
    return DateMention(match.start(), match.end(), day, month, year, sound, weekday)


def _ordinal(word: str) -> int:
    """1 to 31 for "ninth" or "twenty-first"; 0 for another word."""
    word = word.lower().replace(" ", "-")
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else 0


def _exists(day: int, month: int, year: int | None) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _other_day(ordinal: str, day: int) -> bool:
    """Whether letters after the day are the ending of another day: "15T" is a scan's "1ST"."""
    return ordinal.isascii() and ordinal.isalpha() and ordinal != _SUFFIX.get(day, "th")


def _weekday(word: str) -> int | None:
    lowered = word.lower()
    for number, name in enumerate(_WEEKDAYS):
        if Levenshtein.distance(lowered, name, score_cutoff=1) <= 1:
            return number
    return None
