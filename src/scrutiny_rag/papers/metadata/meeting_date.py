"""When a paper's meeting was held, or the paper published: stated, worked out from what is, or None."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from scrutiny_rag.papers.dates import DateMention, find_dates, first_of_days

_OPENING_ENDS = re.compile(
    r"\b(?:present in the chair|members present|councillors present|present ?:|in attendance|in the chair|"
    r"apologies|"
    r"at the outset|adoption of minutes|agenda items?\b)",
    re.IGNORECASE,
)
# Words before a date that make it the date of something else.
_ANOTHER_DATE = re.compile(
    r"\b(?:adopt\w*|confirm\w*|approv\w*|previous\w*|preceding|last|next|circulated|dated|deferred|"
    r"adjourned from|"
    r"year end(?:ing|ed)?|(?:period|quarter|month)s? end\w*|until|from|since|by|between|"
    r"generated|exported|downloaded|transcribed|deadline|(?:agreed|resolved|moved|proposed):?,? that)\b[^.;]{0,100}$",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\bheld\b.{0,300}$|\b(?:minutes|meeting)\b.{0,250}\bon\W+(?:the )?\w+day,? $|"
    r"\badjourned\b.{0,100}\b(?:reconvened|resumed)(?: on)? (?:\w+day,? )?$",
    re.IGNORECASE,
)
# "The adjourned meeting of 3 May, reconvened on 10 May" is the meeting of 10 May.
_ADJOURNED = re.compile(r"\badjourned\b[^.;]{0,60}$", re.IGNORECASE)
_RECONVENED = re.compile(r"[\s,(]*(?:and |which |was |then )*(?:reconvened|resumed)\b", re.IGNORECASE)
_MEETING_NEAR = re.compile(
    r"\b(?:meeting|committee|panel|board|council|assembly|cabinet|executive|commission|commissioners|trustees|"
    r"directors|supervisors|minutes|agenda|session)\b\W*(?:of|on|[-–—:])?\W*(?:\w+day,? )?$",
    re.I,
)
_LABEL = re.compile(
    r"\b(?:date(?: (?:of|and time of))?(?: the)?(?: meeting)?|meeting date)\s*:?\s*(?:\w+day,? )?$",
    re.IGNORECASE,
)
# When it came out, which is the date of a paper that no meeting made.
_PUBLISHED = re.compile(
    r"\b(?:(?:published|issued|despatched|dispatched)(?: on)?|publication date|date (?:published|of (?:issue|"
    r"publication|des?patch|dispatch)))\s*:?\s*(?:\w+day,? )?$",
    re.IGNORECASE,
)
# The hour after a date that stands alone: "at 7.00 p.m.", "- 10am to noon", "commencing at 1800 hours".
_HOUR = r"(?:\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.? ?m\b\.?|noon)|noon|midday|\d{4} ?(?:hours|hrs)|\d{1,2}[.:]\d\d)"
_TIME = re.compile(
    rf"[\s,–—-]*(?:(?:commencing|starting|beginning) )?(?:at )?{_HOUR}(?: ?(?:to|until|[-–—]) ?{_HOUR})?[\s.]*$",
    re.IGNORECASE,
)
_MINUTES_OF = re.compile(r"\bminutes\b(?=(?P<what>.{0,250}))", re.IGNORECASE)
_CONFIRMING = re.compile(r"\b(?:adopt\w*|confirm\w*|approv\w*|circulated|draft|previous)\b", re.IGNORECASE)
_TAKEN_UP = re.compile(r"\b(?:adopt\w*|confirm\w*|approv\w*|circulated)\b", re.IGNORECASE)
_OWN_TITLE = 200
_LEAST_TITLE = 12
"""Letters of a title above the words that end the opening; the same words at the very top are its title."""
_YEAR = timedelta(days=366)
_IN_BRACKETS = re.compile(r"\([^()]{0,120}\)")
# "Minutes from Monday, 3 June" are the minutes of that day.
_MINUTES_FROM = re.compile(
    r"^\W*(?:draft )?minutes (?:from|of)(?: (?:the |an? )?(?:\w+ )?meeting(?: held)?(?: of| on)?)? ?:? ?"
    r"(?:\w+day,? ?)?$",
    re.I,
)
# "Minutes Lamps Panel 3 June 2031".
_OWN_MINUTES = re.compile(r"(?:draft )?minutes (?-i:[A-Z])(?!.*\b(?:meeting|previous|last)\b)", re.IGNORECASE)
# An item of business that takes up other minutes: "3. Minutes of meeting 17 January".
_MINUTES_ITEM = re.compile(r"^\W*(?:\d{1,3}|[a-z]|[ivx]{1,4})(?:[.)\s]|\\).{0,40}\bminutes\b", re.IGNORECASE)
_MADE_LAW = re.compile(r"\b(?:resolution|ordinance|by-?law)\b", re.IGNORECASE)
# When a resolution or bylaw was made, which is its own date.
_PASSED = re.compile(
    r"\b(?:passed|adopted|enacted|resolved|approved)(?:,? (?:and )?(?:passed|adopted|enacted|approved))*(?: on)?"
    r"(?: this)?(?: the)? ?$",
    re.IGNORECASE,
)


def find_meeting_date(
    lines: Iterable[str],
    text: str,
    name: str = "",
    *,
    prose: str | None = None,
    title: str = "",
    running: Iterable[str] = (),
) -> date | None:
    """The date of the meeting (or of publication) that a paper states of itself.

    `lines` are the paper's first lines and `text` the whole paper, both without markup and with single
    spaces; `prose` is the text without the rows of its tables, whose dates are their own. `title` is what the
    file's properties call the paper: its date counts where the text states none, as does that of the
    `running` heads of its pages. `name` is the file's name, believed only where it agrees with a day and
    month in the opening. A missing year follows from the minutes that the meeting adopts, which are less than
    a year older. Where the printed weekday is that of the same day in a neighbouring year and nothing settles
    which is meant, the answer is None.
    """
    mention = _stated(list(lines), text if prose is None else prose)
    settled = None if mention is None else _settle(mention, text, name)
    if settled is not None or (mention is not None and mention.year):
        return settled
    return _titled_date(title, mention) or _passed(text) or _over_every_page(running, mention)


def _over_every_page(running: Iterable[str], stated: DateMention | None) -> date | None:
    """The one day that the running heads give, where the text states none."""
    days = {
        m.date for line in running for m in find_dates(line) if not _is_anothers(line[: m.char_start], "")
    }
    return days.pop() if stated is None and len(days) == 1 else None


def _titled_date(title: str, stated: DateMention | None) -> date | None:
    """The day that a title gives, if it is not another than the `stated` day without its year."""
    found = {mention.date for mention in find_dates(title) if mention.date and mention.sound}
    day = found.pop() if len(found) == 1 else None
    if day and stated and (day.day, day.month) != (stated.day, stated.month):
        return None
    return day


def _passed(text: str) -> date | None:
    """The day on which a resolution says at its end that it was passed."""
    if not _MADE_LAW.search(text[:600]):
        return None
    end = text[-2000:]
    days = {
        m.date
        for m in find_dates(end)
        if m.date and _PASSED.search(end[max(0, m.char_start - 80) : m.char_start])
    }
    return days.pop() if len(days) == 1 else None


def _stated(lines: list[str], text: str) -> DateMention | None:
    opening = _until_the_business(text[:1500])
    published = None
    for mention in find_dates(opening):
        before = opening[max(0, mention.char_start - 320) : mention.char_start]
        if _is_anothers(before, opening[mention.char_end :]):
            continue
        if _PUBLISHED.search(before):
            published = published or mention
        elif _HELD.search(before) or _MEETING_NEAR.search(before) or _LABEL.search(before):
            return first_of_days(opening, mention)
    for line in lines:
        if len(line) > 160 or _MINUTES_ITEM.match(line):
            continue
        for mention in find_dates(line):
            before = line[: mention.char_start]
            if _is_anothers(before, line[mention.char_end :]):
                continue
            if _PUBLISHED.search(before):
                published = published or mention
                continue
            rest = before + _TIME.sub("", line[mention.char_end :])
            # A title with a date in it, or a date alone on its line; not a sentence that names a day.
            alone = sum(map(str.isalnum, rest)) <= 12
            if alone or _LABEL.search(before) or _MINUTES_FROM.search(before) or _titled(line, before):
                return first_of_days(line, mention)
    return published


def _until_the_business(text: str) -> str:
    """The start of a text as far as its title and heading go: up to who is present and the first item."""
    for end in _OPENING_ENDS.finditer(text):
        if sum(map(str.isalpha, text[: end.start()])) >= _LEAST_TITLE:
            return text[: end.start()]
    return text


def _is_anothers(before: str, after: str) -> bool:
    """Whether the words around a date make it the date of something else."""
    near = _IN_BRACKETS.sub("", before)[-140:]
    if _ANOTHER_DATE.search(near) and not _MINUTES_FROM.search(before):
        return True
    return bool(_ADJOURNED.search(before[-140:]) and _RECONVENED.match(after))


def _titled(line: str, before: str) -> bool:
    return line[-1:].isalnum() and bool(
        _OWN_MINUTES.match(before)
        or re.search(
            r"(?:[-–—,:(] ?|\b(?:committee|meeting|panel|board|on|of) )(?:\w+day,? )?$", before, re.I
        )
    )


def _settle(mention: DateMention, text: str, name: str) -> date | None:
    earlier = _adopted(text)
    stated = mention.date
    if stated is not None:
        if mention.sound:
            return stated
        others = [d for year in (stated.year - 1, stated.year + 1) if (d := _in_year(stated, year))]
        if earlier is None:
            # The weekday is a slip of the clerk's unless a neighbouring year would make it right.
            doubtful = mention.weekday is None or any(d.weekday() == mention.weekday for d in others)
            return None if doubtful else stated
        fitting = [d for d in (stated, *others) if earlier < d <= earlier + _YEAR]
        return fitting[0] if len(fitting) == 1 else None
    if earlier is not None:
        for year in (earlier.year, earlier.year + 1):
            day = _on(year, mention)
            if day and earlier < day <= earlier + _YEAR:
                return day if mention.weekday in (None, day.weekday()) else None
    words = re.sub(r"[_\s]+", " ", name)
    named = {d.date for d in find_dates(words) if (d.day, d.month) == (mention.day, mention.month) and d.date}
    return named.pop() if len(named) == 1 else None


def _adopted(text: str) -> date | None:
    """The latest date of the minutes that this meeting adopts; None where it names none."""
    dates: list[date] = []
    for match in _MINUTES_OF.finditer(text, 0, 20_000):
        first = next((d for d in find_dates(match["what"]) if d.date and d.sound), None)
        if first is None or first.date is None:
            continue
        before = text[max(0, match.start() - 60) : match.start()]
        between = match["what"][: first.char_start]
        # "Draft minutes of the meeting held on ..." at the top is the paper's own title.
        own = match.start() < _OWN_TITLE and not _TAKEN_UP.search(before)
        if (
            _CONFIRMING.search(before + between)
            and not own
            and re.search(r"\b(?:held|of|on|from)\b", between, re.I)
        ):
            dates.append(first.date)
    return max(dates) if dates else None


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _on(year: int, mention: DateMention) -> date | None:
    try:
        return date(year, mention.month, mention.day)
    except ValueError:
        return None
