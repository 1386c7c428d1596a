"""What a sentence states that can answer a question: its numbers, sums, shares, dates, lengths of time and names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scrutiny_rag.english.dates import StatedDate, dates
from scrutiny_rag.english.lexicon import GENERIC_NAMES, ROLES, SMALL_WORDS
from scrutiny_rag.english.numbers import Quantity, quantities

Span = tuple[int, int]

# "5.8 Criminal profiling", "(iii) That …", "CW 01 | …": the number of an item is no number that answers.
_ITEM = re.compile(
    r"\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?(?=\s+[A-Z])|\d{1,3}\([a-z]{1,3}\)|\(?[ivxa-h]{1,4}\)|[A-Z]{1,4}\s?\d{1,3}(?=\s*[|:]))"
)
_REFERENCE = re.compile(
    r"\b(?:item|appendix|paragraph|section|page|table|figure|recommendation|question|version|unit|no\.?)\s\d[\d.]*",
    re.I,
)
_VAGUE = re.compile(r"\b(?:tens|dozens|hundreds|thousands|scores) of(?: thousands)?\b", re.IGNORECASE)
_LOOSE_DATE = re.compile(
    r"\b(?:(?:end|beginning|start|middle|early|late|mid) (?:of|in) (?:the |this |next )?(?:\w+ )?(?:year|month|week|"
    r"term|quarter)|(?:next|this|last|coming|following) (?:year|month|week|spring|summer|autumn|winter|term|meeting|"
    r"fortnight)|tomorrow|yesterday|weeks?' time|(?:in|within) (?:\w+ ){1,2}(?:days|weeks|months|years))\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(r"\b(?:once|twice|regularly|times a|(?:every|each) \w+)\b", re.IGNORECASE)
_RUN = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]*\.?(?: (?:de |van |of the )?[A-Z][\w’'-]*\.?)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_SHORT_TITLES = frozenset("ac dac di dci ds dsi pc pcso wpc rt hon cc acc dcc".split())
_LETTERS_AFTER = frozenset("am mp td obe cbe qpm mbe".split())
# Capitalised runs with one of these name a body, a place or a thing, not a person.
NOT_A_PERSON = GENERIC_NAMES | frozenset(
    (
        "met metropolitan children child safeguarding public protection hub basic command operation january february "
        "march april may june july august september october november december monday tuesday wednesday thursday "
        "friday saturday sunday safer safe act bill health justice home office college university hospital trust "
        "foundation charity commission assembly parliament street lane avenue park square north south east west "
        "greater london england wales ireland scotland britain united kingdom crime violence domestic abuse sexual "
        "exploitation missing mental education learning social care early help first second new interim final draft "
        "terms reference state work business case tool system matrix framework standing order "
        "youth engagement sub upper turnaround serious duty integrated offender management annual premier "
        "standards equality diversity inclusion vulnerable people person women girls boys adult adults"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states, each with where it stands in it."""

    numbers: tuple[Quantity, ...]
    dates: tuple[StatedDate, ...]
    loose_dates: tuple[Span, ...]
    """"by the end of the year", "next month"."""
    vague: tuple[Span, ...]
    """"tens of thousands"."""
    often: tuple[Span, ...]
    """"twice", "every week"."""
    people: tuple[Span, ...]

    def of(self, *kinds: str) -> tuple[Quantity, ...]:
        """The numbers of these kinds."""
        return tuple(number for number in self.numbers if number.kind in kinds)


@lru_cache(maxsize=8_192)
def stated(text: str) -> Stated:
    """Read a sentence."""
    found = tuple(dates(text))
    taken = [(d.start, d.end) for d in found]
    if item := _ITEM.match(text):
        taken.append(item.span())
    taken.extend(m.span() for m in _REFERENCE.finditer(text))
    return Stated(
        numbers=tuple(quantities(text, tuple(taken))),
        dates=tuple(d for d in found if not any(a <= d.start < b for a, b in taken[len(found) :])),
        loose_dates=tuple(m.span() for m in _LOOSE_DATE.finditer(text)),
        vague=tuple(m.span() for m in _VAGUE.finditer(text)),
        often=tuple(m.span() for m in _OFTEN.finditer(text)),
        people=tuple(_people(text)),
    )


def _people(text: str) -> list[Span]:
    """Where a text names a person, by two words or more or by a title and a name."""
    found = []
    for run in _RUN.finditer(text):
        words = [(_POSSESSIVE.sub("", m[0]), run.start() + m.start()) for m in re.finditer(r"\S+", run[0])]
        while words and (_low(words[0][0]) in NOT_A_PERSON or _low(words[0][0]) in SMALL_WORDS):
            words.pop(0)
        passed = ROLES | _SHORT_TITLES | _LETTERS_AFTER
        own = [word for word, _ in words if _low(word) not in passed]
        names = own and not any(_low(word) in NOT_A_PERSON or word.isupper() for word in own)
        if names and len(words) > 1:
            found.append((words[0][1], words[-1][1] + len(words[-1][0].rstrip("."))))
    return found


def _low(word: str) -> str:
    return word.lower().strip(".")
