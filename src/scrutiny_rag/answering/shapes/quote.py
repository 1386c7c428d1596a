"""Quotes, and how an answer is written of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scrutiny_rag.answering.answer import Citation, Claim
from scrutiny_rag.answering.places.display import block_in_words
from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.papers.model import Block, BlockKind, Paper, in_words

_SEPARATOR = " › "
_TITLE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of one block that is shown, whole sentences: `paper.text[char_start:char_end]`."""

    paper: Paper
    block: Block
    char_start: int
    char_end: int

    @classmethod
    def of(cls, sentence: Sentence) -> Quote:
        """The quote of one sentence."""
        return cls(sentence.paper, sentence.block, sentence.char_start, sentence.char_end)

    @property
    def exact(self) -> str:
        """The words, exactly as in the paper."""
        return self.paper.text[self.char_start : self.char_end]

    @property
    def text(self) -> str:
        """The words as people read them."""
        return block_in_words(self.block, self.exact)


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer before it is numbered."""

    quotes: tuple[Quote, ...]
    lead: str | None = None
    """What goes before the quotes; only what code knows to be so."""
    listed: bool = False
    """Whether the quotes stand as a list."""
    lacking: tuple[str, ...] = ()
    """What was asked for and is not there, in words."""
    sure: float | None = None
    """How likely it answers, where the shape knows better than the places tell."""
    rules: tuple[str, ...] = ()
    """Names of the rules that had a part in it."""
    after: tuple[str, ...] = ()
    """What code knows of each quote, said right after it; one for each quote, "" for nothing, or none at all."""
    joined: frozenset[int] = frozenset()
    """Places in `quotes` of those that stand on the line of the one before, after what is said of it."""


def merged(sentences: Iterable[Sentence]) -> list[Quote]:
    """The sentences as quotes, in their order; those that follow each other in one block become one."""
    quotes: list[Quote] = []
    for sentence in sentences:
        last = quotes[-1] if quotes else None
        if last is not None and last.paper is sentence.paper and last.block == sentence.block:
            between = sentence.paper.text[last.char_end : sentence.char_start]
            if sentence.char_start >= last.char_end and not between.strip():
                quotes[-1] = Quote(last.paper, last.block, last.char_start, sentence.char_end)
                continue
        quotes.append(Quote.of(sentence))
    return quotes


def in_reading_order(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, paper by paper in the order in which papers first appear, each paper's in its own order."""
    papers = {name: at for at, name in enumerate(dict.fromkeys(s.paper.name for s in sentences))}
    return sorted(sentences, key=lambda s: (papers[s.paper.name], s.char_start))


def paper_label(paper: Paper) -> str:
    """A paper as people name it: title, date, and "draft" where it is one."""
    meta = paper.metadata
    title = " ".join((meta.title or paper.name).split()[:_TITLE_WORDS]).rstrip(" .,:;")
    day = in_words(meta.date) if meta.date else None
    parts = [title]
    if meta.body and meta.body.split()[0].lower() not in title.lower().split():
        parts.append(meta.body)
    if day and day not in title:
        parts.append(day)
    if meta.draft:
        parts.append("draft")
    return ", ".join(parts)


def write(composed: Composed) -> tuple[tuple[Claim, ...], tuple[Citation, ...], str]:
    """Claims, numbered citations and the answer's text: a line a quote, under the label of its paper."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    lines: list[str] = [composed.lead] if composed.lead else []
    last: str | None = None
    for number, quote in enumerate(composed.quotes, 1):
        line = f"{_said(quote)} [{number}]"
        claims.append(Claim(text=line, citations=(number,), verified=True))
        citations.append(citation(quote, number))
        told = f"{line} {composed.after[number - 1]}".rstrip() if composed.after else line
        if number - 1 in composed.joined:
            lines[-1] += f" {told}"
            continue
        if quote.paper.name != last:
            lines.append(f"{paper_label(quote.paper)}:")
            last = quote.paper.name
        lines.append(f"- {told}" if composed.listed else told)
    if composed.lacking:
        lines.append(f"Not in these papers: {' or '.join(composed.lacking)}.")
    return tuple(claims), tuple(citations), _paragraphs(lines, composed.listed)


def citation(quote: Quote, number: int) -> Citation:
    """The citation of a quote; its words are taken from the paper's text at its offsets."""
    meta = quote.paper.metadata
    return Citation(
        number=number,
        paper=quote.paper.name,
        title=meta.title,
        body=meta.body,
        committee=meta.committee,
        date=meta.date.isoformat() if meta.date else None,
        draft=meta.draft,
        item=quote.block.item,
        page=quote.paper.page_at(quote.char_start),
        section=_SEPARATOR.join(quote.block.heading) or None,
        speaker=quote.block.speaker,
        quote=quote.exact,
        char_start=quote.char_start,
        char_end=quote.char_end,
    )


def _said(quote: Quote) -> str:
    if quote.block.kind is BlockKind.ROW:
        return quote.text
    return f"{quote.block.speaker}: “{quote.text}”" if quote.block.speaker else f"“{quote.text}”"


def _paragraphs(lines: Sequence[str], listed: bool) -> str:
    if not listed:
        return "\n\n".join(lines)
    text = ""
    for at, line in enumerate(lines):
        tight = at and line.startswith("- ") and lines[at - 1].startswith("- ")
        text += ("" if not at else "\n" if tight else "\n\n") + line
    return text
