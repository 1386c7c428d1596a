"""Chroma, embedded: opened to write in its folder, and to read in a copy of its database, which reading alters."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from scrutiny_rag.store.word_files import mirror

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

COLLECTION = "passages"
DATABASE = "chroma.sqlite3"
_WRITTEN = "index_metadata.pickle"
"""A graph without it is a beginning only, which Chroma makes anew whenever it reads."""
_SEARCHED: Any = {"hnsw": {"space": "cosine", "ef_search": 200}}


class ChromaReader:
    """A collection that is read; the folder it lies in stays as it is."""

    def __init__(self, folder: Path) -> None:
        """Open it. Raises OSError where a copy of the database finds no room, and Chroma's errors."""
        self._scratch = tempfile.TemporaryDirectory(prefix="scrutiny-rag-", ignore_cleanup_errors=True)
        place = Path(self._scratch.name)
        try:
            shutil.copyfile(folder / DATABASE, place / DATABASE)
            for graph in filter(is_graph, folder.iterdir()):
                if (graph / _WRITTEN).is_file():
                    mirror(folder, place, [graph.name])
                else:
                    shutil.copytree(graph, place / graph.name)
            self._client = open_client(place)
            self.collection: Collection = self._client.get_collection(COLLECTION, embedding_function=None)
        except BaseException:
            self._scratch.cleanup()
            raise

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()
        self._scratch.cleanup()


def is_graph(path: Path) -> bool:
    """Whether it is a folder of Chroma's."""
    return path.is_dir() and not path.name.isdigit()


def open_client(folder: Path) -> Client:
    """Chroma in a folder, which it makes its own. Raises OSError where it cannot be opened."""
    # Imported late: it takes a second, and a job with nothing to do needs no vectors.
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    settings = ChromaSettings(anonymized_telemetry=False)
    for _ in range(2):
        try:
            return cast("Client", chromadb.PersistentClient(path=str(folder), settings=settings))
        except AttributeError:
            continue  # Chroma keeps a client that could not open, as on a full disk, and trips over it once
    raise OSError(f"{folder / DATABASE} cannot be opened")


def open_to_write(client: ClientAPI, name: str = COLLECTION) -> Collection:
    """The collection, made where there is none."""
    return client.get_or_create_collection(name, configuration=_SEARCHED, embedding_function=None)
