"""The index on disk: vectors, words and ledger in one folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scrutiny_rag.errors import IndexFolderError, InputError
from scrutiny_rag.store.ledger import Ledger, State, passage_id
from scrutiny_rag.store.lexical import LexicalIndex
from scrutiny_rag.store.vectors import VectorIndex

LEDGER_NAME = "ledger.sqlite3"
WORDS_NAME = "words"
VECTORS_NAME = "vectors"
CURRENT_VECTORS = "vectors"
"""The fact that names the copy of the vectors that counts."""


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the lock that one writer at a time has. Raises InputError where another writer holds it."""
    lock = FileLock(folder / "writer.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise InputError(f"Another ingest is writing to {folder}: wait until it has finished.") from None
    try:
        yield
    finally:
        lock.release()


class Index:
    """The three stores of one index folder."""

    def __init__(self, folder: Path) -> None:
        """Open or make the index in `folder`. Raises IndexFolderError where it cannot be used."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexFolderError(f"The index folder {folder} cannot be made: {error.strerror}.") from error
        self.folder = folder
        self.ledger = Ledger(folder / LEDGER_NAME)
        try:
            self.lexical = LexicalIndex(folder / WORDS_NAME)
        except IndexFolderError:
            self.ledger.close()
            raise
        self.vectors = VectorIndex(folder / VECTORS_NAME, lambda: self.ledger.fact(CURRENT_VECTORS))

    @staticmethod
    def exists(folder: Path) -> bool:
        """True where `folder` holds an index."""
        return (folder / LEDGER_NAME).is_file()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock that one writer at a time has; what is left unfinished inside is undone.

        Raises InputError where another writer holds it.
        """
        with writer_lock(self.folder):
            try:
                # Words of another ledger, which was lost or put back from an older copy: their ids will be given anew.
                if self.lexical.delete_from(passage_id(self.ledger.highest_id() + 1, 0)):
                    self.lexical.commit()
                self.clean()
                yield
            finally:
                # A page that ingests lives on: it must not keep other writers out.
                self.lexical.discard()

    def clean(self) -> None:
        """Delete what a job left half-written or half-removed; the ledger last, as a kill may come between."""
        ids = [row.id for row in self.ledger.rows(State.WRITING, State.RETIRED)]
        if ids:
            self.lexical.delete_papers(ids)
            self.lexical.commit()
            with self.ledger.transaction():
                self.ledger.drop(ids)
        self.vectors.prune()

    def close(self) -> None:
        """Let go of files and locks."""
        self.lexical.close()
        self.vectors.close()
        self.ledger.close()
