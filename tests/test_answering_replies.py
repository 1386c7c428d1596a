"""A question in the papers is shown with its reply, and without one it is no answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutiny_rag.answering.candidates import Candidate, Features
from scrutiny_rag.answering.replies import answerable, asks, is_asked, reply_to
from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.retrieval.found import Hit
from scrutiny_rag.store.analysis import terms

ZEROS = dict.fromkeys(Features.__dataclass_fields__, 0.0)


def paper(*blocks: tuple[str, str | None, BlockKind]) -> Paper:
    text, made = "", []
    for said, speaker, kind in blocks:
        label = f"{speaker}: " if speaker else ""
        start = len(text)
        text += f"{label}{said}\n\n"
        speech = start + len(label) if speaker else None
        made.append(Block(kind, start, len(text) - 2, speaker=speaker, speech_start=speech))
    return Paper("harbour.txt", text, blocks=tuple(made))


def minutes(*paragraphs: str) -> Paper:
    return paper(*((text, None, BlockKind.PARAGRAPH) for text in paragraphs))


def hearing(*turns: tuple[str, str]) -> Paper:
    return paper(*((said, who, BlockKind.TURN) for who, said in turns))


def candidate(of: Paper, text: str) -> Candidate:
    start = of.text.index(text)
    block = next(b for b in of.blocks if b.char_start <= start < b.char_end)
    stems = frozenset(terms(text))
    hit: Hit = None  # type: ignore[assignment]
    return Candidate(hit, of, block, start, start + len(text), Features(**ZEROS), 1.0, stems, stems, stems)


def reply(of: Paper, text: str) -> str | None:
    found = reply_to(candidate(of, text))
    return of.text[found[1] : found[2]] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Members asked if the pier had been painted.",
        "4.1 Members asked about the fog bell and how often it rang.",
        "The Panel then enquired whether any warden had been hired.",
        "Ada Thornbury wanted to know why the lids had gone.",
        "The Chair asked the Harbour Master what the ramp cost.",
        "Councillors praised the wardens, and asked what training they had.",
        "A question was raised about the oyster beds.",
        "Members queried the cost of the lids.",
        "It was asked whether the plan was agreed.",
        "Members sought clarification on the tides.",
        "Could the pier be painted?",
        "Is it “open”?”",
    ],
)
def test_what_only_asks(text: str) -> None:
    assert is_asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Members asked about the bell, and heard that it rang daily.",
        "Asked if the pier was safe, the Harbour Master said no.",
        "In response to a question about the bell, it was said to ring daily.",
        "Members asked that the map be published.",
        "The Panel asked the wardens to publish the map.",
        "The ramp was closed after members asked about its planks.",
        "The Harbour Master explained that members had asked about the planks in May.",
        "The wardens sought to make the quays safer.",
        "The pier was painted.",
    ],
)
def test_what_does_not_only_ask(text: str) -> None:
    assert not is_asked(text)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("I do not know if you are able to give us the caseload.", True),
        ("I wondered whether you had the figures to hand.", True),
        ("Tell us what the ramp cost.", True),
        ("I do not know if it will rain.", False),
        ("We looked at the figures that you asked for.", False),
    ],
)
def test_what_is_asked_in_a_transcript_without_a_question_mark(text: str, given: bool) -> None:
    assert is_asked(text, spoken=True) is given


def test_in_minutes_the_reply_is_the_next_sentence_that_asks_nothing() -> None:
    asked = "Members asked if the pier was safe."
    told = "The Harbour Master replied that it was not."
    assert reply(minutes(f"{asked} {told} It rained."), asked) == told
    more = "Members also asked whether it would be shut."
    assert reply(minutes(f"{asked} {more} {told}"), asked) == f"{more} {told}"


def test_in_minutes_the_next_paragraph_replies_where_it_tells_what_was_said() -> None:
    asked = "Members asked if the pier was safe."
    assert reply(minutes(asked, "The Harbour Master replied that it was."), asked)
    assert reply(minutes(asked, "The oyster beds are closed."), asked) is None
    assert reply(minutes(asked), asked) is None


def test_in_a_hearing_the_next_speaker_replies() -> None:
    asked = "Does “tidying” mean closing?"
    told = (("Bram Keefe", "Certainly not. We shall paint it. It will be blue."), ("Ada Pell", "Thank you."))
    assert (
        reply(hearing(("Ada Pell", f"I see. {asked}"), *told), asked) == "Certainly not. We shall paint it."
    )
    assert reply(hearing(("Ada Pell", asked), ("Bram Keefe", "What did you say?")), asked) is None
    assert reply(hearing(("Ada Pell", asked)), asked) is None


def test_who_asks_nobody_goes_on_to_reply() -> None:
    asked = "What is the threat?"
    of = hearing(
        ("Ada Pell", f"{asked} It is the tide that we fear most of all."), ("Bram Keefe", "I agree.")
    )
    assert reply(of, asked) == "It is the tide that we fear most of all."


def test_a_question_without_a_reply_is_dropped_unless_it_is_looked_for() -> None:
    asked = "Members asked if the pier was safe."
    alone = candidate(minutes(asked), asked)
    assert answerable([alone], "Is the pier safe?") == []
    assert answerable([alone], "What did members ask about the pier?") == [alone]


def test_what_a_named_speaker_asks_is_what_that_speaker_said() -> None:
    asked = "Is the van not a lifeline?"
    of = hearing(("Ada Pell", asked), ("Bram Keefe", "It is."))
    assert not asks(candidate(of, asked), "What did Ada Pell say of the van?")
    assert asks(candidate(of, asked), "What did Bram Keefe say of the van?")


def test_a_row_is_never_a_reply() -> None:
    asked = "Members asked if the pier was safe."
    of = minutes(asked, "Pier | Told to be safe")
    row = replace(of.blocks[1], kind=BlockKind.ROW)
    assert reply(replace(of, blocks=(of.blocks[0], row)), asked) is None
