"""Sentences: where they start and end, and that nothing falls between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_rag.papers.sentences import sentence_spans, trim

TEXTS = st.text(
    alphabet=st.sampled_from(list("ab C.1)(·-\n\t ?!'\"\u00a0\u200b\x1c\x85egMr")) | st.characters(),
    max_size=80,
)


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("Cllr. Marsh spoke. Mr. Reed did not.", ["Cllr. Marsh spoke.", "Mr. Reed did not."]),
        ("It met at 10 a.m. on Monday.", ["It met at 10 a.m. on Monday."]),
        ("See para. 4 of the report.", ["See para. 4 of the report."]),
        ("It cost £3.5 million. Was it worth it?", ["It cost £3.5 million.", "Was it worth it?"]),
        ("A heading\n\nA sentence under it.", ["A heading", "A sentence under it."]),
        (
            "Members asked for:\n- more benches\n- fewer signs",
            ["Members asked for:", "- more benches", "- fewer signs"],
        ),
        ("3. The bench is mended.", ["3. The bench is mended."]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_ends_of_sentences(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Left out. Taken in. Taken too. Left out."
    assert [text[a:b] for a, b in sentence_spans(text, 10, 30)] == ["Taken in.", "Taken too."]


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_every_character_is_in_one_sentence(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    last, covered = start, set()
    for a, b in sentence_spans(text, start, end):
        assert last <= a < b <= end
        assert not text[a].isspace() and not text[b - 1].isspace()
        covered |= set(range(a, b))
        last = b
    assert {i for i in range(start, end) if not text[i].isspace()} <= covered


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_trimming_is_stripping(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    a, b = trim(text, start, end)
    assert start <= a <= b <= end
    assert text[a:b] == text[start:end].strip()
