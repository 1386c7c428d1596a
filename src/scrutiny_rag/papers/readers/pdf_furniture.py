"""Running heads and feet: found by repeating, up to digits, at the same height of most pages."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict

from scrutiny_rag.papers.readers.pdf_lines import Line

_OUTERMOST = 3
"""Lines from a page's top and bottom that can be furniture."""

_MOST_LAYERS = 3
"""Times that what is left at a page's edges is looked at again: feet may have more lines."""

_TITLE_SIZE = 1.2
"""Times the type of all else on the first page: from here on its head is the paper's title."""

_OUTER_SHARE = 0.2
"""Of the page's height, from its top and bottom."""

_PAGES_SHARE = 0.4
"""Of the pages; left and right pages may have heads of their own, and the first page none."""

_COUNTING_SHARE = 0.8
"""Of lines that differ in their figures: so many must count the pages, or the figures are the paper's own."""

_MOST_SHARE = 0.7
"""Of the pages; figures that differ without counting pages are believed to be furniture from here on."""

_OTHER_SIZE = 0.5
"""Points from which on type is not of the same size."""

_SAME_HEIGHT = 5.0
_PAGE_MARK = re.compile(r"page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)


def furniture(pages: list[list[Line]], heights: list[tuple[float, float]]) -> set[int]:
    """Ids (`id(line)`) of the lines that are running heads and feet.

    `heights` has each page's lowest and highest y, as points in the frame that the lines use.
    """
    found: set[int] = set()
    for _ in range(_MOST_LAYERS):
        more = _outermost(pages, heights, found)
        if not more:
            break
        found |= more
    found |= _in_place_of_heads(pages, found)
    return found - _titles(pages, found)


def _titles(pages: list[list[Line]], heads: set[int]) -> set[int]:
    """Ids of the heads of the first page that are its title: in larger type than all else on it."""
    lines = pages[0] if pages else []
    rest = max((line.size for line in lines if id(line) not in heads and line.table is None), default=0.0)
    return {id(line) for line in lines if id(line) in heads and line.size >= _TITLE_SIZE * rest > 0}


def _outermost(pages: list[list[Line]], heights: list[tuple[float, float]], known: set[int]) -> set[int]:
    """Ids of the lines that repeat as the first or last of their pages, those that are `known` left out."""
    places: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    found: set[int] = set()
    for lines, (low, high) in zip(pages, heights, strict=True):
        texts = (line for line in lines if line.table is None and id(line) not in known)
        ordered = sorted(texts, key=lambda line: -line.y)
        edge = _OUTER_SHARE * (high - low)
        top = [line for line in ordered[:_OUTERMOST] if line.y > high - edge]
        bottom = [line for line in ordered[-_OUTERMOST:] if line.y < low + edge]
        for is_top, outer in ((True, top), (False, bottom)):
            for key, line in {furniture_key(line): line for line in outer}.items():
                places[key, is_top].append(line)
                if _PAGE_MARK.fullmatch(line.text.strip(" -–|")):
                    found.add(id(line))
    few = 2 if len(pages) < 5 else 3
    for lines in places.values():
        height = statistics.median(line.y for line in lines)
        level = [line for line in lines if abs(line.y - height) <= _SAME_HEIGHT]
        alike = len({line.text for line in level}) == 1 or _counts_pages(level)
        if len(level) >= max(few, (_PAGES_SHARE if alike else _MOST_SHARE) * len(pages)):
            found.update(map(id, level))
    return found


def _in_place_of_heads(pages: list[list[Line]], heads: set[int]) -> set[int]:
    """Ids of the top lines that stand where other pages have their heads, in the heads' type and not the text's.

    Left pages may have another head than right ones, and a short paper just one of them.
    """
    signs = Counter[float]()
    for line in (line for page in pages for line in page):
        signs[round(line.size, 1)] += len(line.text)
    body = signs.most_common(1)[0][0] if signs else 0.0
    tops = [max(page, key=lambda line: line.y) for page in pages if page]
    known = [line for line in tops if id(line) in heads]
    found = set()
    for line in tops:
        if line.page == 1 or id(line) in heads or line.table or abs(line.size - body) < _OTHER_SIZE:
            continue
        alike = [
            head for head in known if abs(head.y - line.y) <= 1 and abs(head.size - line.size) < _OTHER_SIZE
        ]
        if len(alike) >= max(2, len(pages) / 2):
            found.add(id(line))
    return found


def _counts_pages(lines: list[Line]) -> bool:
    """True where a figure in the lines goes up with the page."""
    steps = Counter[int]()
    for line in lines:
        steps.update({int(figure) - line.page for figure in re.findall(r"\d{1,5}", line.text)})
    return bool(steps) and steps.most_common(1)[0][1] >= _COUNTING_SHARE * len(lines)


def furniture_key(line: Line) -> str:
    """The line's text up to figures, blanks and capitals."""
    return re.sub(r"\d+", "#", re.sub(r"\s+", " ", line.text)).strip().lower()
