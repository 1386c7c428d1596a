"""Bodies, committees and kinds of paper in questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.retrieval.kinds_in_questions import kinds_named
from scrutiny_rag.retrieval.names_in_questions import Names

BODIES = Names(
    [
        "Saltmarsh Council",
        "Borough of Thorne and Wick",
        "Quay City and County Council",
        "Fen Metropolitan Police Service",
    ]
)
COMMITTEES = Names(
    [
        "Harbour and Fisheries Scrutiny Committee",
        "Children's Services Scrutiny Committee",
        "Joint Policing Committee",
        "Municipal District of Eastwick-Norwade",
        "Tarn Area Committee",
        "Transportation Strategic Policy Committee",
    ]
)


def found(names: Names, question: str) -> list[tuple[str, str, bool]]:
    return [(n.name, question[n.start : n.end], n.whole) for n in names.named(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does Saltmarsh Council's report say?", ("Saltmarsh Council", "Saltmarsh Council's", True)),
        ("What happened in Saltmarsh?", ("Saltmarsh Council", "Saltmarsh", False)),
        (
            "QUAY CITY & COUNTY COUNCIL PARKING",
            ("Quay City and County Council", "QUAY CITY & COUNTY COUNCIL", True),
        ),
        ("Is Quay tidy?", ("Quay City and County Council", "Quay", False)),
        ("What does the Met plan?", ("Fen Metropolitan Police Service", "Met", False)),
        ("eels in Thorne and Wick", ("Borough of Thorne and Wick", "Thorne and Wick", False)),
        ("the saltmarch council bins", ("Saltmarsh Council", "saltmarch council", True)),
    ],
)
def test_bodies_in_full_misspelt_and_by_their_place(question: str, expected: tuple[str, str, bool]) -> None:
    assert found(BODIES, question) == [expected]


@pytest.mark.parametrize(
    ("question", "name", "whole"),
    [
        ("at the Childrens Servces Scrutiny Commitee", "Children's Services Scrutiny Committee", True),
        ("what did the children's committee resolve", "Children's Services Scrutiny Committee", False),
        ("the Harbour & Fisheries Scrutiny Committee", "Harbour and Fisheries Scrutiny Committee", True),
        ("did the fisheries committee meet", "Harbour and Fisheries Scrutiny Committee", False),
        ("the Transport Committee on buses", "Transportation Strategic Policy Committee", False),
        ("Was the road in Norwade mended?", "Municipal District of Eastwick-Norwade", False),
        ("roads in Tarn", "Tarn Area Committee", False),
    ],
)
def test_committees_in_full_shortened_and_misspelt(question: str, name: str, whole: bool) -> None:
    assert [(n, w) for n, _, w in found(COMMITTEES, question)] == [(name, whole)]


@pytest.mark.parametrize(
    "question",
    [
        "Were the targets met?",
        "a scrutiny committee",
        "the committee",
        "",
        "the council",
        "What of Wick?",
    ],
)
def test_common_words_are_no_names(question: str) -> None:
    assert found(BODIES, question) == found(COMMITTEES, question) == []


def test_the_longer_name_stands_alone() -> None:
    names = Names(["Joint Policing Committee", "Norwade Joint Policing Committee"])
    assert [n for n, _, _ in found(names, "at the Norwade Joint Policing Committee")] == [
        "Norwade Joint Policing Committee"
    ]


def test_a_district_of_two_places_is_meant_with_the_hyphen_or_without() -> None:
    names = Names(["Municipal District of Eastwick-Norwade", "Municipal District of Eastwick Norwade"])
    for question in ("what was said at Eastwick-Norwade?", "what was said at eastwick norwade?"):
        assert {n.name for n in names.named(question)} == {
            "Municipal District of Eastwick-Norwade",
            "Municipal District of Eastwick Norwade",
        }


def test_names_that_share_a_place_are_told() -> None:
    names = Names(["Eel City Council", "Eel County Council", "Tarn Council"])
    assert set(names.of_place("Eel City Council")) == {"Eel City Council", "Eel County Council"}
    assert {n for n, _, _ in found(names, "boats in Eel")} == {"Eel City Council", "Eel County Council"}


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for names in (BODIES, COMMITTEES, Names([]), Names(["", "—", text])):
        for each in names.named(text):
            assert 0 <= each.start < each.end <= len(text)
    assert all(0 <= kind.start < kind.end <= len(text) for kind in kinds_named(text))


@pytest.mark.parametrize(
    ("question", "kind", "where"),
    [
        ("What do the minutes say about eels?", "minutes", True),
        ("In the minutes of 4 March 2030, who spoke?", "minutes", True),
        ("According to the Saltmarsh minutes, who spoke?", "minutes", True),
        ("What does the transcript record?", "transcript", True),
        ("Which items of the action list are done?", "action-list", False),
        ("Who owns the pier in the list of actions?", "action-list", True),
        ("What did she say about the strategy?", "strategy", False),
        ("When were the minutes of the meeting approved?", "minutes", False),
    ],
)
def test_kinds_of_paper(question: str, kind: str, where: bool) -> None:
    assert [(k.type.value, k.where) for k in kinds_named(question)] == [(kind, where)]


@pytest.mark.parametrize("question", ["How many minutes did it take?", "within the first ten minutes"])
def test_minutes_of_the_clock_are_no_paper(question: str) -> None:
    assert kinds_named(question) == []
