"""The index on disk: vectors, words and ledger in one folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scrutiny_rag.errors import IndexFolderError, InputError, ScrutinyError
from scrutiny_rag.store.faults import is_panic, read_only, room_or_rights, short
from scrutiny_rag.store.ledger import Ledger, State, passage_id
from scrutiny_rag.store.ledger_files import LEDGER_NAME as LEDGER_NAME
from scrutiny_rag.store.ledger_files import has_copy
from scrutiny_rag.store.lexical import LexicalIndex
from scrutiny_rag.store.server_vectors import ChromaServer, ServerVectors
from scrutiny_rag.store.vectors import VectorIndex

WORDS_NAME = "words"
VECTORS_NAME = "vectors"
CURRENT_VECTORS = "vectors"
"""The fact that names the copy of the vectors that counts."""
CURRENT_WORDS = "words"
"""The fact that names the copy of the words that counts."""


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the lock that one writer at a time has. Raises InputError where another writer holds it."""
    lock = FileLock(folder / "writer.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise InputError(f"Another ingest is writing to {folder}: wait until it has finished.") from None
    except OSError as error:
        raise room_or_rights(error, folder) or InputError(
            f"The index at {folder} cannot be locked ({short(error)}): check that you may write there."
        ) from error
    try:
        yield
    finally:
        lock.release()


class Index:
    """The three stores of one index folder."""

    def __init__(self, folder: Path, server: ChromaServer | None = None) -> None:
        """Open or make the index in `folder`, with its vectors in `server` where that is given.

        Raises IndexFolderError where it cannot be used.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexFolderError(f"The index folder {folder} cannot be made: {error.strerror}.") from error
        self.folder = folder
        self.ledger = Ledger(folder / LEDGER_NAME)
        self.lexical = LexicalIndex(
            folder / WORDS_NAME,
            lambda: self.ledger.fact(CURRENT_WORDS),
            lambda: self.ledger.newest_fact(CURRENT_WORDS),
        )
        self.vectors: VectorIndex | ServerVectors
        if server is None:
            self.vectors = VectorIndex(
                folder / VECTORS_NAME,
                lambda: self.ledger.fact(CURRENT_VECTORS),
                lambda: self.ledger.newest_fact(CURRENT_VECTORS),
            )
        else:
            self.vectors = ServerVectors(server, lambda: self.ledger.fact(CURRENT_VECTORS))

    @staticmethod
    def exists(folder: Path) -> bool:
        """True where `folder` holds an index."""
        ledger = folder / LEDGER_NAME
        return ledger.is_file() or has_copy(ledger)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock that one writer at a time has; what is left unfinished inside is undone.

        Raises InputError where another writer holds it.
        """
        if self.ledger.read_only:
            raise room_or_rights(OSError("read-only"), self.folder) or read_only(self.folder)
        with writer_lock(self.folder):
            try:
                self._move_words()
                self.clean()
                yield
            except ScrutinyError:
                raise
            except BaseException as error:
                # Whichever store or library it was that found no room.
                explained = room_or_rights(error, self.folder) if _may_be_ours(error, self.folder) else None
                if explained is None:
                    raise
                raise explained from error
            finally:
                # A page that ingests lives on: it must not keep other writers out.
                self.lexical.discard()
            self.ledger.close_up()

    def _move_words(self) -> None:
        """Bring the words of an older version to where copies lie that never change."""
        words = self.lexical
        if not words.is_of_old_version():
            return
        try:
            words.ids()
        except IndexFolderError:
            return  # damaged: whoever writes to them says so, and `repair` makes them anew
        # Words of another ledger, which was lost or put back from an older copy: their ids will be given anew.
        words.delete_from(passage_id(self.ledger.highest_id() + 1, 0))
        words.delete_papers([row.id for row in self.ledger.rows(State.WRITING, State.RETIRED)])
        name = words.publish(always=True)
        if name is not None:
            self.ledger.set_fact(CURRENT_WORDS, name)

    def clean(self) -> None:
        """Delete what a job left half-written or has removed."""
        ids = [row.id for row in self.ledger.rows(State.WRITING, State.RETIRED)]
        if ids:
            self.vectors.forget(ids)
            with self.ledger.transaction():
                self.ledger.drop(ids)
        self.lexical.prune()
        self.vectors.prune()

    def close(self) -> None:
        """Let go of files and locks."""
        self.lexical.close()
        self.vectors.close()
        self.ledger.close()


def can_be_asked(index: Index) -> bool:
    """Whether there is something to ask, and all three stores can be read."""
    try:
        index.ledger.check()
        index.lexical.count()
        index.vectors.vectors([0])  # no passage has that id: the files are looked at all the same
        return index.ledger.has_passages()
    except IndexFolderError:
        return False


def _may_be_ours(error: BaseException, folder: Path) -> bool:
    """Whether an error can be about the index, and not about a file elsewhere."""
    if not (isinstance(error, Exception) or is_panic(error)):
        return False
    named = getattr(error, "filename", None)
    return named is None or Path(str(named)).resolve().is_relative_to(folder.resolve())
