"""The register: made after an ingest, kept in the ledger, read with an officer's own notes beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from scrutiny_rag.promises.filters import PromiseFilters
from scrutiny_rag.promises.finding import KINDS, Found, find_promises, is_formal, one_owner
from scrutiny_rag.promises.following import Following
from scrutiny_rag.promises.model import OwnNote, Promise, promise_from
from scrutiny_rag.promises.notes import OwnNotes
from scrutiny_rag.promises.selecting import Condition, by_filters, by_question
from scrutiny_rag.promises.standing import with_standing
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.records import ActRow, Records
from scrutiny_rag.store.rows import LIVE, PaperRow

REGISTER_VERSION = 2
"""Raised when the same papers would give another register: the next job makes it anew."""
_MADE_OF = "promises"
"""The fact that says of which state of the ledger the register was made."""


class Register:
    """The promises of one index. Raises IndexFolderError as the ledger does."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.notes = OwnNotes(index.folder)

    def find(self, filters: PromiseFilters | None = None) -> list[Promise]:
        """The entries asked for, by date and place; those of papers that are gone are left out.

        Raises InputError where the officers' notes cannot be read.
        """
        filters = filters or PromiseFilters()
        notes = self.notes.all()
        found = [
            promise
            for promise in (
                replace(each, own=notes.get(each.id, OwnNote())) for each in self._kept(by_filters(filters))
            )
            if filters.take(promise)
        ]
        return _in_order(found)

    def sought(
        self,
        kinds: frozenset[str] = frozenset(),
        papers: frozenset[str] = frozenset(),
        words: frozenset[str] = frozenset(),
    ) -> list[Promise]:
        """The entries of these kinds in one of the papers or with one of the words, by date and place.

        All of the kinds without papers and words, of every kind without kinds. Raises as `find`.
        """
        notes = self.notes.all()
        kept = self._kept(by_question(kinds, papers, words))
        return _in_order([replace(each, own=notes[each.id]) if each.id in notes else each for each in kept])

    def _kept(self, condition: Condition) -> Iterator[Promise]:
        where, values = condition
        for row in self._index.ledger.select(
            f"SELECT value FROM promises WHERE {where} ORDER BY ordinal", values
        ):
            yield promise_from(json.loads(row["value"]))

    def update(self, *, anew: bool = False) -> bool:
        """Make the register anew where papers changed since, or with `anew`; whether it was.

        The caller holds the writer's lock.
        """
        ledger = self._index.ledger
        state = f"{REGISTER_VERSION} {ledger.generation()}"
        if ledger.fact(_MADE_OF) == state and not anew:
            return False
        promises = make_register(self._index)
        values = [
            (promise.id, n, json.dumps(promise.to_json() | {"rule": promise.rule}, ensure_ascii=False))
            for n, promise in enumerate(promises)
        ]
        with ledger.transaction():
            ledger.write("DELETE FROM promises", [()])
            ledger.write("INSERT INTO promises VALUES (?, ?, ?)", values)
            ledger.set_fact(_MADE_OF, state)
        return True


def _in_order(promises: list[Promise]) -> list[Promise]:
    return sorted(promises, key=lambda each: (each.date or date.min, each.paper, each.char_start))


def make_register(index: Index) -> list[Promise]:
    """All promises of the index's live papers, each with what later papers say of it."""
    records = Records(index.ledger)
    papers = {row.id: row for row in index.ledger.rows(*LIVE)}
    pages = {
        row["id"]: [(start, number) for number, start, _ in json.loads(row["pages"])]
        for row in index.ledger.select("SELECT id, pages FROM papers WHERE pages != '[]'")
    }
    return follow_all(list(records.acts()), papers, pages)


def follow_all(
    rows: list[ActRow], papers: dict[int, PaperRow], pages: dict[int, list[tuple[int, int]]]
) -> list[Promise]:
    """The promises among the acts of all papers, each followed; in the papers' order."""
    found = one_owner(find_promises([row for row in rows if row.act.kind in KINDS], papers, pages))
    following = Following(rows, papers)
    latest: dict[str | None, date] = {}
    for paper in papers.values():
        if paper.metadata.date:
            body = paper.metadata.body
            latest[body] = max(latest.get(body, date.min), paper.metadata.date)
    followed = [(each, _followed(each, following, latest)) for each in found]
    rows_of = {promise.id: promise for _, promise in followed}
    answering = {
        place: promise_id for place, promise_id in following.answering.items() if promise_id in rows_of
    }
    told: dict[str, Found] = {}
    kept = []
    for each, promise in followed:
        if (first := answering.get((each.row.paper_id, each.row.ordinal))) and first != promise.id:
            told.setdefault(first, each)
        else:
            kept.append(promise)
    return [_told(promise, told[promise.id].promise) if promise.id in told else promise for promise in kept]


def _told(promise: Promise, row: Promise) -> Promise:
    """The promise, with what the row of an action list that answers it says beyond it."""
    return replace(
        promise,
        owner=promise.owner or row.owner,
        due=promise.due or row.due,
        due_text=promise.due_text or row.due_text,
    )


def _followed(found: Found, following: Following, latest: dict[str | None, date]) -> Promise:
    promise = found.promise
    followups = [] if is_formal(promise) else following.of(found)
    return with_standing(promise, followups, latest.get(promise.body))
