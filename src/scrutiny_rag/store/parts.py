"""The vectors of an index as they lie in one or more folders.

A large index is not copied for every few papers: what is new comes into a folder of its own, beside a note of what is
gone from the older ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.store.exact import EXACT_FILES, ExactVectors, Rows
from scrutiny_rag.store.rows import PASSAGE_BITS
from scrutiny_rag.store.seals import SEAL_NAME, damaged_files, read_seal

Found = list[tuple[int, float]]
"""(passage id, cosine), best first."""


@dataclass(slots=True)
class Gone:
    """What a folder says is no longer there of the folders before it."""

    passages: set[int] = field(default_factory=set)
    papers: set[int] = field(default_factory=set)

    def to_json(self) -> dict[str, Any]:
        """As it is kept beside the folder's seal."""
        return {"passages": sorted(self.passages), "papers": sorted(self.papers)}

    def __ior__(self, other: Gone) -> Gone:
        self.passages |= other.passages
        self.papers |= other.papers
        return self


def gone_from(found: Any) -> Gone:
    """What is kept beside a seal; nothing in a folder of an older version."""
    found = found or {}
    return Gone(set(found.get("passages", ())), set(found.get("papers", ())))


@dataclass(frozen=True, slots=True)
class Part:
    """A folder's vectors."""

    folder: Path
    exact: ExactVectors
    gone: Gone
    alive: NDArray[np.bool_]
    """Which rows are still there, newer folders being looked at."""

    def rows(self) -> Rows:
        """All rows that are there."""
        return np.flatnonzero(self.alive)

    def dead(self) -> int:
        """How many are not."""
        return int(len(self.alive) - self.alive.sum())


class Parts:
    """The folders of an index, oldest first."""

    def __init__(self, folders: Sequence[tuple[Path, Gone]]) -> None:
        """Map them. Raises OSError or ValueError where one is cut short."""
        gone, parts = Gone(), []
        for folder, says in reversed(folders):
            exact = ExactVectors(folder)
            alive = ~np.isin(exact.ids, np.asarray(sorted(gone.passages), dtype=np.int64))
            alive &= ~np.isin(exact.ids >> PASSAGE_BITS, np.asarray(sorted(gone.papers), dtype=np.int64))
            parts.append(Part(folder, exact, says, alive))
            gone |= says
            if folder != folders[0][0]:
                gone.passages |= set(exact.ids.tolist())  # what is there anew
        self.parts = parts[::-1]

    def ids(self) -> list[int]:
        """Ids of all passages, in order."""
        return sorted(int(i) for part in self.parts for i in part.exact.ids[part.alive])

    def chosen(self, part: Part, papers: Iterable[int] | None, passages: Sequence[int] | None) -> Rows:
        """The rows of a part that are there and of these passages, or else of these papers, or else all."""
        if passages is not None:
            rows = part.exact.rows_of(passages)
        elif papers is not None:
            rows = part.exact.rows_of_papers(papers)
        else:
            return part.rows()
        return np.asarray(rows[part.alive[rows]], dtype=np.int64)

    def nearest(
        self,
        vector: Sequence[float],
        limit: int,
        parts: Sequence[Part],
        papers: Iterable[int] | None = None,
        passages: Sequence[int] | None = None,
    ) -> Found:
        """The nearest of these passages, or of those of these papers, in some of the parts."""
        wanted = None if papers is None else list(papers)
        return merged(
            [part.exact.nearest(self.chosen(part, wanted, passages), vector, limit) for part in parts], limit
        )

    def vectors(self, passages: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Vectors by passage id; an id that is not there is left out."""
        found: dict[int, NDArray[np.float32]] = {}
        for part in self.parts:
            rows = self.chosen(part, None, passages)
            if len(rows):
                kept = np.asarray(part.exact.vectors[rows])
                found |= dict(zip(part.exact.ids[rows].tolist(), kept, strict=True))
        return found


def merged(lists: Sequence[Found], limit: int) -> Found:
    """Several lists as one, best first."""
    if len(lists) == 1:
        return lists[0]
    return sorted((pair for found in lists for pair in found), key=lambda pair: -pair[1])[:limit]


def sound_vectors(folder: Path) -> dict[int, NDArray[np.float32]]:
    """By passage id, the vectors of all folders in `folder` whose plain files are as they were written.

    An id is never given to another passage, so they are those of the passages that the ledger has.
    """
    found: dict[int, NDArray[np.float32]] = {}
    copies = sorted(
        (path for path in folder.glob("*") if path.name.isdigit()), key=lambda path: int(path.name)
    )
    for path in copies:
        with suppress(OSError, ValueError):
            sealed = read_seal(path / SEAL_NAME)
            if sealed is None:
                continue
            plain = {name: noted for name, noted in sealed[0].items() if name in EXACT_FILES}
            if plain and not damaged_files(path, plain):
                exact = ExactVectors(path)
                found |= dict(zip(exact.ids.tolist(), exact.vectors, strict=True))
    return found
