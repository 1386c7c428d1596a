"""Gives papers that name no body the one on which their folder agrees, and remembers which it gave."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from scrutiny_rag.papers.metadata.lending import PaperAt, lent_bodies
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import Ledger
from scrutiny_rag.store.rows import LISTED, PaperRow

_LENT = "lent_bodies"
_FACT = "lending_generation"


def update_lent(index: Index) -> None:
    """Bring what folders lend their silent papers in line with what the others say, where anything changed.

    A body that was lent before counts as none, so that a folder which no longer agrees takes it back.
    """
    ledger = index.ledger
    if ledger.fact(_FACT) == str(ledger.generation()):
        return
    before = lent_papers(ledger)
    rows = ledger.rows(*LISTED)
    papers = [PaperAt(row.id, Path(row.source).parent, _own(row, before)) for row in rows]
    lent = lent_bodies(papers)
    with ledger.transaction():
        for row in rows:
            body = _own(row, before) or lent.get(row.id)
            if body != row.metadata.body:
                ledger.set_metadata(row.id, replace(row.metadata, body=body), row.manifest)
        ledger.set_fact(_LENT, json.dumps(lent))
        ledger.set_fact(_FACT, str(ledger.generation()))


def lent_papers(ledger: Ledger) -> dict[int, str]:
    """The bodies that papers have from their folder and do not name themselves, by the paper's id."""
    return {int(paper): str(body) for paper, body in json.loads(ledger.fact(_LENT) or "{}").items()}


def _own(row: PaperRow, lent: dict[int, str]) -> str | None:
    return None if lent.get(row.id) == row.metadata.body else row.metadata.body
