"""The lines at the head of a paper that name it: its kind, the body and committee, the day."""

from __future__ import annotations

import re

STARTS_AS_TITLE = re.compile(r"(?:draft |confirmed )?(?:minutes|agenda|notes|record)\b", re.IGNORECASE)
ENDS_TITLE = re.compile(
    r"(?:members |officials |councillors )?present\b|in (?:the chair|attendance)\b|apologies|at the outset|"
    r"venue",
    re.IGNORECASE,
)
_WHOLE_DAY = re.compile(
    r"(?:(?:held )?on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?\d{1,2}(?:st|nd|rd|th)?,?"
    r"(?: day)?(?: of)? (?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december),? \d{4}(?:,? (?:at )?\d{1,2}.{0,20})?",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:\S+ ){0,9}(?:council|committee|sub-?committee|panel|board|commission|cabinet|forum|authority|assembly)"
    r"(?: \([^)]{1,60}\))?(?: [-–—] .{1,40})?",
    re.IGNORECASE,
)


def names_paper(title: str) -> bool:
    """Whether a heading before the business of a paper names the paper: it heads no part of it."""
    # "A G E N D A"
    joined = title.replace(" ", "") if re.fullmatch(r"(?:\S )+\S", title) else title
    return bool(STARTS_AS_TITLE.match(joined) or _WHOLE_DAY.fullmatch(title) or _BODY.fullmatch(title))
