"""Captions and logs of meeting software: who speaks, and the words without times and tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny_rag.papers.model import BlockKind, PaperError, PaperType
from scrutiny_rag.papers.readers.captions import is_captions, is_meeting_log, read_captions
from scrutiny_rag.papers.reading import read_paper

VOICES = """WEBVTT

NOTE 4 July 2023 pond hearing

1
00:00:01.000 --> 00:00:04.000
<v Ida Moss>How many <i>newts</i> &amp; toads
were counted?</v>

00:00:05.000 --> 00:00:07.000 align:start
<v.loud Rafe Quill>We counted 31 newts,</v>

00:00:07.000 --> 00:00:09.000
<v.loud Rafe Quill>and 4 toads.</v>
"""
LABELS = """1
00:00:01,000 --> 00:00:04,000
IDA MOSS: How many newts
were counted?

2
00:00:05,000 --> 00:00:07,000
DR RAFE QUILL: There were 31 newts,

3
00:00:07,000 --> 00:00:09,000
and 4 toads.
"""


def text_of(captions: str) -> str:
    return read_captions(captions.encode()).text


def test_voices_are_speakers_and_a_turn_goes_on_over_cues() -> None:
    assert text_of(VOICES).split("\n\n") == [
        "4 July 2023 pond hearing",
        "Ida Moss: How many newts & toads were counted?",
        "Rafe Quill: We counted 31 newts, and 4 toads.",
    ]


def test_labels_in_cues_are_speakers() -> None:
    assert text_of(LABELS).split("\n\n") == [
        "IDA MOSS: How many newts were counted?",
        "DR RAFE QUILL: There were 31 newts, and 4 toads.",
    ]


def test_a_cue_without_a_voice_among_voices_is_nobodys() -> None:
    added = VOICES + "\n00:00:10.000 --> 00:00:12.000\nWho let the newts out?\n"
    assert text_of(added).endswith("Unidentified speaker: Who let the newts out?")


@pytest.mark.parametrize("words", ["He said this: no.", "We met at 10:30 by the pond."])
def test_a_colon_in_speech_is_no_label(words: str) -> None:
    assert text_of(f"1\n00:00:01,000 --> 00:00:04,000\n{words}\n") == words


@pytest.mark.parametrize("name", ["a.vtt", "a.srt", "a.txt"])
def test_captions_are_transcripts_whatever_their_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(LABELS, encoding="utf-8")
    paper = read_paper(tmp_path / name, name)
    turns = [block for block in paper.blocks if block.kind is BlockKind.TURN]
    assert paper.metadata.type is PaperType.TRANSCRIPT
    assert [turn.speaker for turn in turns] == ["IDA MOSS", "DR RAFE QUILL"]


@pytest.mark.parametrize("text", ["1\nThe pond.\n", "WEBVTTX", "Minutes\n00:01 --> 00:02"])
def test_other_text_is_no_caption_file(text: str) -> None:
    assert not is_captions(text.encode())


def test_captions_without_words_are_refused() -> None:
    with pytest.raises(PaperError, match="no words"):
        read_captions(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n")


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("4 July 2023 pond hearing", "2023-07-04"),
        ("Pond hearing of Tuesday 4 July 2023", "2023-07-04"),
        ("Transcript generated on 5 July 2023", "None"),
        ("pond hearing", "None"),
    ],
)
def test_a_note_of_the_meeting_gives_its_day(tmp_path: Path, note: str, day: str) -> None:
    (tmp_path / "a.vtt").write_text(VOICES.replace("4 July 2023 pond hearing", note), encoding="utf-8")
    assert str(read_paper(tmp_path / "a.vtt", "a.vtt").metadata.date) == day


def test_what_somebody_says_first_is_no_title(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(LABELS, encoding="utf-8")
    assert read_paper(tmp_path / "a.srt", "a.srt").metadata.title is None


def test_a_log_of_a_meeting_is_told_from_an_agenda() -> None:
    log = [
        "Ida Moss   0:03\nHow many newts?",
        "Rafe Quill   0:09\nThirty-one.",
        "Ida Moss   0:12\nThank you.",
    ]
    assert is_meeting_log(log)
    assert not is_meeting_log(["Coffee 9:30", "Newts 10:00\nA talk", "Coffee 11:00", "Close 12:30"])
    assert not is_meeting_log(["The pond was full.", "Ida Moss agreed."])
