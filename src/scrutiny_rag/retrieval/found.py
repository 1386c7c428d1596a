"""What one search found: passages with their scores, and what was understood of the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrutiny_rag.retrieval.comparing import side_by_side
from scrutiny_rag.retrieval.context import PLACES, PLACES_COMPARED
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.retrieval.ranking import Signals
from scrutiny_rag.retrieval.results import Finding, WidenedPassage
from scrutiny_rag.store.ledger import PaperRow, PassageRow

if TYPE_CHECKING:
    from scrutiny_rag.retrieval.search import HybridRetriever


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its scores."""

    passage: PassageRow
    paper: PaperRow
    score: float
    """Fused, neighbours included; comparable within one search."""
    own_score: float
    """Fused, of this passage alone; 0 to 1."""
    cosine: float
    """Similarity to the question; 0 where the vectors did not find it."""
    bearing: float
    """How likely it bears on the question, over the likeliest's, by the ranking model; 0 to 1."""
    read: float | None = None
    """How well it answers, by the cross-encoder; above 0 it is likely to. None where it was not read."""


@dataclass(frozen=True)
class Found:
    """The result of one search."""

    question: Understood
    hits: list[Hit]
    """Passages, best first."""
    retriever: HybridRetriever
    searched: int
    """How many papers were searched."""
    notice: str | None = None
    """What of the question was let go, one sentence."""
    undated: int = 0
    """Papers that a filter by date left out because they bear none."""
    findings: tuple[Finding, ...] = ()
    """What was read from the question and taken, in its order."""
    also: dict[int, tuple[Hit, ...]] = field(default_factory=dict)
    """Hits that were left out because they say in other papers what the hit of this id says."""
    speakers: tuple[str, ...] | None = None
    """The only speakers whose passages were searched; None where the filters name none."""
    signals: Signals | None = None
    """What the search saw of the passages; None where it found none."""

    @property
    def left_out(self) -> str | None:
        """What a filter by date left out though it may be meant, one sentence."""
        if not self.undated:
            return None
        few = (
            "1 paper without a date was"
            if self.undated == 1
            else f"{self.undated:,} papers without a date were"
        )
        return f"{few} left out by the filter on dates."

    @property
    def told(self) -> str | None:
        """All that is to be said of where the search looked."""
        return " ".join(filter(None, (self.notice, self.left_out))) or None

    def widened(self, top_k: int) -> tuple[WidenedPassage, ...]:
        """The stretches worth reading around the hits, best first, `top_k` at most."""
        most_places = PLACES_COMPARED if side_by_side(self.question.text) else PLACES
        return self.retriever.widen(self.hits, top_k, self.speakers, self.also, most_places)

    @property
    def understood(self) -> dict[str, str]:
        """The findings for people: the field and its values."""
        told: dict[str, list[str]] = {}
        for finding in self.findings:
            told.setdefault(finding.field, []).append(finding.in_words())
        return {name: " or ".join(dict.fromkeys(values)) for name, values in told.items()}


def with_other_papers(
    stretches: Iterable[WidenedPassage], hits: Sequence[Hit], also: Mapping[int, Sequence[Hit]]
) -> Iterator[WidenedPassage]:
    """The stretches, each with the names of the papers that hold the words of a hit in it too."""
    standing = [
        (hit.paper.name, hit.passage.char_start, also[hit.passage.id])
        for hit in hits
        if hit.passage.id in also
    ]
    for stretch in stretches:
        others = [
            other.paper.name
            for paper, start, repeats in standing
            if paper == stretch.paper and stretch.char_start <= start < stretch.char_end
            for other in repeats
        ]
        yield stretch.model_copy(update={"also_in": tuple(dict.fromkeys(others))}) if others else stretch
