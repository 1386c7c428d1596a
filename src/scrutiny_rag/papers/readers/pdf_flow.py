"""Lines of a PDF as paragraphs, headings, list items and rows: what its print has cut apart, joined again."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from scrutiny_rag.papers.readers.clean import opens_bullet
from scrutiny_rag.papers.readers.draft import MarkKind
from scrutiny_rag.papers.readers.pdf_lines import LABEL, Line
from scrutiny_rag.papers.readers.pdf_widths import text_width
from scrutiny_rag.papers.readers.wording import DECIDES

_SAME_SIZE = 0.6
_LARGER = 1.12
"""Times the body's type size: from here on type is a heading's."""

_SMALLER = 0.92
"""Times the body's type size: up to here type is a footnote's."""

_LONGEST_HEADING = 200
_FEWEST_COLUMNS = 3
"""Stretches of a line, with wide gaps between: from here on they name columns."""

_MOST_LEADING = 1.3
"""Times the usual distance of lines: beyond it a paragraph ends."""

_MOST_NOTE_STEP = 1.5
"""Of the type size: from one line of a note in the margin to the next."""

_SAME_LEFT = 20.0
_SHORT_COLUMN = 8
_MOST_BOLD = 0.5
"""Share of the paper's characters above which bold type says nothing."""

_SENTENCE_END = re.compile(r"[.:;!?…][\"”’')\]]*$")
_LABELLED = re.compile(rf"(?:{LABEL.pattern})\s+\S")
_FOOTNOTE = re.compile(r"(?:\d{1,3}|[*†‡])\s?\S")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line]
    kind: MarkKind = "paragraph"
    level: int | None = None

    @property
    def line(self) -> Line:
        """The last line so far."""
        return self.lines[-1]


@dataclass(slots=True)
class _Column:
    """Lines one under the other, without a move upwards."""

    lines: list[Line]
    right: float = field(init=False, default=0.0)
    leading: dict[float, float] = field(init=False, default_factory=dict)
    """Type size (to half a point) to the usual distance of its lines here."""

    def __post_init__(self) -> None:
        # What stands behind a wide gap says nothing of how wide the lines are.
        whole = [line for line in self.lines if len(line.segments) == 1]
        ends = sorted(line.x1 for line in (whole if 2 * len(whole) >= len(self.lines) else self.lines))
        self.right = ends[max(0, round(0.97 * (len(ends) - 1)))]

    @property
    def left(self) -> float:
        """Where its lines start."""
        return min(line.x0 for line in self.lines)


class Flow:
    """Joins the lines of a whole paper, knowing its usual type, leading and margins."""

    def __init__(self, lines: list[Line]) -> None:
        lines, self._notes = _without_notes(lines)
        self._columns = _columns(lines)
        texts = [line for line in lines if line.table is None and not line.row]
        sizes = Counter[float]()
        for line in texts:
            sizes[round(line.size * 2) / 2] += len(line.text)
        self._body = sizes.most_common(1)[0][0] if sizes else 0.0
        signs = sum(sizes.values())
        self._bold_says = sum(line.bold * len(line.text) for line in texts) <= _MOST_BOLD * signs
        self._leading = _usual_leading(self._columns, fewest=1)
        for column in self._columns:
            column.leading = _usual_leading([column], fewest=5)
        self._widen()
        self._right_of = {id(line): column.right for column in self._columns for line in column.lines}

    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs in reading order, with their kinds and the levels of headings."""
        found: list[Paragraph] = []
        for column in self._columns:
            for i, line in enumerate(column.lines):
                above = column.lines[i - 1] if i else None
                if (
                    not found
                    or line.table is not None
                    or line.row
                    or found[-1].line.table is not None
                    or found[-1].line.row
                ):
                    found.append(Paragraph([line]))
                elif (above is not None and self._joins(found[-1], line, column)) or (
                    above is None and self._runs_over(found[-1], line)
                ):
                    found[-1].lines.append(line)
                elif above is None and (notes := self._footnotes_between(found, line)):
                    # They go before the paragraph that runs over the page, and so stay on theirs.
                    paragraph = found.pop(-1 - notes)
                    paragraph.lines.append(line)
                    found.append(paragraph)
                else:
                    found.append(Paragraph([line]))
        self._name(found)
        return [each for paragraph in found for each in (paragraph, *self._notes_beside(paragraph))]

    def _notes_beside(self, paragraph: Paragraph) -> list[Paragraph]:
        """The notes in the margin of `paragraph`, the lines of each joined."""
        found: list[Paragraph] = []
        for note in (note for line in paragraph.lines for note in self._notes.get(id(line), ())):
            above = found[-1].line if found else None
            goes_on = above is not None and above.page == note.page and self._same_type(above, note)
            if above is not None and goes_on and above.y - note.y < _MOST_NOTE_STEP * note.size:
                found[-1].lines.append(note)
            else:
                found.append(Paragraph([note], "row"))
        return found

    def _joins(self, paragraph: Paragraph, line: Line, column: _Column) -> bool:
        """True where `line` goes on `paragraph` in the same column."""
        above = paragraph.line
        size = round(line.size * 2) / 2
        usual = column.leading.get(size, self._leading.get(size, line.size * 1.2))
        if above.y - line.y > max(_MOST_LEADING * usual, usual + 1) or not self._same_type(above, line):
            return False
        if self._styled(above) != self._styled(line) or opens_bullet(line.text):
            return False
        if len(line.segments) > 1 and line.segments[0].text.isdigit():
            # A number in a column of its own opens an item.
            return False
        first = paragraph.lines[0]
        hanging = opens_bullet(first.text) or _LABELLED.match(first.text) is not None
        full = _is_full(above, line, column.right)
        ended = _SENTENCE_END.search(above.text) is not None
        if _LABELLED.match(line.text) and (ended or not full or line.x0 < above.x0 - line.size / 2):
            return False
        indent = line.x0 - above.x0
        if indent > line.size and not (hanging and len(paragraph.lines) == 1) and (ended or not full):
            return False
        if indent < -line.size and len(paragraph.lines) > 1:
            return False
        return full

    def _runs_over(self, paragraph: Paragraph, line: Line) -> bool:
        """True where `line`, the first of a column or page, goes on the last paragraph of the one before."""
        above = paragraph.line
        if _SENTENCE_END.search(above.text) or not self._same_type(above, line):
            return False
        if self._styled(above) or self._styled(line) or opens_bullet(line.text) or _LABELLED.match(line.text):
            return False
        return (
            line.text[0].islower()
            or above.text[-1] in ",-"
            or _is_full(above, line, self._right_of[id(above)])
        )

    def _footnotes_between(self, found: list[Paragraph], line: Line) -> int:
        """How many footnotes stand between `line`, the first of a page, and the paragraph that it goes on.

        0 where that paragraph starts before their page: they could stand neither before nor after it.
        """
        page = found[-1].line.page
        i = len(found) - 1
        while i >= 0 and found[i].lines[0].page == page and self._is_small(found[i]):
            i -= 1
        notes = found[i + 1 :]
        if line.page == page or i < 0 or not notes or not _FOOTNOTE.match(notes[0].lines[0].text):
            return 0
        above = found[i]
        is_text = above.line.table is None and not above.line.row and above.lines[0].page == page
        return len(notes) if is_text and self._runs_over(above, line) else 0

    def _is_small(self, paragraph: Paragraph) -> bool:
        return all(
            line.size <= _SMALLER * self._body and line.table is None and not line.row
            for line in paragraph.lines
        )

    def _same_type(self, above: Line, line: Line) -> bool:
        return abs(above.size - line.size) <= _SAME_SIZE

    def _styled(self, line: Line) -> bool:
        """True for type that headings are set in."""
        return line.size >= _LARGER * self._body or (self._bold_says and line.bold > 0.9)

    def _name(self, paragraphs: list[Paragraph]) -> None:
        """Sets kinds and levels: the larger the type, the further out the heading; bold body type last."""
        headings = []
        for paragraph in paragraphs:
            text = " ".join(line.text for line in paragraph.lines)
            first = paragraph.lines[0]
            if first.table is not None or first.row:
                paragraph.kind = "row"
            elif opens_bullet(text):
                paragraph.kind = "bullet"
            elif (
                all(self._styled(line) and len(line.segments) < _FEWEST_COLUMNS for line in paragraph.lines)
                and len(text) <= _LONGEST_HEADING
                and text[-1] not in ".;,"
                and not DECIDES.match(text)
                and any(sign.isalpha() for sign in text)
            ):
                paragraph.kind = "heading"
                headings.append(paragraph)
        large = {round(p.line.size * 2) / 2 for p in headings if p.line.size >= _LARGER * self._body}
        levels = {size: level for level, size in enumerate(sorted(large, reverse=True), 1)}
        for paragraph in headings:
            paragraph.level = levels.get(round(paragraph.line.size * 2) / 2, len(levels) + 1)

    def _widen(self) -> None:
        """A short column does not show its width: it reaches as far as others with its left edge."""
        furthest: dict[int, float] = defaultdict(float)
        for column in self._columns:
            for place in (-1, 0, 1):
                edge = round(column.left / _SAME_LEFT) + place
                furthest[edge] = max(furthest[edge], column.right)
        for column in self._columns:
            if len(column.lines) < _SHORT_COLUMN:
                column.right = furthest[round(column.left / _SAME_LEFT)]


def _without_notes(lines: list[Line]) -> tuple[list[Line], dict[int, list[Line]]]:
    """The lines without notes of the margin, and by `id(line)` the notes beside each.

    A note above all text of its page goes to the first line; one alone on a page is text.
    """
    texts: list[Line] = []
    notes: dict[int, list[Line]] = {}
    held: list[Line] = []
    for line in lines:
        if held and line.page != held[0].page:
            texts += held
            held = []
        if not line.note:
            texts.append(line)
            notes[id(line)] = held
            held = []
        elif texts and texts[-1].page == line.page:
            notes.setdefault(id(texts[-1]), []).append(line)
        else:
            held.append(line)
    return texts + held, notes


def _columns(lines: list[Line]) -> list[_Column]:
    runs: list[list[Line]] = []
    for line in lines:
        above = runs[-1][-1] if runs else None
        if above is not None and line.page == above.page and line.y <= above.y + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [_Column(run) for run in runs]


def _usual_leading(columns: list[_Column], fewest: int) -> dict[float, float]:
    """Type size (to half a point) to the usual distance of its lines, where at least `fewest` show it."""
    steps: dict[float, list[float]] = defaultdict(list)
    for column in columns:
        for above, line in pairwise(column.lines):
            step = above.y - line.y
            if abs(above.size - line.size) <= _SAME_SIZE and 0.8 * line.size < step < 2.5 * line.size:
                steps[round(line.size * 2) / 2].append(step)
    # The lower half: steps between paragraphs are the larger ones.
    return {
        size: statistics.median(sorted(found)[: (len(found) + 1) // 2])
        for size, found in steps.items()
        if len(found) >= fewest
    }


def _is_full(above: Line, line: Line, right: float) -> bool:
    """True where the first word of `line` had no room at the end of `above`, or where a word is cut there."""
    if re.search(r"[^\W\d_]-$", above.text) and line.text[0].isalpha():
        return True
    word = line.text.split(" ", 1)[0]
    needed = (text_width(word, "") + 0.3) * line.size
    doubt = 0.04 * (above.x1 - above.x0)
    return above.x1 + needed + doubt > right
