"""The register as files: a tracker's usual columns as CSV and XLSX, due dates as a calendar."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from scrutiny_rag.errors import InputError
from scrutiny_rag.promises.model import Promise

COLUMNS = (
    "Reference", "Origin", "Date", "Item", "Subject", "Type", "Action or recommendation", "Made by", "Owner", "Due",
    "Due as written", "Status", "Overdue", "Latest follow-up", "Follow-up date", "Paper", "Page", "Own status",
    "Own owner", "Own note",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDE = 45
_LONGEST_CELL = 32_000


def safe_cell(value: str | None) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = _NO_CELL.sub(" ", value or "")[:_LONGEST_CELL]
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def table_rows(promises: Sequence[Promise]) -> list[list[str]]:
    """One row a promise, its cells safe, in the order of COLUMNS."""
    return [[safe_cell(cell) for cell in _cells(promise)] for promise in promises]


def to_csv(promises: Sequence[Promise]) -> str:
    """The register as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(table_rows(promises))
    return out.getvalue()


def to_xlsx(promises: Sequence[Promise]) -> bytes:
    """The register as a workbook of one sheet."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Promises"
    sheet.append(list(COLUMNS))
    for row in table_rows(promises):
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in sheet.columns:
        wide = column[0].value in ("Action or recommendation", "Latest follow-up", "Subject", "Own note")
        sheet.column_dimensions[column[0].column_letter].width = _WIDE if wide else 16
        for cell in column:
            cell.alignment = Alignment(wrap_text=wide, vertical="top")
            cell.data_type = "s"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_ics(promises: Sequence[Promise], now: datetime | None = None) -> str:
    """A calendar with a whole-day event on each due date; promises without a day are left out."""
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//scrutiny-rag//promises//EN", "CALSCALE:GREGORIAN"]
    for promise in promises:
        if promise.due is None:
            continue
        owner = promise.own.owner or promise.owner or "not stated"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{promise.id}@scrutiny-rag",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{promise.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{promise.due + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_ics(f'Due: {promise.phrase}')}",
            f"DESCRIPTION:{_ics(f'“{promise.quote}” ({promise.paper}). Owner: {owner}.')}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "\r\n".join(part for line in lines for part in _folded(line)) + "\r\n"


def write_export(promises: Sequence[Promise], path: Path) -> None:
    """Write the register to a file whose ending says the format: .csv, .xlsx or .ics.

    Raises InputError for another ending, and where the file cannot be written.
    """
    match path.suffix.lower():
        case ".csv":
            data = ("\ufeff" + to_csv(promises)).encode()
        case ".xlsx":
            data = to_xlsx(promises)
        case ".ics":
            data = to_ics(promises).encode()
        case other:
            raise InputError(f"--out must end in .csv, .xlsx or .ics, not {other or 'nothing'}.")
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"The register cannot be written to {path}: {error.strerror}.") from error


def _cells(promise: Promise) -> list[str | None]:
    last = promise.followups[-1] if promise.followups else None
    origin = ", ".join(part for part in (promise.body, promise.committee) if part)
    return [
        promise.id, origin, _day(promise.date), promise.item, promise.subject, str(promise.kind),
        " ".join(promise.quote.split()), promise.made_by, promise.owner, _day(promise.due), promise.due_text,
        str(promise.status), "yes" if promise.overdue else "", " ".join(last.quote.split()) if last else None,
        _day(last.date) if last else None, promise.paper, str(promise.page) if promise.page else None,
        promise.own.status, promise.own.owner, promise.own.note,
    ]  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ics(text: str) -> str:
    text = " ".join(text.split())
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> list[str]:
    """A line in parts of at most 75 bytes, as calendars want it."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > 74:
            parts.append(part)
            part = " "
        part += letter
    return [*parts, part]
