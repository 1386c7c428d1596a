"""Is the index sound, and do the models answer?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from scrutiny_rag.ingestion.embedding import PassageEmbedding
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import State


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    what: str
    ok: bool
    says: str

    def to_json(self) -> dict[str, Any]:
        """An entry of the command line's `doctor --json`."""
        return asdict(self)


def check_index(index: Index) -> list[Check]:
    """Whether ledger, vectors and words agree on how many passages there are, and nothing is left half-done."""
    ready = index.ledger.rows(State.READY)
    expected = sum(row.passages for row in ready)
    vectors, words = index.vectors.count(), index.lexical.count()
    unfinished = index.ledger.rows(State.WRITING, State.RETIRED)
    failed = index.ledger.rows(State.FAILED)
    empty = [row.name for row in ready if row.passages == 0]
    return [
        Check("papers", bool(ready), f"{len(ready)} ready, {len(failed)} failed"),
        Check("vectors", vectors == expected, f"{vectors} of {expected} passages"),
        Check("words", words == expected, f"{words} of {expected} passages"),
        Check(
            "unfinished work",
            not unfinished,
            f"{len(unfinished)} papers wait to be cleaned: run `scrutiny-rag ingest`"
            if unfinished
            else "none",
        ),
        Check("papers without text", not empty, ", ".join(empty) or "none"),
    ]


def check_embedding(embedding: PassageEmbedding) -> Check:
    """Whether the embedding model gives unit vectors of its dimension."""
    vector = embedding.get_query_embedding("Is anyone there?")
    length = sum(x * x for x in vector) ** 0.5
    ok = len(vector) == embedding.dimensions and abs(length - 1) < 0.01
    return Check("embedding model", ok, f"{embedding.model_name}, {len(vector)} dimensions")
