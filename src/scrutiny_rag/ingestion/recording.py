"""The record of each paper, made at the end of a job for those that have none of today's."""

from __future__ import annotations

from scrutiny_rag.record import record_of
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.records import Records
from scrutiny_rag.store.rows import LIVE, PaperRow

RECORD_VERSION = 2
"""Raised when the same paper would give another record: the next job makes all of them anew."""


def update_records(index: Index) -> int:
    """Make the records that are missing or of an older make; how many were made. The caller holds the writer's lock."""
    records = Records(index.ledger)
    records.forget_gone()
    made = records.versions()
    stale = [row for row in index.ledger.rows(*LIVE) if made.get(row.id) != _version(row)]
    for row in stale:
        paper = index.ledger.paper(row.id)
        records.write(row.id, _version(row), record_of(paper), paper.text)
    return len(stale)


def _version(row: PaperRow) -> str:
    # Days are worked out from the meeting's, and sentences read by the kind of paper: both may be corrected.
    return f"{RECORD_VERSION} {row.metadata.date or ''} {row.metadata.type}"
