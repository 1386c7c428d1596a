"""A question, what a system made of it, and where the papers answer: what every metric is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.outcome import Hit, Outcome
from scrutiny_rag.evaluation.questions import Question
from scrutiny_rag.evaluation.spans import Span, contains_one, find_quote, merged, shared

MOST_PASSAGES = 100
"""Passages of a result that are looked at; what comes after is ignored."""

ENOUGH_OF_A_QUOTE = 0.8
"""Share of an evidence quote that a relevant passage holds: a sentence cut at its edge is still the right place."""


@dataclass(frozen=True)
class Gold:
    """Where the evidence of a question stands."""

    spans: Mapping[str, tuple[Span, ...]]
    """By paper. Where a quote stands at several places, each of them."""
    quoted: bool
    """Whether the evidence was given as quotes, most of which a passage must hold."""

    @classmethod
    def of(cls, question: Question, papers: Collection) -> Gold:
        """Finds the question's evidence in the papers."""
        spans: dict[str, list[Span]] = {}
        for evidence in question.evidence:
            found = list(evidence.spans)
            if evidence.quote is not None:
                found += find_quote(evidence.quote, papers.text(evidence.paper))
            spans.setdefault(papers.resolve(evidence.paper) or evidence.paper, []).extend(found)
        quoted = any(evidence.quote is not None for evidence in question.evidence)
        return cls({paper: tuple(found) for paper, found in spans.items()}, quoted)

    def pages(self, papers: Collection) -> frozenset[tuple[str, int]]:
        """Pages that the evidence touches; none for papers without pages."""
        pages: set[tuple[str, int]] = set()
        for name, spans in self.spans.items():
            paper = papers.papers.get(name)
            for page in paper.pages if paper else ():
                if any(max(page.char_start, start) < min(page.char_end, end) for start, end in spans):
                    pages.add((name, page.number))
        return frozenset(pages)


@dataclass(frozen=True)
class Case:
    """One question with one system's outcome; `outcome` is None where there is no result at all."""

    question: Question
    outcome: Outcome | None
    papers: Collection
    gold: Gold

    @property
    def has_evidence(self) -> bool:
        """Whether retrieval can be scored: the papers answer, and the set says where."""
        return self.question.answerable and bool(self.question.evidence)

    @cached_property
    def passages(self) -> tuple[Hit, ...]:
        """The passages found, best first, with the papers' names as the collection has them."""
        found = self.outcome.passages[:MOST_PASSAGES] if self.outcome else ()
        return tuple(
            hit.model_copy(update={"paper": self.papers.resolve(hit.paper) or hit.paper}) for hit in found
        )

    @cached_property
    def relevant(self) -> tuple[bool, ...]:
        """For each passage, whether it is relevant.

        With quotes: it holds 0.8 of one of them. With spans: at least half its characters lie in them.
        """
        return tuple(self._is_relevant(hit) for hit in self.passages)

    def _is_relevant(self, hit: Hit) -> bool:
        spans = self.gold.spans.get(hit.paper, ())
        place = (hit.char_start, hit.char_end)
        if self.gold.quoted:
            return contains_one(place, spans, ENOUGH_OF_A_QUOTE)
        return bool(spans) and shared(place, merged(spans)) >= 0.5 * max(1, hit.char_end - hit.char_start)
