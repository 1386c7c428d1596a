"""Rule of the check for numbers that name their thing: what "12-gauge" has is not what "10-gauge" has."""

from __future__ import annotations

import re

from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Example, Fault, Rule
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
