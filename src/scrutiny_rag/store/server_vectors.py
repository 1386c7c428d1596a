"""The vectors in a Chroma server, so that several machines ask one index.

The ledger names the collection. A paper's vectors are there before the ledger says that it counts, and a moment after
it no longer does; a search asks the ledger, so neither is ever shown.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.store.chroma_files import open_to_write
from scrutiny_rag.store.faults import short
from scrutiny_rag.store.nearest import nearest

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

MARK = "server:"
"""What the name of vectors in a server begins with."""
_AT_ONCE = 250
"""Passages in a request: a server takes no more than some hundred without a setting."""
_GET_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Where a Chroma server is, and how to be let in."""

    url: str
    token: str | None = None
    tenant: str = "default_tenant"
    database: str = "default_database"

    @property
    def place(self) -> str:
        """The server's address without what is secret in it."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")

    def connect(self) -> ClientAPI:
        """A client of the server."""
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if secure else 80),
            ssl=secure,
            headers={"Authorization": f"Bearer {self.token}"} if self.token else None,
            settings=ChromaSettings(anonymized_telemetry=False),
            tenant=self.tenant,
            database=self.database,
        )


class ServerVectors:
    """Passages by their unit vectors, as `VectorIndex` has them in files."""

    def __init__(self, server: ChromaServer, current: Callable[[], str | None]) -> None:
        """`current` names the collection, with MARK before it; None where there is none yet."""
        self._server = server
        self._current = current
        self._lock = threading.Lock()
        self._client: ClientAPI | None = None
        self._collections: dict[str, Collection] = {}

    @contextmanager
    def _explained(self) -> Iterator[None]:
        from chromadb.errors import ChromaError
        from httpx import HTTPError

        try:
            yield
        except IndexFolderError:
            raise
        except (ChromaError, HTTPError, OSError, ValueError) as error:
            raise IndexFolderError(
                f"The Chroma server at {self._server.place} cannot be used ({short(error)}): see that it runs and that "
                "SCRUTINY_RAG_CHROMA_URL and SCRUTINY_RAG_CHROMA_TOKEN are right, or mend the vectors with "
                "`scrutiny-rag doctor --fix`."
            ) from error

    def _connected(self) -> ClientAPI:
        with self._lock:
            if self._client is None:
                self._client = self._server.connect()
            return self._client

    def _collection(self) -> Collection | None:
        name = self._current()
        if name is None:
            return None
        if not name.startswith(MARK):
            raise IndexFolderError(
                "The vectors of this index are in its folder: move them to the Chroma server with "
                "`scrutiny-rag doctor --fix`, or unset SCRUTINY_RAG_CHROMA_URL."
            )
        if name not in self._collections:
            found = self._connected().get_collection(name.removeprefix(MARK), embedding_function=None)
            self._collections = {name: found}
        return self._collections[name]

    def count(self) -> int:
        """Passages in the collection."""
        with self._explained():
            collection = self._collection()
            return 0 if collection is None else int(collection.count())

    def search(
        self,
        vector: Sequence[float],
        limit: int,
        *,
        papers: Sequence[int] | None = None,
        passages: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The nearest passages, as (passage id, cosine), best first; `papers` or `passages` narrow to those ids."""
        with self._explained():
            collection = self._collection()
            chosen = papers if passages is None else passages
            if collection is None or limit < 1 or (chosen is not None and not chosen):
                return []
            if passages is not None:
                # As many as a speaker has: fetched and compared, as a filter by id takes a server longer.
                held = self.vectors(passages)
                asked = np.asarray(vector, dtype=np.float32)
                found = sorted(((i, float(held[i] @ asked)) for i in held), key=lambda pair: -pair[1])
                return found[:limit]
            where: Any = None if papers is None else {"paper": {"$in": list(papers)}}
            return nearest(collection, vector, limit, where)

    def vectors(self, passages: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """Stored vectors by passage id; an id that is not there is left out."""
        held: dict[int, NDArray[np.float32]] = {}
        with self._explained():
            collection = self._collection()
            if collection is None:
                return held
            wanted = [str(p) for p in dict.fromkeys(passages)]  # a server refuses one that is asked for twice
            for at in range(0, len(wanted), _AT_ONCE):
                ids = wanted[at : at + _AT_ONCE]
                found = collection.get(ids=ids, include=["embeddings"])
                embeddings = np.asarray(found["embeddings"], dtype=np.float32)
                held |= {int(i): v for i, v in zip(found["ids"], embeddings, strict=True)}
        return held

    def ids(self) -> list[int]:
        """Ids of all passages in the collection, in order."""
        found: list[int] = []
        with self._explained():
            collection = self._collection()
            if collection is None:
                return []
            while some := collection.get(include=[], limit=_GET_AT_ONCE, offset=len(found))["ids"]:
                found += map(int, some)
        return sorted(found)

    def verify(self) -> None:
        """Ask for something. Raises IndexFolderError where that cannot be had."""
        self.count()

    def is_sealed(self) -> bool:
        """Whether damage would be seen before it is met: the server sees to its own files."""
        return True

    def close(self) -> None:
        """Let go of the connection."""
        self._client = None
        self._collections = {}

    # Writing; the caller holds the index's writer lock.

    def draft(self, *, empty: bool = False) -> ServerDraft:
        """What is to follow: written to the collection that counts, or to a new one. Raises IndexFolderError."""
        with self._explained():
            collection = None if empty else self._collection()
            if collection is None:
                name = f"scrutiny-{secrets.token_hex(8)}"
                return ServerDraft(open_to_write(self._connected(), name), self._explained, is_new=True)
            return ServerDraft(collection, self._explained)

    def forget(self, papers: Iterable[int]) -> None:
        """Delete all passages of papers that no longer count, or never did."""
        ids = list(papers)
        with self._explained():
            if not ids or not (self._current() or "").startswith(MARK):
                return
            collection = self._collection()
            if collection is None:
                return
            for at in range(0, len(ids), 100):
                where: Any = {"paper": {"$in": ids[at : at + 100]}}
                collection.delete(where=where)

    def prune(self) -> None:
        """Nothing: one collection is written to as long as it is sound."""


class ServerDraft:
    """Vectors that are written to a collection."""

    def __init__(
        self,
        collection: Collection,
        explained: Callable[[], AbstractContextManager[None]],
        *,
        is_new: bool = False,
    ) -> None:
        self.name = MARK + collection.name
        self._collection = collection
        self._explained = explained
        self._is_new = is_new

    def add(self, passages: Sequence[int], papers: Sequence[int], vectors: Sequence[Sequence[float]]) -> None:
        """Write unit vectors, shape (passages, dimensions)."""
        with self._explained():
            for at in range(0, len(passages), _AT_ONCE):
                part = slice(at, at + _AT_ONCE)
                self._collection.upsert(
                    ids=[str(p) for p in passages[part]],
                    embeddings=np.asarray(vectors[part], dtype=np.float32),
                    metadatas=[{"paper": paper} for paper in papers[part]],
                )

    def delete_papers(self, papers: Iterable[int]) -> None:
        """Nothing yet: they still count; `ServerVectors.forget` deletes them once they do not."""

    def delete(self, passages: Sequence[int]) -> None:
        """Delete passages by id, which no paper owns."""
        with self._explained():
            for at in range(0, len(passages), _AT_ONCE):
                self._collection.delete(ids=[str(p) for p in passages[at : at + _AT_ONCE]])

    def close(self) -> None:
        """All is written already."""

    def discard(self) -> None:
        """Let go of what will not count: the next job deletes it, by its papers."""
