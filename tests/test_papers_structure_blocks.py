"""What holds for the blocks of every paper, whatever its kind and however odd its text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import Block, BlockKind, Page, PaperType
from scrutiny_rag.papers.readers import Draft, Mark
from scrutiny_rag.papers.structure import find_blocks

LINES = st.sampled_from(
    [
        "**MINUTES OF THE HARBOUR PANEL**",
        "**4.**",
        "5. Ferry timetable",
        "(a)",
        "(b) Lamps on the quay",
        "Item 6: Any other business",
        "RESOLVED:",
        "That the timetable be noted.",
        "· The crane is to be mended by June",
        "·",
        "•",
        "and so the wrapped line goes on here",
        "Ines Okafor AM (Chair): Who mends the crane?",
        "Mr. T. Bell (Harbour Trust): We do.",
        "Mr. T. Bell (Harbour",
        "Trust): We shall.",
        "(The meeting adjourned at 11.05.)",
        "---",
        "12",
        "| Ref | Action |",
        "| --- | --- |",
        "5.3 The panel heard from the harbour master.",
        "Supporting documents:",
        "***I will move that the quay be lit***",
        "Signed: \\_\\_\\_\\_\\_",
        "\t\x0b\u00a0",
        "",
        "",
    ]
)
TEXTS = st.one_of(
    st.lists(LINES, max_size=40).map("\n".join),
    st.lists(LINES, max_size=25).map("\n\n".join),
    st.text(alphabet="ab .:()[]*_#|·-\n\t1I§\ufeff", max_size=200),
    st.text(max_size=200),
)


def assert_blocks_hold(text: str, blocks: tuple[Block, ...]) -> None:
    at = 0
    for block in blocks:
        assert block.char_start >= at
        assert not text[at : block.char_start].strip()
        words = text[block.char_start : block.char_end]
        assert words
        assert words == words.strip()
        if block.speech_start is not None:
            assert block.char_start <= block.speech_start <= block.char_end
        assert (block.kind is BlockKind.TURN) == (block.turn is not None)
        assert block.speaker is None or block.kind is BlockKind.TURN
        at = block.char_end
    assert not text[at:].strip()


@given(text=TEXTS, kind=st.sampled_from(PaperType))
@settings(max_examples=300, deadline=None)
def test_blocks_cover_every_word_once_and_in_order(text: str, kind: PaperType) -> None:
    assert_blocks_hold(text, find_blocks(Draft(text), kind))


@given(data=st.data(), text=TEXTS, kind=st.sampled_from(PaperType))
@settings(max_examples=200, deadline=None)
def test_marks_of_any_shape_lose_no_word(data: st.DataObject, text: str, kind: PaperType) -> None:
    spots = st.integers(0, len(text) + 3)
    marks = data.draw(
        st.lists(
            st.builds(
                Mark,
                st.sampled_from(["heading", "bullet", "row", "furniture", "paragraph"]),
                spots,
                spots,
                st.sampled_from([None, 1, 2, 6]),
            ),
            max_size=8,
        )
    )
    draft = Draft(text, data.draw(st.sampled_from(["text", "markdown", "pdf"])), marks=tuple(marks))
    assert_blocks_hold(text, find_blocks(draft, kind))
    find_metadata(draft, "paper.txt")


def test_blocks_know_the_page_on_which_they_start() -> None:
    text = "First page.\n\nSecond page."
    draft = Draft(text, "pdf", pages=(Page(1, 0, 13), Page(2, 13, len(text))))
    assert [block.page for block in find_blocks(draft, PaperType.REPORT)] == [1, 2]
    assert {block.page for block in find_blocks(Draft(text), PaperType.REPORT)} == {None}


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_a_text_without_words_has_no_blocks(text: str) -> None:
    for kind in PaperType:
        assert find_blocks(Draft(text), kind) == ()


HOSTILE = {
    "spaces": " " * 60_000 + "a",
    "brackets": "(" * 30_000,
    "closing": "A (" + "b) (" * 15_000,
    "colons": "A:" * 30_000,
    "label colons": "Ann Bell: " * 9_000,
    "digits": "1" * 60_000,
    "numbered lines": "".join(f"{i % 199 + 1}. Harbour dues\n" for i in range(6_000)),
    "numbers alone": "7.\n\nHarbour dues\n\n" * 2_400,
    "stars": "*" * 60_000,
    "underscores": "_" * 60_000 + "x",
    "bars": "| a " * 15_000,
    "rows": "a | b\n" * 6_000,
    "bold": "**a** " * 12_000,
    "councils": " ".join(f"Ha{i} Borough Council" for i in range(3_600)),
    "minutes": "minutes of the meeting held on " * 2_400,
    "dates": "3rd May, " * 9_000,
    "short lines": "a\n" * 18_000,
    "lower lines": "and so on\n\n" * 9_000,
    "capitals": "HARBOUR DUES\n\n" * 6_000,
    "labels": "REPLY:\n" * 9_000,
    "stage": "[" + "the meeting was " * 4_500,
    "turns": "Ann Bell AM: Who?\nBo Lee AM: Me.\n" * 3_000,
    "headings in turns": "Ann Bell AM: No.\n\nDUES AND TOLLS\n\nBo Lee AM: Yes.\n\nDUES AND TOLLS\n\n" * 900,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_for_ever(name: str) -> None:
    text = HOSTILE[name]
    start = time.process_time()
    for kind in (PaperType.MINUTES, PaperType.TRANSCRIPT, PaperType.STRATEGY):
        assert_blocks_hold(text, find_blocks(Draft(text), kind))
    find_metadata(Draft(text), "paper.txt")
    assert time.process_time() - start < 10


def test_blocks_stand_in_order() -> None:
    text = "One.\n\nTwo.\n\nThree."
    blocks = find_blocks(Draft(text), PaperType.ARTICLE)
    assert all(a.char_end <= b.char_start for a, b in pairwise(blocks))
    assert len(blocks) == 3


@pytest.mark.parametrize("stamp", ["Agenda Item 4", "Public Document Pack\n\nAgenda Item 4"])
def test_a_packs_stamp_above_a_papers_own_head_numbers_nothing_in_it(stamp: str) -> None:
    text = f"{stamp}\n\nQuayford Council\n\nMINUTES OF THE LAMPS PANEL\n\nMembers noted the report.\n"
    first, *others = find_blocks(Draft(text), PaperType.MINUTES)
    assert (first.kind, text[first.char_start : first.char_end]) == (BlockKind.FURNITURE, stamp)
    assert {block.item for block in others} == {None}


def test_the_number_over_a_page_that_is_one_item_stays() -> None:
    text = "Agenda Item 4\n\nLamps on the quay\n\nMembers noted that few were lit.\n"
    assert [block.item for block in find_blocks(Draft(text), PaperType.MINUTES)][-1] == "4"
