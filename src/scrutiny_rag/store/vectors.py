"""The vector index: Chroma, embedded in the index folder.

Chroma writes its files in place, so a reader beside a writer, or a writer that is killed, could meet half a
file. Vectors are therefore written to a draft, and the ledger names the one that counts: readers have whole,
unchanging, sealed files, and a killed job leaves only a draft that nobody reads. A small index is copied for each
draft; of a large one a draft holds what is new, until that is so much that Chroma takes it in (`vector_draft`).
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.store.chroma_files import DATABASE, ChromaReader
from scrutiny_rag.store.exact import ExactVectors
from scrutiny_rag.store.faults import is_full, is_panic, is_read_only, room_or_rights, short
from scrutiny_rag.store.nearest import nearest, nearest_among, nearest_of_all
from scrutiny_rag.store.parts import Gone, Parts, gone_from
from scrutiny_rag.store.seals import SEAL_NAME, Watch, read_seal
from scrutiny_rag.store.server_vectors import MARK
from scrutiny_rag.store.vector_draft import Old, VectorDraft

_GET_AT_ONCE = 10_000
_PROBES = 20
"""Passages that are searched for when an index is looked through."""
_SAME = 0.99
"""The cosine that a stored vector has with itself at the least."""

_Result = TypeVar("_Result")


class _Opened:
    """The vectors of one name: Chroma, and the plain files beside it."""

    def __init__(self, folders: Sequence[Path], before: _Opened | None) -> None:
        """Open the folders; Chroma is taken over from `before`, where it was of the same."""
        self.base = folders[0]
        # An index of an older version has Chroma's vectors alone: its filtered searches take longer.
        self.parts = (
            Parts([(path, _gone(path)) for path in folders]) if ExactVectors.exists(self.base) else None
        )
        self.chroma: ChromaReader | None = None
        if before is not None and before.base == self.base:
            self.chroma, before.chroma = before.chroma, None
            return
        if before is not None:
            before.close()
        try:
            self.chroma = ChromaReader(self.base)
        except OSError as error:
            # No room for Chroma to write in, as on a full disk: comparing with all finds the same, if slower.
            if self.parts is None or not (is_full(error) or is_read_only(error)):
                raise

    @property
    def collection(self) -> Any:
        """Chroma's collection, whose type takes a second to import; None where Chroma could not be opened."""
        return None if self.chroma is None else self.chroma.collection

    def ids(self) -> list[int]:
        return self.chroma_ids() if self.parts is None else self.parts.ids()

    def chroma_ids(self) -> list[int]:
        found: list[int] = []
        for at in range(0, int(self.collection.count()), _GET_AT_ONCE):
            found += map(int, self.collection.get(include=[], limit=_GET_AT_ONCE, offset=at)["ids"])
        return sorted(found)

    def close(self) -> None:
        if self.chroma is not None:
            self.chroma.close()


class VectorIndex:
    """Passages by their unit vectors; similarity is the cosine."""

    def __init__(
        self,
        folder: Path,
        current: Callable[[], str | None],
        newest: Callable[[], str | None] | None = None,
    ) -> None:
        """Read from the copy in `folder` that `current` names, None where there is none yet.

        `newest` names it once the ledger was looked at anew.
        """
        self._folder = folder
        self._current = current
        self._newest = newest or current
        self._lock = threading.RLock()
        self._watch = Watch()
        self._open_name: str | None = None
        self._opened: _Opened | None = None

    def count(self) -> int:
        """Passages in the index."""
        return len(self.ids())

    def search(
        self,
        vector: Sequence[float],
        limit: int,
        *,
        papers: Sequence[int] | None = None,
        passages: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The nearest passages, as (passage id, cosine), best first; `papers` or `passages` narrow to those ids."""
        narrowed = papers is not None or passages is not None
        if limit < 1 or (narrowed and not (papers if passages is None else passages)):
            return []
        if not narrowed:
            return self._read(lambda at: nearest_of_all(at.collection, at.parts, vector, limit), [])
        return self._read(
            lambda at: nearest_among(at.collection, at.parts, vector, limit, papers, passages), []
        )

    def vectors(self, passages: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Stored vectors by passage id; an id that is not there is left out."""
        if not passages:
            return {}

        def stored(at: _Opened) -> dict[int, NDArray[np.float32]]:
            if at.parts is not None:
                return at.parts.vectors(passages)
            found = at.collection.get(ids=[str(p) for p in passages], include=["embeddings"])
            embeddings = np.asarray(found["embeddings"], dtype=np.float32)
            return {int(i): v for i, v in zip(found["ids"], embeddings, strict=True)}

        return self._read(stored, {})

    def ids(self) -> list[int]:
        """Ids of all passages in the index, in order."""
        return self._read(lambda at: at.ids(), [])

    def verify(self) -> None:
        """Look through all files of the vectors, and have some passages find themselves.

        Raises IndexFolderError where a file is not as it was written, or Chroma and the plain file differ.
        """
        with self._lock:
            self._close()
            self._watch.forget()
        self._read(_look_through, None)

    def is_sealed(self) -> bool:
        """Whether damage would be seen before it is met; an index of an older version has no seal."""
        name = self._current()
        folder = self._folder / name if name else self._folder
        return (folder / SEAL_NAME).is_file() or not (folder / DATABASE).is_file()

    def _damaged(self, error: BaseException) -> IndexFolderError:
        return room_or_rights(error, self._folder.parent) or IndexFolderError(
            f"The vectors in {self._folder} are damaged ({short(error)}): mend them with "
            "`scrutiny-rag doctor --fix`."
        )

    def _read(self, use: Callable[[_Opened], _Result], empty: _Result) -> _Result:
        from chromadb.errors import ChromaError

        with self._lock:
            for attempt in (1, 2):
                name = self._current()
                try:
                    opened = self._open(name)
                    return empty if opened is None else use(opened)
                except BaseException as error:
                    self._close()
                    if not (
                        isinstance(error, (ChromaError, OSError, ValueError, RuntimeError)) or is_panic(error)
                    ):
                        raise
                    # A writer may have published another copy, and taken this one away, while it was read.
                    if attempt == 1 and self._newest() != name:
                        continue
                    raise self._damaged(error) from error
        raise AssertionError("unreachable")

    def _open(self, name: str | None) -> _Opened | None:
        folders = self.folders(name)
        if not folders:
            return None
        for folder in folders:
            self._watch.check(folder / SEAL_NAME)
        if self._opened is None or name != self._open_name:
            self._opened = _Opened(folders, self._opened)
            self._open_name = name
        return self._opened

    def folders(self, name: str | None) -> list[Path]:
        """The folders that the copy of this name is made of; none where there is none yet."""
        if name is not None and name.startswith(MARK):
            raise OSError("they are in a Chroma server: set SCRUTINY_RAG_CHROMA_URL, or have them made anew")
        # An index of version 1 has its only copy in the folder itself.
        folder = self._folder / name if name else self._folder
        if name is None and not (folder / DATABASE).is_file():
            return []
        sealed = read_seal(folder / SEAL_NAME)
        if sealed is not None and "parts" in sealed[1]:
            return [self._folder / part for part in sealed[1]["parts"]]
        if not (folder / DATABASE).is_file():
            raise OSError(f"{folder / DATABASE} is missing")
        return [folder]

    def _close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        self._opened = self._open_name = None

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._close()

    # Writing; the caller holds the index's writer lock.

    def draft(self, *, empty: bool = False) -> VectorDraft:
        """What is to follow on the current vectors, or on none, to write to; `VectorDraft.name` names it.

        Raises IndexFolderError where the current ones are damaged: a copy would pass for sound.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = self._current()
            old: list[Old] = []
            if not empty:
                old = [(folder, _gone(folder)) for folder in self.folders(name)]
            taken = [int(path.name) for path in self._folder.iterdir() if path.name.isdigit()]
            if name is not None and name.isdigit():
                taken.append(int(name))
            return VectorDraft(self._folder / str(max([0, *taken]) + 1), old, self._watch)
        except (OSError, ValueError) as error:
            raise self._damaged(error) from error

    def forget(self, papers: Iterable[int]) -> None:
        """Nothing: papers that no longer count are not in the copy that does."""

    def prune(self) -> None:
        """Delete every copy but the current one: older ones, and drafts of killed jobs."""
        name = self._current()
        if name is None or not self._folder.is_dir():
            keep = {path.name for path in self._folder.glob("*") if not path.name.isdigit()}
        else:
            try:
                keep = {name, *(path.name for path in self.folders(name))}
            except OSError:
                return  # damaged: what is left may mend it
        for path in self._folder.glob("*"):
            if path.name in keep:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)  # what a reader still holds goes with the next job
            else:
                path.unlink(missing_ok=True)


def _look_through(at: _Opened) -> None:
    if at.parts is None:
        at.chroma_ids()
        return
    base = at.parts.parts[0]
    if at.collection is None or not len(base.exact.ids):
        return
    if at.chroma_ids() != base.exact.ids.tolist():
        raise ValueError("the plain file holds other passages than Chroma")
    step = max(1, len(base.exact.ids) // _PROBES)
    for row in range(0, len(base.exact.ids), step):
        found = nearest(at.collection, base.exact.vectors[row].tolist(), 1)
        if not found or found[0][1] < _SAME:
            raise ValueError("a passage does not find itself")


def _gone(folder: Path) -> Gone:
    sealed = read_seal(folder / SEAL_NAME)
    return gone_from(sealed[1].get("gone") if sealed is not None else None)
