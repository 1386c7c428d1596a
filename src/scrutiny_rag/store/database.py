"""The ledger as a file of SQLite: opened, sealed between jobs, written to in transactions, its errors explained."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.store.faults import room_or_rights, short
from scrutiny_rag.store.ledger_files import (
    break_seal,
    check_seal,
    close_up,
    connect,
    has_copy,
    is_sealed,
    seal_of,
)
from scrutiny_rag.store.schema import SCHEMA_VERSION, make_tables, version_of
from scrutiny_rag.store.seals import Watch


class Database:
    """The SQLite file of an index. Safe to use from several threads; readers see only finished work."""

    def __init__(self, path: Path) -> None:
        """Open or make the ledger.

        Raises IndexFolderError where the file is damaged, cannot be used, or is of a newer version.
        """
        self._path = path
        self._folder = path.parent
        self.lock = threading.RLock()
        self._watch = Watch()
        self._writes = self._closed = False
        self.db: sqlite3.Connection | None = None
        self.read_only = False
        self.check()
        with self.explained():
            self._connect()
            try:
                self._make_tables()
            except BaseException:
                self.close()
                raise

    def _connect(self) -> None:
        self.db, self.read_only = connect(self._path)
        self.db.row_factory = sqlite3.Row

    @contextmanager
    def _let_go(self) -> Iterator[None]:
        """Close the file while it is read as a whole, for closing it once more takes SQLite's locks away."""
        was_open, self.db = self.db, None
        if was_open is not None:
            was_open.close()
        try:
            yield
        finally:
            if was_open is not None:
                self._connect()

    def _make_tables(self) -> None:
        version = version_of(self.opened())
        if version is not None and version > SCHEMA_VERSION:
            raise IndexFolderError(
                f"The index at {self._folder} was built by a newer scrutiny-rag: upgrade, or ingest into "
                "another folder."
            )
        if version != SCHEMA_VERSION:
            with self.transaction():
                make_tables(self.opened(), version)

    def check(self) -> None:
        """Raise IndexFolderError where the file is not what the last job left; where a job writes, nothing is known."""
        with self.lock:
            if not self._path.is_file() and has_copy(self._path):
                raise self._damaged("its ledger is missing")
            if self._writes or self._watch.is_fresh(seal_of(self._path)):
                return
            try:
                with self.explained(), self._let_go():
                    check_seal(self._path, self._watch)
            except OSError as error:
                raise self._damaged(short(error)) from error

    @contextmanager
    def explained(self) -> Iterator[None]:
        """SQLite's errors as a sentence for people."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise room_or_rights(error, self._folder) or IndexFolderError(
                f"The index at {self._folder} cannot be used ({error}): check that the folder can be written "
                "to, that the disk is not full, and that no other program holds it."
            ) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, what: str) -> IndexFolderError:
        return IndexFolderError(
            f"The index at {self._folder} is damaged ({what}): mend it with `scrutiny-rag doctor --fix`."
        )

    def close_up(self) -> None:
        """Once a job has ended, copy and seal what it wrote; nothing to do where it wrote nothing.

        Raises IndexFolderError where there is no room for the copy.
        """
        with self.lock, self.explained():
            if not self._writes and is_sealed(self._path) and has_copy(self._path):
                return
            self._watch.forget()
            busy, _, _ = self.opened().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                return  # a reader at work holds up what is still beside the file: the next job sees to it
            try:
                with self._let_go():
                    close_up(self._path)
            except OSError as error:
                raise room_or_rights(error, self._folder) or self._damaged(short(error)) from error
            self._writes = False

    def break_seal(self) -> None:
        """Let it be known, once, that this process writes."""
        if not self._writes and not self.read_only:
            break_seal(self._path)
            self._writes = True

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            self._closed = True
            if self.db is not None:
                self.db.close()
                self.db = None

    def opened(self) -> sqlite3.Connection:
        """The open file. Raises sqlite3.OperationalError once it is closed."""
        if self.db is None:
            if self._closed:
                raise sqlite3.OperationalError("the ledger is closed")
            self._connect()
        assert self.db is not None
        return self.db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside take effect together, or none does."""
        with self.lock, self.explained():
            self.break_seal()
            db = self.opened()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                # A full disk has SQLite undo it by itself.
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def select(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The rows that a query finds."""
        with self.lock, self.explained():
            return self.opened().execute(sql, parameters).fetchall()

    def write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of parameters."""
        with self.lock, self.explained():
            self.break_seal()
            self.opened().executemany(sql, rows)
