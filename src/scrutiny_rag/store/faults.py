"""What a store's error means for a person: a full disk, a place that cannot be written to, or damage."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from scrutiny_rag.errors import IndexFolderError

_FULL = ("no space left", "disk is full", "disk full", "os error 28", "os error 122", "quota exceeded")
_UNSAID = ("disk i/o error", "unable to open database file", "read-only")
"""What SQLite says of a full disk too."""
_LEAST_BYTES = 200_000
_READ_ONLY = (
    "readonly database",
    "read-only",
    "permission denied",
    "os error 30",
    "os error 13",
    "operation not permitted",
)


def is_panic(error: BaseException) -> bool:
    """Whether a library in Rust gave up; such an error is no Exception."""
    return type(error).__name__ == "PanicException"


def is_full(error: BaseException) -> bool:
    """Whether there was no room on a disk."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return _says(error, _FULL)


def is_read_only(error: BaseException) -> bool:
    """Whether a place cannot be written to."""
    if isinstance(error, OSError) and error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return True
    return _says(error, _READ_ONLY)


def room_or_rights(error: BaseException, folder: Path) -> IndexFolderError | None:
    """The sentence for a full disk or a place that cannot be written to; None where it is neither."""
    if is_full(error) or (_says(error, _UNSAID) and _is_filled(folder)):
        return IndexFolderError(
            f"The disk of the index at {folder} is full: make room and run the command again; "
            "what was finished until now is kept."
        )
    return read_only(folder) if is_read_only(error) else None


def read_only(folder: Path) -> IndexFolderError:
    """The sentence for an index that cannot be written to."""
    return IndexFolderError(
        f"The index at {folder} cannot be written to: it can be asked, but to change it, give yourself the right "
        "to write there, or put it on a disk that is not read-only."
    )


def short(error: BaseException) -> str:
    """An error's words on one line, cut short."""
    return " ".join(str(error).split())[:120] or type(error).__name__


def _is_filled(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEAST_BYTES
    except OSError:
        return False


def _says(error: BaseException, words: tuple[str, ...]) -> bool:
    said = str(error).lower()
    return any(word in said for word in words)
