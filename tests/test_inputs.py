"""What a person gives: questions and filters."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.errors import InputError
from scrutiny_rag.inputs import check_question, read_filters
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.retrieval.filters import Filters


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\x00\x07", "\u200b\u202e", "?!…", "😀🚓", "\ud800"])
def test_a_question_without_a_word_is_refused(question: str) -> None:
    with pytest.raises(InputError, match="type a question"):
        check_question(question)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  When?  ", "When?"),
        ("a\x1b[31mb", "a [31mb"),
        ("half \ud800 pair", "half   pair"),
        ("首次会议是何时?", "首次会议是何时?"),
        ("one\ntwo", "one\ntwo"),
        ("7", "7"),
    ],
)
def test_a_question_keeps_its_words_and_loses_control_characters(given: str, kept: str) -> None:
    assert check_question(given) == kept


@given(st.text())
def test_a_checked_question_can_be_written_and_shown(question: str) -> None:
    try:
        checked = check_question(question)
    except InputError:
        return
    checked.encode("utf-8")
    assert not [c for c in checked if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert check_question(checked) == checked


def test_filters_are_read_by_name() -> None:
    filters = read_filters(
        {"body": "Fenmoor", "since": "2024-02-29", "until": date(2024, 3, 1), "type": "Minutes"}
    )
    assert filters == Filters(
        body="Fenmoor", since=date(2024, 2, 29), until=date(2024, 3, 1), type=PaperType.MINUTES
    )
    assert not read_filters({"body": None, "since": None})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"colour": "red"}, "the filters are body, committee"),
        ({"since": "2023-02-29"}, "YYYY-MM-DD"),
        ({"since": "20240101"}, "YYYY-MM-DD"),
        ({"until": "2024-W01-1"}, "YYYY-MM-DD"),
        ({"until": 5}, "YYYY-MM-DD"),
        ({"type": "novel"}, "action-list"),
        ({"type": 1}, "must be text"),
        ({"paper": ["a"]}, "must be text"),
        ({"since": "2025-01-01", "until": "2024-01-01"}, "later than until"),
    ],
)
def test_a_filter_that_is_none_is_said_in_a_sentence(given: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        read_filters(given)
    assert "\n" not in str(error.value)
