"""Unit vectors in one plain file, for exact comparison with a chosen few.

Chroma finds the nearest of all passages fast, but its filtered search takes time in proportion to what the
filter lets through, and fetching vectors by id goes through SQLite one by one. A matrix that is mapped into
memory compares thousands of chosen passages in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.store.rows import PASSAGE_BITS

_IDS = "exact-ids.bin"
_VECTORS = "exact-vectors.bin"
_SCRATCH = "exact-new.tmp"
EXACT_FILES = (_IDS, _VECTORS, _SCRATCH)
_ROWS_AT_ONCE = 20_000

Matrix = NDArray[np.float32]
Rows = NDArray[np.int64]
"""Row numbers of the matrix, ascending."""


class ExactVectors:
    """Passage ids in order and their vectors, read from a folder."""

    def __init__(self, folder: Path) -> None:
        """Map the files in `folder`. Raises OSError or ValueError where they are cut short."""
        self.ids: NDArray[np.int64] = np.fromfile(folder / _IDS, dtype=np.int64)
        size = (folder / _VECTORS).stat().st_size
        width = size // 4 // len(self.ids) if len(self.ids) else 0
        if width * 4 * len(self.ids) != size:
            raise ValueError(f"{folder / _VECTORS} does not fit its ids")
        self.vectors: Matrix = (
            np.memmap(folder / _VECTORS, dtype=np.float32, mode="r", shape=(len(self.ids), width))
            if width
            else np.empty((0, 0), dtype=np.float32)
        )

    @staticmethod
    def exists(folder: Path) -> bool:
        """True where `folder` has the files."""
        return (folder / _IDS).is_file() and (folder / _VECTORS).is_file()

    def rows_of_papers(self, papers: Iterable[int]) -> Rows:
        """Rows of all passages of these papers."""
        wanted = np.asarray(sorted(set(papers)), dtype=np.int64)
        firsts = np.searchsorted(self.ids, wanted << PASSAGE_BITS)
        lasts = np.searchsorted(self.ids, (wanted + 1) << PASSAGE_BITS)
        parts = [np.arange(a, b, dtype=np.int64) for a, b in zip(firsts, lasts, strict=True) if b > a]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)

    def rows_of(self, passages: Sequence[int]) -> Rows:
        """Rows of these passages; an id that is not there is left out."""
        wanted = np.unique(np.asarray(passages, dtype=np.int64))
        if not len(self.ids) or not len(wanted):
            return np.empty(0, dtype=np.int64)
        rows = np.searchsorted(self.ids, wanted)
        inside = rows < len(self.ids)
        rows, wanted = rows[inside], wanted[inside]
        return np.asarray(rows[self.ids[rows] == wanted], dtype=np.int64)

    def cosines(self, rows: Rows, vector: Sequence[float]) -> NDArray[np.float32]:
        """Cosine of each of these rows with a unit vector, shape (rows,)."""
        asked = np.asarray(vector, dtype=np.float32)
        if not len(rows):
            return np.empty(0, dtype=np.float32)
        if rows[-1] - rows[0] + 1 == len(rows):
            return np.asarray(self.vectors[rows[0] : rows[-1] + 1] @ asked, dtype=np.float32)
        parts = [
            self.vectors[rows[at : at + _ROWS_AT_ONCE]] @ asked for at in range(0, len(rows), _ROWS_AT_ONCE)
        ]
        return np.concatenate(parts).astype(np.float32)

    def nearest(self, rows: Rows, vector: Sequence[float], limit: int) -> list[tuple[int, float]]:
        """The nearest of these rows, as (passage id, cosine), best first."""
        cosines = self.cosines(rows, vector)
        if limit < len(rows):
            kept = np.argpartition(-cosines, limit)[:limit]
            rows, cosines = rows[kept], cosines[kept]
        order = np.argsort(-cosines, kind="stable")
        return [(int(self.ids[rows[i]]), float(cosines[i])) for i in order]


class ExactDraft:
    """What is to become an `ExactVectors`: what a base holds, less what is deleted, with what is added."""

    def __init__(self, folder: Path, base: ExactVectors | None) -> None:
        self._folder = folder
        self._base = base
        self._scratch = (folder / _SCRATCH).open("w+b")
        self._width = base.vectors.shape[1] if base is not None else 0
        self._added: dict[int, int] = {}
        self._written = 0
        self._deleted: set[int] = set()
        self._deleted_papers: set[int] = set()

    def add(self, passages: Sequence[int], vectors: Matrix) -> None:
        """Add or replace vectors, shape (passages, dimensions)."""
        if len(passages):
            self._width = vectors.shape[1]
            self._scratch.write(np.ascontiguousarray(vectors, dtype=np.float32).tobytes())
            self._added |= {int(p): self._written + at for at, p in enumerate(passages)}
            self._written += len(passages)

    def delete(self, passages: Iterable[int]) -> None:
        """Delete passages by id."""
        for passage in passages:
            self._added.pop(passage, None)
            self._deleted.add(passage)

    def delete_papers(self, papers: Iterable[int]) -> None:
        """Delete all passages of these papers."""
        gone = set(papers)
        self._deleted_papers |= gone
        self._added = {i: at for i, at in self._added.items() if i >> PASSAGE_BITS not in gone}

    def close(self) -> None:
        """Write the files; the scratch file goes."""
        self._scratch.flush()
        old = self._base.ids if self._base is not None else np.empty(0, dtype=np.int64)
        gone = np.isin(old, np.asarray([*self._deleted, *self._added], dtype=np.int64))
        gone |= np.isin(old >> PASSAGE_BITS, np.asarray(list(self._deleted_papers), dtype=np.int64))
        kept = np.flatnonzero(~gone)
        ids = np.concatenate([old[kept], np.asarray(list(self._added), dtype=np.int64)])
        rows = np.concatenate([kept, -1 - np.asarray(list(self._added.values()), dtype=np.int64)])
        order = np.argsort(ids, kind="stable")
        ids, rows = ids[order], rows[order]
        ids.tofile(self._folder / _IDS)
        new = (
            np.memmap(self._scratch, np.float32, "r", shape=(self._written, self._width))
            if self._added
            else None
        )
        with (self._folder / _VECTORS).open("wb") as file:
            for at in range(0, len(rows), _ROWS_AT_ONCE):
                part = rows[at : at + _ROWS_AT_ONCE]
                block = np.empty((len(part), self._width), dtype=np.float32)
                if self._base is not None and (part >= 0).any():
                    block[part >= 0] = self._base.vectors[part[part >= 0]]
                if new is not None:
                    block[part < 0] = new[-1 - part[part < 0]]
                file.write(block.tobytes())
        self._scratch.close()
        (self._folder / _SCRATCH).unlink()
