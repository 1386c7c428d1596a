"""Index terms: what counts as one word, and what is found by what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("officer", "officers"),
        ("Officers'", "officer"),
        ("Wexcombe's", "wexcombe"),
        ("Wexcombe’s", "Wexcombe"),
        ("O'Keefe", "O’Keefe"),
        ("Zoë", "zoe"),
        ("café", "CAFÉ"),
        ("17,000", "17000"),
        ("training", "trained"),
    ],
)
def test_spellings_of_one_word_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(("one", "other"), [("35.3", "353"), ("harbour", "harbinger"), ("2023", "2024")])
def test_different_words_are_different_terms(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_numbers_with_points_and_commas_are_one_word() -> None:
    assert words("Of 17,000 gulls, 35.3 in 100 stayed.") == [
        "Of",
        "17,000",
        "gulls",
        "35.3",
        "in",
        "100",
        "stayed",
    ]


def test_a_full_stop_or_comma_at_the_end_is_no_part_of_a_number() -> None:
    assert words("In 2023, 41. Then 5.") == ["In", "2023", "41", "Then", "5"]


def test_terms_leave_stop_words_out_whatever_their_case() -> None:
    assert terms("What is THE gull to The quay?") == [stem("gull"), stem("quay")]
    assert terms("What is it about?") == []


@pytest.mark.parametrize("text", ["", "   \n", "…?! —", "_ __"])
def test_text_without_words_has_no_terms(text: str) -> None:
    assert terms(text) == []


@given(st.text(max_size=100))
def test_terms_hold_no_space(text: str) -> None:
    # The word index cuts its field at spaces; a space inside a term would make two of it.
    assert all(not any(char.isspace() for char in term) for term in terms(text))


def test_stop_words_are_written_as_they_are_compared() -> None:
    assert all(word == word.lower() and " " not in word for word in STOP_WORDS)
