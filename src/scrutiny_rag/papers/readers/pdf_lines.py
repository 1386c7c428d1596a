"""Segments of a page as lines, in the order in which they are read."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scrutiny_rag.papers.readers.clean import opens_bullet
from scrutiny_rag.papers.readers.pdf_pieces import PdfTable, Segment

_SAME_BASELINE = 0.45
_UPWARD_SHARE = 1 / 3
"""Of the moves from line to line; above it the order of drawing is no order of reading."""

_MOST_LATE = 30
"""Segments: from here on what was drawn later is a column of its own."""

_MOST_BELOW = 3.0
"""Of the type size: how far a heading may stand above its text."""

_ALIGNED = 5.0
_FEWEST_COLUMN_LINES = 4
_FEWEST_TITLES = 3
_SHORT_CELL = 10
"""Characters up to which a cell may stand in its column's middle or at its end."""

_LEAST_COLUMN_TEXT = 20
"""Characters in the middle line of a column of prose; cells of a table are shorter."""

LABEL = re.compile(
    r"(?:\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,3}[.)]?|\(?(?:[a-z]|[ivxl]{1,5}|\d{1,3})\)|[ivxl]{1,5}\.|[A-Za-z]\.)"
)
"""A number or letter that opens an item or a paragraph: 1. 5.3 (a) iv."""


@dataclass(slots=True)
class Line:
    """Segments on one baseline, from left to right."""

    segments: list[Segment]
    page: int
    row: bool = False
    """True for a line that is a row of a table without rules."""
    note: bool = False
    """True for a note in the margin, beside the line that comes before it in the order of reading."""

    table: PdfTable | None = field(init=False, default=None)
    """The table that stands here instead of text."""
    text: str = field(init=False, default="")
    x0: float = field(init=False, default=0.0)
    x1: float = field(init=False, default=0.0)
    y: float = field(init=False, default=0.0)
    size: float = field(init=False, default=0.0)
    bold: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.text = " ".join(segment.text for segment in self.segments)
        self.table = self.segments[0].table
        self.x0 = self.segments[0].x0
        self.x1 = max(segment.x1 for segment in self.segments)
        main = max(self.segments, key=lambda segment: len(segment.text))
        self.y, self.size = main.y, main.size
        signs = sum(len(segment.text) for segment in self.segments)
        self.bold = sum(segment.bold * len(segment.text) for segment in self.segments) / max(1, signs)


def lines_of(segments: list[Segment], page: int, notes: Sequence[Segment] = ()) -> list[Line]:
    """The lines of a page in reading order: columns one after the other, rows of open tables marked.

    A note of the margin comes after the line that it stands beside or below.
    """
    return _with_notes(_text_lines(segments, page), notes, page)


def _with_notes(lines: list[Line], notes: Sequence[Segment], page: int) -> list[Line]:
    beside: dict[int, list[Line]] = {}
    for note in sorted(notes, key=lambda segment: (-segment.y, segment.x0)):
        reach = note.y - _SAME_BASELINE * note.size
        above = min((line for line in lines if line.y >= reach), key=lambda line: line.y, default=None)
        beside.setdefault(id(above), []).append(Line([note], page, note=True))
    first = beside.get(id(None), [])
    return first + [each for line in lines for each in (line, *beside.get(id(line), []))]


def _text_lines(segments: list[Segment], page: int) -> list[Line]:
    groups: list[list[Segment]] = []
    for segment in _in_reading_order(segments):
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and segment.table is last.table is None
            and abs(segment.y - last.y) <= _SAME_BASELINE * max(segment.size, last.size)
            and segment.x0 > last.x0
        ):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    lines = [Line(_with_labels_joined(group), page) for group in groups]
    return _columns_apart(lines)


def _in_reading_order(segments: list[Segment]) -> list[Segment]:
    """The order of drawing, which is nearly always that of reading; from the top down where it is wild."""
    segments = _late_ones_in_place(segments)
    moves = [after.y - before.y for before, after in pairwise(segments)]
    upward = sum(1 for move in moves if move > 2)
    if len(moves) < 6 or upward <= _UPWARD_SHARE * len(moves):
        return segments
    ordered = sorted(segments, key=lambda segment: -segment.y)
    rows: list[list[Segment]] = []
    for segment in ordered:
        if rows and abs(rows[-1][0].y - segment.y) <= _SAME_BASELINE * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [segment for row in rows for segment in sorted(row, key=lambda segment: segment.x0)]


def _late_ones_in_place(segments: list[Segment]) -> list[Segment]:
    """A few lines that were drawn later than what stands below them go before it, as a heading in a frame."""
    runs: list[list[Segment]] = []
    for segment in segments:
        last = runs[-1][-1] if runs else None
        if last is not None and -2 <= last.y - segment.y <= _MOST_BELOW * max(last.size, segment.size):
            runs[-1].append(segment)
        else:
            runs.append([segment])
    ordered = runs[0] if runs else []
    for run in runs[1:]:
        at = _place_above(ordered, run) if len(run) <= _MOST_LATE else None
        ordered = ordered + run if at is None else ordered[:at] + run + ordered[at:]
    return ordered


def _place_above(ordered: list[Segment], run: list[Segment]) -> int | None:
    """Where in `ordered` the segment is that stands right below `run`; None where none does."""
    left, right = min(segment.x0 for segment in run), max(segment.x1 for segment in run)
    low, high = run[-1].y, run[0].y
    size = max(segment.size for segment in run)
    beside = [
        segment for segment in ordered if segment.x0 < right and segment.x1 > left and segment.table is None
    ]
    if any(segment.table for segment in run) or any(low - 2 <= segment.y <= high + 2 for segment in beside):
        return None
    below = max((segment for segment in beside if segment.y < low), key=lambda s: s.y, default=None)
    if below is None or low - below.y > _MOST_BELOW * size:
        return None
    return next(
        i for i, segment in enumerate(ordered) if abs(segment.y - below.y) < 2 and segment.x0 <= below.x0
    )


def _with_labels_joined(group: list[Segment]) -> list[Segment]:
    """A bullet or number that a tab sets apart goes with the text it opens."""
    joined: list[Segment] = []
    for segment in group:
        last = joined[-1] if joined else None
        if last is not None and (LABEL.fullmatch(last.text) or opens_bullet(f"{last.text} x")):
            text = f"{last.text} {segment.text}"
            joined[-1] = Segment(text, last.x0, segment.x1, segment.y, segment.size, segment.bold)
        else:
            joined.append(segment)
    return joined


def _columns_apart(lines: list[Line]) -> list[Line]:
    """Puts columns of prose that were drawn side by side one after the other, and marks aligned rows."""
    found: list[Line] = []
    i = 0
    while i < len(lines):
        run = _aligned_run(lines, i)
        if len(run) < 2:
            found.append(lines[i])
            i += 1
            continue
        i += len(run)
        two = [line for line in run if len(line.segments) == 2]
        if len(two) == len(run) >= _FEWEST_COLUMN_LINES and all(
            statistics.median(len(line.segments[side].text) for line in run) >= _LEAST_COLUMN_TEXT
            for side in (0, 1)
        ):
            found += [Line([line.segments[side]], line.page) for side in (0, 1) for line in run]
        else:
            found += [Line(line.segments, line.page, row=len(run) > 2) for line in run]
    return found


def _aligned_run(lines: list[Line], first: int) -> list[Line]:
    """Lines from `first` on that have several segments which start where those of the line before do."""
    run: list[Line] = []
    for line in lines[first:]:
        if len(line.segments) < 2:
            break
        if run and not _aligned(run[-1], line) and not _under(run[0], line):
            break
        run.append(line)
    return run


def _aligned(before: Line, after: Line) -> bool:
    return after.y < before.y and any(
        _one_column(above, below) for below in after.segments[1:] for above in before.segments[1:]
    )


def _under(titles: Line, row: Line) -> bool:
    """Whether every segment of `row` stands under one of several titles."""
    return (
        row.y < titles.y
        and len(titles.segments) >= _FEWEST_TITLES
        and all(
            any(segment.x0 < title.x1 and segment.x1 > title.x0 for title in titles.segments)
            for segment in row.segments
        )
    )


def _one_column(above: Segment, below: Segment) -> bool:
    """Whether two segments start at one place, or are short and have one middle or one end."""
    if abs(above.x0 - below.x0) < _ALIGNED:
        return True
    middles = abs(above.x0 + above.x1 - below.x0 - below.x1) / 2
    short = min(len(above.text), len(below.text)) <= _SHORT_CELL
    return short and (middles < _ALIGNED or abs(above.x1 - below.x1) < _ALIGNED)
