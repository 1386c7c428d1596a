"""The vector index: Chroma, embedded in the index folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray

_COLLECTION = "passages"
_ADD_AT_ONCE = 2000


class VectorIndex:
    """Passages by their unit vectors; similarity is the cosine."""

    def __init__(self, folder: Path) -> None:
        """Open or make the Chroma database in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        self._client = chromadb.PersistentClient(
            path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)
        )
        self._collection = self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}, embedding_function=None
        )

    def add(self, passages: Sequence[int], papers: Sequence[int], vectors: Sequence[Sequence[float]]) -> None:
        """Write unit vectors, shape (passages, dimensions)."""
        for at in range(0, len(passages), _ADD_AT_ONCE):
            part = slice(at, at + _ADD_AT_ONCE)
            self._collection.upsert(
                ids=[str(p) for p in passages[part]],
                embeddings=np.asarray(vectors[part], dtype=np.float32),  # type: ignore[arg-type]
                metadatas=[{"paper": paper} for paper in papers[part]],
            )

    def delete_papers(self, papers: Iterable[int]) -> None:
        """Delete all passages of these papers."""
        ids = list(papers)
        for at in range(0, len(ids), 100):
            self._collection.delete(where={"paper": {"$in": ids[at : at + 100]}})

    def count(self) -> int:
        """Passages in the index."""
        return int(self._collection.count())

    def search(
        self, vector: Sequence[float], limit: int, *, papers: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """The nearest passages, as (passage id, cosine), best first; `papers` narrows to those ids."""
        if limit < 1 or (papers is not None and not papers):
            return []
        where = None if papers is None else {"paper": {"$in": list(papers)}}
        found = self._collection.query(
            query_embeddings=[list(vector)], n_results=limit, where=where, include=["distances"]  # type: ignore[arg-type]
        )
        distances = (found["distances"] or [[]])[0]
        return [(int(i), 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]

    def vectors(self, passages: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Stored vectors by passage id; an id that is not there is left out."""
        if not passages:
            return {}
        found = self._collection.get(ids=[str(p) for p in passages], include=["embeddings"])
        embeddings = np.asarray(found["embeddings"], dtype=np.float32)
        return {int(i): v for i, v in zip(found["ids"], embeddings, strict=True)}
