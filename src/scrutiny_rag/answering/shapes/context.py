"""What a shape is given."""

from __future__ import annotations

from dataclasses import dataclass

from scrutiny_rag.answering.places.place import Place
from scrutiny_rag.answering.places.reader import find_places
from scrutiny_rag.answering.question.asked import Asked
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.found import Found
from scrutiny_rag.retrieval.search import HybridRetriever

LONG_WORDS = 185
"""Words of a list or an overview, its labels aside."""


@dataclass(frozen=True)
class Context:
    """A question with what was found for it, and the way to look again."""

    asked: Asked
    filters: Filters
    found: Found
    places: list[Place]
    """Best first."""
    retriever: HybridRetriever
    most_words: int
    """Words of an answer, its labels aside."""

    def look(self, question: str, filters: Filters | None = None) -> list[Place]:
        """The places for another question under the same filters, or under `filters`."""
        found = self.retriever.find(question, self.filters if filters is None else filters)
        return find_places(question, found.hits, self.retriever, self.asked.acts, self.asked.when)
