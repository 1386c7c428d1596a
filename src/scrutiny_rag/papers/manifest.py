"""`manifest.csv` beside papers: what it says of a paper wins over what was found in it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrutiny_rag.papers.model import PaperError, PaperType

if TYPE_CHECKING:
    import _csv

MANIFEST_NAME = "manifest.csv"
COLUMNS = ("paper", "title", "body", "committee", "date", "type", "draft", "source_url")

_YES = frozenset({"true", "yes", "1", "draft"})
_NO = frozenset({"false", "no", "0", "confirmed"})
_LONGEST_CELL = 2000


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """What a manifest says of one paper; None is an empty cell, which overrides nothing."""

    paper: str
    title: str | None = None
    body: str | None = None
    committee: str | None = None
    date: date | None = None
    type: PaperType | None = None
    draft: bool | None = None
    source_url: str | None = None

    def overrides(self) -> dict[str, object]:
        """The filled cells by name of `Metadata`'s fields, as `read_paper` takes them."""
        cells = {column: getattr(self, column) for column in COLUMNS if column != "paper"}
        return {column: value for column, value in cells.items() if value is not None}


def read_manifest(folder: Path) -> dict[str, ManifestRow]:
    """The rows of `manifest.csv` in `folder`, by paper; empty where there is no such file.

    The first line names the columns, in any order: `paper` and any of title, body, committee, date
    (YYYY-MM-DD), type, draft (true or false) and source_url (http or https). Raises PaperError, naming file,
    line and column, for a cell that cannot be used, an unknown column, or a paper listed twice.
    """
    path = folder / MANIFEST_NAME
    if not path.is_file():
        return {}
    try:
        # Spreadsheets write a byte order mark.
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(path, csv.reader(file, strict=True))
    except UnicodeDecodeError:
        raise PaperError(f"{path} is not UTF-8 text; save it as CSV UTF-8.") from None
    except OSError as error:
        raise PaperError(f"{path} cannot be read: {error.strerror}.") from error


def _read(path: Path, reader: _csv._reader) -> dict[str, ManifestRow]:
    rows: dict[str, ManifestRow] = {}
    columns: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(path, reader.line_num, cells)
                continue
            row = _row(path, reader.line_num, columns, cells)
            if row.paper in rows:
                raise PaperError(
                    f"{path}, line {reader.line_num}, column paper: {row.paper!r} is listed twice; keep one row."
                )
            rows[row.paper] = row
    except csv.Error as error:
        raise PaperError(
            f"{path}, line {reader.line_num}: not valid CSV ({error}); check its quotation marks."
        ) from None
    return rows


def _columns(path: Path, line: int, cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    for name in names:
        if name not in COLUMNS:
            raise PaperError(
                f"{path}, line {line}, column {name!r}: unknown; the columns are {', '.join(COLUMNS)}."
            )
        if names.count(name) > 1:
            raise PaperError(f"{path}, line {line}, column {name}: named twice; keep one.")
    if "paper" not in names:
        raise PaperError(f"{path}, line {line}, column paper: missing; it holds the name of each file.")
    return names


def _row(path: Path, line: int, columns: list[str], cells: list[str]) -> ManifestRow:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        raise PaperError(
            f"{path}, line {line}, column {len(columns) + 1}: has no title in the first line; "
            "put quotation marks around a cell with commas in it."
        )
    values = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}

    def fail(column: str, mend: str) -> PaperError:
        return PaperError(f"{path}, line {line}, column {column}: {values.get(column, '')[:60]!r} {mend}.")

    for column, value in values.items():
        if len(value) > _LONGEST_CELL or any(ord(char) < 32 for char in value):
            raise fail(column, "is too long or has line breaks in it; shorten it")
    if not values.get("paper"):
        raise fail("paper", "names no file; write its name")
    given: date | None = None
    if text := values.get("date"):
        try:
            given = date.fromisoformat(text)
        except ValueError:
            raise fail("date", "is not a date; write it as YYYY-MM-DD") from None
    kind: PaperType | None = None
    if text := values.get("type"):
        try:
            kind = PaperType(text.lower())
        except ValueError:
            raise fail("type", f"is not a type; write one of {', '.join(PaperType)}") from None
    draft = values.get("draft", "").lower()
    if draft and draft not in _YES | _NO:
        raise fail("draft", "is neither true nor false; write one of them, or nothing")
    url = values.get("source_url") or None
    if url and not _is_web_address(url):
        raise fail("source_url", "is not a web address; write one that starts with http:// or https://")
    return ManifestRow(
        paper=values["paper"],
        title=values.get("title") or None,
        body=values.get("body") or None,
        committee=values.get("committee") or None,
        date=given,
        type=kind,
        draft=(draft in _YES) if draft else None,
        source_url=url,
    )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url
