"""The shape of each kind of answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.shapes import (
    attendance,
    comparison,
    listing,
    outcome,
    overview,
    passage,
    person,
    undertaking,
)
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.quote import Composed

_SHAPES: dict[Kind, Callable[[Context], Composed]] = {
    Kind.LIST: listing.compose,
    Kind.OVERVIEW: overview.compose,
    Kind.COMPARISON: comparison.compose,
    Kind.OUTCOME: outcome.compose,
    Kind.PERSON: person.compose,
}


_BROAD_FROM = -4.0
"""Reader's score of the best place from which a list, an overview or a comparison shows what there is."""
_BROADLY_SURE = 0.7


def compose(context: Context) -> Composed:
    """The answer in the shape of its kind; without quotes where the places hold none."""
    if attendance.ASKS.search(context.asked.text):
        made = attendance.compose(context)
        if made.quotes:
            return made
    of_the_register = undertaking.compose(context) if undertaking.takes(context.asked) else None
    made = of_the_register or _SHAPES.get(context.asked.kind, passage.compose)(context)
    best = max((place.read for place in context.places), default=_BROAD_FROM)
    if context.asked.broad and made.sure is None and best > _BROAD_FROM and not made.lacking:
        made = replace(made, sure=_BROADLY_SURE)
    return made
