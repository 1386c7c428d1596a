"""An HTML table as rows of titled cells, or the finding that it only places things on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bs4 import Tag

from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.tables import TableRow

_WIDEST_SPAN = 50
_MOST_ROWSPAN = 1000
_LONGEST_CELL = 2000
"""Characters beyond which a cell is taken for an area of the page."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; where `layout` is True its cells are to be read as flowing text and `rows` is empty."""

    caption: str
    layout: bool
    rows: tuple[TableRow, ...] = ()


def read_grid(table: Tag, text_of: Callable[[Tag], str]) -> Grid:
    """`table` as a grid; `text_of` gives a cell's text."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    caption_tag = table.find("caption", recursive=False)
    caption = _flat(text_of(caption_tag)) if isinstance(caption_tag, Tag) else ""
    cells = [cell for row in rows for cell in row.find_all(["td", "th"], recursive=False)]
    if _places_things(table, rows, cells):
        return Grid(caption, True)
    hanging: dict[int, tuple[int, str]] = {}
    placed = [_place(row, hanging, text_of) for row in rows]
    ends = [max(row.placed) + row.wide.get(max(row.placed), 1) for row in placed if len(row.placed) > 1]
    width = max(ends, default=0)
    return Grid(caption, False, tuple(_with_width(row, width) for row in placed))


def _with_width(row: TableRow, width: int) -> TableRow:
    """`row`, known to be one cell over all columns where it spans the table's `width`."""
    # A span may be given as more columns than there are.
    whole = 0 < width <= row.wide.get(0, 1) and len(row.placed) == 1 and not row.hung
    return replace(row, whole=whole) if whole else row


def _places_things(table: Tag, rows: list[Tag], cells: list[Tag]) -> bool:
    if str(table.get("role", "")).lower() in ("presentation", "none") or table.find("table") is not None:
        return True
    if max((len(row.find_all(["td", "th"], recursive=False)) for row in rows), default=0) < 2:
        return True
    if any(
        cell.find(["h1", "h2", "h3", "h4"]) or "mgItemNumberCell" in (cell.get("class") or [])
        for cell in cells
    ):
        return True
    return any(len(cell.get_text()) > _LONGEST_CELL and len(cell.find_all(["p", "li"])) > 3 for cell in cells)


def _place(row: Tag, hanging: dict[int, tuple[int, str]], text_of: Callable[[Tag], str]) -> TableRow:
    """The row's texts by column, with what hangs down from rows above, and its own texts in order."""
    placed = {column: text for column, (_, text) in hanging.items()}
    hung = frozenset(placed)
    for column, (left, text) in list(hanging.items()):
        if left <= 1:
            del hanging[column]
        else:
            hanging[column] = (left - 1, text)
    shown = []
    wide = {}
    column = 0
    for cell in row.find_all(["td", "th"], recursive=False):
        while column in placed:
            column += 1
        text = _flat(text_of(cell))
        placed[column] = text
        if text:
            shown.append(text)
        down = _span(cell, "rowspan", _MOST_ROWSPAN)
        if down > 1:
            hanging[column] = (down - 1, text)
        across = _span(cell, "colspan", _WIDEST_SPAN)
        if across > 1:
            wide[column] = across
        column += across
    return TableRow(placed, tuple(shown), _is_title_row(row), hung=hung, wide=wide)


def _is_title_row(row: Tag) -> bool:
    cells = row.find_all(["td", "th"], recursive=False)
    if len(cells) < 2:
        return False
    if row.find_parent("thead") is not None or all(cell.name == "th" for cell in cells):
        return True
    first = row.find_previous_sibling("tr") is None
    return first and all(_all_bold(cell) for cell in cells if cell.get_text(strip=True))


def _all_bold(cell: Tag) -> bool:
    bold = sum(len(part.get_text(strip=True)) for part in cell.find_all(["b", "strong"]))
    return cell.name == "th" or bold >= len(cell.get_text(strip=True))


def _span(cell: Tag, name: str, most: int) -> int:
    text = str(cell.get(name) or "1").strip()
    return min(most, max(1, int(text))) if text.isdigit() and len(text) < 7 else 1


def _flat(text: str) -> str:
    return " ".join(one_space(text).split())
