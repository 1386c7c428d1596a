"""The margin column of minutes, as of "Action by": its short notes, told from the text that they stand beside."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from scrutiny_rag.papers.readers.clean import opens_bullet
from scrutiny_rag.papers.readers.pdf_lines import LABEL
from scrutiny_rag.papers.readers.pdf_pieces import Part, Segment, cut_before

_ALIGNED = 5.0
_SAME_BASELINE = 0.45
_LONGEST_NOTE = 45
_MOST_EDGES = 3
"""Places that are looked at: numbers of items may stand apart from their titles as notes do from the text."""

_MOST_NOTE_LINES = 5
_PROSE = 40
"""Characters in a line of prose."""

_FEWEST_PROSE = 8
_TEXT_SHARE = 0.6
"""Of the width of text and notes together: the least that the text is wide."""

_MOST_NOTES = 0.6
"""Of the lines of text beside them; in a table or in columns of prose every line has a neighbour."""

_MOST_BLOCKS = 0.45
"""The same, for notes of several lines counted as one."""

_MOST_ACROSS = 0.05
"""Of the lines of text: so many may run on into the margin, as a title does."""

_MOST_OTHERWISE = 0.25
"""Of the notes: so many may look like something else."""

_WIDTH_DOUBT = 0.06
_GAP_DOUBT = 0.08
"""Of the width of text: the error of an estimated width, and the same where a gap depends on it."""

_WORDED = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class _Placed:
    """A segment with its place in the paper."""

    segment: Segment
    page: int

    @property
    def place(self) -> tuple[int, float]:
        """In ascending order from the paper's start to its end."""
        return self.page, -self.segment.y


def take_notes(pages: list[list[Segment]]) -> list[list[Segment]]:
    """Takes the notes of a margin column out of `pages`, in place; returns them page by page.

    A margin column is known by short words that start at the same place right of the text, beside lines of
    prose of which next to none reach so far.
    """
    notes: list[list[Segment]] = [[] for _ in pages]
    for edge, sure in _edges(pages):
        cut = [[part for segment in page for part in _cut(segment, edge)] for page in pages]
        placed = [
            _Placed(segment, i) for i, page in enumerate(cut) for segment in page if segment.table is None
        ]
        taken = {id(each.segment) for each in _column(placed, edge, sure)}
        if not taken:
            continue
        for i, page in enumerate(cut):
            notes[i] = [segment for segment in page if id(segment) in taken]
            if notes[i]:
                pages[i] = [segment for segment in page if id(segment) not in taken]
        break
    return notes


def _edges(pages: list[list[Segment]]) -> list[tuple[float, bool]]:
    """Where a margin column may start, the likelier first, and whether a wide gap is before it."""
    apart = [segment.x0 for page in pages for segment in _apart(page)]
    close = [part.x0 for page in pages for segment in page if (part := _last_part(segment)) is not None]
    return [(edge, sure) for starts, sure in ((apart, True), (close, False)) for edge in _usual(starts)]


def _usual(starts: list[float]) -> list[float]:
    """The places where several of `starts` are, the fullest first."""
    ordered = sorted(starts)
    places: list[list[float]] = []
    for _ in range(_MOST_EDGES):
        best: list[float] = []
        for i, start in enumerate(ordered):
            end = bisect_left(ordered, start + _ALIGNED)
            if end - i > len(best):
                best = ordered[i:end]
        if len(best) < 2:
            break
        places.append(best)
        ordered = [start for start in ordered if not best[0] <= start <= best[-1]]
    return [place[0] for place in places]


def _last_part(segment: Segment) -> Part | None:
    """The last part of a segment, where it may be a note close to a full line."""
    if (
        segment.table is not None
        or len(segment.parts) < 2
        or not _stands_off(segment, len(segment.parts) - 1)
    ):
        return None
    part = segment.parts[-1]
    return part if len(part.text.strip()) <= _LONGEST_NOTE and _WORDED.search(part.text) else None


def _stands_off(segment: Segment, i: int) -> bool:
    """True where more than a space may be between the parts `i - 1` and `i` of a segment."""
    before = segment.parts[i - 1]
    return segment.parts[i].x0 - before.x1 + _GAP_DOUBT * (before.x1 - before.x0) >= segment.size


def _apart(page: list[Segment]) -> list[Segment]:
    """Short worded segments, each the second and last on its line."""
    found = []
    for line in _baselines(page):
        # A list's number is of one piece with the words it opens.
        while len(line) > 2 and _is_label(line[0]):
            del line[0]
        if len(line) == 2 and not _is_label(line[0]) and _is_note(line[1]):
            found.append(line[1])
    return found


def _is_label(segment: Segment) -> bool:
    text = segment.text
    return LABEL.fullmatch(text) is not None or text.isdigit() or opens_bullet(f"{text} x")


def _is_note(segment: Segment) -> bool:
    return len(segment.text) <= _LONGEST_NOTE and _WORDED.search(segment.text) is not None


def _baselines(page: list[Segment]) -> list[list[Segment]]:
    lines: list[list[Segment]] = []
    for segment in sorted(page, key=lambda segment: -segment.y):
        if segment.table is not None:
            continue
        if lines and abs(lines[-1][0].y - segment.y) <= _SAME_BASELINE * max(segment.size, lines[-1][0].size):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda segment: segment.x0) for line in lines]


def _cut(segment: Segment, edge: float) -> list[Segment]:
    """`segment`, parted where a piece of it starts at `edge`: a full line runs close to the note beside it."""
    at = next((i for i, part in enumerate(segment.parts) if i and abs(part.x0 - edge) < _ALIGNED), None)
    if at is None or segment.x0 > edge - _ALIGNED or not _stands_off(segment, at):
        return [segment]
    parts = cut_before(segment, at)
    return parts if len(parts) == 2 and _is_note(parts[1]) else [segment]


def _column(placed: list[_Placed], edge: float, sure: bool) -> list[_Placed]:
    """The notes that start at `edge`; none where what stands there and left of it is no margin column."""
    pages: dict[int, list[Segment]] = defaultdict(list)
    for each in placed:
        pages[each.page].append(each.segment)
    apart = {id(segment) for page in pages.values() for segment in _apart(page)}
    beside = [e.place for e in placed if id(e.segment) in apart and abs(e.segment.x0 - edge) < _ALIGNED]
    if not beside:
        return []
    first, last = min(beside), max(beside)
    left_of = [each for each in placed if each.segment.x0 < edge - _ALIGNED]
    across = [each.place for each in left_of if _runs_across(each.segment, edge, sure)]
    text = [each for each in left_of if first <= each.place <= last]
    prose = [each for each in text if len(each.segment.text) >= _PROSE]
    if len(prose) < _FEWEST_PROSE or sum(first <= p <= last for p in across) > _MOST_ACROSS * len(prose):
        return []
    # It goes as far up and down its first and last page as no line runs across it.
    top = max([(first[0], float("-inf")), *(place for place in across if place < first)])
    end = min([(last[0], float("inf")), *(place for place in across if place > last)])
    column = [each for each in placed if each.segment.x0 >= edge - _ALIGNED and top < each.place < end]
    return column if _is_column(column, text, prose, edge) else []


def _runs_across(segment: Segment, edge: float, sure: bool) -> bool:
    """True where `segment` does not end at `edge`; in doubt where no wide gap says that others do."""
    doubt = _WIDTH_DOUBT * (segment.x1 - segment.x0) if sure else 0.0
    return segment.x1 - doubt > edge


def _is_column(column: list[_Placed], text: list[_Placed], prose: list[_Placed], edge: float) -> bool:
    left = statistics.median_low([each.segment.x0 for each in prose])
    right = max(each.segment.x1 for each in column)
    if edge - left < _TEXT_SHARE * (right - left) or len(column) > _MOST_NOTES * len(text):
        return False
    most = _MOST_OTHERWISE * len(column)
    if sum(not _is_note(each.segment) or each.segment.x0 > edge + _ALIGNED for each in column) > most:
        return False
    blocks = _blocks(column)
    beside = sum(any(_level(block[0], each) for each in text) for block in blocks)
    return (
        1 < len(blocks) <= _MOST_BLOCKS * len(text)
        and len(blocks) - beside <= max(1, _MOST_OTHERWISE * len(blocks))
        and max(map(len, blocks)) <= _MOST_NOTE_LINES
    )


def _level(note: _Placed, each: _Placed) -> bool:
    size = max(note.segment.size, each.segment.size)
    return note.page == each.page and abs(note.segment.y - each.segment.y) <= _SAME_BASELINE * size


def _blocks(column: list[_Placed]) -> list[list[_Placed]]:
    """Notes, line by line."""
    ordered = sorted(column, key=lambda each: each.place)
    blocks = [[ordered[0]]]
    for above, below in pairwise(ordered):
        if above.page == below.page and above.segment.y - below.segment.y < 1.5 * below.segment.size:
            blocks[-1].append(below)
        else:
            blocks.append([below])
    return blocks
