"""Ruled tables of PDFs: cells that span rows and columns, and rows that a page break cuts in two."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

from draft_checks import check_draft, text_of, texts
from scrutiny_rag.papers.readers import Draft, Mark
from scrutiny_rag.papers.readers.pdf import read_pdf

EDGES = (20, 50, 110, 150, 190)
TITLES = ("Ref", "Action", "Owner", "Status")


def page(pdf: FPDF) -> None:
    pdf.add_page()
    pdf.set_font("helvetica", "", 10)


def cell(
    pdf: FPDF, column: int, top: float, height: float, text: str, span: int = 1, down: float = 0
) -> None:
    """A framed cell; its text starts `down` millimetres below its top."""
    left, right = EDGES[column], EDGES[column + span]
    pdf.rect(left, top, right - left, height)
    pdf.set_xy(left, top + 1 + down)
    pdf.multi_cell(right - left, 4.5, text, align="L")


def row(pdf: FPDF, top: float, texts: Sequence[str], height: float = 12, first: int = 0) -> None:
    for column, text in enumerate(texts, first):
        cell(pdf, column, top, height, text)


def read(pdf: FPDF) -> Draft:
    draft = read_pdf(bytes(pdf.output()))
    check_draft(draft)
    return draft


def rows(draft: Draft) -> list[Mark]:
    return [mark for mark in draft.marks if mark.kind == "row"]


def test_a_cell_that_spans_rows_is_in_the_record_of_each() -> None:
    for down in (0, 8.5):  # at the top of the cell, and in its middle over the lower row
        pdf = FPDF()
        page(pdf)
        row(pdf, 30, TITLES, 8)
        for k, ref in enumerate(["OT 7", "OT 8"]):
            top = 38 + 24 * k
            cell(pdf, 0, top, 24, ref, down=down)
            row(pdf, top, ("Count the holts", "Warden", "Green"), first=1)
            row(pdf, top + 12, ("Plant reeds", "Deputy", "Red"), first=1)
        draft = read(pdf)
        assert [text_of(draft, each) for each in rows(draft)[1:3]] == [
            "OT 7 | Count the holts | Warden | Green",
            "Plant reeds | Deputy | Red",
        ]
        assert [each.cells[0] for each in rows(draft)[1:]] == [
            ("Ref", ref) for ref in ("OT 7", "OT 7", "OT 8", "OT 8")
        ]


def test_rows_with_text_of_their_own_and_no_rule_between_stay_apart() -> None:
    pdf = FPDF()
    page(pdf)
    row(pdf, 30, TITLES, 8)
    pdf.rect(EDGES[0], 38, EDGES[1] - EDGES[0], 24)
    for k, ref in enumerate(["OT 7", "OT 8"]):
        pdf.text(22, 43 + 12 * k, ref)
        row(pdf, 38 + 12 * k, ("Count the holts", "Warden", "Green"), first=1)
    assert [each.cells[0] for each in rows(read(pdf))[1:]] == [("Ref", "OT 7"), ("Ref", "OT 8")]


def test_a_cell_over_all_columns_heads_the_rows_below_it() -> None:
    pdf = FPDF()
    page(pdf)
    row(pdf, 30, TITLES, 8)
    cell(pdf, 0, 38, 8, "Lower river", span=4)
    row(pdf, 46, ("OT 7", "Count the holts", "Warden", "Green"))
    row(pdf, 58, ("OT 8", "Plant reeds", "Deputy", "Red"))
    cell(pdf, 0, 70, 8, "Green: done; red: late", span=4)
    draft = read(pdf)
    assert [(text_of(draft, each), each.level) for each in rows(draft)] == [
        ("Ref | Action | Owner | Status", None),
        ("Lower river", 1),
        ("OT 7 | Count the holts | Warden | Green", None),
        ("OT 8 | Plant reeds | Deputy | Red", None),
        ("Green: done; red: late", None),
    ]
    assert rows(draft)[-1].cells == (("", "Green: done; red: late"),)


def test_names_of_groups_of_columns_are_part_of_the_names_below_them() -> None:
    pdf = FPDF()
    page(pdf)
    cell(pdf, 0, 30, 16, "Ref")
    cell(pdf, 1, 30, 8, "Action", span=2)
    cell(pdf, 3, 30, 16, "Status")
    row(pdf, 38, ("Wording", "Owner"), 8, first=1)
    row(pdf, 46, ("OT 7", "Count the holts on both banks of the river", "Warden", "Green"))
    row(pdf, 58, ("OT 8", "Plant reeds", "Deputy", "Red"))
    assert rows(read(pdf))[-1].cells == (
        ("Ref", "OT 8"),
        ("Action: Wording", "Plant reeds"),
        ("Action: Owner", "Deputy"),
        ("Status", "Red"),
    )


def over_two_pages(last: Sequence[str], first: Sequence[str], repeated: bool = False) -> Draft:
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    page(pdf)
    row(pdf, 240, TITLES, 8)
    row(pdf, 248, last, 20)
    page(pdf)
    if repeated:
        row(pdf, 15, TITLES, 8)
    row(pdf, 23, first)
    row(pdf, 35, ("OT 9", "Mend the weir", "Clerk", "Red"))
    return read(pdf)


def test_a_row_that_a_page_break_cuts_is_one_record() -> None:
    for repeated in (False, True):
        draft = over_two_pages(
            ("OT 8", "Plant reeds and", "Deputy", "Amber"), ("", "willows by May", "Warden", ""), repeated
        )
        assert texts(draft, "row")[1:] == [
            "OT 8 | Plant reeds and willows by May | Deputy Warden | Amber",
            "OT 9 | Mend the weir | Clerk | Red",
        ]
        assert draft.text[draft.pages[1].char_start :].startswith("OT 9")


def test_more_of_one_cell_goes_on_with_the_row_before_the_page_break() -> None:
    draft = over_two_pages(("OT 8", "Plant reeds.", "Deputy", "Amber"), ("", "Willows may follow.", "", ""))
    assert texts(draft, "row")[1] == "OT 8 | Plant reeds. Willows may follow. | Deputy | Amber"


def test_a_second_record_at_the_top_of_a_page_is_not_the_rest_of_the_first() -> None:
    draft = over_two_pages(
        ("OT 8", "Plant reeds", "Deputy", "Amber"), ("", "Plant willows", "Warden", "Green")
    )
    assert texts(draft, "row")[1:3] == [
        "OT 8 | Plant reeds | Deputy | Amber",
        "| Plant willows | Warden | Green",
    ]
