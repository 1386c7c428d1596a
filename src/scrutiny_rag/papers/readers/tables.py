"""What the rows of a table are called: which row names the columns, and the records below it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scrutiny_rag.papers.readers.builder import DraftBuilder

_LONGEST_TITLE = 40


def looks_like_titles(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """True where the first row of a table, though nothing marks it, names the columns of `others`.

    Every column has a short name without figures or full stop, no name twice, and the rows below say more.
    A name that stands again in its own column, beside other words, is a value: a speaker's, say.
    """
    names = [name.strip() for name in first]
    if len(names) < 2 or not others or len(set(names)) < len(names):
        return False
    if not all(name and len(name) <= _LONGEST_TITLE and not re.search(r"\d|[.;,]$", name) for name in names):
        return False
    if any(_again(names, row) for row in others):
        return False
    longest = max((len(cell) for row in others for cell in row), default=0)
    return longest > 1.5 * max(map(len, names)) or any(
        re.search(r"\d", cell) for row in others for cell in row
    )


def _again(names: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row has the first of `names` in the same column and none of the others."""
    same = [name == cell.strip() for name, cell in zip(names, row, strict=False)]
    return len(row) == len(names) and same[0] and not any(same[1:]) and all(cell.strip() for cell in row)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as it stands in the file."""

    placed: Mapping[int, str]
    """Column to text; a cell that spans rows is in each of them."""
    shown: tuple[str, ...]
    """The texts to print: each cell once, in the row where it starts."""
    titled: bool = False
    """True where the file marks the row as naming the columns."""


def write_rows(builder: DraftBuilder, rows: Sequence[TableRow], table: int) -> None:
    """Adds the rows of the `table`-th table, as records where its first row names the columns."""
    kept = [row for row in rows if any(row.shown)]
    if not kept:
        return
    others = [list(row.placed.values()) for row in kept[1:]]
    titles: Mapping[int, str] = {}
    if kept[0].titled or looks_like_titles(list(kept[0].placed.values()), others):
        titles = kept[0].placed
    for i, row in enumerate(kept):
        if i == 0 and titles:
            builder.add_row([("", text) for text in row.shown], table, row.shown)
        elif row.placed != titles:
            # A title row that a page break repeats says nothing new.
            cells = [(titles.get(column, ""), text) for column, text in sorted(row.placed.items())]
            builder.add_row(cells, table, row.shown)
