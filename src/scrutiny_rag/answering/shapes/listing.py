"""A list: every matching sentence or row that stands near enough to the best, a line each."""

from __future__ import annotations

from scrutiny_rag.answering.shapes.choosing import best_sentences
from scrutiny_rag.answering.shapes.context import LONG_WORDS, Context
from scrutiny_rag.answering.shapes.quote import Composed, in_reading_order, merged


def compose(context: Context) -> Composed:
    """The best sentences of many places, grouped by paper."""
    chosen = best_sentences(context.places, max(LONG_WORDS, context.most_words), a_place=4)
    quotes = merged(in_reading_order(chosen))
    return Composed(tuple(quotes), listed=len(quotes) > 1)
