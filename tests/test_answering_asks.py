"""What kind of answer a question asks for, and which sentences hold that kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.answering.asks import Ask, asks_of, two_questions


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("How many wardens walk the quays?", Ask.NUMBER),
        ("How much did the lids cost?", Ask.MONEY),
        ("What percentage of gulls stayed?", Ask.NUMBER),
        ("By how much did complaints rise?", Ask.NUMBER),
        ("When will the bell ring?", Ask.DATE),
        ("By what date is the report due?", Ask.DATE),
        ("By what point should posts be filled?", Ask.DATE),
        ("By what proportion did complaints rise?", Ask.NUMBER),
        ("In which year did the storm come?", Ask.DATE),
        ("How long will the van stay on the road?", Ask.DURATION),
        ("Who reads at the story hours?", Ask.PERSON),
        ("And who reads at them?", Ask.PERSON),
        ("Which officer reported on the bins?", Ask.PERSON),
        ("By whom was the bell mended?", Ask.PERSON),
        ("Where are the oyster beds?", Ask.PLACE),
        ("Why are the oyster beds closed?", Ask.REASON),
        ("What were the reasons for the delay?", Ask.REASON),
        ("What did the Panel resolve on the bell?", Ask.DECISION),
        ("What was decided about the van?", Ask.DECISION),
        ("What did the Director undertake to send?", Ask.PROMISE),
        ("What has the Council committed to plant?", Ask.PROMISE),
        ("What did Ada Thornbury say about the van?", Ask.STATEMENT),
        ("Did the bell ring?", Ask.YES_NO),
        ("Are readers vetted?", Ask.YES_NO),
        ("What is fitted to the bins?", Ask.THING),
        ("", Ask.THING),
    ],
)
def test_kind_of_answer(question: str, ask: Ask) -> None:
    assert asks_of(question)[0] is ask
    assert asks_of(question.upper())[0] is ask, "capitals change nothing"


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("When will the posts be filled, and how many are there?", (Ask.NUMBER, Ask.DATE)),
        ("What was done to the bell, and when?", (Ask.DATE,)),
        ("How much did the van cost, and how many read in it?", (Ask.MONEY, Ask.NUMBER)),
        ("How much was spent in all?", (Ask.MONEY,)),
        ("What are the opening hours of the baths?", (Ask.DATE,)),
        ("What is the speed limit on the quay?", (Ask.NUMBER,)),
        ("How are readers told when a van is late?", (Ask.STATEMENT,)),
        ("What is the average caseload of a warden?", (Ask.NUMBER,)),
        ("What is a warden paid?", (Ask.MONEY,)),
        ("What is the name of the harbour's inspector?", (Ask.PERSON,)),
    ],
)
def test_a_question_may_ask_for_several_kinds(question: str, asks: tuple[Ask, ...]) -> None:
    assert asks_of(question) == asks


@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    assert asks_of(text)[0] in Ask


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "How many wardens walk the quays, and what do they cost?",
            ("How many wardens walk the quays?", "what do they cost?"),
        ),
        ("Who mended the fog bell? And by when?", ("Who mended the fog bell?", "by when?")),
        ("How many lids were fitted?", None),
        ("When, and why?", None),
        ("", None),
    ],
)
def test_two_questions_asked_at_once_are_told_apart(question: str, parts: tuple[str, str] | None) -> None:
    assert two_questions(question) == parts
