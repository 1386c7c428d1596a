"""Sentences: where they start and end, and that nothing falls between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_rag.papers.model import Block, BlockKind
from scrutiny_rag.papers.sentences import block_sentences, label_end, sentence_spans, trim

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


def test_a_blank_line_within_a_wrapped_paragraph_ends_no_sentence() -> None:
    # As some conversions leave minutes: a blank line between the lines of each paragraph.
    text = (
        "On the proposal of Councillor Reed, seconded by Councillor Marsh (J), it was agreed to\n\n"
        "select Harbour Hall, Eastquay, as the venue for the Annual Meeting of the Council, which\n\n"
        "Mr. P.\n\nDaly would book. The Mayor, in reply, thanked the Members and said that the Clerk of\n\n"
        "Works would open it at ten.\n\nThis concluded the Meeting"
    )
    found = [" ".join(sentence.split()) for sentence in sentences(text)]
    assert found == [
        "On the proposal of Councillor Reed, seconded by Councillor Marsh (J), it was agreed to select Harbour "
        "Hall, Eastquay, as the venue for the Annual Meeting of the Council, which Mr. P. Daly would book.",
        "The Mayor, in reply, thanked the Members and said that the Clerk of Works would open it at ten.",
        "This concluded the Meeting",
    ]


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH, **given: int) -> Block:
    return Block(kind, 0, len(text), **given)  # type: ignore[arg-type]


def test_a_block_knows_that_its_lines_belong_together() -> None:
    text = "It was agreed by\n\nHarbour Board\n\nto sell the pier. It was\n\nsold."
    spans = list(block_sentences(text, block(text)))
    assert [text[a:b] for a, b in spans] == [
        "It was agreed by\n\nHarbour Board\n\nto sell the pier.",
        "It was\n\nsold.",
    ]


def test_a_bold_line_and_a_list_end_a_blocks_sentence() -> None:
    text = "The bench was mended\n\n**Item 2:**\n\n**Matters arising**\n\nThese were:\n- one\n- two"
    found = [text[a:b] for a, b in block_sentences(text, block(text))]
    assert found == [
        "The bench was mended",
        "**Item 2:**",
        "**Matters arising**",
        "These were:",
        "- one",
        "- two",
    ]


def test_a_turns_sentences_start_after_its_label() -> None:
    text = "Ann Hall (Chair): Thank you. Who is next?"
    spans = block_sentences(text, block(text, BlockKind.TURN, speech_start=18))
    assert [text[a:b] for a, b in spans] == ["Thank you.", "Who is next?"]


@pytest.mark.parametrize("kind", [BlockKind.ROW, BlockKind.HEADING, BlockKind.STAGE])
def test_a_row_and_a_heading_are_one(kind: BlockKind) -> None:
    text = "5. Rent. Arrears | Done. | AB"
    assert list(block_sentences(text, block(text, kind))) == [(0, len(text))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RESOLVED:\nThat the report be noted", "That the report be noted"),
        ("REPLY: The pier will be mended.", "The pier will be mended."),
        ("**ACTION 3:** Ann Hall to write.", "Ann Hall to write."),
        ("Date of the next meeting:\n\n4 May", "4 May"),
        ("The Chair said: nothing.", "The Chair said: nothing."),
        ("At 10:30 it rose.", "At 10:30 it rose."),
        ("RESOLVED:", "RESOLVED:"),
    ],
)
def test_where_a_label_ends(text: str, said: str) -> None:
    assert text[label_end(text, 0, len(text)) :] == said


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(lambda text: text.strip() == text and text))
def test_every_character_of_a_block_is_in_one_sentence(text: str) -> None:
    last, covered = 0, set()
    for a, b in block_sentences(text, block(text)):
        assert last <= a < b <= len(text)
        covered |= set(range(a, b))
        last = b
    assert {i for i in range(len(text)) if not text[i].isspace()} <= covered
