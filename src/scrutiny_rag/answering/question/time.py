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


def when_of(question: str) -> When:
    """Which time `question` speaks of."""
    if NOW.search(question):
        return When.NOW
    return When.DATED if DATED.search(question) else When.ANY


ALL_RULES = (NOW, DATED)
