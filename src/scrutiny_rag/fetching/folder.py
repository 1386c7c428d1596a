"""The folder that papers are saved into: whole files or none, and never over a file that is not ours."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal

import httpx
from filelock import FileLock, Timeout

from scrutiny_rag.errors import InputError
from scrutiny_rag.fetching.naming import another, file_name
from scrutiny_rag.fetching.pages import read_page
from scrutiny_rag.fetching.rows import MANIFEST_NAME, ManifestRows
from scrutiny_rag.fetching.urls import identity

_LOCK_NAME = ".fetch.lock"


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper that was fetched before: its name, its bytes' place, and its time in seconds since 1970."""

    name: str
    path: Path
    modified: float


class Folder:
    """A folder under a lock, with its manifest. Used as a context manager."""

    def __init__(self, path: Path) -> None:
        """Makes the folder where it is missing; raises InputError where that fails or another holds it."""
        self._path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(path / _LOCK_NAME, timeout=0)
            self._lock.acquire()
        except Timeout:
            raise InputError(f"Another fetch is saving into {path}; wait until it is done.") from None
        except OSError as error:
            raise InputError(f"The folder {path} cannot be written to: {error.strerror or error}.") from None
        try:
            self._rows = ManifestRows.read(path)
            # Names are compared as a file system that ignores case would.
            self._taken = {entry.name.casefold() for entry in path.iterdir()}
        except InputError:
            self._lock.release()
            raise

    def __enter__(self) -> Folder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    def kept(self, url: httpx.URL) -> Kept | None:
        """The file that the manifest says came from `url`, where it is there."""
        for name in self._rows.names_of(identity(url)):
            path = self._path / name
            if _is_plain(path):
                return Kept(name, path, path.stat().st_mtime)
        return None

    def save(
        self, url: httpx.URL, suffix: str, body: bytes, cells: dict[str, str], modified: float | None
    ) -> tuple[str, Literal["saved", "unchanged"]]:
        """Keeps `body`, a paper from `url`, as a file ending in `suffix`, and adds its manifest row.

        The name of the file, and whether it is new or changed. Raises InputError where it cannot be written.
        """
        name, old = self._name_for(url, suffix, body)
        outcome: Literal["saved", "unchanged"] = "unchanged"
        if old is None or not _same(old, body, suffix, url):
            self._write(name, body, modified)
            outcome = "saved"
        self._taken.add(name.casefold())
        if self._rows.add(name, cells):
            self._write(MANIFEST_NAME, self._rows.text().encode("utf-8"), None)
        return name, outcome

    def _name_for(self, url: httpx.URL, suffix: str, body: bytes) -> tuple[str, bytes | None]:
        """A name that is free, or that of our own file from `url`, with that file's bytes."""
        key = identity(url)
        for name in self._rows.names_of(key):
            path = self._path / name
            if name.lower().endswith(suffix) and (_is_plain(path) or not os.path.lexists(path)):
                return name, path.read_bytes() if path.exists() else None
        wish = name = file_name(url, suffix)
        number = 1
        while name.casefold() in self._taken or name in self._rows:
            path = self._path / name
            # A file left by a fetch that was stopped before it wrote the row: adopted where it is the same.
            if (
                self._rows.key_of(name) is None
                and _is_plain(path)
                and _same(old := path.read_bytes(), body, suffix, url)
            ):
                return name, old
            number += 1
            name = another(wish, number)
        return name, None

    def _write(self, name: str, data: bytes, modified: float | None) -> None:
        part = self._path / f".{secrets.token_hex(8)}.part"
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if modified is not None and modified > 0:
                os.utime(part, (modified, modified))
            part.replace(self._path / name)
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or error
            raise InputError(f"{self._path / name} cannot be written: {why}.") from error
        finally:
            part.unlink(missing_ok=True)


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _same(old: bytes, new: bytes, suffix: str, url: httpx.URL) -> bool:
    """Whether a reader finds the same in both: servers put new hidden fields into each copy of a page."""
    if old == new:
        return True
    return suffix == ".html" and read_page(old, url).digest == read_page(new, url).digest
