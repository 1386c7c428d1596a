"""Words of PDF pages by where they are drawn: no glued words, skew text kept, notes told from numbers."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from draft_checks import check_draft, texts
from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.pdf import read_pdf
from scrutiny_rag.papers.readers.pdf_garbled import is_garbled_text


def page() -> FPDF:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", 11)
    return pdf


def read(pdf: FPDF) -> Draft:
    draft = read_pdf(bytes(pdf.output()))
    check_draft(draft)
    return draft


def test_words_drawn_one_by_one_without_spaces_are_words() -> None:
    pdf = page()
    for i, word in enumerate("Members heard that otters came back to the river".split()):
        x = 20 + sum(
            pdf.get_string_width(each) + 1.0
            for each in "Members heard that otters came back to the river".split()[:i]
        )
        pdf.text(x, 40, word)
    assert read(pdf).text == "Members heard that otters came back to the river"


@pytest.mark.parametrize("angle", [-6.0, -1.0, 0.5, 3.0])
def test_text_a_little_off_level_is_text(angle: float) -> None:
    pdf = page()
    with pdf.rotation(angle, 20, 100):
        for i, line in enumerate(
            ["The Warden counted 37 otters on the river,", "and 12 of them were young ones."]
        ):
            pdf.text(20, 100 + 5 * i, line)
    draft = read(pdf)
    assert draft.text == "The Warden counted 37 otters on the river, and 12 of them were young ones."


def test_one_skew_line_among_level_ones_stays() -> None:
    pdf = page()
    pdf.text(20, 40, "The panel met at noon.")
    with pdf.rotation(0.8, 20, 60):
        pdf.text(20, 60, "Each holt costs 90 pounds a year to watch.")
    pdf.text(20, 80, "The meeting closed at four.")
    assert "Each holt costs 90 pounds a year to watch." in read(pdf).text


def test_a_watermark_across_the_page_is_no_text_but_known() -> None:
    pdf = page()
    pdf.text(20, 40, "The panel met at noon.")
    with pdf.rotation(45, 100, 150):
        pdf.text(60, 150, "DRAFT")
    draft = read(pdf)
    assert draft.text == "The panel met at noon."
    assert "DRAFT" in draft.properties["furniture"]


def test_the_mark_of_a_note_joins_no_number() -> None:
    pdf = page()
    pdf.text(20, 40, "There were 38")
    x = 20 + pdf.get_string_width("There were 38")
    pdf.set_font("helvetica", "", 7)
    pdf.text(x, 38.5, "1")
    pdf.set_font("helvetica", "", 11)
    pdf.text(x + 2.5, 40, "otters on the river.")
    assert read(pdf).text == "There were 38 [1] otters on the river."


def test_a_rule_behind_a_story_makes_no_table_of_it() -> None:
    pdf = page()
    lines = [
        "The Warden told the panel that otters had come back",
        "to the lower river, that each holt was watched, and",
        "that a count would be made before the next summer.",
        "Members asked how it would be paid for this year,",
        "and the Treasurer said that it would come from what",
        "had been left over of the money for the reed beds.",
    ]
    for i, line in enumerate(lines):
        pdf.text(20, 40 + 5 * i, line)
    pdf.rect(28, 20, 80, 100)
    assert texts(read(pdf), "row") == []


def test_a_frame_drawn_last_stands_over_its_story() -> None:
    pdf = page()
    for i, line in enumerate(["Otters had come back to the river.", "Each holt was watched by the Warden."]):
        pdf.text(20, 50 + 5 * i, line)
    pdf.text(20, 120, "The meeting closed at four.")
    pdf.set_font("helvetica", "B", 16)
    pdf.text(20, 42, "Otters")
    assert read(pdf).text.startswith("Otters\n\nOtters had come back")


def test_votes_without_rules_keep_their_columns() -> None:
    pdf = page()
    rows = [("Member", 20), ("For", 80), ("Against", 110), ("Abstained", 145)]
    for word, x in rows:
        pdf.text(x, 40, word)
    for i, (name, x) in enumerate([("Ida Moss", 82), ("Rafe Quill", 116), ("Wyn Sedge", 152)]):
        pdf.text(20, 46 + 6 * i, name)
        pdf.text(x, 46 + 6 * i, "X")
    assert texts(read(pdf), "row") == [
        "Member | For | Against | Abstained",
        "Ida Moss | X | |",
        "Rafe Quill | | X |",
        "Wyn Sedge | | | X",
    ]


@pytest.mark.parametrize("text", ["!\"#$%&'()*+" * 6, "\x01\x02\x03\x04\x05" * 10])
def test_signs_in_place_of_letters_are_garbled(text: str) -> None:
    assert is_garbled_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Contents ........ 3",
        "£1,250 (2.1%) £400 (3.4%) £17,500 (9.9%) £12 (8.8%)",
        "The otters came back. " * 9,
    ],
)
def test_figures_and_dots_are_not_garbled(text: str) -> None:
    assert not is_garbled_text(text)


def test_a_page_without_a_table_of_letters_is_said() -> None:
    with pytest.raises(PaperError, match="no table of letters"):
        pdf = page()
        for i in range(6):
            pdf.text(20, 40 + 5 * i, '!"#$% &\'(!" *!#$%& "#$!%')
        read(pdf)
