"""Trackers kept as spreadsheets: each row of a sheet is a record under the names of its columns."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from scrutiny_rag.papers.model import PaperError, in_words
from scrutiny_rag.papers.readers.builder import DraftBuilder
from scrutiny_rag.papers.readers.draft import Draft
from scrutiny_rag.papers.readers.tables import TableRow, write_rows
from scrutiny_rag.papers.readers.text import decoded

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_UNPACKED = 60_000_000
_MOST_ROWS = 50_000
_MOST_COLUMNS = 200
_MOST_CELLS = 1_000_000
_SNIFFED = 20_000
_TITLES_SHARE = 0.6
"""Of a sheet's columns: so many must be named in the row that names them."""

_DEFAULT_NAME = re.compile(r"(?:Sheet|Tabelle|Feuil)\s?\d+", re.IGNORECASE)
_ACTIONS = re.compile(r"\b(?:actions?|recommendations?|undertakings?|commitments?)\b", re.IGNORECASE)
_OWNERS = re.compile(
    r"\b(?:owner|lead|officer|responsible|assigned|due|deadline|by when|target date|status|progress)\b",
    re.IGNORECASE,
)
_DAMAGED = "The spreadsheet is damaged; open it in a spreadsheet program and save it again."
_BREAKAGES = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
)
"""What openpyxl, zipfile and the XML parser raise over a damaged file."""


def read_xlsx(data: bytes) -> Draft:
    """An .xlsx file's bytes as a draft: its visible sheets, each a heading (where named) and a table.

    Rows carry the names of their columns; merged cells count for each row that they span, dates are written
    out. Hidden sheets, rows and columns are left out with a warning. Raises PaperError where the file is
    damaged, locked, unpacks beyond bounds, or is empty.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PaperError("The spreadsheet is locked or in the old Excel format; save an open copy as .xlsx.")
    builder = DraftBuilder("sheet")
    hidden: dict[str, None] = {}
    tables: list[Sequence[TableRow]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise PaperError("The spreadsheet unpacks to more than a paper can hold; split it.")
        import openpyxl  # late, for it takes its time

        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        properties = {"title": book.properties.title or "", "author": book.properties.creator or ""}
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                hidden["sheets"] = None
                continue
            if not _DEFAULT_NAME.fullmatch(sheet.title):
                builder.add("heading", sheet.title, 1)
            rows = _sheet_rows(sheet, hidden)
            _write(builder, rows, len(tables))
            tables.append(rows)
    except _BREAKAGES as error:
        if isinstance(error, PaperError):
            raise
        raise PaperError(_DAMAGED) from error
    if not any(tables):
        raise PaperError("The spreadsheet has nothing in its cells.")
    warnings = [f"Hidden {' and '.join(hidden)} were left out."] if hidden else []
    return builder.finish(properties | _type_of(tables), warnings)


def read_csv(data: bytes) -> Draft:
    """A .csv file's bytes as a draft with one table. Raises PaperError as `read_text` does."""
    text, warnings = decoded(data)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SNIFFED], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        records = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), dialect))
    except csv.Error as error:
        raise PaperError("The file is no table of comma-separated values; save it again as CSV.") from error
    if len(records) > _MOST_ROWS or sum(map(len, records)) > _MOST_CELLS:
        raise PaperError("The table has more rows than a paper can hold; split it.")
    rows = [_row(dict(enumerate(record))) for record in records]
    builder = DraftBuilder("sheet")
    rows = _titled([row for row in rows if any(row.shown)])
    _write(builder, rows, 0)
    return builder.finish(_type_of([rows]), warnings)


def _row(placed: dict[int, str], *, titled: bool = False) -> TableRow:
    return TableRow(placed, tuple(text for _, text in sorted(placed.items()) if text), titled)


def _sheet_rows(sheet: Worksheet, hidden: dict[str, None]) -> list[TableRow]:
    """The sheet's rows that have text, by visible column, the row that names the columns marked."""
    if sheet.max_row > _MOST_ROWS or sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise PaperError("The spreadsheet has more rows than a paper can hold; split it.")
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1)
        for column in range(area.min_col, min(area.max_col, _MOST_COLUMNS) + 1)
    }
    unseen = set(_hidden_columns(sheet))
    if unseen:
        hidden["columns"] = None
    found = []
    for row in sheet.iter_rows(max_col=min(sheet.max_column, _MOST_COLUMNS)):
        if sheet.row_dimensions[row[0].row].hidden:
            hidden["rows"] = None
            continue
        placed: dict[int, str] = {}
        for cell in row:
            if cell.column in unseen:
                continue
            top, left = merged.get((cell.row, cell.column), (cell.row, cell.column))
            if left != cell.column and left not in unseen:
                continue
            placed[cell.column] = _shown(sheet.cell(top, left))
        made = _row(placed)
        if any(made.shown):
            found.append(made)
    return _titled(found)


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            # One entry stands for a run of columns of one form.
            yield from range(dimension.min or 0, (dimension.max or 0) + 1)


def _titled(rows: list[TableRow]) -> list[TableRow]:
    """`rows` with the first that names most columns marked as doing so."""
    used = {column for row in rows for column, text in row.placed.items() if text}
    for i, row in enumerate(rows[:-1]):
        filled = [text for text in row.placed.values() if text]
        if len(filled) >= max(2, _TITLES_SHARE * len(used)):
            if all(any(sign.isalpha() for sign in text) for text in filled) and len(set(filled)) == len(
                filled
            ):
                rows[i] = _row(dict(row.placed), titled=True)
            break
    return rows


def _write(builder: DraftBuilder, rows: list[TableRow], table: int) -> None:
    """Writes what stands above the row of titles as paragraphs, then the table."""
    at = next((i for i, row in enumerate(rows) if row.titled), 0)
    for row in rows[:at]:
        builder.add("paragraph", " ".join(row.shown))
    write_rows(builder, rows[at:], table)


def _type_of(tables: Sequence[Sequence[TableRow]]) -> dict[str, str]:
    """Says where a table's columns are those of an action list."""
    titles = [" | ".join(row.shown) for rows in tables for row in rows if row.titled]
    lists = any(_ACTIONS.search(title) and _OWNERS.search(title) for title in titles)
    return {"type": "action-list"} if lists else {}


def _shown(cell: Any) -> str:
    """A cell's value as the sheet shows it, dates in words."""
    value, form = cell.value, str(cell.number_format or "")
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case datetime():
            clock = f" {value:%H:%M}" if value.time() != time() else ""
            return in_words(value.date()) + clock
        case date():
            return in_words(value)
        case time():
            return f"{value:%H:%M}"
        case int() | float():
            return _number(value, form)
        case _:
            return str(value)


def _number(value: float, form: str) -> str:
    if "%" in form:
        return f"{round(value * 100, 2):g}%"
    digits = f"{round(value, 6):,.2f}" if "0.00" in form else f"{round(value, 6):,}"
    digits = digits.removesuffix(".0") if "," in form or "£" in form else f"{value:.12g}"
    sign = next((sign for sign in "£€$" if sign in form), "")
    return f"-{sign}{digits[1:]}" if digits.startswith("-") else sign + digits
