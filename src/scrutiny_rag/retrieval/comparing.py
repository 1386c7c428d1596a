"""Whether a question wants several papers side by side, or one matter over time."""

from __future__ import annotations

import re

_COMPARE = re.compile(
    r"\b(?:compar|both|differ|versus|vs|between|across|same|each of|in \w+ and \w+)", re.IGNORECASE
)
# Two years, or two places: "how many in Northmoor, and how many in Saltmarsh".
_SIDE_BY_SIDE = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)\b.*\b(?!(?P=year))(?:19|20)\d\d\b|"
    r"\bin [A-Z]\w+\W+(?:and|but|or)\b.*\b(?:in|across) [A-Z]\w+|\bin (?:[\w’']+ ){1,4}and (?:in|across|for) [A-Z]\w+|"
    r"\b(?:compare[ds]?|differ)\b"
)
_TIMELINE = re.compile(
    r"\b(?:chang(?:e|ed|es)|over time|since|evolv|develop(?:ed)? (?:from|between)|timeline|history|"
    r"between \d{4} and \d{4}|from \d{4} to \d{4}|became of|happened to|progress)\b",
    re.IGNORECASE,
)


def compares(question: str) -> bool:
    """True where the question wants several papers side by side, or one matter over time."""
    return bool(_COMPARE.search(question) or _SIDE_BY_SIDE.search(question) or _TIMELINE.search(question))


def side_by_side(question: str) -> bool:
    """True where the question names what it sets side by side: two years, two places, or that it compares."""
    return bool(_SIDE_BY_SIDE.search(question))


def over_time(question: str) -> bool:
    """True where the question is about change over time."""
    return bool(_TIMELINE.search(question))
