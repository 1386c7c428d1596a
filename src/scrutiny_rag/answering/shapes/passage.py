"""A value, a reason, a statement: the best sentences, with those around them that make them plain."""

from __future__ import annotations

from scrutiny_rag.answering.shapes.choosing import best_sentences
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.quote import Composed, in_reading_order, merged


def compose(context: Context) -> Composed:
    """The best sentences over all places."""
    chosen = context.with_what_followed(best_sentences(context.places, context.most_words))
    return Composed(tuple(merged(in_reading_order(chosen))))
