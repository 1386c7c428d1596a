"""Titles that stand before their text."""

from __future__ import annotations

import pytest

from scrutiny_rag.answering.titles import is_title, over_a_sentence


@pytest.mark.parametrize(
    ("text", "given"), [("5.8 Oyster beds.", True), ("Beds.", True), ("Oyster beds are shut.", False)]
)
def test_a_word_or_two(text: str, given: bool) -> None:
    assert is_title(text) is given


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("5.4 Wear of the mooring rings.", True),
        ("5.5 Shed for harbour wardens.", True),
        ("5.4 Wear of the mooring rings", False),
        ("Wear of the mooring rings.", False),
        ("5.3 Sixteen wardens serve every quay.", False),
        ("5.3 Wardens walk the quays.", False),
        ("5.3 Wardens were hired in Wexcombe.", False),
    ],
)
def test_a_longer_one_over_a_sentence(text: str, given: bool) -> None:
    assert over_a_sentence(text) is given
