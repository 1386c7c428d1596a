"""A stretch of a paper on the subject, with what the record says happens in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.shapes.quote import Quote
from scrutiny_rag.record.model import Act, ActKind


@dataclass(slots=True)
class Told:
    """Words that can be quoted: `sentence.paper.text[sentence.char_start:sentence.char_end]`."""

    sentence: Sentence
    score: float
    """How well they speak of the subject, by the reader; those that only follow such words have theirs, less some."""
    acts: tuple[Act, ...] = ()
    title: str | None = None
    """The title of the item."""
    unanswered: bool = False
    """Whether it asks, and the record of its item has nobody answer."""
    kinds: frozenset[ActKind] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = frozenset(act.kind for act in self.acts)

    @property
    def place(self) -> tuple[str, int, int]:
        """Paper, start and end: what tells it from others."""
        return self.sentence.paper.name, self.sentence.char_start, self.sentence.char_end

    @property
    def day(self) -> date:
        """The paper's date; the first day of all where it has none."""
        return self.sentence.paper.metadata.date or date.min

    @property
    def quote(self) -> Quote:
        """Its quote."""
        return Quote.of(self.sentence)

    @property
    def text(self) -> str:
        """Its words as people read them."""
        return self.sentence.text

    def overlaps(self, paper: str, start: int, end: int) -> bool:
        """Whether it shares words with a stretch."""
        return (
            self.sentence.paper.name == paper
            and self.sentence.char_start < end
            and start < self.sentence.char_end
        )
