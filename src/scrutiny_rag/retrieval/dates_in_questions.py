"""Dates in a question that say which papers are meant.

A date in a question is more often what is asked about ("vacancies filled by January 2024", "the 2019 strategy")
than when the paper's meeting was. Only wording about a paper, a meeting or what was said there makes a date
narrow the search; any other date is a mention in passing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from scrutiny_rag.english.rule import rule
from scrutiny_rag.papers.dates import MONTHS, find_dates, month_number
from scrutiny_rag.retrieval.periods import Period, month, year


class About(IntEnum):
    """What the wording around a date says it is about; a later one is surer."""

    CONTENT = 0
    """In passing: what is asked about."""
    SAYING = 1
    """When something was said, promised or resolved."""
    MEETING = 2
    """A meeting or a paper."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date in a question; `period` is None for the latest meeting."""

    period: Period | None
    start: int
    end: int
    about: About


_PAPERS = r"(?:meetings?|minutes|sessions?|hearings?|transcripts?|agendas?|action lists?)"
_SAID = (
    r"(?:said|say|promised?|undertaken|undertook|undertake|agreed?|resolved?|recommend(?:ed)?|discuss(?:ed)?|"
    r"decided?|minuted|raised?|ask(?:ed)?|committed|told|hear|heard|note|noted)"
)
# What may stand between "the" or a date and the word "meeting": a name, or words that go with one.
_NAME = (
    r"(?:(?:(?-i:[A-Z][\w'’&-]*)|and|of|for|&|committee|council|scrutiny|full|public|special|ordinary|annual|monthly|panel|"
    r"board) ){0,9}"
)
_MONTH = "|".join((*MONTHS, *(name[:3] for name in MONTHS), "sept"))
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\.? ((?:19|20)\d\d|[’']\d\d|\d\d(?=\W*$))\b(?!/)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d£€$.,/-])\b((?:19|20)\d\d)\b(?![/,-]?\d|%)")
_RELATIVE = re.compile(r"\b(last|this|previous) (year|month)\b", re.IGNORECASE)
_LATEST = re.compile(
    rf"\b(?:at|in|from|of|during|for) (?:the )?(?:very )?(?P<which>last|latest|most recent|newest) "
    rf"(?:{_NAME})(?:{_PAPERS})\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|from) (?:the )?$", re.IGNORECASE)
_AND = re.compile(r"^ (?:and|to|until|till) (?:the )?$", re.IGNORECASE)
_EDGE = re.compile(
    r"\b(?P<word>since|after|before|until|till|up to|from)(?: the)?(?: (?:start|beginning|end) of)? $",
    re.IGNORECASE,
)
_IN_PASSING = re.compile(r"\b(?:in|on|during|of|at|for)(?: the)? $", re.IGNORECASE)
APPENDED = rule(
    "appended-date",
    r"(?<!\bin)(?<!\bon)(?<!\bat)(?<!\bby)(?<!\bto)(?<!\bof)(?<!\bfor)(?<!\band)(?<!\bthe)(?<!\bend)(?<!\bthis)"
    r"(?<!\bfrom)(?<!\bsince)(?<!\buntil)(?<!\bafter)(?<!\bbefore)(?<!\bduring)(?<!\bearly)(?<!\bmid)(?<!\blate)"
    r"[\s,(–-]+DATE(?: [a-z]+)?[\s)\].?!]*$",
    (
        "how did the vote go on the pier, DATE",
        "what did they say on bins (harbour panel DATE)",
        "bin rounds DATE jpc?",
    ),
    (
        "what was said in DATE",
        "vacancies filled by DATE",
        "will it be done before DATE?",
        "DATE was wet, was it not",
    ),
)
"""A month or a day that stands after all else, with nothing that joins it: people name a meeting so."""
_ONWARDS = re.compile(r"^ (?:onwards?|on\b|and (?:after|later))", re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_MEETING_BEFORE = re.compile(
    rf"\b{_PAPERS}(?: (?:of|for) (?:the )?{_NAME}|,? )?(?:(?:that|which) )?(?:(?:was|were) )?"
    rf"(?:held |dated |taken |published )?(?:(?:on|of|for|from|in|during|dated) )?(?:the )?{_WEEKDAY}$",
    re.IGNORECASE,
)
_MEETING_AFTER = re.compile(rf"^(?:['’]s?)? (?:{_NAME})(?:{_PAPERS})\b")
_SAID_BEFORE = re.compile(
    rf"\b{_SAID}(?: (?:about it|there|by [A-Z]\w+))? (?:(?:on|in|during) (?:the )?{_WEEKDAY})?$",
    re.IGNORECASE,
)
_ASKS_WHAT_WAS_SAID = re.compile(
    rf"^,? (?:what|which|who)\b(?! (?:many|much)).{{0,60}}?\b{_SAID}\b", re.IGNORECASE
)
_PERFECT = re.compile(rf"^(?:what|which|who)\b.{{0,60}}?\b(?:has|have)\b.{{0,40}}?\b{_SAID}\b", re.IGNORECASE)
# A matter that changed over time, or a time by which something is due.
_OF_THE_MATTER = re.compile(
    r"\b(?:ris|rose|fall|fell|increas|decreas|chang|reduc|gr[eo]w|drop|improv|happen|progress|number of|rate|"
    r"will|must|should|would|due|deliver|complet|finish|implement|start|recruit|spen[dt]|trend|figures?)",
    re.IGNORECASE,
)
_APPROVAL = re.compile(r"\b(?:approv|confirm|accura|signed|correct record|adopt(?:ed|ion))", re.IGNORECASE)
_NEXT = re.compile(r"\bnext (?:\w+ )?meeting\b", re.IGNORECASE)


def dates_named(question: str, today: date) -> list[DateWords]:
    """The dates of a question that may say which papers are meant, in order; white space must be single spaces.

    `today` is what "last year" counts from. A stretch of time that is not about papers or what was said in
    them, and a date that something is due by, are left out.
    """
    if re.search(r"\bminutes\b", question, re.IGNORECASE) and _APPROVAL.search(question):
        most = About.CONTENT  # "when were the minutes of 3 May approved": another paper says that
    else:
        most = About.MEETING
    found = [
        DateWords(words.period, words.start, words.end, min(words.about, most))
        for words in _all(question, today)
        if words.about is not About.CONTENT or _IN_PASSING.search(question[: words.start])
    ]
    found = [words for words in found if words.period is not None or words.about is About.MEETING]
    return sorted(found, key=lambda words: words.start)


def period_named(words: str) -> Period | None:
    """The day, month or year that `words` are, nothing else beside it; None where they are none."""
    found = [
        (period, start, end) for period, start, end in _plain(words, date.today()) if period.first is not None
    ]
    return (
        found[0][0]
        if len(found) == 1 and not (words[: found[0][1]] + words[found[0][2] :]).strip(" .,")
        else None
    )


def _all(question: str, today: date) -> Iterator[DateWords]:
    latest = _LATEST.search(question)
    if latest and not _NEXT.search(question):
        yield DateWords(None, latest.start("which"), latest.end(), About.MEETING)
    dates = list(_plain(question, today))
    used = -1
    for at, (period, start, end) in enumerate(dates):
        if start < used:
            continue
        before, after = question[:start], question[end:]
        if at + 1 < len(dates) and _BETWEEN.search(before):
            later, later_start, later_end = dates[at + 1]
            if _AND.match(question[end:later_start]) and period.first and later.last:
                opening = _BETWEEN.search(before)
                assert opening is not None
                if later.last >= period.first:
                    whole = Period(period.first, later.last)
                    yield _edge(question, whole, opening.start(), later_end)
                used = later_end
                continue
        edge = _EDGE.search(before)
        if edge and (edge["word"].lower() != "from" or _ONWARDS.match(after)):
            yield _edge(question, _open(edge["word"].lower(), period), edge.start(), end)
            continue
        appended = not question[start:end].isdigit() and APPENDED.search(f"{before}DATE{after}")
        about = max(_about(before, after), About.SAYING if appended else About.CONTENT)
        yield DateWords(period, start, end, about)


def _open(word: str, period: Period) -> Period:
    """The period that "since", "after", "before" or "until" makes of a date."""
    day = timedelta(days=1)
    if word in ("since", "from"):
        return Period(period.first, None)
    if word == "after":
        return Period(period.last + day if period.last else None, None)
    if word == "before":
        return Period(None, period.first - day if period.first else None)
    return Period(None, period.last)


def _edge(question: str, period: Period, start: int, end: int) -> DateWords:
    """A stretch of time with its wording: about the papers, about what was said, or neither."""
    before, after = question[:start], question[end:]
    about = About.CONTENT
    if re.search(rf"\b(?:papers|reports|{_PAPERS})(?: (?:held|dated|published))? $", before, re.IGNORECASE):
        about = About.MEETING
    elif (
        re.search(rf"\b{_SAID} $", before, re.IGNORECASE)
        or (not before.strip() and _ASKS_WHAT_WAS_SAID.match(after))
        or (
            not after.strip(" ?.!")
            and question[start:].lower().startswith(("since", "between", "from"))
            and _PERFECT.match(before)
            and not _OF_THE_MATTER.search(before)
        )
    ):
        about = About.SAYING
    return DateWords(period, start, end, about)


def _about(before: str, after: str) -> About:
    """What the wording around a plain date says that it is about."""
    if _NEXT.search(before[-60:]):
        return About.CONTENT
    if _MEETING_BEFORE.search(before) or _MEETING_AFTER.match(after):
        return About.MEETING
    if _SAID_BEFORE.search(before):
        return About.SAYING
    opening = re.fullmatch(rf"(?:on|in|during) (?:the )?{_WEEKDAY}", before.strip(" ") + " ", re.IGNORECASE)
    if opening and _ASKS_WHAT_WAS_SAID.match(after):
        return About.SAYING
    return About.CONTENT


def _plain(question: str, today: date) -> list[tuple[Period, int, int]]:
    """Days, months and years as they stand, in order, none within another."""
    found: list[tuple[Period, int, int]] = []

    def add(period: Period, start: int, end: int) -> None:
        if all(end <= a or start >= b for _, a, b in found):
            found.append((period, start, end))

    for mention in find_dates(question):
        day = mention.date
        if day is not None:
            add(Period(day, day), mention.char_start, mention.char_end)
    for match in _MONTH_YEAR.finditer(question):
        number = month_number(match[1])
        if number is not None:
            figures = match[2].lstrip("’'")
            add(month(int(figures) + 2000 * (len(figures) == 2), number), match.start(), match.end())
    for match in _RELATIVE.finditer(question):
        add(_relative(match[1].lower(), match[2].lower(), today), match.start(), match.end())
    for match in _YEAR.finditer(question):
        add(year(int(match[1])), match.start(), match.end())
    return sorted(found, key=lambda each: each[1])


def _relative(which: str, unit: str, today: date) -> Period:
    if unit == "year":
        return year(today.year - (which != "this"))
    day = today if which == "this" else today.replace(day=1) - timedelta(days=1)
    return month(day.year, day.month)
