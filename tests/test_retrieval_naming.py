"""Names in a question: in full, by surname, with a slip of the pen, or not at all."""

from __future__ import annotations

import pytest

from scrutiny_rag.retrieval.naming import name_words, speakers_named

SPEAKERS = (
    "Ada Thornbury AM",
    "Dr Bram O'Keefe",
    "Chidi Okonkwo-Hale AM",
    "Zoë Ångström",
    "Mr Peter Quill",
    "Hon. Rosalind Quill",
    "The Chair",
    "Łukasz Żakowski",
    "Sorcha O’Sullivan",
    "Jo Li",
)


def named(question: str) -> set[str]:
    return {mention.name for mention in speakers_named(question, SPEAKERS)}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Ada Thornbury AM ask?", {"Ada Thornbury AM"}),
        ("What did Ada Thornbury ask?", {"Ada Thornbury AM"}),
        ("what did ada thornbury ask?", {"Ada Thornbury AM"}),
        ("What was Ada Thornbury's question?", {"Ada Thornbury AM"}),
        ("What was Thornbury’s question?", {"Ada Thornbury AM"}),
        ("What did Thornbury ask?", {"Ada Thornbury AM"}),
        ("What did Ms Thornbury ask?", {"Ada Thornbury AM"}),
        ("What did Ada Thornbery ask?", {"Ada Thornbury AM"}),
        ("What did Ada Thronbury ask?", {"Ada Thornbury AM"}),
        ("What did Bram O’Keefe promise?", {"Dr Bram O'Keefe"}),
        ("What did Bram O'Keefe's plan say?", {"Dr Bram O'Keefe"}),
        ("What did O'Keefe promise?", {"Dr Bram O'Keefe"}),
        ("What did Łukasz Żakowski say?", {"Łukasz Żakowski"}),
        ("What did Żakowski say?", {"Łukasz Żakowski"}),
        ("What did Chidi Okonkwo-Hale want?", {"Chidi Okonkwo-Hale AM"}),
        ("What did Chidi Okonkwo Hale want?", {"Chidi Okonkwo-Hale AM"}),
        ("What did Zoe Angstrom want?", {"Zoë Ångström"}),
        ("Did Jo Li object?", {"Jo Li"}),
        ("What did O'Sullivan's motion ask?", {"Sorcha O’Sullivan"}),
        ("Did Ada Thornbury and Chidi Okonkwo-Hale agree?", {"Ada Thornbury AM", "Chidi Okonkwo-Hale AM"}),
    ],
)
def test_named_speakers_are_found(question: str, expected: set[str]) -> None:
    assert named(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "",
        "???",
        "How many branch libraries open on Sundays?",
        "Who sharpened the quill?",  # a word that is also a surname, without its capital
        "What did the chair say about the van?",
        "What did the Chair say?",  # a title is nobody's name
        "Is there hail on Li-lo beds?",
    ],
)
def test_nobody_is_found_who_is_not_named(question: str) -> None:
    assert named(question) == set()


def test_a_shared_surname_names_both_and_the_first_name_tells_them_apart() -> None:
    assert named("What did Quill say?") == {"Mr Peter Quill", "Hon. Rosalind Quill"}
    assert named("What did Rosalind Quill say?") == {"Hon. Rosalind Quill"}


def test_a_full_name_is_stronger_than_a_slip_and_a_slip_than_a_surname() -> None:
    full, slip, surname = (
        speakers_named(f"What did {name} ask?", SPEAKERS)[0].strength
        for name in ("Ada Thornbury", "Ada Thornbery", "Thornbury")
    )
    assert 1.0 == full > slip > surname > 0


def test_a_slip_in_one_name_does_not_drag_in_a_namesake() -> None:
    assert named("What did Petra Quell say to Ada Thornbury?") == {"Ada Thornbury AM"}


def test_titles_and_roles_tell_nobody_apart() -> None:
    assert name_words("The Right Hon. Dame Rosalind Quill MP") == ["rosalind", "quill"]
    assert name_words("The Chair") == []


def test_no_speakers_no_mentions() -> None:
    assert speakers_named("What did Ada Thornbury ask?", ()) == []


def test_a_name_written_without_its_space_is_found_and_a_name_with_a_capital_inside_too() -> None:
    speakers = ["Ada Thornbury AM", "Mairead McIlroy"]
    assert [m.name for m in speakers_named("What did AdaThornbury say of the bell?", speakers)] == speakers[
        :1
    ]
    assert [m.name for m in speakers_named("What did Mairead McIlroy say?", speakers)] == speakers[1:]
