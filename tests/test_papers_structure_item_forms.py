"""Items in the forms in which parishes, cities and counties number them."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.model import BlockKind, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure import find_blocks
from scrutiny_rag.papers.structure.item_numbers import read_capital, read_number, roman_value
from scrutiny_rag.papers.structure.run_in import run_in_title


def items(text: str) -> list[tuple[str | None, str]]:
    """Each item's number and title, in order."""
    found: list[tuple[str | None, str]] = []
    for block in find_blocks(Draft(text, "markdown"), PaperType.MINUTES):
        own = text[block.char_start : block.char_end]
        title = " ".join(own.split()) if block.kind is BlockKind.HEADING else "".join(block.heading[-1:])
        if block.item and block.item not in [number for number, _ in found]:
            found.append((block.item, title))
    return found


@pytest.mark.parametrize(
    ("text", "value", "label", "series"),
    [
        ("5a Roads", 5, "5a", ""),
        ("20.07.01 Roads", 1, "20.07.01", "20.07."),
        ("16/05/7 Roads", 7, "16/05/7", "16/05/"),
        ("Cou/285/07-08 Roads", 285, "Cou/285/07-08", "Cou//07-08"),
        ("1.23 - Roads", 1, "1.23", ".23"),
    ],
)
def test_references_are_read_as_printed(text: str, value: int, label: str, series: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.value, number.label, number.series) == (value, label, series)


def test_sections_and_capitals_are_read() -> None:
    sectioned = read_capital("E.-1. 24-7424 An Ordinance", roman=False)
    assert sectioned is not None
    assert (sectioned.value, sectioned.label, sectioned.rest) == (501, "E.-1", "24-7424 An Ordinance")
    assert [roman_value(each) for each in ("I", "IV", "IX", "XIV", "XXI")] == [1, 4, 9, 14, 21]
    ninth, first = read_capital("I. Lamps", roman=False), read_capital("I. Lamps", roman=True)
    assert ninth is not None and first is not None
    assert (ninth.value, first.value) == (9, 1)
    assert read_capital("VV. Lamps", roman=True) is None


def test_minute_references_make_items_though_their_words_run_on() -> None:
    text = (
        "107/20 Openness Notice The Chair read the notice.\n\n108/20 To Record Councillors Present There were none.\n\n"
        "109/20 To Receive Apologies Apologies were noted from Cllr Reed.\n\nMore was said of that.\n"
    )
    assert items(text) == [
        ("107/20", "Openness Notice"),
        ("108/20", "To Record Councillors Present"),
        ("109/20", "To Receive Apologies"),
    ]


def test_titles_in_capitals_stand_out_from_the_words_after_them() -> None:
    text = (
        "1\\. PUBLIC FORUM A member of the public said that the lamps were out.\n\n"
        "2\\. LOCAL REPORTS There were none.\n\n3\\. HIGHWAYS MATTERS\n\nThe road was mended.\n"
    )
    assert [number for number, _ in items(text)] == ["1", "2", "3"]
    assert items(text)[0] == ("1", "PUBLIC FORUM")


def test_roman_numbers_and_letters_make_items() -> None:
    roman = "I. CALL TO ORDER\n\nAt six.\n\nII. PUBLIC COMMENT\n\nNone.\n\nIII. LAMPS\n\nThey were lit.\n"
    assert items(roman) == [("I", "I. CALL TO ORDER"), ("II", "II. PUBLIC COMMENT"), ("III", "III. LAMPS")]
    letters = "A. Call to Order\n\nAt six.\n\nB. Lamp Report\n\nGood.\n\nC. Pier Report\n\nLong.\n"
    assert [number for number, _ in items(letters)] == ["A", "B", "C"]


def test_initials_are_no_items() -> None:
    assert items("Present\n\nV. Bell\n\nC. Hall\n\nThe lamps were lit, and nobody spoke of the pier.\n") == []


def test_a_number_under_a_title_is_the_items() -> None:
    one = "Apologies and Substitutes\n\n(Item 1)\n\nThere were none.\n\n"
    text = one + "Lamps on the Quay\n\n(Item 2)\n\nThey were lit.\n"
    assert [number for number, _ in items(text)] == ["1", "2"]


@pytest.mark.parametrize(
    ("rest", "sure", "title"),
    [
        ("PUBLIC FORUM A member of the public said", False, "PUBLIC FORUM"),
        ("Apologies for Absence: Cllr Reed", False, "Apologies for Absence"),
        ("To Approve the Minutes There were no amendments.", True, "To Approve the Minutes"),
        ("The lamps were lit by the harbour master", False, None),
        ("Lamps", True, "Lamps"),
    ],
)
def test_run_in_titles(rest: str, sure: bool, title: str | None) -> None:
    assert run_in_title(rest, sure=sure) == title
