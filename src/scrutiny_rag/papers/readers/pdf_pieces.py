"""What a PDF page draws, with its place: stretches of text as segments of lines, and the rules of tables."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject

from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.pdf_rules import Rule, RulePainter
from scrutiny_rag.papers.readers.pdf_widths import text_width

_MOST_PIECES = 60_000
_SAME_BASELINE = 0.45
"""Of the type size: how far a superscript may stand from its line."""

_WIDE_GAP = 1.4
"""Of the type size: a gap in a line that words are not set apart by."""

_WIDTH_DOUBT = 0.08
"""Of a stretch's width: the error of an estimated width."""

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float
    bold: bool
    font: str
    angle: int


def read_page(page: PageObject) -> PageContent:
    """The content of `page`. Raises what pypdf raises over a damaged page."""
    pieces: list[_Piece] = []
    painter = RulePainter()
    seen: set[tuple[str, int, int]] = set()

    def on_text(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        if not text.strip() or len(pieces) >= _MOST_PIECES:
            return
        place = _times(tm, cm)
        height = size * math.hypot(place[2], place[3])
        name = str(font.get("/BaseFont", "")) if font is not None else ""
        angle = round(math.degrees(math.atan2(place[1], place[0])))
        for line in text.split("\n"):
            # Boldness is often faked by drawing twice.
            key = (line.strip(), round(place[4]), round(place[5]))
            if line.strip() and key not in seen:
                seen.add(key)
                piece = _Piece(line, place[4], place[5], abs(height), bool(_BOLD.search(name)), name, angle)
                pieces.append(piece)

    def on_operator(operator: bytes, operands: Any, cm: Sequence[float], tm: Sequence[float]) -> None:
        painter.take(operator, operands, cm)

    page.extract_text(visitor_text=on_text, visitor_operand_before=on_operator)
    box = page.mediabox
    corners = [(float(box.left), float(box.bottom)), (float(box.right), float(box.top))]
    return _upright(pieces, painter.rules, corners)


def _upright(pieces: list[_Piece], rules: list[Rule], corners: list[tuple[float, float]]) -> PageContent:
    """Segments of the pieces that run the page's main way; other right angles after them, slants apart."""
    content = PageContent()
    ways = Counter[int]()
    for piece in pieces:
        ways[piece.angle] += len(piece.text)
    straight = [angle for angle, _ in ways.most_common() if angle % 90 == 0]
    main = straight[0] if straight else 0
    content.low, content.high = sorted(_turn(x, y, main)[1] for x, y in corners)
    for rule in rules:
        x0, y0 = _turn(rule.x0, rule.y0, main)
        x1, y1 = _turn(rule.x1, rule.y1, main)
        content.rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    fences = sorted((rule for rule in content.rules if rule.x0 == rule.x1), key=lambda rule: rule.x0)
    for angle in straight:
        turned = [_turned(piece, angle) for piece in pieces if piece.angle == angle]
        content.segments += _segments(turned, fences if angle == main else [])
    content.slanted = [one_space(piece.text) for piece in pieces if piece.angle % 90]
    return content


def _segments(pieces: list[_Piece], fences: list[Rule]) -> list[Segment]:
    """Pieces joined where no wide gap and no fence (a vertical rule; sorted by x) is between them."""
    segments: list[Segment] = []
    for piece in pieces:
        width = text_width(piece.text, piece.font) * piece.size
        last = segments[-1] if segments else None
        if last is not None and _goes_on(last, piece) and not _fenced(last, piece, fences):
            before, after = len(last.text.strip()), len(piece.text.strip())
            last.bold = (last.bold * before + piece.bold * after) / max(1, before + after)
            if after > before or not before:
                last.size = piece.size
            last.text += piece.text
            last.x1 = max(last.x1, piece.x + width)
            last.parts.append(Part(piece.x, piece.x + width, piece.text, piece.bold))
            continue
        lead = len(piece.text) - len(piece.text.lstrip())
        # pypdf puts a space before what stands apart; the place is the first sign's.
        x1 = piece.x + width - text_width(" " * lead, piece.font) * piece.size
        parts = [Part(piece.x, x1, piece.text, piece.bold)]
        segments.append(Segment(piece.text, piece.x, x1, piece.y, piece.size, float(piece.bold), None, parts))
    for segment in segments:
        segment.text = " ".join(one_space(segment.text).split())
    return [segment for segment in segments if segment.text]


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


def _goes_on(last: Segment, piece: _Piece) -> bool:
    """True where `piece` follows `last` on its line with no wide gap between them."""
    size = max(last.size, piece.size)
    if abs(piece.y - last.y) > _SAME_BASELINE * size or piece.x < last.x0:
        return False
    doubt = _WIDTH_DOUBT * (last.x1 - last.x0)
    return -size - 3 * doubt < piece.x - last.x1 < _WIDE_GAP * size + doubt


def _fenced(last: Segment, piece: _Piece, fences: list[Rule]) -> bool:
    """True where a table's vertical rule stands between the two."""
    height = piece.y + piece.size / 4
    for fence in fences[bisect_left(fences, last.x0, key=lambda rule: rule.x0) :]:
        if fence.x0 > piece.x + 1:
            return False
        if fence.y0 <= height <= fence.y1:
            return True
    return False


def _turned(piece: _Piece, angle: int) -> _Piece:
    x, y = _turn(piece.x, piece.y, angle)
    return _Piece(piece.text, x, y, piece.size, piece.bold, piece.font, 0)


def _turn(x: float, y: float, angle: int) -> tuple[float, float]:
    """The point as seen by one for whom text at `angle` degrees runs from left to right."""
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), -180: (-x, -y), -90: (-y, x)}.get(angle, (x, y))


def _times(m: Sequence[float], n: Sequence[float]) -> tuple[float, float, float, float, float, float]:
    """Product of two transformation matrices in PDF's six-number form (ISO 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
