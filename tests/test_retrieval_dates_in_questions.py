"""Dates in questions: which say what paper is meant, and which are only what is asked about."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.retrieval.dates_in_questions import About, dates_named
from scrutiny_rag.retrieval.periods import period_of

TODAY = date(2031, 5, 20)


def read(question: str) -> list[tuple[str, str]]:
    """(period, what it is about) of each date that was read."""
    return [
        (words.period.to_iso() if words.period else "latest", words.about.name)
        for words in dates_named(question, TODAY)
    ]


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("What was said at the meeting on 4 March 2030?", "2030-03-04"),
        ("What was said at the meeting held on Monday 4 March 2030 about eels?", "2030-03-04"),
        ("In the minutes of 4/3/2030, who spoke?", "2030-03-04"),
        ("At the 4 March 2030 Harbour Panel meeting, who spoke?", "2030-03-04"),
        ("What do the minutes of March 2030 record?", "2030-03"),
        ("Which piers are named in the 2030 minutes?", "2030"),
        ("What do last year's minutes say of eels?", "2030"),
        ("What was in last month's transcript?", "2031-04"),
        ("minutes from 2028 to 2029 about eels", "2028-01-01/2029-12-31"),
        ("papers since March 2030 on eels", "2030-03-01/.."),
        ("What came up at the last meeting?", "latest"),
        ("Who chaired at the most recent Harbour Panel meeting?", "latest"),
    ],
)
def test_wording_about_a_paper_or_meeting(question: str, period: str) -> None:
    assert read(question) == [(period, "MEETING")]


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("Since 2029, what has been promised about eels?", "2029-01-01/.."),
        ("What has been promised since 2029 about eels?", "2029-01-01/.."),
        ("What has been said about eels since 2029?", "2029-01-01/.."),
        ("What was agreed before March 2030 on eels?", "../2030-02-28"),
        ("What was decided after 4 March 2030?", "2030-03-05/.."),
        ("What was agreed between 2028 and 2029?", "2028-01-01/2029-12-31"),
        ("What did the panel resolve on 4 March 2030?", "2030-03-04"),
        ("In 2030, what did the panel recommend?", "2030"),
        ("how did the vote on the pier go, march 2030", "2030-03"),
        ("any eels in the dock? (harbour panel Sept 30)", "2030-09"),
        ("what did they say on bins harbour panel dec ’29 please?", "2029-12"),
    ],
)
def test_wording_about_when_something_was_said(question: str, period: str) -> None:
    assert read(question) == [(period, "SAYING")]


@pytest.mark.parametrize(
    "question",
    [
        "How many posts will be filled by January 2030?",
        "By how much has the catch risen since May 2029?",
        "What does the 2029 strategy say?",
        "Between 2028 and 2029, how many eels were caught?",
        "What was said about the fall in catches since 2029?",
        "What must be finished before March 2030?",
        "How have the piers changed between 2028 and 2030?",
        "What did it cost in 2029/30?",
        "Was £2030 spent on 2,030 eels?",
        "What happened in the last 12 months?",
        "What has changed since the last meeting?",
        "I move at the next meeting that a pier be built",
        "When were the minutes of the last meeting approved?",
    ],
)
def test_a_date_that_is_asked_about_says_nothing_of_the_paper(question: str) -> None:
    assert [found for found in read(question) if found[1] != "CONTENT"] == []


def test_a_date_in_passing_is_kept_apart() -> None:
    assert read("Who led the eel count in 2029?") == [("2029", "CONTENT")]
    assert read("When were the minutes of the meeting on 4 March 2030 approved?") == [
        ("2030-03-04", "CONTENT")
    ]


def test_the_words_are_those_of_the_question() -> None:
    question = "Since 2029, what has been promised?"
    (words,) = dates_named(question, TODAY)
    assert question[words.start : words.end] == "Since 2029"


@pytest.mark.parametrize("iso", ["2030-03-04", "2030-03", "2030", "2029-01-01/..", "../2030-02-28"])
def test_periods_are_written_and_read(iso: str) -> None:
    assert period_of(iso).to_iso() == iso


def test_periods_in_words() -> None:
    said = [
        period_of(p).in_words() for p in ("2030-03-04", "2030-03", "2030", "2029-01-01/..", "../2030-02-28")
    ]
    assert said == ["4 March 2030", "March 2030", "2030", "since 1 January 2029", "until 28 February 2030"]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    question = " ".join(text.split())
    for words in dates_named(question, TODAY):
        assert 0 <= words.start < words.end <= len(question) and words.about in About


@pytest.mark.parametrize("piece", ["at the last and ", "Meeting of ", "2019 to ", "since ", "(1 May 2019 "])
def test_a_long_question_takes_no_time(piece: str) -> None:
    question = " ".join((piece * 400)[:2000].split())
    started = time.perf_counter()
    dates_named(question, TODAY)
    assert time.perf_counter() - started < 1.5
