"""What a store's error means for a person."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from scrutiny_rag.store.faults import is_full, is_panic, is_read_only, room_or_rights, short

FULL = [
    OSError(errno.ENOSPC, "No space left on device"),
    sqlite3.OperationalError("database or disk is full"),
    ValueError("An IO error occurred: 'No space left on device (os error 28)'"),
]
READ_ONLY = [
    PermissionError(errno.EACCES, "Permission denied"),
    OSError(errno.EROFS, "Read-only file system"),
    sqlite3.OperationalError("attempt to write a readonly database"),
]
OTHER = [
    OSError(errno.EIO, "Input/output error"),
    ValueError("junk"),
    sqlite3.DatabaseError("file is not a database"),
]


@pytest.mark.parametrize("error", FULL)
def test_a_full_disk_is_no_damage(error: Exception) -> None:
    assert is_full(error) and not is_read_only(error)
    assert "is full: make room" in str(room_or_rights(error, Path("index")))


@pytest.mark.parametrize("error", READ_ONLY)
def test_a_place_that_cannot_be_written_to_is_no_damage(error: Exception) -> None:
    assert is_read_only(error) and not is_full(error)
    assert "can be asked" in str(room_or_rights(error, Path("index")))


@pytest.mark.parametrize("error", OTHER)
def test_anything_else_is_neither(error: Exception) -> None:
    assert room_or_rights(error, Path("index")) is None


def test_errors_are_told_on_a_short_line() -> None:
    assert short(ValueError("a\n b " + "c" * 500)) == ("a b " + "c" * 500)[:120]
    assert short(ValueError()) == "ValueError"
    panic = type("PanicException", (BaseException,), {})
    assert is_panic(panic()) and not is_panic(KeyboardInterrupt())
