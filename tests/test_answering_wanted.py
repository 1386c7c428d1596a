"""What a question asks for, and how far a sentence holds something of that kind."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_papers import assistant, nearness
from scrutiny_rag.answering.asks import Ask
from scrutiny_rag.answering.wanted import Wanted, names_of
from scrutiny_rag.papers.model import Block, BlockKind

ARRESTS = "How many arrests did the wardens make?"
CHIEF = "Who is the Chief Executive of the harbour?"
SCHOOLS = "Which schools take part in the regatta?"
SHARE = "What percentage of gulls stayed?"
RATE = "What is the vacancy rate?"
RISE = "By how much did complaints rise?"
OFTEN = "How often do the wardens walk?"


def block(**more: object) -> Block:
    given: dict[str, object] = {"kind": BlockKind.PARAGRAPH, "char_start": 0, "char_end": 1, "page": None}
    return Block(**(given | more))  # type: ignore[arg-type]


def fit(question: str, sentence: str, before: str = "", **of_block: object) -> float:
    return Wanted.of(question).fit(sentence, block(**of_block), before)


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        (ARRESTS, "The wardens made 12 arrests.", "The wardens walked 41 quays."),
        (ARRESTS, "The wardens made 12 arrests.", "The wardens made arrests."),
        (ARRESTS, "Of 12 made, all arrests were lawful.", "The wardens have 12 huts."),
        (ARRESTS, "The wardens made dozens of arrests.", "The wardens made arrests."),
        (ARRESTS, "The wardens made 12 arrests.", "Arrests by the wardens cost £3m."),
        (CHIEF, "The Chief Executive, Ada Thornbury, spoke.", "The Chief Executive spoke."),
        (CHIEF, "Ada Thornbury runs the harbour.", "The harbour has a Chief Executive."),
        (SCHOOLS, "Rowers from Pell Grammar and Wexcombe High take part.", "Several schools take part."),
        (SCHOOLS, "Rowers from Pell Grammar take part.", "Schools take part in the regatta."),
        (SHARE, "Some 45 per cent of gulls stayed.", "Some 45 gulls stayed."),
        (SHARE, "A third of gulls stayed.", "Gulls stayed for three weeks."),
        (RATE, "The vacancy rate is 12%.", "There are 12 vacancies."),
        (RATE, "Vacancies arise twice every week, at that rate weekly.", "There are 12 vacancies."),
        (OFTEN, "They walk every week.", "They walk 41 quays."),
        (OFTEN, "They walk twice.", "They walk in all weathers."),
        ("How much did the lids cost?", "The lids cost £18,400.", "The lids cost 18 hours of work."),
        ("When will the bell ring?", "It rings by September 2023.", "It rings before long."),
        ("When will the bell ring?", "It rings at the end of the year.", "It rings in the fog."),
        ("How long will it take?", "It takes three weeks.", "It takes patience."),
        ("Where are the oyster beds?", "They lie off Pell Point.", "They lie in the water."),
        ("Why was it shut?", "It shut because its planks were rotten.", "It was shut."),
        ("What did the Panel decide?", "The Panel agreed to mend it.", "The bell is old."),
        ("What did the Director undertake?", "We shall send the timetable.", "The timetable was long."),
    ],
)
def test_a_sentence_that_holds_the_kind_asked_for_fits_better(question: str, better: str, worse: str) -> None:
    assert fit(question, better) > fit(question, worse)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (ARRESTS, "The wardens made arrests."),
        (CHIEF, "The Chief Executive spoke of gulls."),
        (SCHOOLS, "Several schools take part in the regatta."),
        (SHARE, "There were gulls."),
        ("How much did the lids cost?", "The lids cost more than was thought."),
        ("When will the bell ring?", "The bell will ring."),
        ("How long will it take?", "It will take patience."),
        ("Who mended the bell?", "the bell was mended."),
        ("At what time did the meeting end?", "The meeting ended in May 2023, after three weeks of talks."),
        ("What are the opening hours of the baths?", "The baths opened on 3 May 2023."),
        (ARRESTS, "One purpose of the patrol was to explain arrests."),
        ("What did Bram Keefe say about the van?", "Bram Keefe, who drives the van, was there."),
    ],
)
def test_a_sentence_without_the_kind_asked_for_hardly_fits(question: str, sentence: str) -> None:
    assert fit(question, sentence) <= 0.25


@pytest.mark.parametrize("question", ["What is fitted to the bins?", "Did the bell ring?", "", "???"])
def test_some_questions_ask_for_nothing_special(question: str) -> None:
    assert fit(question, "Anything at all.") == fit(question, "12 gulls on 4 May 2023.") == 0.5


def test_a_name_in_the_question_is_no_answer_to_it() -> None:
    asked = "Who spoke after Ada Thornbury?"
    assert fit(asked, "Bram Keefe spoke.") == 1.0 > fit(asked, "Ada Thornbury spoke.")
    assert Wanted.of(asked).spans(Ask.PERSON, "Ada Thornbury spoke.") == []


def test_what_a_block_is_counts_beside_its_words() -> None:
    assert fit("What was decided?", "That the bell be mended.", act="resolves") == 1.0
    assert fit("What was decided?", "That the bell be mended.", act="notes") < 0.5
    assert fit("What was promised?", "To send the timetable.", act="undertakes") == 1.0
    assert fit("Who called the van a lifeline?", "the van is a lifeline.", speaker="Ada Thornbury") > 0.5
    assert fit("Who called the van a lifeline?", "the van is a lifeline.") == 0.0


def test_who_holds_an_office_is_not_whoever_speaks() -> None:
    assert fit(CHIEF, "we shall mend it.", speaker="Bram Keefe", role="Director of Libraries") == 0.0
    assert fit(CHIEF, "we shall mend it.", speaker="Bram Keefe", role="Chief Executive") > 0.5


def test_what_somebody_said_is_said_by_them() -> None:
    asked = "What did Bram Keefe say about the van?"
    own = fit(asked, "the van is a lifeline.", speaker="Bram Keefe")
    told = fit(asked, "Bram Keefe said that the van is a lifeline.")
    other = fit(asked, "the van is a lifeline.", speaker="Ada Thornbury")
    assert own > told > other


def test_a_time_of_day_and_a_limit_are_found_where_they_stand() -> None:
    assert fit("At what time did the meeting end?", "The meeting ended at 9.15 pm.") == 1.0
    limit, average = "What is the speed limit on the quay?", "What is the average caseload of a warden?"
    assert fit(limit, "The speed limit is 20 on the quay.") == 1.0
    assert fit(limit, "The quay has 40 steps.") <= 0.3
    assert fit(average, "The caseload of a warden is 12 quays.") == 1.0
    assert fit(average, "The 12 wardens share one van.") <= 0.3
    assert fit("How many lids were fitted?", "Lids were fitted three times.") < 1.0


def test_what_is_counted_may_stand_in_the_sentence_before() -> None:
    alone = fit(ARRESTS, "There were 12 of them.")
    assert fit(ARRESTS, "There were 12 of them.", before="The wardens made arrests.") > alone


def test_what_is_counted_may_stand_in_a_near_word() -> None:
    wanted = Wanted.of("How many doctors joined?")
    near, far = (
        wanted.fit(sentence, block(), near=nearness().nearest)
        for sentence in ("Then 12 physicians came.", "Then 12 bins came.")
    )
    assert near > far


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        (ARRESTS, ("arrests",)),
        ("How many harbour warden posts were vacant?", ("harbour", "warden", "posts")),
        ("What percentage of the gulls stayed?", ("gulls",)),
        ("How many people were there?", ()),
        ("How many?", ()),
        ("When will it ring?", ()),
    ],
)
def test_what_is_counted(question: str, counted: tuple[str, ...]) -> None:
    got = Wanted.of(question).counted
    assert got[: len(counted)] == counted and bool(got) is bool(counted)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (SHARE, "share"),
        ("What share of the budget goes on gulls?", "share"),
        (RATE, "rate"),
        (RISE, "by_how_much"),
        (OFTEN, "often"),
        (CHIEF, "who_is"),
        (SCHOOLS, "named"),
        ("At what time did it ring?", "clock"),
    ],
)
def test_what_a_question_wants(question: str, field: str) -> None:
    assert getattr(Wanted.of(question), field) is True
    assert getattr(Wanted.of("How many lids were fitted?"), field) is False


@pytest.mark.parametrize(
    ("question", "ask", "text", "first"),
    [
        (ARRESTS, Ask.NUMBER, "On 41 quays they made 12 arrests.", "12"),
        (SHARE, Ask.NUMBER, "Of 300 gulls 45% stayed.", "45%"),
        (RISE, Ask.NUMBER, "The 300 complaints rose by 45.", "45"),
        (OFTEN, Ask.NUMBER, "They walk 41 quays every week.", "every week"),
        ("When will it ring?", Ask.DATE, "In 2023 it was said to ring on 4 May 2024.", "4 May 2024"),
        ("How long is it?", Ask.DURATION, "In 12 parts, for three weeks.", "three weeks"),
        ("How much did it cost?", Ask.MONEY, "The 12 lids cost £3m.", "£3m"),
    ],
)
def test_the_likeliest_stretch_comes_first(question: str, ask: Ask, text: str, first: str) -> None:
    start, end = Wanted.of(question).spans(ask, text)[0]
    assert text[start:end] == first


def test_a_level_is_no_change() -> None:
    text = "There were 45 complaints."
    assert Wanted.of(RISE).spans(Ask.NUMBER, text) == []
    assert Wanted.of("How many complaints were there?").spans(Ask.NUMBER, text) != []


def test_each_part_of_a_question_is_filled_by_itself() -> None:
    wanted = Wanted.of("How many lids were fitted, and by when?")
    assert wanted.asks == (Ask.NUMBER, Ask.DATE)
    assert wanted.fills(Ask.NUMBER, "They fitted 320 lids.", block())
    assert not wanted.fills(Ask.DATE, "They fitted 320 lids.", block())
    whole, half = (wanted.fit(text, block()) for text in ("320 lids by May 2023.", "320 lids in all."))
    assert whole > half > wanted.fit("Lids were fitted.", block())


def test_names_and_years_of_a_question() -> None:
    asked = "What did Councillor Thornbury tell the Culture Committee of Wexcombe in 2023?"
    assert {"thornburi", "wexcomb", "2023"} <= names_of(asked)
    assert not {"councillor", "committe", "what"} & names_of(asked)
    assert names_of("when will the bell ring?") == frozenset()


@cache
def status(question: str) -> str:
    return assistant().ask(question).status


@pytest.mark.parametrize(
    ("question", "instead"),
    [
        ("How many arrests did the harbour wardens make?", "How many quays had the harbour wardens walked?"),
        ("Which schools do the harbour wardens visit?", "Why was the skate ramp closed?"),
        ("What percentage of bins have gull-proof lids?", "How many bins have gull-proof lids?"),
        ("What is the vacancy rate of harbour wardens?", "How many harbour warden posts were vacant?"),
        ("By how much did complaints in Chandler Street rise?", "Why were lids fitted in Chandler Street?"),
        ("How many bins had gull-proof lids in 1987?", "How many bins had gull-proof lids?"),
    ],
)
def test_another_kind_of_figure_on_the_same_matter_is_no_answer(question: str, instead: str) -> None:
    assert status(question) == "not_found"
    assert status(instead) == "answered"


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_question_and_sentence_are_taken(question: str, sentence: str) -> None:
    wanted = Wanted.of(question)
    assert 0.0 <= wanted.fit(sentence, block(), question) <= 1.0
    for ask in Ask:
        assert wanted.fills(ask, sentence, block()) in (True, False)
        assert all(0 <= a < b <= len(sentence) for a, b in wanted.spans(ask, sentence))


def test_a_huge_question_and_sentence_are_taken() -> None:
    wanted = Wanted.of("How many arrests, and when? " * 200)
    assert wanted.fit("12 arrests on 4 May 2023. " * 200, block()) == 1.0
