"""The ledger's file as a whole: sealed once a job has ended, copied, looked through and put back.

A job breaks the seal before it writes, so a ledger without one is that of a job at work or killed, and may be sound.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zlib
from contextlib import closing, suppress
from pathlib import Path

from scrutiny_rag.store.seals import SEAL_NAME, Noted, Watch, damaged_files, read_seal, write_seal

LEDGER_NAME = "ledger.sqlite3"
_COPY = "ledger-copy"
"""The folder of the copy."""
_BLOCK = 1 << 20
_READ_ONLY = ("readonly", "unable to open", "disk i/o error", "disk is full", "read-only")


def seal_of(path: Path) -> Path:
    """Where a ledger's seal lies."""
    return path.parent / f"ledger.{SEAL_NAME}"


def break_seal(path: Path) -> None:
    """Let it be known that the ledger is being written to."""
    seal_of(path).unlink(missing_ok=True)


def close_up(path: Path) -> None:
    """Copy a ledger that nobody writes to, and seal both. Raises OSError.

    To be called with all of it in the one file, and with no connection of this process open: to close a file that
    SQLite has open as well would take its locks away. Of the copy only what differs is written.
    """
    copy = path.parent / _COPY / path.name
    seal = copy.parent / SEAL_NAME
    before: list[int] = []
    with suppress(OSError):
        sealed = read_seal(seal)
        # A copy that somebody wrote to since is copied anew.
        if sealed is not None and copy.stat().st_mtime_ns == sealed[1].get("mtime_ns"):
            before = sealed[1]["blocks"]
    noted = Noted(0, 0)
    blocks: list[int] = []
    try:
        copy.parent.mkdir(exist_ok=True)
        seal.unlink(missing_ok=True)
        with path.open("rb") as file, copy.open("r+b" if before else "wb") as into:
            while part := file.read(_BLOCK):
                blocks.append(zlib.crc32(part))
                if blocks[-1:] != before[len(blocks) - 1 : len(blocks)]:
                    into.seek(noted.size)
                    into.write(part)
                noted = Noted(noted.size + len(part), zlib.crc32(part, noted.crc))
            into.truncate(noted.size)
        write_seal(seal, [], {path.name: noted}, {"blocks": blocks, "mtime_ns": copy.stat().st_mtime_ns})
        write_seal(seal_of(path), [], {path.name: noted})
    except OSError:
        # Without room for a copy the ledger is sealed all the same, as far as there is room for that.
        shutil.rmtree(copy.parent, ignore_errors=True)
        with suppress(OSError):
            write_seal(seal_of(path), [path.name])
        raise


def check_seal(path: Path, watch: Watch) -> None:
    """Raise OSError where a sealed ledger is not as it was written."""
    for attempt in (1, 2, 3):
        try:
            watch.check(seal_of(path))
            return
        except OSError:
            watch.forget()
            # A job may have broken the seal meanwhile, or have set another.
            if not is_sealed(path):
                return
            if attempt == 3:
                raise


def is_sealed(path: Path) -> bool:
    """Whether the last job ended."""
    return seal_of(path).is_file()


def is_damaged(path: Path) -> str | None:
    """What is wrong with a ledger, in a few words; None where nothing is."""
    try:
        if not path.is_file():
            return "it is missing"
        sealed = read_seal(seal_of(path))
    except OSError:
        sealed = None  # the seal alone may be damaged
    if sealed is not None:
        return "it is not as it was written" if damaged_files(path.parent, sealed[0]) else None
    try:
        with closing(sqlite3.connect(path, timeout=30)) as db:
            (said,) = db.execute("PRAGMA integrity_check(1)").fetchone()
            return None if said == "ok" else " ".join(str(said).split())[:120]
    except sqlite3.DatabaseError as error:
        return str(error)


def sound_copy(path: Path) -> Path | None:
    """The copy of a ledger; None where there is none, or it is damaged too."""
    copy = path.parent / _COPY
    with suppress(OSError):
        sealed = read_seal(copy / SEAL_NAME)
        if sealed is not None and not damaged_files(copy, sealed[0]):
            return copy / path.name
    return None


def has_copy(path: Path) -> bool:
    """Whether there is a copy, sound or not; one without a seal was not finished."""
    return (path.parent / _COPY / SEAL_NAME).exists()


def drop_copy(path: Path) -> None:
    """Delete the copy of a ledger, for `close_up` to make it anew."""
    shutil.rmtree(path.parent / _COPY, ignore_errors=True)


def copy_state(path: Path) -> bool | None:
    """Whether the copy of a ledger is sound; None where there is none."""
    return sound_copy(path) is not None if has_copy(path) else None


def seal_is_damaged(path: Path) -> bool:
    """Whether there is a seal that cannot be read."""
    try:
        read_seal(seal_of(path))
        return False
    except OSError:
        return True


def put_back(path: Path, copy: Path) -> None:
    """Put the copy in the place of a damaged ledger, of which nothing is kept. Raises OSError, the ledger as it was."""
    new = path.with_name(path.name + ".new")
    try:
        shutil.copyfile(copy, new)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    break_seal(path)
    for beside in (f"{path.name}-wal", f"{path.name}-shm"):
        (path.parent / beside).unlink(missing_ok=True)
    new.replace(path)


def connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Open a ledger; True where it can only be read. Raises sqlite3.Error."""
    try:
        db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return db, False
        except BaseException:
            db.close()
            raise
    except sqlite3.OperationalError as error:
        if not path.is_file() or not any(word in str(error).lower() for word in _READ_ONLY):
            raise
        return _connect_to_read(path), True


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a ledger in a place where SQLite cannot write the files that it wants beside it."""
    beside = path.with_name(path.name + "-wal")
    if beside.is_file() and beside.stat().st_size:
        # What a job wrote last stands in the file beside it, which SQLite reads only where it can write.
        folder = tempfile.TemporaryDirectory(prefix="scrutiny-rag-", ignore_cleanup_errors=True)
        for file in (path, beside):
            shutil.copyfile(file, Path(folder.name) / file.name)
        db = sqlite3.connect(Path(folder.name) / path.name, check_same_thread=False, isolation_level=None)
        _KEPT.append(folder)
        return db
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
"""Copies that are read while the process lives."""
