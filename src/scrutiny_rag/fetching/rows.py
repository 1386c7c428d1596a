"""The rows of a folder's manifest.csv, kept as they are while new ones are added."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from scrutiny_rag.errors import InputError
from scrutiny_rag.fetching.failures import ForbiddenAddress
from scrutiny_rag.fetching.naming import is_safe_name
from scrutiny_rag.fetching.urls import identity, parse_url

MANIFEST_NAME = "manifest.csv"
COLUMNS = ("paper", "title", "body", "committee", "date", "type", "draft", "source_url")
_BOM = "\ufeff"


class ManifestRows:
    """A manifest as it was found, and as it will be written. Nothing that a person wrote is changed."""

    def __init__(self, text: str, path: Path) -> None:
        """Reads `text`; raises InputError where it is no manifest that rows can be added to."""
        self._bom = text.startswith(_BOM)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        try:
            self._lines = list(csv.reader(io.StringIO(text.removeprefix(_BOM), newline=""), strict=True))
        except csv.Error as error:
            raise InputError(f"{path} is not valid CSV ({error}); mend it or move it away.") from None
        head = next((i for i, line in enumerate(self._lines) if any(cell.strip() for cell in line)), None)
        if head is None:
            self._lines, head = [list(COLUMNS)], 0
        self._head = head
        self._columns = [cell.strip().lower() for cell in self._lines[head]]
        if "paper" not in self._columns:
            raise InputError(f"{path} has no column named paper; mend it or move it away.")
        self._rows: dict[str, list[str]] = {}
        for line in self._lines[head + 1 :]:
            if name := self._cell(line, "paper"):
                self._rows.setdefault(name, line)
        self._names: dict[str, list[str]] = {}
        self._keys: dict[str, str] = {}
        for name, line in self._rows.items():
            self._note(name, self._cell(line, "source_url"))

    @classmethod
    def read(cls, folder: Path) -> ManifestRows:
        """The manifest of `folder`, an empty one where there is none; raises InputError if it is unusable."""
        path = folder / MANIFEST_NAME
        try:
            text = path.read_bytes().decode("utf-8") if path.exists() else ""
        except UnicodeDecodeError:
            raise InputError(f"{path} is not UTF-8 text; save it as CSV UTF-8.") from None
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror}.") from None
        return cls(text, path)

    def names_of(self, key: str) -> list[str]:
        """The files that came from the address with this `identity`: plain names within the folder alone."""
        return [name for name in self._names.get(key, []) if is_safe_name(name)]

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def key_of(self, name: str) -> str | None:
        """The identity of the address that the row of `name` gives; None without row, or without address."""
        return self._keys.get(name)

    def add(self, name: str, cells: Mapping[str, str]) -> bool:
        """Adds a row for `name`; a row that is there keeps its cells, and gains a source if it lacks one.

        True where the manifest is another afterwards.
        """
        line = self._rows.get(name)
        wanted = {"paper": name, **cells} if line is None else {"source_url": cells.get("source_url", "")}
        if line is not None and (self._cell(line, "source_url") or not wanted["source_url"]):
            return False
        for column in COLUMNS:
            if wanted.get(column) and column not in self._columns:
                self._columns.append(column)
                self._lines[self._head].append(column)
        if line is None:
            line = []
            self._lines.append(line)
            self._rows[name] = line
        line.extend([""] * (len(self._columns) - len(line)))
        for column, value in wanted.items():
            line[self._columns.index(column)] = value
        self._note(name, cells.get("source_url", ""))
        return True

    def text(self) -> str:
        """The manifest as it is to be written."""
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator=self._newline).writerows(self._lines)
        return (_BOM if self._bom else "") + out.getvalue()

    def _note(self, name: str, source_url: str) -> None:
        if key := _key(source_url):
            self._keys[name] = key
            self._names.setdefault(key, []).append(name)

    def _cell(self, line: list[str], column: str) -> str:
        if column not in self._columns:
            return ""
        at = self._columns.index(column)
        return line[at].strip() if at < len(line) else ""


def _key(source_url: str) -> str | None:
    try:
        return identity(parse_url(source_url)) if source_url else None
    except ForbiddenAddress:
        return None
