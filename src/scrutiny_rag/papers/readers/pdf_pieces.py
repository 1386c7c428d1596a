"""What a PDF page draws, with its place: stretches of text as segments of lines, and the rules of tables."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.pdf_garbled import is_garbled
from scrutiny_rag.papers.readers.pdf_glyphs import Drawn, Word, turned
from scrutiny_rag.papers.readers.pdf_rules import Rule

_MOST_RULES = 2000
_SAME_BASELINE = 0.45
"""Of the type size: how far a superscript may stand from its line."""

_WIDE_GAP = 1.4
"""Of the type size: a gap in a line that words are not set apart by."""

_SPACE = 0.15
"""Of the type size: the least gap between two words that nothing else parts."""

_NARROW = 0.5
"""Of the type size: up to here a gap without a space drawn in it may be none beside brackets and quotes."""

_APART = 0.6
"""Of the type size: a gap that parts what is drawn at a time from what comes next."""

_MOST_SKEW = 10.0
"""Degrees off a right angle up to which text is text, as a scan's is; beyond, it lies across the page."""

_RAISED = 0.15
_NOTE_SIZE = 0.85
"""Of the type size: how far up and how small the mark of a note stands."""

_INSET = 1.0
_FEWEST_CROSSING = 3
_OPENING = re.compile(r"[“‘(\[/]$|\w-$")
_CLOSING = re.compile(r"[”)\].,;:?!]|[’'](?:s|t|re|ve|ll|d|m)?\b")
_ELIDED = re.compile(r"\w[’']$")
_ELISION = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")
_JOINING = re.compile(r"(?:and|or|to|as|but)\b|[^\Wa-z]|\W|_")

_NOTE = re.compile(r"\d{1,3}")
_UNIT = re.compile(r"(?:^|[\s\d])(?:[ckm]?m|ft|yd|in|sq|x)$")


@dataclass(frozen=True, slots=True)
class PdfRow:
    """A row of a table with rules."""

    cells: tuple[tuple[str, ...], ...]
    """Column by column the lines of its cell; a cell that spans rows has them in each, one that spans columns
    in its first."""
    hung: frozenset[int] = frozenset()
    """Columns whose cell goes on from the row above."""
    wide: tuple[tuple[int, int], ...] = ()
    """Columns whose cell spans several, and how many."""
    bold: bool = False
    """True where all its text is bold."""

    @property
    def whole(self) -> bool:
        """True for one cell over all columns."""
        return self.wide == ((0, len(self.cells)),)


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table with rules."""

    rows: tuple[PdfRow, ...]
    edges: tuple[float, ...]
    """x of its columns' edges, from left to right."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn at a time."""

    x0: float
    x1: float
    text: str
    bold: bool


@dataclass(slots=True)
class Segment:
    """A stretch of one line without a wide gap in it; x and y in points, y of the baseline, upwards."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: float
    """Share of its characters that are bold."""
    table: PdfTable | None = None
    """A whole table that stands here in the order of reading."""
    parts: list[Part] = field(default_factory=list)
    """What it was put together from; none where that is not known."""


@dataclass(slots=True)
class PageContent:
    """What is on a page, in the order of drawing, turned so that its main text runs from left to right."""

    segments: list[Segment] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    slanted: list[str] = field(default_factory=list)
    """Text across the page, such as a watermark."""
    low: float = 0.0
    high: float = 0.0
    """Heights of the page's lower and upper edge."""
    pictures: bool = False
    """Whether it shows any."""
    garbled: bool = False
    """Whether it draws text that the file has no letters for."""


def read_content(drawn: Drawn) -> PageContent:
    """What is drawn on a page as segments of lines: its main way first, then text at other right angles.

    Text a few degrees off a right angle, as of a scan, is level; what lies across the page is kept apart.
    """
    content = PageContent(pictures=drawn.pictures)
    content.garbled = is_garbled(drawn)
    if content.garbled:
        return content
    ways: dict[int, list[Word]] = {}
    seen: set[tuple[str, int, int]] = set()
    for word in drawn.words:
        # Boldness is often faked by drawing twice.
        key = (word.text, round(word.x), round(word.y))
        way = 90 * round(word.angle / 90) % 360
        if key in seen:
            continue
        seen.add(key)
        if abs(_off(word.angle, way)) > _MOST_SKEW:
            way = -1
        ways.setdefault(way, []).append(word)
    slanted = ways.pop(-1, [])
    sizes = Counter({way: sum(len(word.text) for word in words) for way, words in ways.items()})
    order = [way for way, _ in sizes.most_common()]
    main = float(order[0]) if order else 0.0
    left, low, right, high = drawn.box
    heights = [turned(x, y, main)[1] for x, y in ((left, low), (right, high))]
    content.low, content.high = min(heights), max(heights)
    for rule in drawn.rules[:_MOST_RULES]:
        x0, y0 = turned(rule.x0, rule.y0, main)
        x1, y1 = turned(rule.x1, rule.y1, main)
        content.rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    uncrossed(
        content.rules,
        [(*turned(word.x, word.y, main), word) for word in ways.get(order[0], ())] if order else [],
    )
    fences = sorted((rule for rule in content.rules if rule.x0 == rule.x1), key=lambda rule: rule.x0)
    for way in order:
        words = ways[way]
        skew = statistics.median_low([_off(w.angle, way) for w in words])
        content.segments += _segments(words, way + skew, fences if way == main else [])
    content.slanted = [segment.text for segment in _slanted(slanted)]
    return content


def uncrossed(rules: list[Rule], words: list[tuple[float, float, Word]]) -> None:
    """Takes out of `rules` the upright ones that text runs across: they are behind it, and part nothing."""
    upright = sorted((rule for rule in rules if rule.x0 == rule.x1), key=lambda rule: rule.x0)
    crossed: dict[int, int] = defaultdict(int)
    for x, y, word in words:
        inset = min(_INSET, word.width / 4)
        for rule in upright[bisect_left(upright, x + inset, key=lambda rule: rule.x0) :]:
            if rule.x0 >= x + word.width - inset:
                break
            if rule.y0 < y + word.size / 4 < rule.y1:
                crossed[id(rule)] += 1
    rules[:] = [rule for rule in rules if crossed[id(rule)] < _FEWEST_CROSSING]


def _off(angle: float, way: float) -> float:
    """Degrees from `way` to `angle`, the short way round."""
    return (angle - way + 180) % 360 - 180


def _slanted(words: list[Word]) -> list[Segment]:
    """Text across the page, the words of one slant as segments."""
    by_angle: dict[int, list[Word]] = {}
    for word in words:
        by_angle.setdefault(round(word.angle), []).append(word)
    return [segment for angle, found in by_angle.items() for segment in _segments(found, angle, [])]


def _segments(words: list[Word], angle: float, fences: list[Rule]) -> list[Segment]:
    """Words joined where no wide gap and no fence (a vertical rule; sorted by x) is between them."""
    segments: list[Segment] = []
    height = 0.0
    for word in words:
        x, y = turned(word.x, word.y, angle)
        last = segments[-1] if segments else None
        if last is None or not _goes_on(last, word, x, y, height) or _fenced(last, word, x, y, fences):
            parts = [Part(x, x + word.width, word.text, word.bold)]
            bold = float(word.bold)
            segments.append(Segment(word.text, x, x + word.width, y, word.size, bold, None, parts))
        else:
            _append(last, word, x, y)
        height = y
    for segment in segments:
        segment.text = " ".join(one_space(segment.text).split())
    return [segment for segment in segments if segment.text]


def _append(last: Segment, word: Word, x: float, y: float) -> None:
    before, after = len(last.text), len(word.text)
    gap = x - last.x1
    size = max(last.size, word.size)
    apart = (word.spaced and not word.broken) or gap > _SPACE * size
    if apart and not word.drawn and gap < _NARROW * size:
        apart = not _belong(last.text, word.text)
    text = " " + word.text if apart else word.text
    if _NOTE.fullmatch(word.text) and _is_raised(word.size, y, last.size, last.y):
        text = word.text if _UNIT.search(last.text) else f" [{word.text}]"
    elif _NOTE.fullmatch(last.text) and _is_raised(last.size, last.y, word.size, y):
        text = " " + word.text
        last.y = y
    last.bold = (last.bold * before + word.bold * after) / max(1, before + after)
    if after > before:
        last.size = word.size
    last.text += text
    end = x + word.width
    if gap < _APART * size and last.parts[-1].bold == word.bold:
        part = last.parts[-1]
        last.parts[-1] = Part(part.x0, max(part.x1, end), part.text + text, part.bold)
    else:
        last.parts.append(Part(x, end, text, word.bold))
    last.x1 = max(last.x1, end)


def _belong(before: str, after: str) -> bool:
    """Whether print sets `after` close to `before`, so that a narrow gap between them is no space."""
    if _OPENING.search(before):
        return before[-1] != "-" or not _JOINING.match(after)
    return bool(_CLOSING.match(after) or (_ELIDED.search(before) and _ELISION.match(after)))


def _is_raised(size: float, y: float, others_size: float, others_y: float) -> bool:
    """Whether small type stands above the line of other type, as the mark of a note does."""
    return size < _NOTE_SIZE * others_size and y - others_y > _RAISED * others_size


def cut_before(segment: Segment, at: int) -> list[Segment]:
    """`segment` in two, the second from its part `at` on; whole where one of the two would have no text."""
    found = []
    for parts in (segment.parts[:at], segment.parts[at:]):
        text = " ".join(one_space("".join(part.text for part in parts)).split())
        signs = [(len(part.text.strip()), part.bold) for part in parts]
        bold = sum(count for count, is_bold in signs if is_bold) / max(1, sum(count for count, _ in signs))
        right = max(part.x1 for part in parts)
        found.append(Segment(text, parts[0].x0, right, segment.y, segment.size, bold, None, parts))
    return found if all(each.text for each in found) else [segment]


def _goes_on(last: Segment, word: Word, x: float, y: float, height: float) -> bool:
    """True where `word` follows `last` on its line with no wide gap between them.

    `height` is the baseline of the word before: that of a skew line moves on.
    """
    size = max(last.size, word.size)
    if min(abs(y - last.y), abs(y - height)) > _SAME_BASELINE * size or x < last.x0:
        return False
    return -size < x - last.x1 < _WIDE_GAP * size


def _fenced(last: Segment, word: Word, x: float, y: float, fences: list[Rule]) -> bool:
    """True where a table's vertical rule stands between the two."""
    height = y + word.size / 4
    for fence in fences[bisect_left(fences, last.x0, key=lambda rule: rule.x0) :]:
        if fence.x0 > x + 1:
            return False
        if fence.y0 <= height <= fence.y1:
            return True
    return False
