"""Scanned pages read by OCR, where the extra `ocr` is installed: pdfium draws the page, RapidOCR reads it.

RapidOCR's models come inside its package, so nothing is fetched.
"""

from __future__ import annotations

import importlib.util
import statistics
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.pdf_pieces import PageContent, Segment

if TYPE_CHECKING:
    from rapidocr import RapidOCR

MOST_SCANS = 300
"""Pages of one paper that are read by OCR: each takes seconds."""

_POINTS = 72
_DOTS = 200
_MOST_PIXELS = 3000
"""Of a drawn page's longer side: a page may state any size."""
_TYPE_SIZE = 0.75
"""Of the height of a line's box, which has room above and below the letters."""
_SAME_SIZE = 0.25
"""Of the page's usual line: what the heights of its lines differ by without meaning anything."""


def ocr_available() -> bool:
    """True where the extra `ocr` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("pypdfium2", "rapidocr"))


def read_scans(data: bytes, numbers: Sequence[int]) -> dict[int, PageContent]:
    """What OCR reads on these pages (1-based) of a PDF; a page on which it reads nothing is left out."""
    import pypdfium2

    found: dict[int, PageContent] = {}
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return found  # pdfium is stricter than pypdf over damaged files; the pages stay without text
    try:
        for number in numbers[:MOST_SCANS]:
            try:
                content = _read(document, number)
            except pypdfium2.PdfiumError:
                continue
            if content.segments:
                found[number] = content
    finally:
        document.close()
    return found


def _read(document: Any, number: int) -> PageContent:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(_DOTS / _POINTS, _MOST_PIXELS / max(width, height, 1.0))
        picture = page.render(scale=scale).to_numpy()
    finally:
        page.close()
    result: Any = _engine()(picture)  # what comes back depends on what was asked of it
    content = PageContent(low=0.0, high=float(height))
    if result.boxes is None or result.txts is None:
        return content
    for box, text in zip(result.boxes, result.txts, strict=True):
        if not (words := one_space(text)):
            continue
        left, right = (float(edge) / scale for edge in (box[:, 0].min(), box[:, 0].max()))
        top, bottom = (float(edge) / scale for edge in (box[:, 1].min(), box[:, 1].max()))
        size = _TYPE_SIZE * (bottom - top)
        content.segments.append(Segment(words, left, right, height - bottom, size, 0.0))
    _even_out(content.segments)
    return content


def _even_out(segments: Sequence[Segment]) -> None:
    """Give lines of nearly one size the same: boxes differ with the letters that a line happens to have."""
    if not segments:
        return
    usual = statistics.median(segment.size for segment in segments)
    for segment in segments:
        if abs(segment.size - usual) < _SAME_SIZE * usual:
            segment.size = usual


@lru_cache(maxsize=1)
def _engine() -> RapidOCR:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})
