"""Spreadsheets: rows as records under their columns' names, with dates as dates and empty cells as empty."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.sheet import read_csv, read_xlsx


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tracker() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Pond actions"
    sheet.append(["Marlow pond panel"])
    sheet.append([])
    sheet.append(["Ref", "Action", "Owner", "Due", "Cost", "Done"])
    sheet.append([1, "Plant reeds", "Ida Moss", date(2024, 9, 30), 1250, 0.5])
    sheet.append([2, "Count newts", None, datetime(2024, 10, 1, 14, 30), None, True])
    sheet["E4"].number_format = "£#,##0"
    sheet["F4"].number_format = "0%"
    return book


def rows_of(draft: Draft) -> list[str]:
    return [draft.text[mark.char_start : mark.char_end] for mark in draft.marks if mark.kind == "row"]


def test_rows_are_records_under_the_columns_names() -> None:
    draft = read_xlsx(saved(tracker()))
    assert rows_of(draft) == [
        "Ref | Action | Owner | Due | Cost | Done",
        "1 | Plant reeds | Ida Moss | 30 September 2024 | £1,250 | 50%",
        "2 | Count newts | | 1 October 2024 14:30 | | Yes",
    ]
    assert draft.marks[-1].cells[2:5] == (("Owner", ""), ("Due", "1 October 2024 14:30"), ("Cost", ""))
    assert draft.text.startswith("Pond actions\n\nMarlow pond panel\n\n")
    assert draft.properties["type"] == "action-list"


def test_a_merged_cell_counts_for_each_of_its_rows() -> None:
    book = tracker()
    book.active.merge_cells("C4:C5")
    assert rows_of(read_xlsx(saved(book)))[2].startswith("2 | Count newts | Ida Moss |")


def test_what_is_hidden_is_left_out_and_said() -> None:
    book = tracker()
    book.active.row_dimensions[5].hidden = True
    book.active.column_dimensions["E"].hidden = True
    book.create_sheet("Old").append(["secret", "newt"])
    book["Old"].sheet_state = "hidden"
    draft = read_xlsx(saved(book))
    assert rows_of(draft)[1:] == ["1 | Plant reeds | Ida Moss | 30 September 2024 | 50%"]
    assert draft.warnings == ("Hidden columns and rows and sheets were left out.",)


def test_comma_separated_values_with_any_separator() -> None:
    draft = read_csv(b"Ref;Newts;Owner\n1;thirty; Ida\n2;;Rafe\n")
    assert rows_of(draft) == ["Ref | Newts | Owner", "1 | thirty | Ida", "2 | | Rafe"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0 old"])
def test_a_damaged_or_old_spreadsheet_is_refused(data: bytes) -> None:
    with pytest.raises(PaperError, match=r"damaged|old Excel"):
        read_xlsx(data)


def test_an_empty_spreadsheet_is_refused() -> None:
    with pytest.raises(PaperError, match="nothing in its cells"):
        read_xlsx(saved(openpyxl.Workbook()))
