"""By when: times as papers name them, and the last day of each, worked out from the meeting's date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from scrutiny_rag.papers.dates import MONTHS, find_dates, month_number

_MONTH = "|".join(month.capitalize() for month in MONTHS) + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_PART = (
    r"(?:(?:the )?(?P<part>early|mid|middle of|late|beginning of|start of|end of|autumn of|spring of|"
    r"(?:first|second|third|fourth|last) week (?:of|in))[ -]?(?:the )?)?"
)
_LEAD = (
    r"\b(?:[Bb]y|[Ii]n|[Oo]n|[Bb]efore|[Uu]ntil|[Dd]uring|[Ff]rom|[Aa]t|[Ww]ithin|[Nn]o later than|[Dd]ue|[Tt]owards|"
    r"[Ff]or|[Ee]nd)"
)
_BY_MONTH = re.compile(
    rf"{_LEAD} {_PART}(?P<month>{_MONTH})\b\.?,?(?: (?P<year>(?:19|20)\d\d)(?!\d))?(?! (?:\d|"
    rf"[A-Z][a-z]+ [Mm]eeting))"
)
# "31 February 2024" is no day, and not the month either.
_BARE_MONTH = re.compile(
    rf"(?<!\d )(?<!st )(?<!nd )(?<!rd )(?<!th )\b(?P<month>{_MONTH})\.?,? (?P<year>(?:19|20)\d\d)(?!\d)"
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!,? (?:19|20)\d\d)(?![:.]\d)"
)
_SLASHED = re.compile(
    r"\b(?:[Oo]n|[Bb]y|[Bb]efore|until|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) (?P<day>[0-3]?\d)/"
    r"(?P<month>0?[1-9]|1[0-2])(?![\d/%])"
)
_SEASON = re.compile(
    r"\b(?:(?P<part>early|mid|late)[ -])?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|Christmas|"
    r"Easter)\b(?:,? (?:of )?(?P<year>20\d\d))?"
)
_QUARTER = re.compile(
    r"\b(?:Q(?P<q>[1-4])|(?P<word>first|second|third|fourth|final|last|1st|2nd|3rd|4th) quarter)(?:,? "
    r"(?:of )?(?:the )?(?P<year>20\d\d)(?:[/-](?P<to>\d{2,4}))?)?"
)
_END_OF = re.compile(
    r"\b(?:by |before |at |until )?(?:the )?(?P<end>[Ee]nd of|[Cc]lose of|later|during)[ -]?(?:the |this |"
    r"next )?(?P<what>(?:calendar |financial |municipal |academic |school )?year|month|week|summer|term|"
    r"quarter)\b(?: (?P<year>20\d\d))?"
)
_WITHIN = re.compile(
    r"\b(?:within|in)(?: the)?(?: next| coming)? (?P<count>\d{1,3}|a|an|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|twelve|couple of|few)(?:[ -]to[ -]\w+| or \w+)? (?P<unit>working days?|days?|weeks?|"
    r"months?|years?|fortnight)(?:[’']s?)?(?: time)?\b"
)
_NEXT = re.compile(
    r"\b(?:by |at |to |for |before |in )?(?:the |its |our |a )?(?P<next>next|following|subsequent|future|"
    r"forthcoming|(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)) (?P<what>(?:[A-Z]?[\w’'-]+ ){0,4}?(?:[Mm]eeting|[Ss]ession|AGM|week|month|year|quarter))s?\b"
)
_YEAR = re.compile(
    r"\b(?:(?:[Bb]y|[Ii]n|[Dd]uring|[Bb]efore|[Uu]ntil|[Ff]rom) |(?=[Ee]nd|[Ee]arly|[Mm]id|[Ll]ate))"
    r"(?:the )?(?:(?P<part>[Ee]nd of|start of|beginning of|[Ee]arly(?: in)?|[Mm]id|middle of|[Ll]ate(?: in)?)[ -])?"
    r"(?P<year>20\d\d)(?:[/–-](?P<to>\d{2,4}))?\b"
)
_SOON = re.compile(
    r"\b(?:immediately|as soon as possible|asap|ASAP|shortly|in due course|today|tomorrow|"
    r"in the (?:near future|short term|(?:coming|next few) (?:days|weeks|months)))\b"
)
_COUNTS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1, "couple of": 2}
_SEASONS = {
    "spring": (5, 31),
    "summer": (8, 31),
    "autumn": (11, 30),
    "winter": (2, 28),
    "christmas": (12, 25),
}
_WORDED = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
}
_NO_DUE = re.compile(
    r"\b(?:since|dated|held on|meeting of|minutes of|published (?:on|in)|of the)\s*(?:the )?$"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A time as written, and its last day; None where the paper leaves the day open."""

    text: str
    day: date | None


def find_due(sentence: str, meeting: date | None, after: int = 0) -> Due | None:
    """The time by which something in `sentence` is to be done; None where none is named.

    `meeting` is the day on which it was said: without it, times without a year have no day. Of several times the
    first one from `after` on counts. White space in `sentence` must be single spaces.
    """
    found: list[tuple[int, int, date | None, bool]] = []
    for mention in find_dates(sentence):
        if mention.char_start >= after and not _NO_DUE.search(sentence[: mention.char_start]):
            day = mention.date or _coming(meeting, mention.month, mention.day)
            if day is not None and (meeting is None or day >= meeting):
                found.append((mention.char_start, mention.char_end, day, True))
    for pattern, work_out in _TIMES:
        for match in pattern.finditer(sentence, after):
            day = work_out(match, meeting)
            if day is not None and meeting is not None and day < meeting:
                continue
            found.append((match.start(), match.end(), day, pattern is _MONTH_DAY))
    if not found:
        return None
    # A day named outright goes before a month or a meeting; else the first one counts.
    found.sort(key=lambda each: (each[2] is None, not each[3], each[0], each[0] - each[1]))
    start, end, day, _ = found[0]
    return Due(sentence[start:end].strip(" .,"), day)


def read_due(cell: str, meeting: date | None) -> Due | None:
    """The time that a cell of a "due" column holds; None where it is empty."""
    cell = " ".join(cell.split())
    if not cell:
        return None
    found = find_due(f"by {cell}", meeting)
    if found is None or found.day is None:
        # A day long past is still the day the list gives.
        mentions = [mention.date for mention in find_dates(cell) if mention.date]
        bare = _BARE_MONTH.search(cell)
        day = mentions[0] if mentions else _by_month(bare, meeting) if bare else None
        return Due(cell, day)
    return Due(cell, found.day)


def _coming(meeting: date | None, month: int, day: int) -> date | None:
    """The first such day from the meeting on."""
    if meeting is None:
        return None
    for year in (meeting.year, meeting.year + 1):
        try:
            if (found := date(year, month, day)) >= meeting:
                return found
        except ValueError:
            continue
    return None


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _by_month(match: re.Match[str], meeting: date | None) -> date | None:
    month = month_number(match["month"])
    if month is None:
        return None
    if match["year"]:
        year = int(match["year"])
    elif meeting is None:
        return None
    else:
        year = meeting.year + (month < meeting.month)
    part = (match.groupdict().get("part") or "").lower()
    if part in ("early", "beginning of", "start of"):
        return date(year, month, 10)
    if part in ("mid", "middle of"):
        return date(year, month, 15)
    if part.endswith(("week of", "week in")) and not part.startswith("last"):
        return date(year, month, 7 * (_WORDED[part.split()[0]]))
    return _last_of(year, month)


def _by_month_day(match: re.Match[str], meeting: date | None) -> date | None:
    month = month_number(match["month"])
    return _coming(meeting, month, int(match["day"])) if month else None


def _by_slashed(match: re.Match[str], meeting: date | None) -> date | None:
    return _coming(meeting, int(match["month"]), int(match["day"]))


def _by_season(match: re.Match[str], meeting: date | None) -> date | None:
    season = match["season"].lower()
    if season == "easter":
        return None
    month, day = _SEASONS[season]
    if match["year"]:
        year = int(match["year"]) + (season == "winter")
        return date(year, month, day)
    return _coming(meeting, month, day)


def _by_quarter(match: re.Match[str], meeting: date | None) -> date | None:
    quarter = int(match["q"]) if match["q"] else _WORDED[match["word"]]
    if match["year"]:
        year = int(match["year"])
    elif meeting is not None:
        year = meeting.year
    else:
        return None
    if match["to"]:  # a financial year: its first quarter ends in June
        month = (6, 9, 12, 3)[quarter - 1]
        return _last_of(year + (quarter == 4), month)
    found = _last_of(year, 3 * quarter)
    return _last_of(year + 1, 3 * quarter) if not match["year"] and meeting and found < meeting else found


def _by_end(match: re.Match[str], meeting: date | None) -> date | None:
    what = match["what"]
    year = int(match["year"]) if match["year"] else None
    if what in ("year", "calendar year"):
        if year is None and meeting is None:
            return None
        return date(year or meeting.year, 12, 31)  # type: ignore[union-attr]
    if meeting is None:
        return None
    if what == "month":
        return _last_of(meeting.year, meeting.month)
    if what == "week":
        return meeting + timedelta(days=6 - meeting.weekday())
    if what == "summer":
        return _coming(meeting, 8, 31)
    if what == "financial year":
        return _coming(meeting, 3, 31)
    if what == "quarter":
        return _last_of(meeting.year, 3 * ((meeting.month + 2) // 3))
    return None


def _within(match: re.Match[str], meeting: date | None) -> date | None:
    count = _COUNTS.get(match["count"], int(match["count"]) if match["count"].isdigit() else 0)
    if meeting is None or not count:
        return None
    unit = match["unit"]
    if unit.startswith("month") or unit.startswith("year"):
        months = meeting.month - 1 + count * (12 if unit.startswith("year") else 1)
        year, month = meeting.year + months // 12, months % 12 + 1
        return date(year, month, min(meeting.day, monthrange(year, month)[1]))
    if unit.startswith("working"):
        return meeting + timedelta(days=count // 5 * 7 + count % 5)
    return meeting + timedelta(
        days=count * (1 if unit.startswith("day") else 14 if unit == "fortnight" else 7)
    )


def _next(match: re.Match[str], meeting: date | None) -> date | None:
    if meeting is None:
        return None
    what = match["what"].rsplit(" ", 1)[-1]
    month = month_number(match["next"])
    if month is not None:
        year = meeting.year + (month < meeting.month)
        return _last_of(year, month)
    if match["next"] not in ("next", "following") or "few" in match["what"] or "couple" in match["what"]:
        return None
    if what == "week":
        return meeting + timedelta(days=13 - meeting.weekday())
    if what == "month":
        return _last_of(meeting.year + meeting.month // 12, meeting.month % 12 + 1)
    if what == "year":
        return date(meeting.year + 1, 12, 31)
    return None


def _by_year(match: re.Match[str], meeting: date | None) -> date | None:
    year = int(match["year"])
    if match["to"]:
        return date(year + 1, 3, 31)
    part = (match["part"] or "").lower()
    if part.startswith(("early", "start", "beginning")):
        return date(year, 3, 31)
    return date(year, 6, 30) if part.startswith("mid") else date(year, 12, 31)


def _open(match: re.Match[str], meeting: date | None) -> date | None:
    return None


_TIMES = (
    (_MONTH_DAY, _by_month_day),
    (_SLASHED, _by_slashed),
    (_BY_MONTH, _by_month),
    (_BARE_MONTH, _by_month),
    (_SEASON, _by_season),
    (_QUARTER, _by_quarter),
    (_END_OF, _by_end),
    (_WITHIN, _within),
    (_NEXT, _next),
    (_YEAR, _by_year),
    (_SOON, _open),
)
