"""The register's entries on a subject, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scrutiny_rag.answering.places.acts import block_at
from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.shapes.quote import Quote
from scrutiny_rag.answering.shapes.telling import how_it_stands, quote_at, telling, who_and_when
from scrutiny_rag.answering.shapes.undertaking_rules import subject_terms
from scrutiny_rag.briefing.gathering import LEAST, Gathered, joined, on_subject
from scrutiny_rag.briefing.model import Line
from scrutiny_rag.briefing.numbering import Numbering, unpaired
from scrutiny_rag.briefing.rules import stands_alone
from scrutiny_rag.papers.model import BlockKind
from scrutiny_rag.promises import Promise, PromiseKind
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.store.analysis import terms

_READ = 16
"""Entries that the reader scores beyond those that the gathered words are of."""


def promises_on(
    subject: str, gathered: Gathered, register: Sequence[Promise], retriever: HybridRetriever
) -> list[Promise]:
    """The undertakings, actions and recommendations on a subject, newest first; without one, all of the papers."""
    names = {name for name, i in retriever.catalogue().listed.items() if i in gathered.papers}
    entries = [
        each
        for each in register
        if each.kind is not PromiseKind.DECISION and each.paper in names and _readable(each, retriever)
    ]
    wanted = subject_terms(subject) or frozenset(terms(subject))
    if not wanted:
        return _newest(entries)
    near = [each for each in entries if _told(each, gathered)]
    ids = {each.id for each in near}
    held = [each for each in entries if each.id not in ids and _holds(each, wanted)]
    held = _newest(held)[:_READ]
    scores = on_subject(subject, [_text(each) for each in held], retriever)
    near += [each for each, score in zip(held, scores, strict=True) if score >= LEAST]
    return _newest(near)


def line_of(each: Promise, retriever: HybridRetriever, numbering: Numbering) -> Line:
    """An entry as a line: its words, owner and day, and the words of the paper that says how it stands."""
    paper = retriever.paper(each.paper)
    block = block_at(paper, each.char_start)
    quote = Quote.of(joined(Sentence(paper, block, each.char_start, each.char_end)))
    numbers = [numbering.number(quote)]
    words = [f"{_said(quote)} [{numbers[0]}]", *who_and_when(each)]
    later = telling(each)
    standing = how_it_stands(each, later)
    if later is None:
        words += [f"{standing}."] if standing else []
    else:
        after = quote_at(retriever, later.paper, later.char_start, later.char_end)
        numbers.append(numbering.number(after))
        words.append(f"{standing}: {_said(after)} [{numbers[1]}]")
    return numbering.of(" ".join(words), tuple(dict.fromkeys(numbers)), quote)


def _said(quote: Quote) -> str:
    if quote.block.kind is BlockKind.ROW:
        return quote.text
    words = f"“{unpaired(quote.text)}”"
    return f"{quote.block.speaker}: {words}" if quote.block.speaker else words


def _readable(each: Promise, retriever: HybridRetriever) -> bool:
    quote = quote_at(retriever, each.paper, each.char_start, each.char_end)
    return quote.block.kind is BlockKind.ROW or stands_alone(quote.text, act=True)


def _told(each: Promise, gathered: Gathered) -> bool:
    places = [(each.paper, each.char_start, each.char_end)]
    places += [(later.paper, later.char_start, later.char_end) for later in each.followups]
    return any(told.overlaps(*place) for told in gathered.told for place in places)


def _holds(each: Promise, wanted: frozenset[str]) -> bool:
    held = set(terms(_text(each)))
    return len(wanted & held) * 2 >= len(wanted)


def _text(each: Promise) -> str:
    return f"{each.subject}: {each.quote}" if each.subject else each.quote


def _newest(entries: Sequence[Promise]) -> list[Promise]:
    return sorted(entries, key=lambda each: -(each.date or date.min).toordinal())
