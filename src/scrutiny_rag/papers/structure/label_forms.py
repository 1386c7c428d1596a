"""Labels without a colon: a voice's tag, a name on its own line or in bold, a table's cell, "Q." and "A."."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from scrutiny_rag.papers.readers import Mark
from scrutiny_rag.papers.structure.labels import (
    Label,
    printed_label,
    read_label,
    speakers_labels,
    speech_after,
    time_before,
    without_time,
)
from scrutiny_rag.papers.structure.lines import Line
from scrutiny_rag.papers.structure.speaker_names import (
    is_name,
    is_sure,
    is_titled,
    names_office,
    split_role,
)

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIME_LINE = re.compile(rf"[\[(]?{_TIME}[\])]?(?:\s*-->\s*{_TIME}(?: .*)?)?")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^<>\n]{1,80})>")
_BOLD_RUN = re.compile(
    r"(?P<sign>\*\*|__)(?P<name>[^*\n]{3,120}?)(?P=sign)[:.,]?[ \t]+(?:[-–—][ \t]+)?(?=\S)"
)
_ASKED = re.compile(r"(?P<side>Q|A)(?:uestion|nswer)?(?: ?\d{1,4})?[.:)]\s+(?=\S)")
_REMARK = re.compile(r"applause|laughter|inaudible|crosstalk|interruption|pause|silence|break", re.IGNORECASE)
_COLUMN = re.compile(r"(?:speakers?|names?|who|time|participants?|members?)", re.IGNORECASE)
_LONGEST = 120
_FULL = 60
_ENOUGH = 4
_TURNS_A_SPEAKER = 1.3
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Openings:
    """Where the turns of one form begin."""

    labels: list[Label] = field(default_factory=list)
    doubtful: list[Label] = field(default_factory=list)
    """Those that stand where a label would, and do not read as a speaker's for certain."""


def mark_times(lines: Sequence[Line]) -> None:
    """Mark, in place, as furniture the lines of a recording's times where there are several, cue numbers too."""
    times = {i for i, line in enumerate(lines) if is_time(line)}
    if len(times) < _OFTEN:
        return
    for i, line in enumerate(lines):
        cue = i + 1 in times and (line.plain.isdigit() or _names_cue(line, lines[i + 1]))
        if i in times or cue or (i == 0 and line.plain.startswith("WEBVTT")):
            line.mark = Mark("furniture", line.start, line.end)


def _names_cue(line: Line, below: Line) -> bool:
    """Whether a line is the name of the cue below it in a caption file: one word, apart from what is above."""
    return "-->" in below.plain and " " not in line.plain and line.gap > 0


def is_time(line: Line) -> bool:
    """Whether a line is the time in a recording and nothing else: "00:01:30", "00:01.000 --> 00:04.000"."""
    return bool(_TIME_LINE.fullmatch(line.plain))


def voice_labels(text: str, lines: Sequence[Line]) -> list[Label]:
    """The voice tags of a caption file, <v Ann Hall>; cues of one voice after another are one turn.

    A cue without a tag is somebody's, and nothing says whose.
    """
    labels: list[Label] = []
    voices = 0
    for i, line in enumerate(lines):
        if voice := _VOICE.match(text, line.start, line.end):
            voices += 1
            name, role = split_role(printed_label(voice[1]))
            label = Label(line.start, speech_after(text, voice.end(), line.end), name or None, role, True)
        elif i and "-->" in lines[i - 1].plain and not is_time(line):
            label = Label(line.start, line.start, None, None, True)
        else:
            continue
        if not labels or labels[-1].name != label.name:
            labels.append(label)
    return labels if voices else []


def asked_labels(text: str, lines: Sequence[Line]) -> list[Label]:
    """The labels of "Q." and "A." in a paper that has both more than once; a name after them is the label's."""
    found: list[Label] = []
    sides: Counter[str] = Counter()
    for line in lines:
        asked = _ASKED.match(text, line.start, line.end) if line.kind not in ("furniture", "row") else None
        if asked is None:
            continue
        sides[asked["side"]] += 1
        named = read_label(text, asked.end(), line.end)
        unnamed = Label(line.start, asked.end(), None, None, True)
        found.append(replace(named, char_start=line.start) if named else unnamed)
    if min(sides["Q"], sides["A"]) < 2:
        return []
    kept = {label.char_start for label in speakers_labels(text, found)}
    # Someone speaks here, even where the name is none.
    return [label if label.char_start in kept else replace(label, name=None, role=None) for label in found]


def unmarked_openings(text: str, lines: Sequence[Line]) -> Openings:
    """The turns of that form without a colon which most of a transcript has; none where it has none."""
    forms: tuple[Callable[[str, Sequence[Line]], Openings], ...] = (_own_lines, _bold_runs, _rows)
    return max((form(text, lines) for form in forms), key=lambda openings: len(openings.labels))


def _openings(text: str, found: Iterable[Label], *, certain: bool = False) -> Openings:
    """`found` parted into those of speakers for certain and the others; none where too few turns are certain."""
    found = list(found)
    times = Counter(label.name for label in found)
    known = {label.name for label in found if label.sure or times[label.name] >= _OFTEN or certain}
    readable = [label for label in found if label.name in known]
    labels = readable if certain else speakers_labels(text, readable)
    speakers = len({label.name for label in labels})
    if len(labels) < max(_ENOUGH, _TURNS_A_SPEAKER * speakers):
        return Openings()
    kept = {label.char_start for label in labels}
    return Openings(labels, [label for label in found if label.char_start not in kept])


@dataclass(frozen=True, slots=True)
class _NameLine:
    """A line that may be a label by itself."""

    label: Label
    timed: bool
    """The time in the recording stands in it or right above it."""
    speech: bool
    """What follows reads as said."""


def _own_lines(text: str, lines: Sequence[Line]) -> Openings:
    """Labels that have a line to themselves, over what is said.

    A time in the recording, a title, a rank, letters after the name or an office in brackets mark one; a bare
    name must come three times. Lists of names have no speech between them.
    """
    found = list(_name_lines(text, lines))
    timed = [each.label for each in found if each.timed]
    if sum(label.sure or is_name(label.name or "") for label in timed) >= _OFTEN:
        often = Counter(label.name for label in timed)
        named = [label for label in timed if label.sure or is_name(label.name or "") or often[label.name] > 1]
        openings = _openings(text, named, certain=True)
        kept = {label.char_start for label in openings.labels}
        others = [label for label in timed if label.char_start not in kept]
        return Openings(openings.labels, others) if openings.labels else openings
    speakers = {each.label.name for each in found if each.speech}
    return _openings(text, [each.label for each in found if each.label.name in speakers])


def _name_lines(text: str, lines: Sequence[Line]) -> Iterator[_NameLine]:
    """The lines that are names apart, and no part of a list of names."""
    under_time = {line.start for above, line in itertools.pairwise(lines) if is_time(above)}
    matter = [line for line in lines if line.kind != "furniture" and not is_time(line)]
    read = [_name_line(text, line) for line in matter]
    alone = [
        label is not None and label.speech_start >= line.end and (label.sure or is_name(label.name or ""))
        for line, label in zip(matter, read, strict=True)
    ]
    for i, (line, label) in enumerate(zip(matter, read, strict=True)):
        following = matter[i + 1] if i + 1 < len(matter) else None
        if label is None or (following is None and label.speech_start >= line.end):
            # A name alone on the last line has nothing to say.
            continue
        first = text[line.start : line.end].split("\n", 1)[0]
        timed = line.start in under_time or _timed(first)
        alone_too = following is not None and alone[i + 1]
        listed = (i > 0 and alone[i - 1]) or (alone_too and label.speech_start >= line.end)
        if not timed and (listed or not (line.gap or line.kind is not None or line.bold)):
            continue
        if following is None or label.speech_start < line.end:
            yield _NameLine(label, timed, True)
        else:
            yield _NameLine(replace(label, speech_start=following.start), timed, _is_speech(following))


def _untimed(words: str) -> str:
    printed = printed_label(words)
    return without_time(printed[time_before(printed, clock=True) :])


def _timed(first: str) -> bool:
    return time_before(first, clock=True) > 0 or without_time(first) != first


def _name_line(text: str, line: Line) -> Label | None:
    """The label that the first line of `line` would be; its speech starts at the end where there is no more."""
    if line.kind in ("furniture", "row", "bullet"):
        return None
    first, _, rest = text[line.start : line.end].partition("\n")
    printed = _untimed(first.lstrip("# "))
    if not printed or len(printed) > _LONGEST or printed[-1] in ".:;,?!" or _REMARK.fullmatch(printed):
        return None
    return _bare_label(printed, line.start, line.end - len(rest.lstrip()))


def _bare_label(printed: str, start: int, speech_start: int) -> Label | None:
    """The label that words without a colon make; None where they are neither a name nor an office."""
    name, role = split_role(printed)
    if not (is_sure(name) or is_name(name, least=1) or names_office(name)):
        return None
    in_brackets = role is not None and printed.endswith((")", "]"))
    of_office = is_name(name) and (in_brackets or (role is not None and names_office(role)))
    return Label(start, speech_start, name, role, is_titled(name) or of_office)


def _is_speech(line: Line) -> bool:
    """Whether a line reads as said: a sentence, or too full to be a title."""
    return line.plain[-1:] in ".?!…-–—”\"'" or len(line.plain) > _FULL


def _bold_runs(text: str, lines: Sequence[Line]) -> Openings:
    """Labels in bold at the head of their turn: "**Ann Hall (Chair)** Good evening."."""
    found = []
    for line in lines:
        bold = _BOLD_RUN.match(text, line.start, line.end) if line.kind in (None, "paragraph") else None
        label = _bare_label(_untimed(bold["name"]), line.start, bold.end()) if bold else None
        if label is not None:
            found.append(label)
    return _openings(text, found)


def _rows(text: str, lines: Sequence[Line]) -> Openings:
    """Labels in a column of a table, the words in the next; times and numbers may stand before them.

    Each row with both cells is somebody's turn.
    """
    found = []
    rows = [line for line in lines if line.kind == "row" and line.mark]
    for i, line in enumerate(rows):
        cells = [cell for _, cell in line.mark.cells if cell] if line.mark else []
        while cells and (_TIME_LINE.fullmatch(cells[0]) or cells[0].isdigit()):
            cells = cells[1:]
        if len(cells) != 2 or (not i and _COLUMN.fullmatch(cells[0])):
            continue
        said = text.find(cells[1], line.start + len(cells[0]), line.end)
        speech_start = said if said >= 0 else line.start
        printed = _untimed(cells[0]).rstrip(" :")
        label = _bare_label(printed, line.start, speech_start)
        found.append(label or Label(line.start, speech_start, None, None, False))
    openings = _openings(text, [label for label in found if label.name is not None])
    if 2 * len(openings.labels) < len(rows):
        return Openings()
    kept = {label.char_start for label in openings.labels}
    return Openings(openings.labels, [label for label in found if label.char_start not in kept])
