"""Sizes and checksums of the files of a folder as they were written, so that damage is told and not answered from.

What is published never changes: a file that is not what its seal says is damaged. A damaged graph would end the whole
process, a damaged word list panic, and a damaged vector answer wrongly; so a seal is looked at before a file is opened.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

SEAL_NAME = "seal.json"
_READ_AT_ONCE = 1 << 22


class Noted(NamedTuple):
    """What a file was when it was written."""

    size: int
    crc: int


Files = dict[str, Noted]
"""Files by their paths from a folder."""


def write_seal(
    path: Path,
    names: Iterable[str],
    known: Mapping[str, Noted] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Files:
    """Seal the files `names` of the folder of `path`, which is where the seal goes.

    `known` holds what is known of files that did not change, which are not read again; `more` is kept beside.
    """
    folder = path.parent
    files = dict(known or {})
    files |= look(folder, [name for name in names if name not in files])
    content = {"files": files, "more": dict(more or {})}
    text = json.dumps({**content, "crc": _crc_of(content)})
    new = path.with_name(path.name + ".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
    return files


def read_seal(path: Path) -> tuple[Files, dict[str, Any]] | None:
    """The files of a seal and what is kept beside; None where there is none. Raises OSError where it is damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        crc = found.pop("crc")
        if crc != _crc_of(found):
            raise ValueError
        return {name: Noted(*noted) for name, noted in found["files"].items()}, found["more"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise OSError(f"{path} is not as it was written") from error


def look(folder: Path, names: Iterable[str]) -> Files:
    """Sizes and checksums of files. Raises OSError where one cannot be read."""
    listed = list(names)
    with ThreadPoolExecutor(max(1, min(len(listed), os.cpu_count() or 1))) as pool:
        return dict(zip(listed, pool.map(lambda name: _noted(folder / name), listed), strict=True))


def damaged_files(folder: Path, files: Mapping[str, Noted]) -> list[str]:
    """The names of sealed files that are not there, or not as they were written."""
    sizes = {name: _size(folder / name) for name in files}
    whole = [name for name, noted in files.items() if sizes[name] == noted.size]
    found = {name for name in files if name not in whole}
    with ThreadPoolExecutor(max(1, min(len(whole), os.cpu_count() or 1))) as pool:
        for name, sound in zip(
            whole, pool.map(lambda name: _is(folder / name, files[name]), whole), strict=True
        ):
            if not sound:
                found.add(name)
    return sorted(found)


class Watch:
    """Looks through a sealed folder once, and again through what was written to since."""

    def __init__(self) -> None:
        self._files: dict[Path, Files] = {}
        self._seen: dict[Path, tuple[int, int, int]] = {}

    def check(self, path: Path) -> bool:
        """Whether the seal at `path` is there. Raises OSError where it or one of its files is damaged."""
        if path not in self._files:
            sealed = read_seal(path)
            if sealed is None:
                return False
            self._files[path] = sealed[0]
        folder, files = path.parent, self._files[path]
        now = {name: _stamp(folder / name) for name in files}
        changed = {name: files[name] for name in files if now[name] != self._seen.get(folder / name)}
        if changed and (damaged := damaged_files(folder, changed)):
            raise OSError(f"{folder / damaged[0]} is not as it was written")
        for name in changed:
            self._seen[folder / name] = now[name] or (0, 0, 0)
        return True

    def is_fresh(self, path: Path) -> bool:
        """Whether there is nothing to look through: no seal at `path`, or nothing written to since it was checked."""
        if path not in self._files:
            return not path.exists()
        folder = path.parent
        return all(_stamp(folder / name) == self._seen.get(folder / name) for name in self._files[path])

    def forget(self) -> None:
        """Look through everything again the next time."""
        self._files.clear()
        self._seen.clear()


def _noted(path: Path) -> Noted:
    crc = size = 0
    with path.open("rb", buffering=0) as file:
        while part := file.read(_READ_AT_ONCE):
            crc = zlib.crc32(part, crc)
            size += len(part)
    return Noted(size, crc)


def _is(path: Path, noted: Noted) -> bool:
    try:
        return _noted(path) == noted
    except OSError:
        return False


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _crc_of(content: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(content, sort_keys=True).encode())
