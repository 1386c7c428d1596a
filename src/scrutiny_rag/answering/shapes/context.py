"""What a shape is given."""

from __future__ import annotations

from dataclasses import dataclass

from scrutiny_rag.answering.places.acts import linked
from scrutiny_rag.answering.places.place import Place, Sentence
from scrutiny_rag.answering.places.reader import find_places
from scrutiny_rag.answering.question.asked import Asked
from scrutiny_rag.answering.shapes.entry import Entries, no_entries
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.record.model import Record
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.found import Found
from scrutiny_rag.retrieval.search import HybridRetriever

FOLLOWING_WORDS = 30
"""Words by which what followed may exceed an answer."""
_FOLLOWING = 2
"""Acts that are shown with the one that they follow."""
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
    register: Entries = no_entries
    """The register of undertakings and decisions, read when it is called."""

    def with_what_followed(self, chosen: list[Sentence]) -> list[Sentence]:
        """`chosen`, best first, and the decision or reply that the record links with its best sentence.

        A question or a proposal alone is no answer: what followed takes the room of the last ones of `chosen`.
        """
        if not chosen:
            return chosen
        record = self.record_of(chosen[0].paper)
        kept = list(chosen)
        for other in linked(record, chosen[0])[:_FOLLOWING]:
            if other.words > self.most_words or any(_same(other, s) for s in kept):
                continue
            while (
                len(kept) > 1 and sum(s.words for s in kept) + other.words > self.most_words + FOLLOWING_WORDS
            ):
                kept.pop()
            kept.insert(1, other)
        return kept

    def record_of(self, paper: Paper) -> Record:
        """The record of a paper of the index; an empty one where it has gone since."""
        paper_id = self.retriever.catalogue().listed.get(paper.name)
        return Record() if paper_id is None else self.retriever.record(paper_id)

    def look(self, question: str, filters: Filters | None = None) -> list[Place]:
        """The places for another question under the same filters, or under `filters`."""
        found = self.retriever.find(question, self.filters if filters is None else filters)
        return find_places(self.asked, found, self.retriever, question=question)


def _same(one: Sentence, other: Sentence) -> bool:
    return one.paper.name == other.paper.name and one.char_start == other.char_start
