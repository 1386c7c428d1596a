"""Labels without a colon, and the kind of paper that they make."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import BlockKind, PaperType
from scrutiny_rag.papers.readers import Draft, Mark
from scrutiny_rag.papers.readers.text import read_markdown
from scrutiny_rag.papers.structure import find_blocks

TITLE = "Transcript of the Harbour Panel, 4 May 2017\n\n"
ON_OWN_LINES = (
    "Ines Sand AM (Chair)\n\nWho pays for the lamps?\n\nCaptain Bo Lund (Harbour Trust)\n\nWe do.\n\n"
    "Ines Sand AM (Chair)\n\nAll of them?\n\nCaptain Bo Lund (Harbour Trust)\n\nYes\n"
)
TIMED = (
    "00:00:12\nCllr Ines Sand (Chair)\nWho pays for the lamps?\n\n00:00:45\nBo Lund\nWe do.\n\n"
    "00:01:30\nCllr Ines Sand (Chair)\nAll of them?\n\n00:01:42\nBo Lund\nYes\n"
)
TIME_BESIDE = (
    "Ines Sand  0:12\nWho pays for the lamps?\n\nRowan  0:45\nWe do\n\nIna Cole  0:50\nAll of them?\n\n"
    "Rowan  1:42\nYes\n\nIna Cole  1:50\nGood\n\nLow  2:00\nIt is\n"
)
BOLD = (
    "**Cllr Ines Sand (Chair)** Who pays for the lamps?\n\n**Mr Bo Lund (Clerk)** We do.\n\n"
    "**Rowan** I do too.\n\n**Cllr Ines Sand (Chair)** All of them?\n\n**Mr Bo Lund (Clerk)** Yes.\n"
)
CAPTIONS = (
    "WEBVTT\n\nab1c/2-0\n00:00:01.000 --> 00:00:04.000\n<v Ines Sand>Who pays for</v>\n\n"
    "ab1c/2-1\n00:00:04.000 --> 00:00:09.000\n<v Ines Sand>the lamps?</v>\n\n"
    "ab1c/3-0\n00:00:10.000 --> 00:00:12.000\n<v Bo Lund>We do.</v>\n\n"
    "ab1c/4-0\n00:00:13.000 --> 00:00:14.000\nSo do we.\n"
)


def speakers_of(draft: Draft) -> list[tuple[str | None, str | None]]:
    kind = find_metadata(draft, "paper.txt").type
    assert kind is PaperType.TRANSCRIPT
    blocks = find_blocks(draft, kind)
    return [(block.speaker, block.role) for block in blocks if block.kind is BlockKind.TURN]


def test_names_on_their_own_lines() -> None:
    assert (
        speakers_of(Draft(TITLE + ON_OWN_LINES))
        == [
            ("Ines Sand AM", "Chair"),
            ("Captain Bo Lund", "Harbour Trust"),
        ]
        * 2
    )


def test_names_under_the_time() -> None:
    draft = Draft(TITLE + TIMED)
    assert speakers_of(draft) == [("Cllr Ines Sand", "Chair"), ("Bo Lund", None)] * 2
    blocks = find_blocks(draft, PaperType.TRANSCRIPT)
    assert [draft.text[b.char_start : b.char_end] for b in blocks if b.kind is BlockKind.FURNITURE] == [
        "00:00:12",
        "00:00:45",
        "00:01:30",
        "00:01:42",
    ]
    turn = next(block for block in blocks if block.kind is BlockKind.TURN)
    assert draft.text[turn.speech_start or 0 : turn.char_end] == "Who pays for the lamps?"


def test_names_beside_the_time() -> None:
    speakers = [speaker for speaker, _ in speakers_of(Draft(TITLE + TIME_BESIDE))]
    # Who speaks once under one bare word is left open.
    assert speakers == ["Ines Sand", "Rowan", "Ina Cole", "Rowan", "Ina Cole", None]


def test_names_in_bold_before_the_words() -> None:
    assert speakers_of(read_markdown(f"# {TITLE}{BOLD}".encode())) == [
        ("Cllr Ines Sand", "Chair"),
        ("Mr Bo Lund", "Clerk"),
        (None, None),
        ("Cllr Ines Sand", "Chair"),
        ("Mr Bo Lund", "Clerk"),
    ]


def test_voices_of_a_caption_file() -> None:
    draft = Draft(CAPTIONS)
    assert [speaker for speaker, _ in speakers_of(draft)] == ["Ines Sand", "Bo Lund", None]
    first = next(b for b in find_blocks(draft, PaperType.TRANSCRIPT) if b.kind is BlockKind.TURN)
    assert draft.text[first.char_start : first.char_end].endswith("the lamps?</v>")


def test_names_in_a_column() -> None:
    said = [
        ("Ines Sand AM (Chair)", "Who?"),
        ("Bo Lund MP", "Me."),
        ("Rowan", "Me too."),
        ("Ines Sand AM (Chair)", "Why?"),
    ]
    said += [("Bo Lund MP", "I can."), ("Ines Sand AM (Chair)", "Good.")]
    text, marks = TITLE, []
    for number, (name, words) in enumerate(said):
        row = f"0:0{number} | {name} | {words}"
        cells = (("", f"0:0{number}"), ("", name), ("", words))
        marks.append(Mark("row", len(text), len(text) + len(row), cells=cells))
        text += row + "\n"
    assert [speaker for speaker, _ in speakers_of(Draft(text, marks=tuple(marks)))] == [
        "Ines Sand AM",
        "Bo Lund MP",
        None,
        "Ines Sand AM",
        "Bo Lund MP",
        "Ines Sand AM",
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Q. Who pays?\n\nA. We do.\n\nQ. All?\n\nA. Yes.\n", [None, None, None, None]),
        (
            "Q. Cllr Sand: Who pays?\nA. Dr Lund: We do.\nQ. Cllr Sand: All?\nA. Dr Lund: Yes.\n",
            ["Cllr Sand", "Dr Lund", "Cllr Sand", "Dr Lund"],
        ),
    ],
)
def test_questions_and_answers(text: str, speakers: list[str | None]) -> None:
    assert [speaker for speaker, _ in speakers_of(Draft(TITLE + text))] == speakers


@pytest.mark.parametrize(
    "text",
    [
        # A list of who was there, however often.
        TITLE
        + "Councillor Ines Sand (Chair)\n\nCouncillor Bo Lund\n\nDr Ina Cole, Head of Ports\n\nNobody spoke.\n"
        * 3,
        "Minutes of the Harbour Panel\n\nA transcript is attached.\n\n" + ON_OWN_LINES,
        "Ports Strategy\n\n**Safe Quays** We light them.\n\n**Clean Water** We test it.\n\n" * 3,
        "Questions about ports\n\nQ. Who pays?\n\nA. We do.\n\nQ. All?\n\nA. Yes.\n",
        "Ports\n\n10:30\nOpening Words\nAll are welcome.\n\n11:00\nQuay Walk\nBring a coat.\n\n" * 3,
    ],
)
def test_names_and_times_alone_make_no_transcript(text: str) -> None:
    assert find_metadata(Draft(text), "paper.txt").type is not PaperType.TRANSCRIPT
