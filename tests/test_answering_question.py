"""A question is read once: kind, subject, what is wanted, time, sides, parts, slips of the pen."""

from __future__ import annotations

import pytest

from scrutiny_rag.answering.question.asked import read_question
from scrutiny_rag.answering.question.expected import Expected, holds
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.question.spelling import respelled, spelled_as
from scrutiny_rag.answering.question.time import When
from scrutiny_rag.record.model import ActKind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("thanks!", Kind.OTHER),
        ("which papers do you have", Kind.COLLECTION),
        ("Saltmarsh vs Thorne on litter", Kind.COMPARISON),
        ("sum up the tree strategy", Kind.OVERVIEW),
        ("who is Ada Thornbury", Kind.PERSON),
        ("list all actions", Kind.LIST),
        ("what did the director promise", Kind.UNDERTAKING),
        ("was the ramp approved", Kind.OUTCOME),
        ("why is the bell silent", Kind.REASON),
        ("how many quays were walked", Kind.VALUE),
        ("the fog bell", Kind.STATEMENT),
        ("", Kind.STATEMENT),
    ],
)
def test_kinds(question: str, kind: Kind) -> None:
    assert read_question(question).kind is kind


def test_courtesies_are_no_part_of_a_question() -> None:
    asked = read_question("Hello, could you tell me how many quays were walked? Kind regards, Sam")
    assert asked.text.rstrip("?") == "how many quays were walked"
    assert read_question("thanks").text == "thanks"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("what wd the bell cost abt this yr", "what would the bell cost about this year"),
        ("y was the mtg put off", "why was the meeting put off"),
        ("Wd it pay?", "Would it pay?"),
        ("did B4 stop at U-turn lane", "did B4 stop at U-turn lane"),
    ],
)
def test_shorthand_is_written_out(typed: str, read: str) -> None:
    assert read_question(typed).text == read


def test_the_acts_that_a_question_asks_about() -> None:
    assert read_question("what did the panel recommend").acts == {ActKind.RECOMMENDED}
    assert ActKind.DECIDED in read_question("was it agreed").acts
    assert not read_question("how many quays").acts


def test_times() -> None:
    assert read_question("how many are there now?").when is When.NOW
    assert read_question("how many were there in June 2023").when is When.DATED
    assert read_question("how many are there").when is When.ANY


def test_sides_of_a_comparison_end_where_its_subject_starts() -> None:
    assert read_question("How does Thorne differ from Saltmarsh on wardens?").sides == ("Thorne", "Saltmarsh")
    assert read_question("Thorne vs Saltmarsh?").sides == ("Thorne", "Saltmarsh")


def test_two_questions_part_only_where_the_second_stands_alone() -> None:
    assert read_question("How many quays were walked? And who walked the quays?").parts == (
        "How many quays were walked?",
        "who walked the quays?",
    )
    assert read_question("Who walked the quays? And why did he?").parts == ()


@pytest.mark.parametrize(
    ("expected", "text", "held"),
    [
        (Expected.MONEY, "It cost £18,400.", True),
        (Expected.MONEY, "It cost a lot.", False),
        (Expected.DATE, "filled by June 2024", True),
        (Expected.DATE, "filled soon enough", False),
        (Expected.NUMBER, "two posts", True),
        (Expected.DURATION, "for three summers", False),
        (Expected.DURATION, "within six weeks", True),
        (Expected.PERSON, "Noor Ellery reported", True),
    ],
)
def test_values_in_sentences(expected: Expected, text: str, held: bool) -> None:
    assert holds(expected, text) is held


def test_a_slip_is_read_as_the_near_word_of_what_was_found() -> None:
    texts = ["The harbour wardens walked the quays."]
    known = {"warden": 3, "harbour": 3}
    corrections = respelled("how many wardans are there", lambda term: known.get(term, 0), texts)
    assert corrections == {"wardans": "wardens"}
    assert spelled_as("how many wardans are there", corrections) == "how many wardens are there"


def test_a_word_of_its_own_is_no_slip() -> None:
    assert respelled("anything about zebras", lambda _: 0, ["The harbour wardens walked."]) == {}


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("how many bikes were taken in the three weeks", "A three-week watch was kept on the sheds.", False),
        ("how many bikes were taken in the three weeks", "In three weeks nine bikes were taken.", True),
        ("who is the young mayor of Thorne", "The work of the Young Mayor was praised.", False),
        ("who is the young mayor of Thorne", "Ana Bell is the Young Mayor.", True),
        ("who chairs the panel", "The vice-chair takes the seat.", True),
        ("how many wardens were there in 2015", "There were 6 in 2015.", True),
    ],
)
def test_what_the_question_names_itself_is_no_answer(question: str, text: str, held: bool) -> None:
    expected = read_question(question).expected
    assert expected is not None
    assert holds(expected, text, question) is held
