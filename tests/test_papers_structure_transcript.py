"""Turns, speakers, roles, exchanges and stage directions of transcripts."""

from __future__ import annotations

import pytest

from scrutiny_rag.papers.model import Act, Block, BlockKind, Page, PaperType
from scrutiny_rag.papers.readers import Draft, Mark
from scrutiny_rag.papers.structure import find_blocks

HEARING = """Harbour Committee - 4 May 2017

Transcript of Agenda Item 3 - Ferries

Ines O'Dowd AM (Chairman): Welcome, all. We begin with the ferry and how it runs.

Captain Bo Lund (Harbour Trust): Thank you. The ferry has two engines. Let me say this: one of them is old.

It will be replaced in the spring, and we are look-
ing for money.

Tam Abara MBE AM: When was it last late?

Captain Bo Lund (Harbour Trust): On Sunday. I can make that list available for you.

Tam Abara MBE AM: Thank you for that answer.

Ines O’Dowd AM (Chairman): Mr Reyes?

Ines O’Dowd AM: He is not here.

(The meeting adjourned at 11.05.)
"""


def turns_of(text: str, **draft: object) -> list[Block]:
    blocks = find_blocks(Draft(text, **draft), PaperType.TRANSCRIPT)  # type: ignore[arg-type]
    return [block for block in blocks if block.kind is BlockKind.TURN]


def test_speakers_and_roles() -> None:
    assert [(turn.speaker, turn.role) for turn in turns_of(HEARING)] == [
        ("Ines O’Dowd AM", "Chairman"),
        ("Captain Bo Lund", "Harbour Trust"),
        ("Tam Abara MBE AM", None),
        ("Captain Bo Lund", "Harbour Trust"),
        ("Tam Abara MBE AM", None),
        ("Ines O’Dowd AM", "Chairman"),
        ("Ines O’Dowd AM", "Chairman"),
    ]


def test_a_turn_runs_over_its_paragraphs() -> None:
    turn = turns_of(HEARING)[1]
    assert HEARING[turn.char_start : turn.char_end].endswith("for money.")
    assert turn.speech_start is not None
    assert HEARING[turn.speech_start :].startswith("Thank you. The ferry")


def test_a_turn_runs_over_a_page_break() -> None:
    text = (
        "Ann Bell AM: The quay is\n\n---\n4\n\nlit at night.\n\n"
        "Bo Lee AM: It is not.\n\nAnn Bell AM: Is it?\n"
    )
    draft = Draft(text, pages=(Page(1, 0, 26), Page(2, 26, len(text))))
    blocks = find_blocks(draft, PaperType.TRANSCRIPT)
    assert [block.speaker for block in blocks] == ["Ann Bell AM", "Bo Lee AM", "Ann Bell AM"]
    assert [block.page for block in blocks] == [1, 2, 2]


def test_a_question_and_its_answers_share_an_exchange() -> None:
    exchanges = [turn.exchange for turn in turns_of(HEARING)]
    assert exchanges[2] == exchanges[3] == exchanges[4]
    assert exchanges[1] < exchanges[2] < exchanges[5]
    assert [turn.turn for turn in turns_of(HEARING)] == list(range(7))


def test_a_chair_who_passes_the_word_opens_the_exchange() -> None:
    text = (
        "The Chair: We go to Ms. Hall.\n\nMs. Ann Hall: Who paid?\n\nHon. Bo Lee: The Trust.\n\n"
        "The Chair: We go to Mr. Cole.\n\nMr. Ed Cole: Who paid the Trust?\n\nHon. Bo Lee: We did."
    )
    assert [turn.exchange for turn in turns_of(text)] == [0, 0, 0, 1, 1, 1]


def test_stage_directions_end_a_turn() -> None:
    last = find_blocks(Draft(HEARING), PaperType.TRANSCRIPT)[-1]
    assert last.kind is BlockKind.STAGE
    assert last.speaker is None


def test_an_undertaking_in_speech_is_said() -> None:
    assert [turn.act for turn in turns_of(HEARING)][3] is Act.UNDERTAKES


@pytest.mark.parametrize(
    ("label", "speaker", "role"),
    [
        ("The Chair (Hon. Una Sand (East Quay, Lib.))", "The Chair", "Hon. Una Sand (East Quay, Lib.)"),
        ("The Acting Chair (Mrs. Una Sand)", "The Acting Chair", "Mrs. Una Sand"),
        ("Mr. Ed Cole (East QuaySt. Brendan's, Lib.)", "Mr. Ed Cole", "East QuaySt. Brendan's, Lib."),
        ("Right Hon. Bo Lee (Prime Minister)", "Right Hon. Bo Lee", "Prime Minister"),
        ("The Honourable Bo Lee (Minister of Ports)", "The Honourable Bo Lee", "Minister of Ports"),
        ("Hon. Bo Lee", "Hon. Bo Lee", None),
        ("Mr. Chris d'Arcy", "Mr. Chris d'Arcy", None),
        ("Mr. Tom Van Dorp", "Mr. Tom Van Dorp", None),
        ("Professor Siân Llwyd", "Professor Siân Llwyd", None),
        ("Llio ap Rhys", "Llio ap Rhys", None),
        ("Janet Reed-Cole AM", "Janet Reed-Cole AM", None),
        ("Commander Lou Vance (Quay Police)", "Commander Lou Vance", "Quay Police"),
        ("Unidentified speaker", "Unidentified speaker", None),
        ("Some hon. members", "Some hon. members", None),
        ("Q14 Chair", "Chair", None),
        ("**Ann Hall MP**", "Ann Hall MP", None),
        ("DAME ANN HALL", "DAME ANN HALL", None),
    ],
)
def test_forms_of_labels(label: str, speaker: str, role: str | None) -> None:
    text = f"{label}: We lit the quay.\n\nBo Lund AM: Did you?\n\n{label}: We did.\n"
    first, second, third = turns_of(text)
    assert (first.speaker, first.role) == (third.speaker, third.role) == (speaker, role)
    assert second.speaker == "Bo Lund AM"


def test_a_label_broken_over_a_line() -> None:
    text = "Ann Hall AM: Who?\n\nCaptain Bo Lund (Harbour\nTrust): Me.\n\nAnn Hall AM: Why?\n"
    second = turns_of(text)[1]
    assert (second.speaker, second.role) == ("Captain Bo Lund", "Harbour Trust")


def test_a_role_stays_with_its_name() -> None:
    text = "The Chair (Mr. Ed Cole): Order.\n\nAnn Hall AM: Why?\n\nThe Chair: Order.\n"
    assert [turn.role for turn in turns_of(text)] == ["Mr. Ed Cole", None, "Mr. Ed Cole"]


@pytest.mark.parametrize(
    "line",
    [
        "He said this: the quay is dark.",
        "The question is: who pays for the light?",
        "Q&A: see the web page.",
        "Note: the ferry is late.",
        "http://harbour.example/list of ferries",
        "At 10:30 we stopped.",
        "Three things: a lamp, a post and a wire.",
        "Further Reading: the report of the Trust.",
        "Harbour Dues: the harbour has dues, and further reading helps.",
    ],
)
def test_a_colon_in_prose_starts_no_turn(line: str) -> None:
    text = f"Ann Hall AM: We saw it.\n\n{line}\n\nBo Lund AM: The reading of harbour dues is done.\n"
    assert [turn.speaker for turn in turns_of(text)] == ["Ann Hall AM", "Bo Lund AM"]


def test_rows_of_a_table_start_no_turn() -> None:
    text = "Ann Hall AM: See the table.\n\nBo Lund AM: Yes.\n\nAnn Hall AM: Four.\n"
    start = text.index("Bo Lund")
    row = Mark("row", start, start + 16, cells=(("", "Bo Lund AM: Yes."),))
    assert [turn.speaker for turn in turns_of(text, marks=(row,))] == ["Ann Hall AM", "Ann Hall AM"]


def test_a_text_without_labels_has_no_turns() -> None:
    assert turns_of("The quay is dark.\n\nThe panel met: nobody came.\n") == []
