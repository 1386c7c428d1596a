"""Tables in plain text: lines of cells between bars or tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.papers.readers import Mark
from scrutiny_rag.papers.readers.tables import looks_like_titles
from scrutiny_rag.papers.structure.lines import Line

_ITEM_TITLE = re.compile(r"(?:minute|agenda|item|ref)", re.IGNORECASE)
_RULE = re.compile(r"[\s|+:=-]+")
_LONGEST_ITEM = 24


def mark_tables(text: str, lines: Sequence[Line]) -> None:
    """Mark, in place, unmarked lines of `text` that are rows of cells; two such lines make a table."""
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and lines[end].mark is None and _cells(text, lines[end]) is not None:
            end += 1
        if end - i >= 2:
            _mark_table(text, lines[i:end])
        i = max(end, i + 1)


def row_item(cells: Sequence[tuple[str, str]]) -> str | None:
    """The minute item or reference that a row names in a column of its own; None where it has none."""
    for title, cell in cells:
        if _ITEM_TITLE.match(title) and 0 < len(cell) <= _LONGEST_ITEM:
            return cell
    return None


def _mark_table(text: str, lines: Sequence[Line]) -> None:
    rows = [(line, _cells(text, line) or []) for line in lines]
    worded = [(line, cells) for line, cells in rows if any(map(str.isalnum, "".join(cells)))]
    titles: list[str] = []
    for line, _ in rows:
        line.mark = Mark("furniture", line.start, line.end)
    for i, (line, cells) in enumerate(worded):
        if i == 0 and looks_like_titles(cells, [cells for _, cells in worded[1:]]):
            titles = cells
            named = [""] * len(cells)
        else:
            named = titles + [""] * (len(cells) - len(titles))
        pairs = tuple((title, cell) for title, cell in zip(named, cells, strict=False) if cell or title)
        line.mark = Mark("row", line.start, line.end, cells=pairs)


def _cells(text: str, line: Line) -> list[str] | None:
    """The cells of a line; None where it is no row."""
    raw = text[line.start : line.end]
    if "|" in raw:
        inner = raw.strip().removeprefix("|").removesuffix("|")
        parts = [part.strip() for part in inner.split("|")]
    elif "\t" in raw:
        parts = [part.strip() for part in raw.split("\t")]
        # A tab after a list's sign or number is no column.
        if len(parts) == 2 and len(parts[0]) <= 4:
            return None
    else:
        return [] if _RULE.fullmatch(raw) and "+" in raw else None
    return parts if len(parts) >= 2 else None
