"""Keeps the abbreviations that live papers explain as a fact of the ledger, each paper read for them once."""

from __future__ import annotations

from scrutiny_rag.papers.abbreviations import find_abbreviations
from scrutiny_rag.store.abbreviations import Explained, stored_abbreviations
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import LIVE


def update_abbreviations(index: Index) -> None:
    """Read what papers explain that were not read yet, and forget papers that are gone.

    A paper's id is never used for another text, so what was read of it holds.
    """
    before = stored_abbreviations(index.ledger)
    live = {row.id for row in index.ledger.rows(*LIVE)}
    new = sorted(live - before.read)
    gone = before.read - live
    if not new and not gone:
        return
    papers = {i: pairs for i, pairs in before.papers.items() if i in live}
    for i in new:
        if pairs := find_abbreviations(index.ledger.paper(i).text):
            papers[i] = tuple(pairs)
    Explained(papers, frozenset(live)).store(index.ledger)
