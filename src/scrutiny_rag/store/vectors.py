"""The vector index: Chroma, embedded in the index folder.

Chroma writes its files in place, so a reader beside a writer, or a writer that is killed, could meet half a
file. Vectors are therefore written to a copy, a draft, and the ledger names the copy that counts: readers
have whole, unchanging files, and a killed job leaves only a draft that nobody reads.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.store.checksums import NOTED, check_contents, check_sizes, note_files
from scrutiny_rag.store.exact import EXACT_FILES, ExactDraft, ExactVectors
from scrutiny_rag.store.nearest import nearest, nearest_among

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_COLLECTION = "passages"
_ADD_AT_ONCE = 2000
_GET_AT_ONCE = 10_000
_DATABASE = "chroma.sqlite3"
_PROBES = 20
"""Passages that are searched for when an index is looked through."""
_SAME = 0.99
"""The cosine that a stored vector has with itself at the least."""

_Result = TypeVar("_Result")


class VectorIndex:
    """Passages by their unit vectors; similarity is the cosine."""

    def __init__(self, folder: Path, current: Callable[[], str | None]) -> None:
        """Read from the copy in `folder` that `current` names; None where there is none yet."""
        self._folder = folder
        self._current = current
        self._lock = threading.RLock()
        self._open_name: str | None = None
        self._client: Client | None = None
        self._collection: Collection | None = None
        self._exact: ExactVectors | None = None

    def count(self) -> int:
        """Passages in the index."""
        return self._read(lambda collection: int(collection.count()), 0)

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
            return self._read(lambda collection: nearest(collection, vector, limit), [])

        return self._read(
            lambda collection: nearest_among(collection, self._exact, vector, limit, papers, passages), []
        )

    def vectors(self, passages: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Stored vectors by passage id; an id that is not there is left out."""
        if not passages:
            return {}

        def stored(collection: Collection) -> dict[int, NDArray[np.float32]]:
            if self._exact is not None:
                rows = self._exact.rows_of(passages)
                return dict(
                    zip(self._exact.ids[rows].tolist(), np.asarray(self._exact.vectors[rows]), strict=True)
                )
            found = collection.get(ids=[str(p) for p in passages], include=["embeddings"])
            embeddings = np.asarray(found["embeddings"], dtype=np.float32)
            return {int(i): v for i, v in zip(found["ids"], embeddings, strict=True)}

        return self._read(stored, {})

    def ids(self) -> list[int]:
        """Ids of all passages in the index, in order."""

        def all_ids(collection: Collection) -> list[int]:
            found: list[int] = []
            for at in range(0, int(collection.count()), _GET_AT_ONCE):
                found += map(int, collection.get(include=[], limit=_GET_AT_ONCE, offset=at)["ids"])
            return sorted(found)

        return self._read(all_ids, [])

    def verify(self) -> None:
        """Look through all files of the vectors, and have some passages find themselves.

        Raises IndexFolderError where a file is not as it was written, or Chroma and the plain file differ.
        """
        self._read(self._look_through, None)

    def _look_through(self, collection: Collection) -> None:
        folder = self._copy(self._open_name)
        if folder is not None:
            check_contents(folder)
        if self._exact is None:
            return
        if self.ids() != self._exact.ids.tolist():
            raise ValueError("the plain file holds other passages than Chroma")
        step = max(1, len(self._exact.ids) // _PROBES)
        for row in range(0, len(self._exact.ids), step):
            found = nearest(collection, self._exact.vectors[row].tolist(), 1)
            if not found or found[0][1] < _SAME:
                raise ValueError("a passage does not find itself")

    def _damaged(self, error: Exception) -> IndexFolderError:
        return IndexFolderError(
            f"The vectors in {self._folder} are damaged ({_short(error)}): mend them with "
            "`scrutiny-rag doctor --fix`."
        )

    def _read(self, use: Callable[[Collection], _Result], empty: _Result) -> _Result:
        from chromadb.errors import ChromaError

        with self._lock:
            for attempt in (1, 2):
                name = self._current()
                try:
                    collection = self._opened(name)
                    return empty if collection is None else use(collection)
                except (ChromaError, OSError, ValueError, RuntimeError) as error:
                    self._close()
                    # A writer may have published another copy, and taken this one away, while it was read.
                    if attempt == 1 and self._current() != name:
                        continue
                    raise self._damaged(error) from error
        raise AssertionError("unreachable")

    def _opened(self, name: str | None) -> Collection | None:
        if self._collection is None or name != self._open_name:
            self._close()
            folder = self._copy(name)
            if folder is None:
                return None
            check_sizes(folder)
            self._client = _client(folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            # An index of an older version has Chroma's vectors alone: its filtered searches take longer.
            self._exact = ExactVectors(folder) if ExactVectors.exists(folder) else None
            self._open_name = name
        return self._collection

    def _copy(self, name: str | None) -> Path | None:
        # An index of version 1 has its only copy in the folder itself.
        folder = self._folder / name if name else self._folder
        if name is None and not (folder / _DATABASE).is_file():
            return None
        if not (folder / _DATABASE).is_file():
            raise OSError(f"{folder / _DATABASE} is missing")
        return folder

    def _close(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = self._collection = self._open_name = self._exact = None

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._close()

    # Writing; the caller holds the index's writer lock.

    def draft(self, *, empty: bool = False) -> VectorDraft:
        """A copy of the current vectors, or an empty one, to write to; `VectorDraft.name` names it.

        Raises IndexFolderError where the current ones are damaged: a copy would pass for sound.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        name = self._current()
        try:
            old = None if empty else self._copy(name)
            if old is not None:
                check_contents(old)
        except OSError as error:
            raise self._damaged(error) from error
        taken = [int(path.name) for path in self._folder.iterdir() if path.name.isdigit()]
        new = self._folder / str(max([*taken, int(name or 0)]) + 1)
        new.mkdir()
        if old is not None:
            for path in old.iterdir():
                if path.name.isdigit() or path.name in (NOTED, *EXACT_FILES) or path.name.endswith("-shm"):
                    continue  # other copies, in an index of version 1; what is written anew; SQLite's scratch memory
                if path.is_dir():
                    shutil.copytree(path, new / path.name)
                else:
                    shutil.copy2(path, new / path.name)
        exact = ExactVectors(old) if old is not None and ExactVectors.exists(old) else None
        return VectorDraft(new, exact)

    def prune(self) -> None:
        """Delete every copy but the current one: older ones, and drafts of killed jobs."""
        name = self._current()
        if name is None or not self._folder.is_dir():
            keep = {path.name for path in self._folder.glob("*") if not path.name.isdigit()}
        else:
            keep = {name}
        for path in self._folder.glob("*"):
            if path.name in keep:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)  # what a reader still holds goes with the next job
            else:
                path.unlink(missing_ok=True)


class VectorDraft:
    """A copy of the vectors that is being written to; it counts once the ledger names it."""

    def __init__(self, folder: Path, exact: ExactVectors | None) -> None:
        self.name = folder.name
        self._folder = folder
        self._client = _client(folder)
        self._collection = self._client.get_or_create_collection(
            _COLLECTION,
            configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            embedding_function=None,
        )
        self._exact = ExactDraft(folder, exact)
        if exact is None:
            self._copy_to_exact()

    def _copy_to_exact(self) -> None:
        """Take over what the copy of an older version holds."""
        for at in range(0, int(self._collection.count()), _ADD_AT_ONCE):
            held = self._collection.get(include=["embeddings"], limit=_ADD_AT_ONCE, offset=at)
            self._exact.add([int(i) for i in held["ids"]], np.asarray(held["embeddings"], dtype=np.float32))

    def add(self, passages: Sequence[int], papers: Sequence[int], vectors: Sequence[Sequence[float]]) -> None:
        """Write unit vectors, shape (passages, dimensions)."""
        for at in range(0, len(passages), _ADD_AT_ONCE):
            part = slice(at, at + _ADD_AT_ONCE)
            self._exact.add(passages[part], np.asarray(vectors[part], dtype=np.float32))
            self._collection.upsert(
                ids=[str(p) for p in passages[part]],
                embeddings=np.asarray(vectors[part], dtype=np.float32),
                metadatas=[{"paper": paper} for paper in papers[part]],
            )

    def delete_papers(self, papers: Iterable[int]) -> None:
        """Delete all passages of these papers."""
        ids = list(papers)
        self._exact.delete_papers(ids)
        for at in range(0, len(ids), 100):
            where: Any = {"paper": {"$in": ids[at : at + 100]}}
            self._collection.delete(where=where)

    def delete(self, passages: Sequence[int]) -> None:
        """Delete passages by id."""
        self._exact.delete(passages)
        for at in range(0, len(passages), _ADD_AT_ONCE):
            self._collection.delete(ids=[str(p) for p in passages[at : at + _ADD_AT_ONCE]])

    def close(self) -> None:
        """Finish writing, so that the files are whole."""
        self._client.close()
        self._exact.close()
        note_files(self._folder)


def _client(folder: Path) -> Client:
    # Imported late: it takes a second, and a job with nothing to do needs no vectors.
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    settings = ChromaSettings(anonymized_telemetry=False)
    try:
        return cast("Client", chromadb.PersistentClient(path=str(folder), settings=settings))
    except AttributeError as error:
        # Chroma keeps a client that could not open, and trips over it the next time.
        raise OSError(f"{folder / _DATABASE} cannot be opened") from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
