"""Undertakings: who is to do what, by when, and what became of it, from the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scrutiny_rag.answering.places.acts import block_at
from scrutiny_rag.answering.question.asked import Asked
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.shapes.context import LONG_WORDS, Context
from scrutiny_rag.answering.shapes.entry import Entry
from scrutiny_rag.answering.shapes.quote import Composed
from scrutiny_rag.answering.shapes.telling import told
from scrutiny_rag.answering.shapes.undertaking_rules import (
    DECIDED,
    LEANS,
    NAMES_UNDERTAKINGS,
    REFERENCE,
    STANDS,
    Wanted,
    is_owner,
    owner_of,
    plain_reference,
    reference_of,
    subject_terms,
    wanted_of,
)
from scrutiny_rag.papers.model import BlockKind, in_words
from scrutiny_rag.record.model import ActKind
from scrutiny_rag.retrieval.periods import period_of
from scrutiny_rag.retrieval.scope import find_scope
from scrutiny_rag.store.analysis import terms

_OF_ACTS = frozenset({ActKind.UNDERTAKEN, ActKind.RECOMMENDED})
_BY_REFERENCE = frozenset({Kind.UNDERTAKING, Kind.STATEMENT, Kind.VALUE, Kind.OUTCOME, Kind.LIST})
_OPEN = frozenset({"outstanding", "partly", "changed", "repeated"})
_UNTOLD = frozenset({"no later mention", "unknown"})
_DONE = frozenset({"kept", "late"})
_FOLLOWED = frozenset({"undertaking", "action", "recommendation"})
_SHOWN = 10
_READ, _NEAR = 24, 16
"""Entries that the reader scores, and of them those that come up for standing near the places."""
_BESIDE = 600
"""Characters within which an entry stands near a place."""
_LED_BY = 160
"""Characters before an entry in its paragraph that say what it is about."""
_PLACES = 8
_FLOOR = -3.0
"""Reader's score below which an entry does not answer."""
_BELOW = 3.0
"""How far below the best entry another may stand."""
_BETTER = 1.0
"""By how much a sentence of the places must read better than every entry to be shown instead."""
_SURE, _ALL_SURE = 0.9, 0.8


def takes(asked: Asked) -> bool:
    """Whether the register may answer: undertakings are asked about, a list of them, or how a reference stands."""
    if asked.kind is Kind.UNDERTAKING:
        return True
    if asked.kind is Kind.LIST and asked.acts and asked.acts <= _OF_ACTS:
        return True
    if (
        asked.kind in (Kind.OUTCOME, Kind.LIST)
        and ActKind.DECIDED in asked.acts
        and DECIDED.search(asked.text)
    ):
        return True
    return asked.kind in _BY_REFERENCE and bool(REFERENCE.search(asked.text) and STANDS.search(asked.text))


def compose(context: Context) -> Composed | None:
    """The register's entries that answer; None where it has none that does."""
    question = context.asked.text
    if reference := reference_of(question):
        named = _by_reference(_in_scope(context, _FOLLOWED), reference, context)
        if named:
            shown = named[-_SHOWN:][::-1]
            return told(shown, context.retriever, sure=_SURE, rules=("reference-named",), whole=True)
    kinds = _kinds(context.asked)
    if context.asked.kind in (Kind.STATEMENT, Kind.VALUE) or not kinds:
        return None
    filtered = tuple(f.words for f in context.found.findings)
    subject = subject_terms(question, (*filtered, owner_of(question) or ""))
    bare = not subject and not LEANS.search(question)
    if bare and context.asked.kind is Kind.OUTCOME and owner_of(question) is None:
        return None
    near = (
        frozenset()
        if bare or owner_of(question)
        else frozenset(p.paper.name for p in context.places[:_PLACES])
    )
    entries, owner = _of_owner(_in_scope(context, kinds, near, subject if near else frozenset()), question)
    if not entries:
        return None
    wanted = wanted_of(question)
    chosen = _standing(entries, wanted)
    subject = subject_terms(question, (*filtered, owner or ""))
    if not subject and not LEANS.search(question):
        return _all(chosen, entries, wanted, owner, context)
    return _on_subject(chosen, subject, context)


def _in_scope(
    context: Context,
    kinds: frozenset[str],
    near: frozenset[str] = frozenset(),
    words: frozenset[str] = frozenset(),
) -> list[Entry]:
    """The entries of the papers that the filters and the question leave, as `context.register` selects them."""
    catalogue = context.retriever.catalogue()
    papers = find_scope(context.filters, catalogue).papers
    kept = [
        entry
        for entry in context.register(kinds, near, words)
        if (paper := catalogue.listed.get(entry.paper)) is not None and (papers is None or paper in papers)
    ]
    for field in ("body", "committee"):
        values = [f.value for f in context.found.findings if f.field == field and f.strength == "strong"]
        within = [entry for entry in kept if _meets(entry, field, values)]
        kept = within or kept
    periods = [period_of(f.value) for f in context.found.findings if f.field == "date"]
    days = [paper.metadata.date for paper in catalogue.papers.values() if paper.metadata.date is not None]
    if any(period.holds(day) for period in periods for day in days):
        # What was undertaken at another meeting is no answer about this one, even where this one has none.
        kept = [entry for entry in kept if entry.date and any(period.holds(entry.date) for period in periods)]
    speakers = context.found.speakers
    if speakers is None:
        return kept
    return [entry for entry in kept if _speaker(entry, context) in speakers]


def _meets(entry: Entry, field: str, values: Sequence[str]) -> bool:
    return (entry.body if field == "body" else entry.committee) in values


def _speaker(entry: Entry, context: Context) -> str | None:
    return block_at(context.retriever.paper(entry.paper), entry.char_start).speaker


def _kinds(asked: Asked) -> frozenset[str]:
    if ActKind.DECIDED in asked.acts:
        return frozenset({"decision"}) if asked.kind is Kind.LIST else frozenset({"decision", *_FOLLOWED})
    if ActKind.RECOMMENDED not in asked.acts:
        return frozenset({"undertaking", "action"})
    return _FOLLOWED if NAMES_UNDERTAKINGS.search(asked.text) else frozenset({"recommendation"})


def _of_owner(entries: list[Entry], question: str) -> tuple[list[Entry], str | None]:
    """The entries of the owner that the question names, and the name; all of them where it names none of theirs."""
    asked = owner_of(question)
    if asked is None:
        return entries, None
    theirs = [
        entry
        for entry in entries
        if (owner := entry.own.owner or entry.owner or entry.made_by) and is_owner(asked, owner)
    ]
    return (theirs, asked) if theirs else (entries, None)


def _standing(entries: list[Entry], wanted: Wanted) -> list[Entry]:
    """The entries that stand as `wanted` by the papers."""
    if wanted is Wanted.OVERDUE:
        return [entry for entry in entries if entry.overdue]
    if wanted is Wanted.OUTSTANDING:
        return [entry for entry in entries if entry.status in _OPEN or entry.overdue]
    if wanted is Wanted.DONE:
        return [entry for entry in entries if entry.status in _DONE]
    return list(entries)


def _by_reference(entries: Sequence[Entry], reference: str, context: Context) -> list[Entry]:
    """The entries that stand in, or are followed in, a row with a cell that is the reference."""
    found = []
    for entry in entries:
        places = [(entry.paper, entry.char_start), *((f.paper, f.char_start) for f in entry.followups)]
        if any(_stands_in_row(reference, paper, at, context) for paper, at in places):
            found.append(entry)
    return sorted(found, key=_day)


def _stands_in_row(reference: str, paper: str, at: int, context: Context) -> bool:
    block = block_at(context.retriever.paper(paper), at)
    cells = [cell for _, cell in block.cells] if block.kind is BlockKind.ROW else []
    return any(plain_reference(cell) == reference for cell in cells)


def _all(
    chosen: list[Entry], entries: list[Entry], wanted: Wanted, owner: str | None, context: Context
) -> Composed | None:
    """All entries of a status, newest first and counted."""
    untold = [entry for entry in entries if entry.status in _UNTOLD and entry not in chosen]
    latest = max((entry.as_of for entry in entries if entry.as_of), default=None)
    upto = f" up to {in_words(latest)}" if latest else ""
    whose = f" of {owner}" if owner else ""
    lead = ""
    if not chosen and wanted is not Wanted.ALL:
        lead = f"Nothing{whose} is {_SAYS[wanted]} by the papers{upto}. "
        chosen = [entry for entry in untold if entry.due or wanted is not Wanted.OVERDUE] or untold
        wanted = Wanted.ALL
    if not chosen:
        return None
    newest = sorted(chosen, key=_day, reverse=True)
    shown = _that_fit(newest)
    kinds = {entry.kind for entry in chosen}
    noun = kinds.pop() if len(kinds) == 1 else "entry"
    nouns = f"{noun}s" if noun != "entry" else "undertakings and actions"
    count = f"1 {noun}" if len(chosen) == 1 else f"{len(chosen):,} {nouns}"
    says = f", {_SAYS[wanted]} by the papers{upto}" if wanted is not Wanted.ALL else ""
    if lead:
        says = " of which no paper tells what became"
    part = f"; the {len(shown)} newest" if len(shown) < len(chosen) else ""
    lead += f"{count}{whose}{says}{part}:"
    if wanted is Wanted.OUTSTANDING and untold:
        lead += f" Of {len(untold):,} more no paper tells what became of them."
    shown.sort(key=lambda entry: (-_day(entry).toordinal(), entry.paper, entry.char_start))
    return told(
        shown, context.retriever, lead=lead, sure=_ALL_SURE, rules=(f"register-{wanted}",), whole=True
    )


_SAYS = {Wanted.OVERDUE: "overdue", Wanted.OUTSTANDING: "outstanding", Wanted.DONE: "said to be done"}


def _on_subject(chosen: list[Entry], subject: frozenset[str], context: Context) -> Composed | None:
    """The entries near the places, or of the subject's words, that the reader finds to answer."""
    candidates = _candidates(chosen, subject, context)
    reader = context.retriever.reader
    if not candidates or reader is None:
        return None
    texts = [_as_read(entry, context) for entry in candidates]
    scores = [float(score) for score in reader.score(context.asked.text, texts)]
    ranked = sorted(zip(scores, candidates, strict=True), key=lambda pair: -pair[0])
    best = ranked[0][0]
    sentences = [s for place in context.places for s in place.sentences]
    elsewhere = max(
        (s.read for s in sentences if not _held(s.paper.name, s.char_start, ranked)), default=best
    )
    if best < _FLOOR or elsewhere > best + _BETTER:
        return None
    near = [entry for score, entry in ranked if score >= max(best - _BELOW, _FLOOR)]
    listed = context.asked.kind is Kind.LIST
    shown = _that_fit(near, LONG_WORDS if listed else context.most_words)
    order = list(dict.fromkeys(entry.paper for entry in shown))
    shown.sort(key=lambda entry: (order.index(entry.paper), entry.char_start))
    return told(shown, context.retriever, rules=("register-subject",), whole=listed)


def _as_read(entry: Entry, context: Context) -> str:
    """An entry as the reader sees it: under its item's title, after what its paragraph opens with."""
    paper = context.retriever.paper(entry.paper)
    before = paper.text[block_at(paper, entry.char_start).char_start : entry.char_start].strip()
    head = f"{entry.subject}: " if entry.subject else ""
    return f"{head}{before[-_LED_BY:]} {entry.quote}" if before else f"{head}{entry.quote}"


def _candidates(entries: Sequence[Entry], subject: frozenset[str], context: Context) -> list[Entry]:
    """Those near the best places, nearest first, then those that hold most of the subject's words."""
    near: list[tuple[int, int, int]] = []
    for rank, place in enumerate(context.places[:_PLACES]):
        row = place.hit.passage
        for at, entry in enumerate(entries):
            if entry.paper == place.paper.name:
                gap = max(entry.char_start - row.char_end, row.char_start - entry.char_end, 0)
                if gap <= _BESIDE:
                    near.append((int(gap > 0), rank, at))
    found = list(dict.fromkeys(at for _, _, at in sorted(near)))[:_NEAR]
    shares = [
        (len(subject & set(terms(f"{entry.subject or ''} {entry.quote}"))), _day(entry), at)
        for at, entry in enumerate(entries)
        if subject
    ]
    found += [at for share, _, at in sorted(shares, reverse=True) if share and at not in found]
    return [entries[at] for at in found[:_READ]]


def _held(paper: str, start: int, ranked: Sequence[tuple[float, Entry]]) -> bool:
    return any(entry.paper == paper and entry.char_start <= start < entry.char_end for _, entry in ranked)


def _that_fit(entries: Sequence[Entry], most_words: int = 2 * LONG_WORDS) -> list[Entry]:
    """The first entries within so many words, one at least and ten at most."""
    kept: list[Entry] = []
    left = most_words
    for entry in entries[:_SHOWN]:
        left -= len(entry.quote.split())
        if kept and left < 0:
            break
        kept.append(entry)
    return kept


def _day(entry: Entry) -> date:
    return entry.date or date.min
