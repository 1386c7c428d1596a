"""What pdfium finds drawn on a PDF page, word by word with its place; and the page's rules and pictures."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from scrutiny_rag.papers.readers.pdf_rules import Matrix, Rule, rules_of, times

_MOST_GLYPHS = 600_000
_MOST_OBJECTS = 60_000
_DEEPEST = 8
_STEP = 0.2
"""Of the type size: a step of the baseline that parts words."""

_GAP = 0.6
"""Of the type size: a gap that parts words where no space does."""

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_FILLED_AND_STROKED = 2
_HYPHENS = (0x02, 0xFFFE)
"""What pdfium puts for a hyphen at a line's end."""

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Word:
    """Signs drawn one after the other; the place is that of the first, in points, y of the baseline, upwards."""

    text: str
    x: float
    y: float
    width: float
    size: float
    bold: bool
    angle: float
    """In degrees, counted from left to right, anticlockwise."""
    spaced: bool
    """Whether a space is before it, drawn or told from a gap."""
    drawn: bool
    """Whether that space is drawn."""
    broken: bool
    """Whether pdfium takes it for the first of a line."""


@dataclass(slots=True)
class Drawn:
    """All that is drawn on a page, in the order of drawing."""

    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: bool = False
    unmapped: int = 0
    """Signs that the file has no letters for."""
    signs: int = 0
    """All signs."""
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Left, lower, right and upper edge of the page."""


@dataclass(frozen=True, slots=True)
class _Type:
    """What the signs of one text object have in common."""

    size: float
    bold: bool
    angle: float


def read_drawn(page: pypdfium2.PdfPage) -> Drawn:
    """What is drawn on `page`. Raises PdfiumError over a page whose text cannot be had."""
    drawn = Drawn(box=page.get_mediabox())
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        raise pypdfium2.PdfiumError("The page's text cannot be loaded.")
    try:
        _read_words(textpage, drawn)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    for item, matrix in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawn.rules += rules_of(item, matrix)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            drawn.pictures = True
    return drawn


def _read_words(textpage: Any, drawn: Drawn) -> None:
    types: dict[int, _Type] = {}
    at = ctypes.cast(textpage, ctypes.c_void_p).value or 0
    word: Word | None = None
    kind = _Type(0.0, False, 0.0)
    holding = 0
    end = 0
    spaced = blank = broken = False
    text: list[str] = []
    for i in range(min(pdfium.FPDFText_CountChars(textpage), _MOST_GLYPHS)):
        code = _unicode(at, i)
        holder = _holder(at, i)
        if not holder:
            # What pdfium adds itself: spaces between words, and line ends.
            spaced, broken = True, broken or code in (10, 13)
            _close(textpage, word, text, kind, end)
            word = None
            continue
        drawn.signs += 1
        if code in (0x20, 0xA0, 0x09):
            spaced = blank = True
            _close(textpage, word, text, kind, end)
            word = None
            continue
        if holder != holding:
            holding = holder
            before, kind = kind, types.get(holder) or types.setdefault(holder, _type(textpage, i))
            if word is not None and not _goes_on(textpage, word, before, kind, end, i):
                _close(textpage, word, text, before, end)
                word = None
        if word is None:
            if code == 0 or pdfium.FPDFText_HasUnicodeMapError(textpage, i) == 1:
                drawn.unmapped += 1
                continue
            x, y = _origin(textpage, i)
            word = Word("", x, y, 0.0, kind.size, kind.bold, kind.angle, spaced, blank, broken)
            drawn.words.append(word)
            text = []
            spaced = blank = broken = False
        text.append("-" if code in _HYPHENS else chr(code) if code else "")
        end = i
    _close(textpage, word, text, kind, end)


def _close(textpage: Any, word: Word | None, text: list[str], kind: _Type, end: int) -> None:
    """Gives `word` its text, and its width from its last sign, the `end`-th of the page."""
    if word is not None:
        word.text = "".join(text)
        word.width = max(0.0, _end(textpage, end, kind.angle) - turned(word.x, word.y, kind.angle)[0])


def _goes_on(textpage: Any, word: Word, before: _Type, kind: _Type, end: int, i: int) -> bool:
    """True where sign `i`, the first of another text object, is of one word with sign `end`."""
    if before.bold != kind.bold or abs(before.size - kind.size) > 0.1 or abs(before.angle - kind.angle) > 0.5:
        return False
    along, across = turned(*_origin(textpage, i), kind.angle)
    if abs(across - turned(word.x, word.y, kind.angle)[1]) > _STEP * kind.size:
        return False
    return -kind.size < along - _end(textpage, end, kind.angle) < _GAP * kind.size


def _origin(textpage: Any, i: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, i, x, y)
    return x.value, y.value


def _end(textpage: Any, i: int, angle: float) -> float:
    """Where sign `i` ends along its line."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, i, box)
    corners = ((box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom))
    return box.right if not angle else max(turned(x, y, angle)[0] for x, y in corners)


def turned(x: float, y: float, angle: float) -> tuple[float, float]:
    """A point's place along a line of text at `angle` degrees, and across it."""
    if not angle:
        return x, y
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cos + y * sin, y * cos - x * sin


def _light(function: Any, result: Any) -> Any:
    """`function` of pdfium, which is called for every sign, without the checks of its arguments' kinds."""
    kind = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int)
    return kind(ctypes.cast(function, ctypes.c_void_p).value or 0)


_unicode = _light(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_holder = _light(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)


def _type(textpage: Any, i: int) -> _Type:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, i, matrix)
    holder = pdfium.FPDFText_GetTextObject(textpage, i)
    size = pdfium.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
    name = ctypes.create_string_buffer(200)
    font = pdfium.FPDFTextObj_GetFont(holder)
    if font:
        pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    bold = bool(_BOLD.search(name.value.decode("latin-1")))
    bold = bold or pdfium.FPDFTextObj_GetTextRenderMode(holder) == _FILLED_AND_STROKED
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    return _Type(abs(size) or 1.0, bold, 0.0 if abs(angle) < 0.01 else angle)


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, Matrix]]:
    """The page's objects, those within forms too, each with the matrix that it is placed by."""
    left = _MOST_OBJECTS
    waiting: list[tuple[Any, Matrix, int]] = [
        (pdfium.FPDFPage_GetObject(page, i), _IDENTITY, 0)
        for i in range(min(left, pdfium.FPDFPage_CountObjects(page)))
    ]
    waiting.reverse()
    while waiting and left:
        item, matrix, depth = waiting.pop()
        left -= 1
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < _DEEPEST:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, own)
            inner = times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            count = min(left, pdfium.FPDFFormObj_CountObjects(item))
            waiting += [
                (pdfium.FPDFFormObj_GetObject(item, i), inner, depth + 1) for i in reversed(range(count))
            ]
