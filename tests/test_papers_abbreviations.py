"""Abbreviations that papers explain: which are read, and which are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.papers.abbreviations import find_abbreviations


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("the Harbour Eel Watch Group (HEWG) met", ("HEWG", "Harbour Eel Watch Group")),
        ("two Safer Quays Officers (SQOs) walk", ("SQO", "Safer Quays Officers")),
        (
            "EPIC (Eel Protection and Inspection Council) said",
            ("EPIC", "Eel Protection and Inspection Council"),
        ),
        ("the Mayor's Office for Piers And Caves (MOPAC)", ("MOPAC", "Mayor's Office for Piers And Caves")),
        ("Multi-Agency Eel Hub (“MAEH”)", ("MAEH", "Multi-Agency Eel Hub")),
        ("of the Office of Public Piers (OPP)", ("OPP", "Office of Public Piers")),
        ("eels against nets and gulls [EANG]", ("EANG", "eels against nets and gulls")),
    ],
)
def test_what_is_explained_is_read(text: str, pair: tuple[str, str]) -> None:
    assert find_abbreviations(text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "Mr Smith (FF) rose",
        "the police (MPS) came",
        "see below (A)",
        "It ended. Eels (IEE)",
        "(HEWG)",
        "",
        "costs (2030)",
    ],
)
def test_what_is_not_explained_is_not_read(text: str) -> None:
    assert find_abbreviations(text) == []


def test_each_pair_once_and_two_meanings_both() -> None:
    text = "Eel Act (EA) and Eel Act (EA), not the Eel Agency (EA)"
    assert find_abbreviations(text) == [("EA", "Eel Act"), ("EA", "Eel Agency")]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(short and long for short, long in find_abbreviations(text))


@pytest.mark.parametrize("piece", ["(AAAA) ", "a ", "A (", "AAAA (a a a ", "Aa Bb Cc (ABCDEFGH) "])
def test_long_texts_take_no_time(piece: str) -> None:
    started = time.process_time()
    find_abbreviations(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 5
