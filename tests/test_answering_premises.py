"""What a question takes for granted: named where nothing found says so, let pass where something does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_papers import VACANCIES, answer_to, asked_and_found
from scrutiny_rag.answering.premises import premise


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("Why did the Panel reject the fog bell?", "reject"),
        ("Why did the Director cancel the story hours?", "cancel"),
        ("Why was the regatta cancelled?", "cancelled"),
        ("Why did the Panel abandon the gull-proof lids?", "abandon"),
        ("When were divers banned from Pell Point?", "banned"),
        ("Who sacked the Waste Manager?", "sacked"),
        ("Why did the Panel vote down the fog bell?", "vote"),
    ],
)
def test_what_no_paper_says_happened_is_named_and_refused(question: str, taken: str) -> None:
    assert premise(*asked_and_found(question)) == taken
    answer = answer_to(question)
    assert answer.status == "not_found"
    assert f"The question takes “{taken}” for granted; nothing found says so." in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Why was the skate ramp closed?",
        "Why was the skate ramp shut?",
        "Why are the oyster beds closed to divers?",
        "When is a tree felled?",
        VACANCIES,
    ],
)
def test_what_the_papers_say_may_be_taken_for_granted_in_like_words_too(question: str) -> None:
    assert premise(*asked_and_found(question)) is None
    assert "for granted" not in answer_to(question).text


def test_what_is_told_of_others_is_not_told_of_whoever_is_named() -> None:
    asked, candidates = asked_and_found("When did Inspector Ellery resign?")
    assert any("resign" in candidate.held for candidate in candidates), "a letter says that others did"
    assert premise(asked, candidates) == "resign"
    assert answer_to(asked.text).status == "not_found"
    assert premise(asked_and_found("Why did the wardens resign?")[0], candidates) is None


@pytest.mark.parametrize(
    "question", ["Did the Panel reject the bell?", "How many plans did the Panel reject?", "", "???"]
)
def test_questions_that_ask_whether_or_how_many_take_nothing_for_granted(question: str) -> None:
    asked, candidates = asked_and_found(VACANCIES)
    assert premise(replace(asked, text=question), candidates) is None


def test_the_end_of_a_time_is_no_event() -> None:
    asked, _ = asked_and_found(VACANCIES)
    assert premise(replace(asked, text="When will it open, by the end of the year?"), ()) is None
    assert premise(replace(asked, text="When will the regatta end?"), ()) == "end"


def test_without_candidates_nothing_is_known() -> None:
    asked, _ = asked_and_found(VACANCIES)
    assert premise(replace(asked, text="Why was the bell scrapped?"), ()) == "scrapped"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_question_is_taken_and_what_is_named_stands_in_it(text: str) -> None:
    asked, candidates = asked_and_found(VACANCIES)
    for question in (text, f"Why did the {text} end?"):
        taken = premise(replace(asked, text=question), candidates)
        assert taken is None or taken in question
