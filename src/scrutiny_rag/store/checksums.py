"""Sizes and checksums of a copy of the vectors as it was written, so that damage is told and not copied on."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

NOTED = "sizes.json"
_OURS = "exact-*.bin"
"""Files that nobody but us writes. Chroma alters some of its own when it only reads."""
_READ_AT_ONCE = 1 << 24


def note_files(folder: Path) -> None:
    """Note the files of a copy that was just written."""
    noted = {"sizes": _sizes(folder), "checksums": _checksums(folder)}
    (folder / NOTED).write_text(json.dumps(noted), encoding="utf-8")


def check_sizes(folder: Path) -> None:
    """Raise OSError where a file is missing or cut short: reading Chroma's graph would end the whole process."""
    noted = _noted(folder)
    if noted and noted["sizes"] != _sizes(folder):
        raise OSError("a file is missing or cut short")


def check_contents(folder: Path) -> None:
    """Raise OSError where a file of ours is not what was written, or one of Chroma's has not its size."""
    check_sizes(folder)
    noted = _noted(folder)
    if "checksums" in noted and noted["checksums"] != _checksums(folder):
        raise OSError("a file is not as it was written")


def _noted(folder: Path) -> dict[str, Any]:
    """What was noted; an older version noted sizes alone, or nothing."""
    path = folder / NOTED
    if not path.is_file():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return found if "sizes" in found else {"sizes": found}


def _sizes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*.bin")}


def _checksums(folder: Path) -> dict[str, int]:
    return {path.name: _crc32(path) for path in folder.glob(_OURS)}


def _crc32(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while part := file.read(_READ_AT_ONCE):
            found = zlib.crc32(part, found)
    return found
