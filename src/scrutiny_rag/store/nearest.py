"""The nearest passages: of all by Chroma's graph, of a few by exact comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from scrutiny_rag.store.parts import Found, Parts, merged
from scrutiny_rag.store.rows import PASSAGE_BITS

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

_COMPARED = 50_000
"""Passages that a filter may leave for each to be compared with the question; with more, Chroma finds the nearest
of all, and the filter is applied to those."""
_OVERFETCH = 1.3
"""Times as many as are expected to be needed, so that the filter leaves enough."""


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


def nearest_of_all(
    collection: Collection | None, parts: Parts | None, vector: Sequence[float], limit: int
) -> Found:
    """The nearest of all passages.

    `parts` is None in an index of an older version, and `collection` where Chroma cannot be opened.
    """
    if collection is None:
        assert parts is not None
        return parts.nearest(vector, limit, parts.parts)
    if parts is None:
        return nearest(collection, vector, limit)
    base, *newer = parts.parts
    dead = base.dead()
    if not newer and not dead:
        return nearest(collection, vector, limit)
    gone = set(base.exact.ids[~base.alive].tolist())
    expected = limit * len(base.alive) / max(1, len(base.alive) - dead)
    found = _kept(collection, vector, limit, expected, lambda passage: passage not in gone)
    return merged([found, parts.nearest(vector, limit, newer)], limit)


def nearest_among(
    collection: Collection | None,
    parts: Parts | None,
    vector: Sequence[float],
    limit: int,
    papers: Sequence[int] | None,
    passages: Sequence[int] | None,
) -> Found:
    """The nearest of `passages`, or of all passages of `papers`; what is None as in `nearest_of_all`."""
    chosen = set(papers or ()) if passages is None else set(passages)

    def allowed(passage: int) -> bool:
        return (passage >> PASSAGE_BITS if passages is None else passage) in chosen

    if parts is None:
        assert collection is not None
        within = chosen if passages is None else {passage >> PASSAGE_BITS for passage in chosen}
        found = nearest(collection, vector, limit, {"paper": {"$in": sorted(within)}})
        return [pair for pair in found if allowed(pair[0])]
    base, *newer = parts.parts
    rows = parts.chosen(base, papers, passages)
    if len(rows) <= _COMPARED or collection is None:
        return parts.nearest(vector, limit, parts.parts, papers, passages)
    gone = set(base.exact.ids[~base.alive].tolist())
    found = _kept(
        collection,
        vector,
        limit,
        limit * len(base.alive) / len(rows),
        lambda passage: allowed(passage) and passage not in gone,
    )
    return merged([found, parts.nearest(vector, limit, newer, papers, passages)], limit)


def _kept(
    collection: Collection,
    vector: Sequence[float],
    limit: int,
    expected: float,
    keep: Callable[[int], bool],
) -> Found:
    found = nearest(collection, vector, int(expected * _OVERFETCH) + 1)
    return [pair for pair in found if keep(pair[0])][:limit]
