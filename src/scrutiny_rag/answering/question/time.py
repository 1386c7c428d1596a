"""Which time a question speaks of."""

from __future__ import annotations

from enum import StrEnum

from scrutiny_rag.english.rule import rule


class When(StrEnum):
    """Times as far as they bear on which paper leads."""

    NOW = "now"
    """The newest paper that speaks to it is meant."""
    DATED = "dated"
    """A day, month, year or meeting is named."""
    ANY = "any"


NOW = rule(
    "now",
    r"\b(?:now|current(?:ly)?|at present|presently|latest|newest|most recent(?:ly)?|today|so far|"
    r"to date|these days|as it stands|"
    r"still|nowadays)\b",
    ("how many are there now?", "the latest figure", "is it still closed"),
    ("what is known", "the knowledge base"),
)
DATED = rule(
    "dated",
    r"\b(?:19|20)\d\d\b|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b|"
    r"\b(?:in|last|by|since|this) may\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\blast (?:year|month|spring|"
    r"summer|autumn|winter)\b",
    ("in April 2024", "at the June meeting"),
    ("what may be done",),
)

_DATE = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? )?(?:19|20)\d\d(?![/–-]?\d)"
TWO_TIMES = rule(
    "two-times",
    rf"(?<!between )(?<!from )(?<!since )\b(?P<a>{_DATE})\b[^.?!]*?"
    r"(?:\b(?:and|v|vs|versus|or|than|against|with)\b|,)\W*"
    rf"(?:(?!between|from)[^.?!])*?\b(?P<b>{_DATE})\b|"
    rf"\b(?:chang|differ|compar|ris[ei]|rose|f[ae]ll|gr[eo]w)\w*\b[^.?!]*\bbetween (?P<c>{_DATE}) and (?P<d>{_DATE})\b",
    (
        "bin rounds 2014 v 2021",
        "how much was in the fund in nov 2019 and how much in march 2021",
        "how did the rate change between 2015 and 2021",
    ),
    (
        "how many pubs closed between 2015 and 2021",
        "what does the plan from 2016 to 2020 say",
        "what was agreed in May 2020 on the 2021 budget",
        "what does the 2018/19 budget hold",
    ),
)


def when_of(question: str) -> When:
    """Which time `question` speaks of."""
    if NOW.search(question):
        return When.NOW
    return When.DATED if DATED.search(question) else When.ANY


ALL_RULES = (NOW, DATED)
