"""Sentences and places: what an answer is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrutiny_rag.answering.places.display import block_in_words
from scrutiny_rag.papers.model import Block, Paper
from scrutiny_rag.record.model import Act
from scrutiny_rag.retrieval.found import Hit


@dataclass(slots=True)
class Sentence:
    """A sentence of a paper, or a row of its table, read once: `paper.text[char_start:char_end]` are its words."""

    paper: Paper
    block: Block
    char_start: int
    char_end: int
    before: str = ""
    """The sentence before it in its block or, where it is a block's first, in its exchange; as people read it."""
    read: float = 0.0
    """How well its words answer, by the reader; above 0 they are likely to."""
    score: float = 0.0
    """What it is worth to the answer: by which sentences are chosen."""
    act: Act | None = None
    """What the record says happens in it, where that was asked about."""
    text: str = field(init=False)
    """Its words as people read them."""

    def __post_init__(self) -> None:
        self.text = block_in_words(self.block, self.paper.text[self.char_start : self.char_end])

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(slots=True)
class Place:
    """A passage that was found, with the reader's opinion of it."""

    hit: Hit
    paper: Paper
    read: float
    """How well the whole passage answers, by the reader; above 0 it is likely to."""
    score: float
    """The same with what speaks for its paper: by which places are ordered."""
    sentences: list[Sentence] = field(default_factory=list)
    """Those that can be quoted, in the paper's order."""

    @property
    def text(self) -> str:
        """The passage's words, exactly as in the paper."""
        row = self.hit.passage
        return self.paper.text[row.char_start : row.char_end]
