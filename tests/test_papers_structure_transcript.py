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


HANSARD = """Lamps Bill

HON. A. REED.- Mr. Speaker, how many lamps are lit in: (a) the harbour; (b) the town?

HON. PROF. B. C. OAR (Minister for Lamps).- Mr. Speaker, there are 340. Twelve are out.- I regret it.

MR. SPEAKER. – Order!

HON. A. REED.: I thank the Minister.

Question put and agreed to.

HON. MEMBERS.– Hear, hear!

The lamps of St. Mary.- no speaker's.
"""


def test_a_stop_and_a_dash_end_the_labels_of_a_hansard() -> None:
    turns = turns_of(HANSARD)
    assert [(turn.speaker, turn.role) for turn in turns] == [
        ("HON. A. REED", None),
        ("HON. PROF. B. C. OAR", "Minister for Lamps"),
        ("MR. SPEAKER", None),
        ("HON. A. REED", None),
        ("HON. MEMBERS", None),
    ]
    assert HANSARD[turns[3].speech_start : turns[3].char_end] == "I thank the Minister."
    assert HANSARD[turns[0].speech_start : turns[0].char_end].startswith("Mr. Speaker, how many")


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


@pytest.mark.parametrize(
    ("turn", "speaker", "role"),
    [
        ("Officer: I can confirm the light.", "Officer", None),
        ("The Director of Ports: We accept that.", "The Director of Ports", None),
        ("Cabinet Member for Ports and Ferries: It is so.", "Cabinet Member for Ports and Ferries", None),
        ("PC 1234 Vance: We were there.", "PC 1234 Vance", None),
        ("PS 12QA Vance: We were there.", "PS 12QA Vance", None),
        ("Ed Cole - Head of Ports: It was lit.", "Ed Cole", "Head of Ports"),
        ("Head of Ports – Ed Cole: It was lit.", "Ed Cole", "Head of Ports"),
        ("Councillor Sand [via Teams]: I see it.", "Councillor Sand", None),
        ("Councillor Sand [Deputy Chair]: I see it.", "Councillor Sand", "Deputy Chair"),
        ("[00:10:05] UNA SAND: I see it.", "UNA SAND", None),
        ("Una Sand [00:10:05]: I see it.", "Una Sand", None),
        ("10:05 Una Sand: I see it.", "Una Sand", None),
    ],
)
def test_another_speaker_is_not_the_one_above(turn: str, speaker: str, role: str | None) -> None:
    text = f"Ann Hall AM: We saw it.\n\n{turn}\n\nBo Lund AM: Yes.\n\nAnn Hall AM: Good.\n"
    turns = turns_of(text)
    assert [each.speaker for each in turns] == ["Ann Hall AM", speaker, "Bo Lund AM", "Ann Hall AM"]
    assert turns[1].role == role
    assert text[turns[0].char_start : turns[0].char_end] == "Ann Hall AM: We saw it."


def test_a_lone_name_that_comes_again_is_a_speaker() -> None:
    text = "Ann Hall AM: Who?\n\nRowan: I was.\n\nAnn Hall AM: When?\n\nRowan: At night.\n"
    assert [turn.speaker for turn in turns_of(text)] == ["Ann Hall AM", "Rowan", "Ann Hall AM", "Rowan"]


def test_what_is_read_out_again_and_again_is_no_speaker() -> None:
    text = "Ann Hall AM: Who?\n\nReply: The Trust.\n\nAnn Hall AM: When?\n\nReply: At night.\n"
    assert [turn.speaker for turn in turns_of(text)] == ["Ann Hall AM", None, "Ann Hall AM", None]


@pytest.mark.parametrize(
    "line",
    [
        "Rowan: May I come in?",
        "Quay Watch: We have seen the lamps.",
        "Ed Cole – Quay Watch: We have seen the lamps.",
        "Action: Clerk to send the list.",
        "Note: The recording stopped.",
        "Rowan: The Harbour Trust.",
    ],
)
def test_words_that_may_be_anothers_have_no_speaker(line: str) -> None:
    text = f"Ann Hall AM: We saw it on the watch.\n\n{line}\n\nIt goes on.\n\nBo Lund AM: Yes.\n"
    turns = turns_of(text)
    assert [each.speaker for each in turns] == ["Ann Hall AM", None, "Bo Lund AM"]
    assert text[turns[1].char_start : turns[1].char_end].endswith("It goes on.")


@pytest.mark.parametrize(
    "line",
    [
        "I will say this: We need lamps.",
        "Two points: First the lamps, then the wall.",
        "Finally: We thank the clerk.",
        "Lamps: The lamps are old.",
        "Lamps: 200",
        "The Lamps and Posts: We have some lamps, and some posts.",
        "Director of Ports: Una Sand",
    ],
)
def test_a_speech_goes_on_over_a_colon(line: str) -> None:
    text = f"Ann Hall AM: We saw it.\n\n{line}\n\nBo Lund AM: Yes.\n\nAnn Hall AM: Good.\n"
    assert [each.speaker for each in turns_of(text)] == ["Ann Hall AM", "Bo Lund AM", "Ann Hall AM"]


def test_a_list_inside_a_paragraph_starts_no_turn() -> None:
    text = "Ann Hall AM: We lit it.\nLamps: Two hundred.\n\nBo Lund AM: Yes.\n\nAnn Hall AM: No.\n"
    assert [each.speaker for each in turns_of(text)] == ["Ann Hall AM", "Bo Lund AM", "Ann Hall AM"]


def test_who_is_there_is_no_turn() -> None:
    text = (
        "Witness: Dame Una Sand, Warden, Harbour Trust.\n\nChair: Ann Hall\n\n"
        "Q1 Chair: Who pays?\n\nDame Una Sand: We do.\n\nQ2 Chair: Thank you.\n\n"
        "Witness: Mr Ed Cole, Pilot.\n\nQ3 Chair: Welcome.\n\nMr Ed Cole: Thank you.\n"
    )
    speakers = [turn.speaker for turn in turns_of(text)]
    assert speakers == ["Chair", "Dame Una Sand", "Chair", None, "Chair", "Mr Ed Cole"]


def test_a_chair_who_says_a_name_speaks() -> None:
    text = "The Chair: Ms. Una Sand.\n\nMs. Una Sand: Who pays?\n\nThe Chair: The Trust does.\n"
    assert [turn.speaker for turn in turns_of(text)] == ["The Chair", "Ms. Una Sand", "The Chair"]


def test_unnamed_questions_have_their_answers() -> None:
    text = "Q. Who pays?\n\nA. The Trust.\n\nQ. Since when?\n\nA. Since May.\n"
    turns = turns_of(text)
    assert [(turn.speaker, turn.exchange) for turn in turns] == [(None, 0), (None, 0), (None, 1), (None, 1)]


def test_a_turn_in_a_table_ends_with_it() -> None:
    said = [
        ("Ann Hall AM", "Who pays?"),
        ("Bo Lund AM", "We do."),
        ("Ann Hall AM", "All?"),
        ("Bo Lund AM", "All."),
    ]
    text = "\n".join(f"{name} | {words}" for name, words in said) + "\n\nThe record was made by hand.\n"
    marks = []
    for name, words in said:
        start = text.index(f"{name} | {words}")
        cells = (("", name), ("", words))
        marks.append(Mark("row", start, start + len(name) + 3 + len(words), cells=cells))
    blocks = find_blocks(Draft(text, marks=tuple(marks)), PaperType.TRANSCRIPT)
    assert [block.speaker for block in blocks] == [*(name for name, _ in said), None]
    assert text[blocks[0].speech_start or 0 : blocks[0].char_end] == "Who pays?"


def test_rows_of_a_table_start_no_turn() -> None:
    text = "Ann Hall AM: See the table.\n\nBo Lund AM: Yes.\n\nAnn Hall AM: Four.\n"
    start = text.index("Bo Lund")
    row = Mark("row", start, start + 16, cells=(("", "Bo Lund AM: Yes."),))
    assert [turn.speaker for turn in turns_of(text, marks=(row,))] == ["Ann Hall AM", "Ann Hall AM"]


def test_a_text_without_labels_has_no_turns() -> None:
    assert turns_of("The quay is dark.\n\nThe panel met: nobody came.\n") == []


def test_what_a_clerk_writes_of_a_vote_is_nobodys_speech() -> None:
    text = (
        "Mayor Ida Moss: Is there a motion?\n\nCommissioner Quill: I move it.\n\n"
        "MOTION BY: Commissioner Quill\nAYES: Moss, Quill\nNAYS: None\nRESULT: Passed 2-0\n\n"
        "Mayor Ida Moss: Thank you. Is it the otters next?\n\nCity Clerk Fenn: Yes, Mayor.\n"
    )
    blocks = find_blocks(Draft(text), PaperType.TRANSCRIPT)
    turns = [block for block in blocks if block.kind is BlockKind.TURN]
    assert [turn.speaker for turn in turns] == [
        "Mayor Ida Moss",
        "Commissioner Quill",
        "Mayor Ida Moss",
        "City Clerk Fenn",
    ]
    assert text[turns[1].char_start : turns[1].char_end] == "Commissioner Quill: I move it."
    votes = [text[b.char_start : b.char_end] for b in blocks if b.kind is BlockKind.PARAGRAPH]
    assert "AYES: Moss, Quill" in "\n".join(votes)
