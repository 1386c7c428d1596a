"""The nearest passages: of all by Chroma's graph, of a few by exact comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from scrutiny_rag.store.exact import ExactVectors
from scrutiny_rag.store.rows import PASSAGE_BITS

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

_COMPARED = 50_000
"""Passages that a filter may leave for each to be compared with the question; with more, Chroma finds the nearest
of all, and the filter is applied to those."""
_OVERFETCH = 1.3
"""Times as many as are expected to be needed, so that the filter leaves enough."""

Found = list[tuple[int, float]]
"""(passage id, cosine), best first."""


def nearest(collection: Collection, vector: Sequence[float], limit: int, where: Any = None) -> Found:
    """The nearest of all passages, or of those that Chroma's filter `where` lets through."""
    found = collection.query(
        query_embeddings=np.asarray([vector], dtype=np.float32),
        n_results=limit,
        where=where,
        include=["distances"],
    )
    distances = (found["distances"] or [[]])[0]
    return [(int(i), 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]


def nearest_among(
    collection: Collection,
    exact: ExactVectors | None,
    vector: Sequence[float],
    limit: int,
    papers: Sequence[int] | None,
    passages: Sequence[int] | None,
) -> Found:
    """The nearest of `passages`, or of all passages of `papers`; `exact` is None in an index of an older version."""
    chosen = set(papers or ()) if passages is None else set(passages)

    def allowed(passage: int) -> bool:
        return (passage >> PASSAGE_BITS if passages is None else passage) in chosen

    if exact is None:
        within = chosen if passages is None else {passage >> PASSAGE_BITS for passage in chosen}
        found = nearest(collection, vector, limit, {"paper": {"$in": sorted(within)}})
        return [pair for pair in found if allowed(pair[0])]
    rows = exact.rows_of_papers(chosen) if passages is None else exact.rows_of(passages)
    if len(rows) <= _COMPARED:
        return exact.nearest(rows, vector, limit)
    expected = limit * len(exact.ids) / len(rows)
    found = nearest(collection, vector, int(expected * _OVERFETCH) + 1)
    return [pair for pair in found if allowed(pair[0])][:limit]
