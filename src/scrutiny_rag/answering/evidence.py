"""Answers in the papers' own words: the fewest sentences that answer, each quoted exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scrutiny_rag.answering.answer import Citation, Claim
from scrutiny_rag.answering.asks import Ask
from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.answering.replies import asks, reply_to
from scrutiny_rag.answering.wanted import Wanted, names_of
from scrutiny_rag.papers.model import Block, Paper, in_words
from scrutiny_rag.papers.sentences import sentence_spans
from scrutiny_rag.retrieval.comparing import compares, over_time
from scrutiny_rag.retrieval.question import Understood

MOST_SENTENCES = 3
_CLOSE = 0.82
"""A further sentence of the same paper must score this share of the best one."""
_CLOSE_ELSEWHERE = 0.75
"""The same for a sentence of another paper, where the question compares."""
_ADDS = 0.12
"""Or it must bring this share of what the question's terms tell, not said so far."""
_COMPLETES = 0.6
"""A sentence that fills a part of the question left open must score this share of the best one."""
_COMPLETES_ELSEWHERE = 0.5
"""The same where the question compares, and each paper speaks to a part of it alone."""
_SEPARATOR = " › "
_CELLS = re.compile(r"\S \| \S")
_LIST_MARK = re.compile(r"^(?:[·•▪◦*–-]+ |[·•▪◦]+)+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a paper that is shown: one sentence, or two where the second needs the first."""

    paper: Paper
    block: Block
    char_start: int
    char_end: int
    score: float
    held: frozenset[str] = frozenset()
    """Stems of all that tells what the quote is about."""

    @property
    def text(self) -> str:
        """The words, exactly as in the paper."""
        return self.paper.text[self.char_start : self.char_end]

    def about(self) -> str:
        """What the quote is of, in words: its paper's title, body and date, its headings and speaker."""
        meta = self.paper.metadata
        day = in_words(meta.date) if meta.date else None
        return ", ".join(filter(None, (meta.title, meta.body, day, *self.block.heading, self.block.speaker)))


def choose(candidates: Sequence[Candidate], asked: Understood, most_words: int) -> list[Quote]:
    """The quotes that answer, in the order in which they are shown; `candidates` come best first."""
    if not candidates:
        return []
    best = candidates[0]
    chosen = [best]
    size = _size(best)
    side_by_side = compares(asked.text)

    def take(candidate: Candidate) -> bool:
        nonlocal size
        room = len(chosen) < MOST_SENTENCES and size + _size(candidate) <= most_words
        if not room or _repeats(candidate, chosen):
            return False
        if asks(candidate, asked.text) and not side_by_side:  # what else was asked adds nothing
            return False
        chosen.append(candidate)
        size += _size(candidate)
        return True

    share = _COMPLETES_ELSEWHERE if side_by_side else _COMPLETES
    near = [candidate for candidate in candidates[1:] if candidate.score >= best.score * share]
    for lacking in _left_open(asked, chosen):
        next((c for c in near if lacking(c) and take(c)), None)
    for candidate in candidates[1:]:
        said = frozenset[str]().union(*(c.stems for c in chosen))
        elsewhere = candidate.paper.name not in {c.paper.name for c in chosen}
        adds = asked.share(said | candidate.stems) - asked.share(said)
        close = candidate.score >= best.score * (_CLOSE_ELSEWHERE if elsewhere and side_by_side else _CLOSE)
        if close and (adds >= _ADDS or (elsewhere and side_by_side)):
            take(candidate)
    quotes = _merge(q for c in chosen for q in _shown(c, most_words - size, asked.text))
    if over_time(asked.text):
        quotes.sort(key=lambda q: (q.paper.metadata.date is None, q.paper.metadata.date, q.paper.name))
    return quotes


def _left_open(asked: Understood, chosen: Sequence[Candidate]) -> Iterator[Callable[[Candidate], bool]]:
    """For each part of the question that `chosen` leaves open, whether a candidate fills it."""
    wanted = Wanted.of(asked.text)
    for ask in wanted.asks if len(wanted.asks) > 1 else ():
        if not any(wanted.fills(ask, c.text, c.block) for c in chosen):
            yield lambda c, ask=ask: wanted.fills(ask, c.text, c.block)  # type: ignore[misc]
    if compares(asked.text):
        papers = {c.paper.name for c in chosen}
        for name in names_of(asked.text):
            if not any(name in c.held for c in chosen):
                yield lambda c, name=name: name in c.held and c.paper.name not in papers  # type: ignore[misc]


_PARTS = {
    Ask.NUMBER: "how many",
    Ask.MONEY: "what sum",
    Ask.DATE: "when",
    Ask.DURATION: "how long",
}


def left_unanswered(quotes: Sequence[Quote], asked: Understood) -> tuple[str, ...]:
    """The parts of a question that `quotes` leave open, in words: ("how many", "anything on Croydon")."""
    wanted = Wanted.of(asked.text)
    slots = [ask for ask in wanted.asks if ask in _PARTS] if len(wanted.asks) > 1 else []
    open_parts = [_PARTS[ask] for ask in slots if not any(wanted.fills(ask, q.text, q.block) for q in quotes)]
    if compares(asked.text):
        held = frozenset[str]().union(*(quote.held for quote in quotes))
        lacking = sorted(names_of(asked.text) - held)
        open_parts += [f"anything on {_as_written(asked.spelled.get(n, n), asked.text)}" for n in lacking]
    return tuple(open_parts)


def _as_written(word: str, text: str) -> str:
    match = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return re.sub(r"[’']s$", "", match[0]) if match else word


def cite(
    quotes: Sequence[Quote], lead: str | None = None
) -> tuple[tuple[Claim, ...], tuple[Citation, ...], str]:
    """The quotes as claims, citations and the answer's text, a line a quote; `lead` goes before the first."""
    claims, citations, lines = [], [], []
    several = len({quote.paper.name for quote in quotes}) > 1
    for number, quote in enumerate(quotes, 1):
        line = _line(quote, number, several)
        if lead and number == 1:
            line = f"{lead}. {line}"
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
    if _CELLS.search(words):
        row = "; ".join(cell.strip() for cell in words.split("|") if cell.strip())
        return f"{label or 'From a table'}: {row} [{number}]"
    return f"{label}: “{words}” [{number}]" if label else f"“{words}” [{number}]"


def _size(candidate: Candidate) -> int:
    return len(candidate.text.split())


def _repeats(candidate: Candidate, chosen: Iterable[Candidate]) -> bool:
    """True where a chosen sentence says nearly the same words."""
    return any(
        len(candidate.stems & other.stems) >= 0.8 * max(1, min(len(candidate.stems), len(other.stems)))
        for other in chosen
    )


def _shown(candidate: Candidate, room: int, question: str) -> Iterator[Quote]:
    """The sentence, and where it only asks what was replied to it."""
    yield _with_antecedent(candidate, room)
    reply = reply_to(candidate) if asks(candidate, question) else None
    if reply is not None:
        block, start, end = reply
        yield Quote(candidate.paper, block, start, end, candidate.score, candidate.held)


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
    return Quote(candidate.paper, candidate.block, start, candidate.char_end, candidate.score, candidate.held)


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
                    quote.held | other.held,
                )
                break
        else:
            merged.append(quote)
    return merged
