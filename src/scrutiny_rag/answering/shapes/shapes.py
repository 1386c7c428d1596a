"""The shape of each kind of answer."""

from __future__ import annotations

from collections.abc import Callable

from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.shapes import comparison, listing, overview, passage
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.quote import Composed

_SHAPES: dict[Kind, Callable[[Context], Composed]] = {
    Kind.LIST: listing.compose,
    Kind.OVERVIEW: overview.compose,
    Kind.COMPARISON: comparison.compose,
}


def compose(context: Context) -> Composed:
    """The answer in the shape of its kind; without quotes where the places hold none."""
    return _SHAPES.get(context.asked.kind, passage.compose)(context)
