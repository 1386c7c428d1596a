"""`manifest.csv` beside papers: what it says of a paper wins over what was found in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Required, TypedDict
from urllib.parse import urlsplit

from scrutiny_rag.papers.model import PaperError, PaperType

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

MANIFEST_NAME = "manifest.csv"
COLUMNS = ("paper", "title", "body", "committee", "date", "type", "draft", "source_url")

_YES = frozenset({"true", "yes", "1", "draft"})
_NO = frozenset({"false", "no", "0", "confirmed"})
_LONGEST_CELL = 2000


class ManifestRow(TypedDict, total=False):
    """What a manifest says of one paper: the filled cells alone, for an empty one overrides nothing."""

    paper: Required[str]
    title: str
    body: str
    committee: str
    date: date
    type: PaperType
    draft: bool
    source_url: str


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


def add_to_manifest(folder: Path, papers: Sequence[str]) -> Path:
    """Add a row to fill in for each of `papers` to `manifest.csv` in `folder`, which is made where there is none.

    What it says already stays as it is, and a paper that it names gets no second row. Raises PaperError where
    it is no sound manifest or cannot be written.
    """
    path = folder / MANIFEST_NAME
    named = read_manifest(folder)
    new = [paper for paper in papers if paper not in named]
    try:
        old = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
        columns = _named_columns(old)
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        if not old.strip():
            writer.writerow(columns)
        writer.writerows([paper if column == "paper" else "" for column in columns] for paper in new)
        kept = old if not old or old.endswith("\n") else old + "\r\n"
        if new:
            path.write_text(kept + text.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        mend = "write it by hand, or make the folder one that can be written to"
        raise PaperError(f"{path} cannot be written ({error.strerror}): {mend}.") from error
    return path


def _named_columns(text: str) -> Sequence[str]:
    """The columns of a sound manifest's text; all of them where it is empty."""
    rows = (cells for cells in csv.reader(io.StringIO(text, newline="")) if any(map(str.strip, cells)))
    return [name.strip().lower() for name in next(rows, COLUMNS)]


def _read(path: Path, reader: CsvReader) -> dict[str, ManifestRow]:
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
            if row["paper"] in rows:
                twice = f"{row['paper']!r} is there twice; keep one row"
                raise PaperError(f"{path}, line {reader.line_num}, column paper: {twice}.")
            rows[row["paper"]] = row
    except csv.Error as error:
        raise PaperError(
            f"{path}, line {reader.line_num}: not valid CSV ({error}); check its quotation marks."
        ) from None
    return rows


def _columns(path: Path, line: int, cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()  # spreadsheets write commas for columns that were once filled
    for name in names:
        if name not in COLUMNS:
            parted = next((mark for mark in (";", "\t") if mark in name), None)
            mend = (
                "save it with commas between the columns"
                if parted
                else f"the columns are {', '.join(COLUMNS)}"
            )
            raise PaperError(f"{path}, line {line}, column {name!r}: unknown; {mend}.")
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
    row = ManifestRow(paper=values["paper"])
    if text := values.get("title"):
        row["title"] = text
    if text := values.get("body"):
        row["body"] = text
    if text := values.get("committee"):
        row["committee"] = text
    if text := values.get("date"):
        try:
            row["date"] = date.fromisoformat(text)
        except ValueError:
            raise fail("date", "is not a date; write it as YYYY-MM-DD") from None
    if text := values.get("type"):
        try:
            row["type"] = PaperType(text.lower())
        except ValueError:
            raise fail("type", f"is not a type; write one of {', '.join(PaperType)}") from None
    if text := values.get("draft", "").lower():
        if text not in _YES | _NO:
            raise fail("draft", "is neither true nor false; write one of them, or nothing")
        row["draft"] = text in _YES
    if text := values.get("source_url"):
        if not _is_web_address(text):
            raise fail("source_url", "is no web address; write one that starts with http:// or https://")
        row["source_url"] = text
    return row


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url
