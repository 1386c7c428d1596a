"""Rules of the check for what a figure belongs to: the numbered thing before it, and its year."""

from __future__ import annotations

import re

from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Example, Fault, Rule
from scrutiny_rag.english.dates import StatedDate
from scrutiny_rag.english.numbers import Quantity
from scrutiny_rag.english.reading import Reading

_NAMED = re.compile(
    r"\b(?:ward|zone|phase|year|grade|band|level|route|item|section|action|objective|stage|lot|block|unit|no\.?|"
    r"number|paragraph|recommendation|bus|class)\s$",
    re.IGNORECASE,
)
_NEAR = 60
"""Characters within which a figure belongs to the label before it."""


def _labels(reading: Reading) -> list[Quantity]:
    """The numbers that name something: "12-gauge", "Ward 3"."""
    return [
        q
        for q in reading.quantities
        if q.kind == "plain"
        and (re.match(r"-[a-z]{3,}", reading.text[q.end :]) or _NAMED.search(reading.text[: q.start]))
    ]


def _next(reading: Reading, label: Quantity, like: Quantity) -> Quantity | None:
    """The first figure after a label, where no other label stands between."""
    for q in reading.quantities:
        if q.start < label.end:
            continue
        if q.start - label.end > _NEAR or any(q.start == other.start for other in _labels(reading)):
            return None
        return q if q.kind == like.kind and q.unit == like.unit else None
    return None


def _find(support: Support) -> Fault | None:
    claim = support.claim
    for label in _labels(claim):
        mine = next((q for q in claim.quantities if q.start > label.end), None)
        if mine is None or _next(claim, label, mine) is not mine:
            continue
        for reading in support.window:
            for place in _labels(reading):
                theirs = _next(reading, place, mine) if place.same(label) else None
                if theirs is not None and not theirs.same(mine):
                    return Fault(
                        f"The text gives “{theirs.printed}” for “{label.printed}”, not “{mine.printed}”."
                    )
    return None


def _in_year(reading: Reading) -> list[StatedDate]:
    """The dates of "in 2020" and "during May 2020"."""
    return [
        d
        for d in reading.dates
        if d.year is not None and re.search(r"\b(?:in|during)\s$", reading.text[: d.start], re.IGNORECASE)
    ]


_JOINT = re.compile(r";|,|\band\b|\bwhile\b|\bcompared (?:to|with)\b")


def _year_by_year(reading: Reading) -> list[tuple[list[tuple[Quantity, int | None]], set[int | None]]]:
    """The figures of "109 in 2019 and 128 in 2020", each with its year; [] where a stretch has two years or none."""
    dated = _in_year(reading)
    if len(dated) < 2:
        return []
    ends = [*(m.start() for m in _JOINT.finditer(reading.text)), len(reading.text)]
    told: list[tuple[Quantity, int | None]] = []
    start = 0
    for end in ends:
        figures = [q for q in reading.quantities if start <= q.start < end]
        years = {d.year for d in dated if start <= d.start < end}
        if figures and len(years) != 1:
            return []
        told += [(q, year) for q in figures for year in years]
        start = end
    return [(told, {year for _, year in told})]


def _other_year(support: Support) -> Fault | None:
    """The figure of one year may not be told of another, which the text names for another figure."""
    stated = _in_year(support.claim)
    if len(stated) != 1:
        return None
    year = stated[0].year
    for reading in support.window:
        for part, years in _year_by_year(reading):
            elsewhere = [q for q, others in part if others != year and years >= {others, year}]
            for mine in support.claim.quantities:
                own = [q for q, others in part if others == year and q.same(mine)]
                if not own and any(q.same(mine) for q in elsewhere):
                    return Fault(f"The text does not give “{mine.printed}” for {year}.")
    for mine in support.claim.quantities:
        told: set[int | None] = set()
        for reading in support.window:
            if any(q.same(mine) for q in reading.quantities):
                told |= {d.year for d in _in_year(reading)} or {None}
        if told and not told & {year, None}:
            return Fault(f"The text does not give “{mine.printed}” for {year}.")
    return None


OF_ITS_YEAR = Rule(
    "of_its_year",
    "The figure of one year is not told of another.",
    _other_year,
    catches=(
        Example(
            "In 2020 wardens caught 109 stray ponies, at a cost of £144,588.",
            "In 2020 wardens caught 128 stray ponies at a cost of £144,588. In 2019 109 stray ponies were caught.",
        ),
        Example(
            "31 ponies were caught in 2020.",
            "In 2019 31 ponies were caught at a cost of £900 and 44 ponies were caught in 2020 at a cost of £1,450.",
        ),
    ),
    passes=(
        Example(
            "In 2020 wardens caught 128 stray ponies, at a cost of £144,588.",
            "In 2020 wardens caught 128 stray ponies at a cost of £144,588. In 2019 109 stray ponies were caught.",
        ),
    ),
)

LABELLED = Rule(
    "labelled",
    "What one numbered thing has is not said of another.",
    _find,
    catches=(
        Example(
            "The 12-metre boat has a draught of 1.9 fathoms.",
            "The 10-metre boat has a draught of 1.9 fathoms and the 12-metre boat has a draught of 2.4 fathoms.",
        ),
        Example("Ward 3 has 40 beds.", "Ward 2 has 40 beds and Ward 3 has 25 beds."),
    ),
    passes=(
        Example("Ward 3 has 25 beds.", "Ward 2 has 40 beds and Ward 3 has 25 beds."),
        Example("Ward 3 has 25 beds.", "Ward 3 opened in May and has 25 beds."),
    ),
)
