"""Questions that set papers side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.retrieval.comparing import compares, over_time, side_by_side


@pytest.mark.parametrize(
    "question",
    [
        "How do Saltmarsh and Northmoor compare on libraries?",
        "How many wardens are there in Saltmarsh, and how many in Northmoor?",
        "What was planned for the quay in 2016, and what in 2024?",
        "What is said of the bells in the Harbour Panel and across Northmoor?",
    ],
)
def test_what_is_set_side_by_side_is_seen(question: str) -> None:
    assert side_by_side(question) and compares(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between the two minutes?",
        "What do both panels say?",
    ],
)
def test_questions_for_several_papers(question: str) -> None:
    assert compares(question)


@pytest.mark.parametrize(
    "question",
    [
        "How have the vacancies changed since 2023?",
        "What became of the fog bell?",
        "What happened to the van?",
    ],
)
def test_questions_over_time_also_want_several_papers(question: str) -> None:
    assert over_time(question) and compares(question)


@pytest.mark.parametrize(
    "question",
    ["When will the bell ring?", "How many lids were fitted?", "What was said in 2016 of the 2016 plan?", ""],
)
def test_other_questions_want_one_answer(question: str) -> None:
    assert not side_by_side(question) and not over_time(question)


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    assert {compares(text), side_by_side(text), over_time(text)} <= {True, False}
