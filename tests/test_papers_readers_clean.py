from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.papers.readers.clean import clean, one_space, opens_bullet
from scrutiny_rag.papers.readers.numbers import letters, list_label, roman
from scrutiny_rag.papers.readers.tables import looks_like_titles


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = one_space(text)
    assert one_space(once) == once
    assert not any("\ud800" <= char <= "\udfff" or char in "\0\r\u00a0\u200b" for char in clean(text))


def test_cleaning_makes_signs_plain() -> None:
    assert clean("eﬃcient ﬂow\u00a0of\u200b \uf0b7 x\r\ny\x00\u2028z") == "efficient flow of • x\ny\nz"
    assert one_space("  a \t b \n\n  c ") == "a b\nc"


@pytest.mark.parametrize(
    ("line", "is_bullet"),
    [
        *[("• one", True), ("· one", True), ("- one", True), ("– one", True), ("o One", True)],
        *[("of one", False), ("-one", False), ("o one", False), ("•", False), ("1. one", False)],
    ],
)
def test_bullets(line: str, is_bullet: bool) -> None:
    assert opens_bullet(line) is is_bullet


def test_labels() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 1999, 0)] == ["i", "iv", "ix", "xiv", "mcmxcix", "0"]
    assert [letters(n) for n in (1, 26, 27, 52, 79)] == ["a", "z", "aa", "zz", "79"]
    assert [list_label(style, 3) for style in ("1", "a", "A", "i", "I", "disc")] == [
        "3.",
        "c.",
        "C.",
        "iii.",
        "III.",
        "3.",
    ]


@pytest.mark.parametrize(
    ("first", "others", "named"),
    [
        (["Action", "Owner"], [["Count every holt on the river", "Warden"]], True),
        (["Ref", "Year"], [["A", "2031"]], True),
        (["Reed", "Chair"], [["Brook", "Deputy"]], False),
        (["Count 3 holts", "Warden"], [["Plant reeds along the lower river", "Deputy"]], False),
        (["Action", ""], [["Count every holt on the river", "Warden"]], False),
        (["Action", "Owner"], [], False),
        (
            ["Vida Reed", "Who counts"],
            [["Bo Brook", "I do, on every river."], ["Vida Reed", "How many"]],
            False,
        ),
        (["Action", "Owner"], [["Count every holt on the river", "Warden"], ["Action", "Owner"]], True),
    ],
)
def test_which_first_rows_name_columns(first: list[str], others: list[list[str]], named: bool) -> None:
    assert looks_like_titles(first, others) is named
