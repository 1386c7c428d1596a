"""The margin column of minutes, and what only looks like one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fpdf import FPDF

from draft_checks import check_draft, text_of, texts
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.pdf import read_pdf

TOLD = (
    "The Warden told the panel that otters had come back to the lower river, that each holt was watched by "
    "members of the trust, and that a count would be made before the summer if the water was low enough."
)
NOTE_AT = 155.0


class Minutes(FPDF):
    """Minutes with paragraphs of a given width and notes beside any of their lines."""

    def __init__(self) -> None:
        super().__init__()
        self.set_auto_page_break(False)
        self.add_page()
        self.set_font("helvetica", "", 11)

    def para(self, text: str, notes: dict[int, Sequence[str]] | None = None, width: float = 135) -> None:
        """A paragraph, and beside its n-th line the lines of a note."""
        top = self.get_y()
        for i, line in enumerate(self.multi_cell(width, 5.5, text, dry_run=True, output="LINES")):
            self.set_xy(20, top + 5.5 * i)
            self.cell(width, 5.5, line)
            for k, words in enumerate((notes or {}).get(i, ())):
                self.set_xy(NOTE_AT, top + 5.5 * (i + k))
                self.cell(40, 5.5, words)
            self.set_y(top + 5.5 * (i + 1))
        self.ln(4)


def read(pdf: FPDF) -> Draft:
    draft = read_pdf(bytes(pdf.output()))
    check_draft(draft)
    return draft


def test_notes_of_the_margin_stand_after_the_paragraphs_beside_them() -> None:
    pdf = Minutes()
    for n in "12345":
        pdf.para(f"{n}.1 {TOLD}", {0: ["Warden"]} if n in "24" else None)
        pdf.para("The deputy would write to members.", {0: ["Head of Rivers"]})
    draft = read(pdf)
    wanted = []
    for n in "12345":
        wanted += [("paragraph", f"{n}.1 {TOLD}")] + ([("row", "Warden")] if n in "24" else [])
        wanted += [("paragraph", "The deputy would write to members."), ("row", "Head of Rivers")]
    assert [(mark.kind, text_of(draft, mark)) for mark in draft.marks] == wanted
    assert all(mark.cells == (("", text_of(draft, mark)),) for mark in draft.marks if mark.kind == "row")


def test_lines_of_one_note_are_joined_and_two_notes_are_not() -> None:
    pdf = Minutes()
    pdf.para(TOLD * 3)
    for _ in range(3):
        pdf.para(TOLD * 2, {0: ["Head of", "Rivers"], 4: ["Warden"]})
    assert texts(read(pdf), "row") == ["Head of Rivers", "Warden"] * 3


def test_a_note_beside_a_paragraph_that_runs_over_the_page() -> None:
    pdf = Minutes()
    for _ in range(3):
        pdf.para(TOLD * 2, {0: ["Warden"]})
    pdf.para(TOLD.removesuffix(" if the water was low enough."), {1: ["Deputy"]})
    pdf.add_page()
    pdf.para("if the water was low enough.")
    pdf.para("The panel thanked the Warden.")
    draft = read(pdf)
    assert [text_of(draft, mark) for mark in draft.marks[-3:]] == [
        TOLD,
        "Deputy",
        "The panel thanked the Warden.",
    ]
    assert draft.text[draft.pages[1].char_start :].startswith("if the water")


def test_a_title_across_the_margin_is_not_cut() -> None:
    pdf = Minutes()
    title = "Minutes of the Otter Scrutiny Panel, held in the old mill by the lower river on 3 March 2031"
    pdf.para(title, width=180)
    for _ in range(4):
        pdf.para(TOLD * 2, {0: ["Warden"]})
    draft = read(pdf)
    assert texts(draft, "paragraph")[0] == title
    assert texts(draft, "row") == ["Warden"] * 4


def test_one_note_does_not_part_the_lines_of_a_short_page() -> None:
    pdf = Minutes()
    pdf.para(TOLD)
    pdf.para("The deputy would write to members.", {0: ["Head of Rivers"]})
    assert texts(read(pdf), "paragraph")[0] == TOLD


def _names(pdf: Minutes) -> None:
    """A list of those present, in two columns, above prose that runs under both."""
    for n in "ABC":
        pdf.set_x(20)
        pdf.cell(135, 5.5, f"Councillor {n} Okafor")
        pdf.cell(40, 5.5, f"Councillor {n} Bell")
        pdf.ln(5.5)
    for _ in range(3):
        pdf.para(TOLD, width=185)


def _every_line(pdf: Minutes) -> None:
    """Two columns of cells: each line has a neighbour."""
    for _ in range(14):
        pdf.set_x(20)
        pdf.cell(135, 5.5, "Count the holts along the lower river each spring")
        pdf.cell(40, 5.5, "Warden")
        pdf.ln(5.5)


def _sidebar(pdf: Minutes) -> None:
    """A box of text beside the prose."""
    box = "In this part|Otters had not been|seen for forty years|on the lower river|or on the upper,|says the trust"
    for k, words in enumerate(box.split("|")):
        pdf.text(NOTE_AT, 40 + 5.2 * k, words)
    for _ in range(5):
        pdf.para(TOLD)


@pytest.mark.parametrize("draw", [_names, _every_line, _sidebar])
def test_what_is_no_margin_column(draw) -> None:
    pdf = Minutes()
    draw(pdf)
    draft = read(pdf)
    paragraphs = [text for text in texts(draft, "paragraph") if text.startswith("The Warden")]
    assert paragraphs == [TOLD] * len(paragraphs)
    assert not [mark for mark in draft.marks if mark.kind == "row" and len(mark.cells) == 1]
