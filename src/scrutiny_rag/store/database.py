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
from scrutiny_rag.store.ledger_files import break_seal, check_seal, close_up, connect, has_copy, is_sealed
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
        self._writes = False
        self.check()
        with self.explained():
            self.db, self.read_only = connect(path)
            try:
                self.db.row_factory = sqlite3.Row
                self._make_tables()
            except BaseException:
                self.db.close()
                raise

    def _make_tables(self) -> None:
        version = version_of(self.db)
        if version is not None and version > SCHEMA_VERSION:
            raise IndexFolderError(
                f"The index at {self._folder} was built by a newer scrutiny-rag: upgrade, or ingest into "
                "another folder."
            )
        if version != SCHEMA_VERSION:
            with self.transaction():
                make_tables(self.db, version)

    def check(self) -> None:
        """Raise IndexFolderError where the file is not what the last job left; where a job writes, nothing is known."""
        with self.lock:
            if not self._path.is_file() and has_copy(self._path):
                raise self._damaged("its ledger is missing")
            try:
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
            try:
                close_up(self._path, self.db)
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
            self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside take effect together, or none does."""
        with self.lock, self.explained():
            self.break_seal()
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                # A full disk has SQLite undo it by itself.
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")

    def select(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The rows that a query finds."""
        with self.lock, self.explained():
            return self.db.execute(sql, parameters).fetchall()

    def write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of parameters."""
        with self.lock, self.explained():
            self.break_seal()
            self.db.executemany(sql, rows)
