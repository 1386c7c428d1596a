"""Snapshots of an index: a copy of what counts, sealed, from which it can be put back whole."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from scrutiny_rag.errors import IndexFolderError, InputError
from scrutiny_rag.store.faults import room_or_rights, short
from scrutiny_rag.store.index import (
    CURRENT_VECTORS,
    CURRENT_WORDS,
    VECTORS_NAME,
    WORDS_NAME,
    Index,
    writer_lock,
)
from scrutiny_rag.store.ledger_files import LEDGER_NAME, break_seal, is_damaged, seal_of
from scrutiny_rag.store.seals import SEAL_NAME, damaged_files, read_seal, write_seal
from scrutiny_rag.store.server_vectors import MARK
from scrutiny_rag.store.vectors import VectorIndex


def take_snapshot(folder: Path, into: Path) -> int:
    """Copy the index in `folder` to the new folder `into`; how many bytes that took. Vectors in a server stay there.

    Whole or not there: a snapshot that is not finished lies in `into`.new alone. Raises InputError where `into` is
    there already, there is no index or a job is writing, and IndexFolderError where the index is damaged or no room is.
    """
    if not Index.exists(folder):
        raise InputError(f"There is no index at {folder}: make one with `scrutiny-rag ingest`.")
    if into.exists():
        raise InputError(f"{into} is there already: name a new folder for the snapshot.")
    new = into.with_name(into.name + ".new")
    with writer_lock(folder), closing(Index(folder)) as index:
        try:
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            with closing(sqlite3.connect(new / LEDGER_NAME)) as copy:
                index.ledger.opened().backup(copy)
            write_seal(seal_of(new / LEDGER_NAME), [LEDGER_NAME])
            for part in _parts(index):
                shutil.copytree(folder / part, new / part)
            _check(new)
            new.rename(into)
        except (OSError, sqlite3.Error) as error:
            shutil.rmtree(new, ignore_errors=True)
            raise _explained(error, into) from error
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
    return sum(path.stat().st_size for path in into.rglob("*") if path.is_file())


def update_snapshot(folder: Path, into: Path) -> int:
    """Bring the snapshot in `into` up to the index in `folder`, while others read it; how many bytes were copied.

    Folders that are there already are not copied again. What is new lies there before the ledger that names it takes
    the place of the old one, at once; then what no longer counts goes. Stopped at any moment, the snapshot is whole
    and as it was, or as it is to be. Raises as `take_snapshot`, and InputError where `into` is no snapshot.
    """
    if not (into / LEDGER_NAME).is_file():
        raise InputError(f"There is no snapshot at {into}: take one with `scrutiny-rag snapshot`.")
    if into.resolve() == folder.resolve():
        raise InputError(f"{into} is the index itself: name the folder of a snapshot.")
    new, copied = into / f"{LEDGER_NAME}.new", 0
    with writer_lock(folder), closing(Index(folder)) as index:
        try:
            parts = _parts(index)
            for part in parts:
                copied += _put(folder / part, into / part)
            new.unlink(missing_ok=True)
            with closing(sqlite3.connect(new)) as copy:
                index.ledger.opened().backup(copy)
            if what := is_damaged(new):
                raise OSError(f"{LEDGER_NAME}: {what}")
            copied += new.stat().st_size
            break_seal(into / LEDGER_NAME)
            new.replace(into / LEDGER_NAME)
            write_seal(seal_of(into / LEDGER_NAME), [LEDGER_NAME])
        except (OSError, sqlite3.Error) as error:
            new.unlink(missing_ok=True)
            raise _explained(error, into) from error
    for path in into.glob("*/*"):
        if path.relative_to(into).as_posix() not in parts and path.parent.name in (WORDS_NAME, VECTORS_NAME):
            shutil.rmtree(path, ignore_errors=True)  # what a reader still holds goes with the next one
    return copied


def _put(part: Path, target: Path) -> int:
    """Copy a folder that never changes, whole or not at all; 0 where it is there already. Raises OSError."""
    seal = target / SEAL_NAME
    if seal.is_file() and seal.read_bytes() == (part / SEAL_NAME).read_bytes():
        return 0
    new = target.with_name(target.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    try:
        shutil.copytree(part, new)
        _check_part(new)
        shutil.rmtree(target, ignore_errors=True)
        new.rename(target)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())


def restore_snapshot(snapshot: Path, folder: Path) -> None:
    """Put the index of a snapshot in the place of the one in `folder`, which goes, or where none is.

    Until the whole is copied and found to be sound, what was there stays. Raises InputError where there is no
    snapshot or a job is writing, and IndexFolderError where the snapshot is damaged or there is no room.
    """
    if not (snapshot / LEDGER_NAME).is_file():
        raise InputError(f"There is no snapshot at {snapshot}: take one with `scrutiny-rag snapshot`.")
    new, old = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    try:
        if old.exists() and not folder.exists():
            old.rename(folder)  # where an earlier restore was stopped between its last two steps
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(snapshot, new)
        _check(new)
        folder.mkdir(parents=True, exist_ok=True)
        with writer_lock(folder):
            shutil.rmtree(old, ignore_errors=True)
            folder.rename(old)
            new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        raise _explained(error, folder) from error


def _parts(index: Index) -> list[str]:
    """The folders, from the index's, that the ledger names."""
    words, vectors = index.ledger.fact(CURRENT_WORDS), index.ledger.fact(CURRENT_VECTORS)
    found = [f"{WORDS_NAME}/{words}"] if words else []
    if isinstance(index.vectors, VectorIndex) and vectors and not vectors.startswith(MARK):
        found += [f"{VECTORS_NAME}/{path.name}" for path in index.vectors.folders(vectors)]
    return found


def _check(folder: Path) -> None:
    """Raise OSError where a copy is not as what it was copied from had been written."""
    if what := is_damaged(folder / LEDGER_NAME):
        raise OSError(f"{LEDGER_NAME}: {what}")
    for path in folder.glob(f"*/*/{SEAL_NAME}"):
        _check_part(path.parent)


def _check_part(part: Path) -> None:
    sealed = read_seal(part / SEAL_NAME)
    if sealed is not None and (damaged := damaged_files(part, sealed[0])):
        raise OSError(f"{part.parent.name}/{part.name}/{damaged[0]} is not as it was written")


def _explained(error: Exception, place: Path) -> IndexFolderError:
    return room_or_rights(error, place.parent) or IndexFolderError(
        f"{place} cannot be made ({short(error)}): see with `scrutiny-rag doctor` whether the index is sound."
    )
