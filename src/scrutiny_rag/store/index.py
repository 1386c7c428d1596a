"""The index on disk: vectors, words and ledger in one folder."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.store.ledger import Ledger, State
from scrutiny_rag.store.lexical import LexicalIndex
from scrutiny_rag.store.vectors import VectorIndex

_LEDGER = "ledger.sqlite3"


class Index:
    """The three stores of one index folder."""

    def __init__(self, folder: Path) -> None:
        """Open or make the index in `folder`. Raises IndexFolderError where it cannot be used."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexFolderError(f"The index folder {folder} cannot be made: {error.strerror}.") from error
        self.folder = folder
        self.ledger = Ledger(folder / _LEDGER)
        self.lexical = LexicalIndex(folder / "words")
        self.vectors = VectorIndex(folder / "vectors")

    @staticmethod
    def exists(folder: Path) -> bool:
        """True where `folder` holds an index."""
        return (folder / _LEDGER).is_file()

    def writer_lock(self) -> FileLock:
        """The lock that one writer at a time holds; raises `filelock.Timeout` at once when it is held."""
        return FileLock(self.folder / "writer.lock", timeout=0)

    def delete_papers(self, ids: list[int]) -> None:
        """Delete papers everywhere, the ledger last, so that a kill in between is made good by the next job."""
        if not ids:
            return
        self.vectors.delete_papers(ids)
        self.lexical.delete_papers(ids)
        self.lexical.commit()
        with self.ledger.transaction():
            self.ledger.drop(ids)

    def clean(self) -> None:
        """Delete what a killed job left half-written or half-removed."""
        self.delete_papers([row.id for row in self.ledger.rows(State.WRITING, State.RETIRED)])

    def close(self) -> None:
        """Let go of files and locks."""
        self.lexical.close()
        self.ledger.close()
