"""Answers in the papers' own words: the fewest sentences that answer, each quoted exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scrutiny_rag.answering.answer import Citation, Claim
from scrutiny_rag.answering.asks import compares, over_time
from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.papers.model import Block, Paper
from scrutiny_rag.papers.sentences import sentence_spans
from scrutiny_rag.retrieval.question import Understood

MOST_SENTENCES = 3
_CLOSE = 0.82
"""A further sentence of the same paper must score this share of the best one."""
_CLOSE_ELSEWHERE = 0.75
"""The same for a sentence of another paper, where the question compares."""
_ADDS = 0.12
"""Or it must bring this share of what the question's terms tell, not said so far."""
_SEPARATOR = " › "
_LIST_MARK = re.compile(r"^(?:[·•▪◦*–-]+ |[·•▪◦]+)+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a paper that is shown: one sentence, or two where the second needs the first."""

    paper: Paper
    block: Block
    char_start: int
    char_end: int
    score: float

    @property
    def text(self) -> str:
        """The words, exactly as in the paper."""
        return self.paper.text[self.char_start : self.char_end]


def choose(candidates: Sequence[Candidate], asked: Understood, most_words: int) -> list[Quote]:
    """The quotes that answer, in the order in which they are shown; `candidates` come best first."""
    if not candidates:
        return []
    best = candidates[0]
    side_by_side = compares(asked.text)
    chosen = [best]
    said = set(best.stems)
    size = _size(best)
    for candidate in candidates[1:]:
        if len(chosen) == MOST_SENTENCES:
            break
        elsewhere = candidate.paper.name not in {c.paper.name for c in chosen}
        adds = asked.share(said | candidate.stems) - asked.share(said)
        close = candidate.score >= best.score * (_CLOSE_ELSEWHERE if elsewhere and side_by_side else _CLOSE)
        wanted = close and (adds >= _ADDS or (elsewhere and side_by_side))
        if wanted and size + _size(candidate) <= most_words and not _repeats(candidate, chosen):
            chosen.append(candidate)
            said |= candidate.stems
            size += _size(candidate)
    quotes = _merge(_with_antecedent(c, room=most_words - size) for c in chosen)
    if over_time(asked.text):
        quotes.sort(key=lambda q: (q.paper.metadata.date is None, q.paper.metadata.date, q.paper.name))
    return quotes


def cite(quotes: Sequence[Quote]) -> tuple[tuple[Claim, ...], tuple[Citation, ...], str]:
    """The quotes as claims, citations and the answer's text, a line a quote."""
    claims, citations, lines = [], [], []
    several = len({quote.paper.name for quote in quotes}) > 1
    for number, quote in enumerate(quotes, 1):
        line = _line(quote, number, several)
        lines.append(line)
        claims.append(Claim(text=line, citations=(number,), verified=True))
        citations.append(citation(quote, number))
    return tuple(claims), tuple(citations), "\n\n".join(lines)


def citation(quote: Quote, number: int) -> Citation:
    """The citation of a quote; its words are taken from the paper's text at its offsets."""
    meta = quote.paper.metadata
    return Citation(
        number=number,
        paper=quote.paper.name,
        title=meta.title,
        body=meta.body,
        date=meta.date.isoformat() if meta.date else None,
        page=quote.paper.page_at(quote.char_start),
        section=_SEPARATOR.join(quote.block.heading) or None,
        speaker=quote.block.speaker,
        quote=quote.text,
        char_start=quote.char_start,
        char_end=quote.char_end,
    )


def _line(quote: Quote, number: int, several: bool) -> str:
    words = _LIST_MARK.sub("", " ".join(quote.text.split()))
    who = quote.block.speaker
    where = quote.paper.metadata.title or quote.paper.name
    label = who or (where if several else None)
    return f"{label}: “{words}” [{number}]" if label else f"“{words}” [{number}]"


def _size(candidate: Candidate) -> int:
    return len(candidate.text.split())


def _repeats(candidate: Candidate, chosen: Iterable[Candidate]) -> bool:
    """True where a chosen sentence says nearly the same words."""
    return any(
        len(candidate.stems & other.stems) >= 0.8 * max(1, min(len(candidate.stems), len(other.stems)))
        for other in chosen
    )


def _with_antecedent(candidate: Candidate, room: int) -> Quote:
    """The sentence, with the one before it where it points back and there is room for both."""
    start = candidate.char_start
    if candidate.leans_back:
        block = candidate.block
        first = block.speech_start if block.speech_start is not None else block.char_start
        before = [
            span for span in sentence_spans(candidate.paper.text, first, block.char_end) if span[0] < start
        ]
        if before and len(candidate.paper.text[before[-1][0] : start].split()) <= max(0, room):
            start = before[-1][0]
    return Quote(candidate.paper, candidate.block, start, candidate.char_end, candidate.score)


def _merge(quotes: Iterable[Quote]) -> list[Quote]:
    """Quotes that touch or overlap in one block become one."""
    merged: list[Quote] = []
    for quote in quotes:
        for n, other in enumerate(merged):
            apart = quote.paper.text[
                min(quote.char_end, other.char_end) : max(quote.char_start, other.char_start)
            ]
            if other.paper.name == quote.paper.name and other.block == quote.block and not apart.strip():
                merged[n] = Quote(
                    other.paper,
                    other.block,
                    min(quote.char_start, other.char_start),
                    max(quote.char_end, other.char_end),
                    max(quote.score, other.score),
                )
                break
        else:
            merged.append(quote)
    return merged
