"""The register as files: safe cells, a workbook, a calendar."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from scrutiny_rag.errors import InputError
from scrutiny_rag.promises.exporting import COLUMNS, safe_cell, to_csv, to_ics, to_xlsx, write_export
from scrutiny_rag.promises.model import OwnNote, Promise, PromiseKind

PROMISE = Promise(
    "P-1", PromiseKind.ACTION, "a.txt", "=Ann Hall to write, soon; today", 0, 9, "write, soon; today", None,
    "+Ann", date(2024, 3, 31), "by March", date(2024, 1, 16), "Eastquay", None, "2", "@Lamps", 3, None, "row",
    own=OwnNote(note="-1"),
)  # fmt: skip


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_a_cell_is_no_formula(value: str) -> None:
    assert safe_cell(value).startswith("'")


def test_plain_cells_stay() -> None:
    assert safe_cell("Mend the lamps - soon") == "Mend the lamps - soon"
    assert safe_cell(None) == ""


def test_csv_and_workbook_hold_the_same_cells() -> None:
    rows = list(csv.reader(io.StringIO(to_csv([PROMISE]))))
    assert rows[0] == list(COLUMNS)
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx([PROMISE]))).active
    assert sheet is not None
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows
    assert not any(cell[:1] in "=+-@" for cell in rows[1] if cell)


def test_due_dates_as_a_calendar() -> None:
    text = to_ics([PROMISE], datetime(2024, 1, 1, tzinfo=UTC))
    assert "DTSTART;VALUE=DATE:20240331\r\nDTEND;VALUE=DATE:20240401" in text
    assert "SUMMARY:Due: write\\, soon\\; today" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_ending_says_the_format(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.ics"):
        write_export([PROMISE], tmp_path / name)
        assert (tmp_path / name).stat().st_size > 100
    with pytest.raises(InputError, match=r"must end in \.csv"):
        write_export([PROMISE], tmp_path / "a.doc")
    with pytest.raises(InputError, match="cannot be written"):
        write_export([PROMISE], tmp_path / "none" / "a.csv")
