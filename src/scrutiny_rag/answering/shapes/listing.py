"""A list: every matching sentence or row that stands near enough to the best, a line each."""

from __future__ import annotations

from scrutiny_rag.answering.shapes.choosing import best_sentences
from scrutiny_rag.answering.shapes.context import LONG_WORDS, Context
from scrutiny_rag.answering.shapes.quote import Composed, in_reading_order, merged

_FLOOR = 16.0
"""How far below the best sentence one of a list may stand: its members are each a part of the answer."""


def compose(context: Context) -> Composed:
    """The best sentences of many places, grouped by paper."""
    chosen = best_sentences(context.places, max(LONG_WORDS, context.most_words), floor=_FLOOR, a_place=3)
    if context.asked.acts and any(sentence.act is not None for sentence in chosen):
        chosen = [sentence for sentence in chosen if sentence.act is not None]  # the record knows the members
    quotes = merged(in_reading_order(chosen))
    return Composed(tuple(quotes), listed=len(quotes) > 1)
