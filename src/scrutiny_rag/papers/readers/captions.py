"""Transcripts as meeting software writes them: WebVTT and SubRip captions, without their times and tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers.builder import DraftBuilder
from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.draft import Draft
from scrutiny_rag.papers.readers.text import decoded

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}.*")
_OPENS = re.compile(rf"(?:WEBVTT(?:[ \t].*)?\n|(?:\s*\d+\s*\n)?\s*{_TIME}\s*-->\s*{_TIME})")
_SNIFFED = 400
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^<>]{1,120})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
_WORD = r"(?:[A-ZÀ-Ý][\w.’'-]*|\d{1,2}|de|del|di|du|la|le|van|von|der|den|of|the|\([^()]{1,60}\))"
_LABEL = re.compile(rf"(?:-\s+|>>+\s*)?({_WORD}(?:,? {_WORD}){{0,7}}):\s+(?=\S)")
_LOGGED = re.compile(r"([^\W\d_][^\n:]{1,80}?)\s+((?:\d{1,2}:)?\d{1,2}:\d{2})(?:\n|$)")
_STARTED = re.compile(r"\bstarted transcription\b", re.IGNORECASE)
_HEAD = 6
_EARLY = 300
"""Seconds: by then somebody has spoken."""

_UNNAMED = "Unidentified speaker"
# What software notes of the file, not of the meeting.
_OF_THE_FILE = re.compile(
    r"\b(?:generat|creat|export|transcri|convert|download|edit|copyright|duration|language|confidence)",
    re.IGNORECASE,
)


def is_captions(data: bytes) -> bool:
    """Whether a file's bytes are captions, whatever its name says."""
    start = data[:_SNIFFED].lstrip(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n")
    return _OPENS.match(start) is not None


def read_captions(data: bytes) -> Draft:
    """A caption file's bytes as a draft: who speaks, a colon and the words, a paragraph a turn.

    Cues of one speaker after another are one paragraph; a cue in a file with voices that names none is an
    unidentified speaker's. Raises PaperError as `read_text` does, and where no cue has words.
    """
    text, warnings = decoded(data)
    builder = DraftBuilder("captions")
    speaker: str | None = None
    words: list[str] = []

    def end_turn() -> None:
        said = " ".join(words)
        if said:
            builder.add("paragraph", f"{speaker}: {said}" if speaker else said)
        words.clear()

    voices = _VOICE.search(text) is not None
    notes: list[str] = []
    for is_cue, lines in _blocks(text):
        if not is_cue:
            notes.append(" ".join(lines))
            builder.add("paragraph", notes[-1])
            continue
        for named, said in _said(" ".join(lines), voices=voices):
            if named is not None and named != speaker:
                end_turn()
                speaker = named
            if said:
                words.append(said)
    end_turn()
    own = next((note for note in notes if not _OF_THE_FILE.search(note)), "")
    draft = builder.finish({"type": "transcript", "meeting_date": own}, warnings)
    if not draft.text:
        raise PaperError("The captions have no words in them; save the transcript again.")
    return draft


def is_meeting_log(paragraphs: Sequence[str]) -> bool:
    """Whether a paper is the log of a meeting's software: names with the time of the recording, that goes on.

    Such a line is "Ann Hall   0:03"; an agenda's times are those of a day, and its titles do not come again.
    """
    heads = [match for text in paragraphs if (match := _LOGGED.match(text))]
    times = [_seconds(match[2]) for match in heads]
    again = len({match[1] for match in heads}) < len(heads)
    started = any(_STARTED.search(text) for text in paragraphs[:_HEAD])
    return (
        len(heads) >= (2 if started else 3)
        and (started or (again and times[0] < _EARLY))
        and times == sorted(times)
        and 3 * len(heads) >= len(paragraphs) - _HEAD
    )


def _seconds(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """The file's blocks: the lines of each cue (True), and of each note (False)."""
    for block in re.split(r"\n[ \t]*\n", text.removeprefix("\ufeff").strip()):
        lines = block.split("\n")
        at = next((i for i, line in enumerate(lines) if _TIMING.fullmatch(line)), None)
        if at is not None:
            yield True, lines[at + 1 :]
        elif lines[0].startswith("NOTE"):
            yield False, [lines[0][4:], *lines[1:]]


def _said(cue: str, *, voices: bool) -> Iterator[tuple[str | None, str]]:
    """Who speaks in a cue and what, part by part; None where it goes on with whoever spoke before."""
    parts = _VOICE.split(cue)
    if parts[0].strip() or len(parts) == 1:
        said = _plain(parts[0])
        label = _LABEL.match(said)
        if label:
            yield label[1], said[label.end() :]
        elif said:
            yield (_UNNAMED if voices else None), said
    for name, said in zip(parts[1::2], parts[2::2], strict=True):
        yield _plain(name), _plain(said)


def _plain(text: str) -> str:
    return " ".join(one_space(html.unescape(_TAG.sub("", text))).split())
