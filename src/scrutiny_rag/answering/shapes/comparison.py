"""A comparison: each side from its own papers, or the same matter by date."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from scrutiny_rag.answering.places.labels import label_terms
from scrutiny_rag.answering.places.place import Place, Sentence
from scrutiny_rag.answering.shapes.choosing import LONG_FLOOR, best_sentences
from scrutiny_rag.answering.shapes.context import LONG_WORDS, Context
from scrutiny_rag.answering.shapes.quote import Composed, in_reading_order, merged
from scrutiny_rag.retrieval.dates_in_questions import period_named
from scrutiny_rag.store.analysis import terms

_FRAME = re.compile(
    r"\b(?:compar\w+|versus|vs\.?|differ\w*(?: (?:from|to|between))?|both|between|how (?:do|does|did)|"
    r"(?:what|which) (?:is|are|was) the)\b",
    re.IGNORECASE,
)
_LEAST = -6.0
"""Reader's score of a place below which it says nothing of its side."""
_WELL = 0.0
"""The same of a place that names its side with half of the question's words."""


def compose(context: Context) -> Composed:
    """Each side's best sentences, and which side the papers say nothing of; without sides, by date."""
    words = max(LONG_WORDS, context.most_words)
    sides = context.asked.sides
    if not sides:
        return _by_date(best_sentences(context.places, words, floor=LONG_FLOOR, a_place=3))
    chosen: list[Sentence] = []
    lacking = []
    for side in sides:
        places = _of_side(context, side, sides)
        if not places:
            lacking.append(f"anything on {side} here")
            continue
        taken = best_sentences(places, words // len(sides), floor=LONG_FLOOR, a_place=3)
        chosen += [
            s for s in taken if not any(s.char_start == o.char_start and s.paper is o.paper for o in chosen)
        ]
    return Composed(tuple(merged(in_reading_order(chosen))), lacking=tuple(lacking), rules=("side-by-side",))


def _by_date(chosen: Sequence[Sentence]) -> Composed:
    """The sentences in the order of their papers' dates, those without a date last."""
    ordered = sorted(in_reading_order(chosen), key=lambda s: s.paper.metadata.date or date.max)
    return Composed(tuple(merged(ordered)), rules=("by-date",))


def _of_side(context: Context, side: str, sides: Sequence[str]) -> list[Place]:
    """The places that speak of `side`: of its own papers, or that name it."""
    topic = " ".join(_FRAME.sub(" ", context.asked.text).split())
    for other in sides:
        topic = topic.replace(other, " ")
    own = set(terms(side))
    kept = []
    period = period_named(side)
    joint = " in " if period is not None else " "
    for place in context.look(f"{' '.join(topic.split()).strip(' ?.,')}{joint}{side}"):
        label = label_terms(place)
        day = place.paper.metadata.date
        if period is not None and day is not None and period.holds(day):
            label |= own
        held = own & (label | set(terms(place.text)))
        # Another word for the same ("female" for "women") is known to the reader alone.
        if place.read >= (_LEAST if held == own else _WELL if 2 * len(held) >= len(own) else math.inf):
            kept.append((own <= label, place))
    of_its_papers = [place for labelled, place in kept if labelled]
    # A later paper may give the figures of both years.
    return of_its_papers if of_its_papers and period is None else [place for _, place in kept]
