"""The register's entries on a subject, and how each stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice

from scrutiny_rag.answering.places.acts import block_at
from scrutiny_rag.answering.places.display import readable
from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.shapes.quote import Quote
from scrutiny_rag.answering.shapes.telling import how_it_stands, quote_at, telling, who_and_when
from scrutiny_rag.answering.shapes.undertaking_rules import subject_terms
from scrutiny_rag.briefing.gathering import LEAST, Gathered, joined, on_subject
from scrutiny_rag.briefing.model import Line
from scrutiny_rag.briefing.numbering import Numbering, unpaired
from scrutiny_rag.briefing.rules import TO_DO, stands_alone
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
    entries = [each for each in register if each.kind is not PromiseKind.DECISION and each.paper in names]
    wanted = subject_terms(subject) or frozenset(terms(subject))
    if not wanted:
        return without_repeats(_newest([each for each in entries if _readable(each, retriever)]))
    near = [each for each in entries if _told(each, gathered) and _readable(each, retriever)]
    ids = {each.id for each in near}
    held = [each for each in entries if each.id not in ids and _holds(each, wanted)]
    # Each is looked up in its paper: only those that may be shown.
    held = list(islice((each for each in _newest(held) if _readable(each, retriever)), _READ))
    scores = on_subject(subject, [_text(each) for each in held], retriever)
    near += [each for each, score in zip(held, scores, strict=True) if score >= LEAST]
    return without_repeats(_newest(near))


def line_of(each: Promise, retriever: HybridRetriever, numbering: Numbering) -> Line:
    """An entry as a line: its words, owner and day, and the words of the paper that says how it stands."""
    paper = retriever.paper(each.paper)
    block = block_at(paper, each.char_start)
    quote = Quote.of(joined(Sentence(paper, block, each.char_start, each.char_end)))
    numbers = [numbering.number(quote)]
    words = [f"{_said(quote, _promise_cell)} [{numbers[0]}]", *who_and_when(each)]
    later = telling(each)
    standing = how_it_stands(each, later)
    if later is None:
        words += [f"{standing}."] if standing else []
    elif later.paper == each.paper and later.char_start < each.char_end and each.char_start < later.char_end:
        words.append(f"{standing}: {_outcome_cell(quote)}." if quote.block.cells else f"{standing}.")
    else:
        after = quote_at(retriever, later.paper, later.char_start, later.char_end)
        numbers.append(numbering.number(after))
        words.append(f"{standing}: {_said(after, _outcome_cell)} [{numbers[1]}]")
    return numbering.of(" ".join(words), tuple(dict.fromkeys(numbers)), quote)


def without_repeats(entries: Sequence[Promise]) -> list[Promise]:
    """The entries without those of one paper that the same later words tell of: a sentence, and its row in a table."""
    seen: set[tuple[str, str, int]] = set()
    kept = []
    for each in entries:
        later = telling(each)
        key = (each.paper, later.paper, later.char_start) if later is not None else None
        if key is None or key not in seen:
            kept.append(each)
        if key is not None:
            seen.add(key)
    return kept


def _said(quote: Quote, cell: Callable[[Quote], str]) -> str:
    if quote.block.kind is BlockKind.ROW:
        return f"“{cell(quote)}”" if quote.block.cells else quote.text
    words = f"“{unpaired(quote.text)}”"
    return f"{quote.block.speaker}: {words}" if quote.block.speaker else words


def promise_words(quote: Quote) -> str:
    """The words of a promise, or of a row's cell that says it."""
    return _promise_cell(quote) if quote.block.kind is BlockKind.ROW else quote.text


def _promise_cell(quote: Quote) -> str:
    """What a row of a list says is to be done: the cell whose column says so, or else its longest."""
    named = [readable(cell) for name, cell in quote.block.cells if cell.strip() and TO_DO.search(name)]
    return max(named or _cells(quote), key=len, default=quote.text)


def _outcome_cell(quote: Quote) -> str:
    """What a row of a list says became of it: its last cell of some words."""
    return next((cell for cell in reversed(_cells(quote)) if len(cell.split()) > 2), quote.text)


def _cells(quote: Quote) -> list[str]:
    return [readable(cell) for _, cell in quote.block.cells if cell.strip()]


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
