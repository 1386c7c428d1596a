"""A value, a reason, a statement: the best sentences, with those around them that make them plain."""

from __future__ import annotations

from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.shapes.choosing import FLOOR, LONG_FLOOR, best_sentences
from scrutiny_rag.answering.shapes.context import LONG_WORDS, Context
from scrutiny_rag.answering.shapes.quote import Composed, in_reading_order, merged


def compose(context: Context) -> Composed:
    """The best sentences over all places; of a statement as many as a list has, where they stand near the best."""
    words, floor = context.most_words, FLOOR
    if context.asked.kind is Kind.STATEMENT:
        # How much there is to say is not known from the question: the scores alone end it.
        words, floor = max(LONG_WORDS, context.most_words), LONG_FLOOR
    chosen = context.with_what_followed(best_sentences(context.places, words, floor=floor))
    return Composed(tuple(merged(in_reading_order(chosen))))
