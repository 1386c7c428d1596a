"""What kind of answer a question asks for, and which sentences hold that kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.answering.asks import Ask, ask_of, can_answer, compares, over_time


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
    assert ask_of(question) is ask
    assert ask_of(question.upper()) is ask, "capitals change nothing"


@pytest.mark.parametrize(
    ("ask", "holds", "lacks"),
    [
        (Ask.NUMBER, "The wardens walked 41 quays.", "The wardens walked the quays."),
        (Ask.NUMBER, "Six posts were vacant.", "The posts were vacant."),
        (Ask.DATE, "It rings by September 2023.", "It rings before long."),
        (Ask.DATE, "It rings at the end of the year.", "It rings in the fog."),
        (Ask.DURATION, "It takes three weeks.", "It takes patience."),
        (Ask.PERSON, "It was put by Inspector Ellery.", "It was put by somebody."),
        (Ask.PLACE, "The beds lie off Pell Point.", "The beds lie in the water."),
        (Ask.REASON, "It shut because its planks were rotten.", "It was shut."),
        (Ask.DECISION, "The Panel agreed to mend it.", "The bell is old."),
        (Ask.PROMISE, "We shall send the timetable.", "The timetable was long."),
    ],
)
def test_a_sentence_holds_the_kind_asked_for_or_lacks_it(ask: Ask, holds: str, lacks: str) -> None:
    assert can_answer(ask, holds, None, None) is True
    assert can_answer(ask, lacks, None, None) is False


def test_what_a_block_does_counts_beside_its_words() -> None:
    assert can_answer(Ask.DECISION, "That the bell be mended.", None, "resolves") is True
    assert can_answer(Ask.DECISION, "That the bell be mended.", None, "notes") is False
    assert can_answer(Ask.PROMISE, "To send the timetable.", None, "undertakes") is True
    assert can_answer(Ask.PERSON, "the bell is old.", "Ada Thornbury AM", None) is True


@pytest.mark.parametrize("ask", [Ask.THING, Ask.YES_NO, Ask.STATEMENT])
def test_some_kinds_ask_for_nothing_special(ask: Ask) -> None:
    assert can_answer(ask, "Anything at all.", None, None) is None


@pytest.mark.parametrize(
    "question",
    [
        "How do Saltmarsh and Northmoor compare on libraries?",
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


@pytest.mark.parametrize("question", ["When will the bell ring?", "How many lids were fitted?", ""])
def test_other_questions_want_one_answer(question: str) -> None:
    assert not compares(question) and not over_time(question)


@given(st.text(max_size=200), st.sampled_from(Ask))
def test_any_text_is_judged(text: str, ask: Ask) -> None:
    assert ask_of(text) in Ask
    assert can_answer(ask, text, None, None) in (True, False, None)
