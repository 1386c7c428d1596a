"""Times as papers name them, and how the last day of each is worked out from the meeting's date."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from scrutiny_rag.papers.dates import MONTHS, month_number

_MONTH = "|".join(month.capitalize() for month in MONTHS) + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_PART = (
    r"(?:(?:the )?(?P<part>early|mid|middle of|late|beginning of|start of|end of|autumn of|spring of|"
    r"(?:first|second|third|fourth|last) week (?:of|in))[ -]?(?:the )?)?"
)
_LEAD = (
    r"\b(?:[Bb]y|[Ii]n|[Oo]n|[Bb]efore|[Uu]ntil|[Dd]uring|[Ff]rom|[Aa]t|[Ww]ithin|[Nn]o later than|"
    r"[Dd]ue|[Tt]owards|"
    r"[Ff]or|[Ee]nd)"
)
_BY_MONTH = re.compile(
    rf"{_LEAD} {_PART}(?P<month>{_MONTH})\b\.?,?(?: (?P<year>(?:19|20)\d\d)(?!\d))?(?! (?:\d|"
    rf"[A-Z][a-z]+ [Mm]eeting))"
)
# "31 February 2024" is no day, and not the month either.
BARE_MONTH = re.compile(
    rf"(?<!\d )(?<!st )(?<!nd )(?<!rd )(?<!th )\b(?P<month>{_MONTH})\.?,? (?P<year>(?:19|20)\d\d)(?!\d)"
)
MONTH_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!,? (?:19|20)\d\d)(?![:.]\d)"
)
_SLASHED = re.compile(
    r"\b(?:[Oo]n|[Bb]y|[Bb]efore|until|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) (?P<day>[0-3]?\d)/"
    r"(?P<month>0?[1-9]|1[0-2])(?![\d/%])"
)
_SEASON = re.compile(
    r"\b(?:(?P<part>early|mid|late)[ -])?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|"
    r"(?<!over )(?<!over the )Christmas(?! (?:[Tt]ree|[Ll]ight|[Pp]arty|[Ss]witch|[Ee]vent|[Mm]arket|"
    r"[Cc]ard))|Easter)\b(?:,? (?:of )?(?P<year>20\d\d))?"
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
    r"(?:the )?(?:(?P<part>[Ee]nd of|start of|beginning of|[Ee]arly(?: in)?|[Mm]id|middle of|"
    r"[Ll]ate(?: in)?)[ -])?"
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


def coming(meeting: date | None, month: int, day: int) -> date | None:
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


def by_month(match: re.Match[str], meeting: date | None) -> date | None:
    """The last day of the month that a match names, or of the part of it."""
    """The last day of the month that a match names, or of the part of it."""
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
    return coming(meeting, month, int(match["day"])) if month else None


def _by_slashed(match: re.Match[str], meeting: date | None) -> date | None:
    return coming(meeting, int(match["month"]), int(match["day"]))


def _by_season(match: re.Match[str], meeting: date | None) -> date | None:
    season = match["season"].lower()
    if season == "easter":
        return None
    month, day = _SEASONS[season]
    if match["year"]:
        year = int(match["year"]) + (season == "winter")
        return date(year, month, day)
    return coming(meeting, month, day)


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
        return coming(meeting, 8, 31)
    if what == "financial year":
        return coming(meeting, 3, 31)
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


MONTH_WORDS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TIMES = (
    (MONTH_WORDS, MONTH_DAY, _by_month_day),
    (("/",), _SLASHED, _by_slashed),
    (MONTH_WORDS, _BY_MONTH, by_month),
    (MONTH_WORDS, BARE_MONTH, by_month),
    (("spring", "summer", "autumn", "winter", "christmas", "easter"), _SEASON, _by_season),
    (("quarter", "q1", "q2", "q3", "q4"), _QUARTER, _by_quarter),
    (("end of", "close of", "later", "during"), _END_OF, _by_end),
    (("within", "in "), _WITHIN, _within),
    (("next", "following", "subsequent", "future", "forthcoming", *MONTH_WORDS), _NEXT, _next),
    (("20",), _YEAR, _by_year),
    (
        ("immediately", "as soon as", "asap", "shortly", "in due course", "today", "tomorrow", "in the "),
        _SOON,
        _open,
    ),
)
"""Each way to name a time: words of which one stands in it in small letters, its pattern, and how its day is found."""
