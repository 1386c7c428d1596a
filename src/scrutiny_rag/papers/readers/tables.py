"""What the rows of a table are called: which rows name the columns, and the records below them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scrutiny_rag.papers.readers.builder import DraftBuilder
from scrutiny_rag.papers.readers.wording import DECIDES

_LONGEST_TITLE = 40
_LONGEST_SECTION = 120
_MOST_TITLE_ROWS = 3
_TICK = re.compile(r"[xX✓✔√☑☒●•*]|\[[xX]\]|[YN]|[Yy]es|[Nn]o")


def looks_like_titles(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """True where the first row of a table, though nothing marks it, names the columns of `others`.

    Every column has a short name without figures or full stop, no name twice, and the rows below say more.
    A name that stands again in its own column, beside other words, is a value: a speaker's, say.
    """
    names = [name.strip() for name in first]
    if len(names) < 2 or not others or len(set(names)) < len(names):
        return False
    if not all(map(_is_name, names)):
        return False
    if any(_again(names, row) for row in others):
        return False
    if _only_marks(others):
        return True
    longest = max((len(cell) for row in others for cell in row), default=0)
    return longest > 1.5 * max(map(len, names)) or any(
        re.search(r"\d", cell) for row in others for cell in row
    )


def _only_marks(rows: Sequence[Sequence[str]]) -> bool:
    """Whether all columns but the first hold ticks and blanks, some of each, as a list of votes does."""
    marks = [cell.strip() for row in rows for cell in row[1:]]
    ticked = sum(_TICK.fullmatch(mark) is not None for mark in marks)
    return 0 < ticked < len(marks) and ticked == sum(map(bool, marks))


def _again(names: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row has the first of `names` in the same column and none of the others."""
    same = [name == cell.strip() for name, cell in zip(names, row, strict=False)]
    return len(row) == len(names) and same[0] and not any(same[1:]) and all(cell.strip() for cell in row)


def _is_name(text: str) -> bool:
    return bool(text) and len(text) <= _LONGEST_TITLE and not re.search(r"\d|[.;,]$", text)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as it stands in the file."""

    placed: Mapping[int, str]
    """Column to text; a cell that spans rows is in each of them."""
    shown: tuple[str, ...]
    """The texts to print: each cell once, in the row where it starts."""
    titled: bool = False
    """True where the file marks the row as naming the columns."""
    whole: bool = False
    """True for one cell that spans all columns of a table."""
    hung: frozenset[int] = frozenset()
    """Columns whose cell goes on from the row above."""
    wide: Mapping[int, int] = field(default_factory=dict)
    """Column to the number of columns that its cell spans, where it is more than one."""
    loose: bool = False
    """True where nothing tells the columns, so that no row can name them."""


def title_rows(rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows that name the columns of the table that `rows` make: none, or one, or one with the names of
    groups of columns and those that go on below it."""
    named = [row for row in rows if any(row.shown) and not row.whole]
    if not named or named[0].loose:
        return []
    if not named[0].titled:
        # A total may stand above the names of its columns.
        start = next(
            (i for i, row in enumerate(named[:_MOST_TITLE_ROWS]) if row.titled and not is_sparse(row)), 0
        )
        named = named[start:] if all(map(is_sparse, named[:start])) else named
    first, others = named[0], named[1:]
    if not first.titled and not looks_like_titles(
        list(first.placed.values()), [list(row.placed.values()) for row in others]
    ):
        return []
    found = [first]
    for row in others[: min(_MOST_TITLE_ROWS, len(others)) - 1]:
        grouped = row.hung or (row.titled and found[-1].wide)
        if not grouped or not all(map(_is_name, row.shown)):
            break
        found.append(row)
    return found


def is_sparse(row: TableRow) -> bool:
    """Whether less than half of a row's columns have text of their own."""
    return 2 * len(row.shown) < len(row.placed)


def write_rows(builder: DraftBuilder, rows: Sequence[TableRow], table: int) -> list[int | None]:
    """Adds the rows of the `table`-th table, as records where its first rows name the columns.

    A cell that spans all columns heads the rows below it. Returns each row's offset, None for one that is
    passed over.
    """
    named = title_rows(rows)
    titles = _titles(named)
    columns = sorted(titles.keys() | {column for row in rows for column, text in row.placed.items() if text})
    offsets: list[int | None] = []
    for i, row in enumerate(rows):
        if not any(row.shown):
            offsets.append(None)
        elif row.whole:
            heads = _heads(row) and any(any(below.shown) and not below.whole for below in rows[i + 1 :])
            offsets.append(builder.add_row([("", row.shown[0])], table, heads=heads))
        elif any(row is title_row for title_row in named):
            offsets.append(builder.add_row([("", text) for text in row.shown], table, row.shown))
        elif any(row.placed == title_row.placed for title_row in named):
            # A title row that a page break repeats says nothing new.
            offsets.append(None)
        else:
            cells = [(titles.get(column, ""), text) for column, text in sorted(row.placed.items())]
            offsets.append(builder.add_row(cells, table, _printed(row, columns if titles else ())))
    return offsets


def _printed(row: TableRow, columns: Sequence[int]) -> Sequence[str]:
    """The cells to print, empty ones too where the `columns` have names; just the texts in an odd row."""
    if row.hung or row.wide or not columns:
        return row.shown
    return [row.placed.get(column, "") for column in columns]


def _titles(named: Sequence[TableRow]) -> dict[int, str]:
    """Column to its name: the name of its group, if it has one, and its own."""
    titles: dict[int, str] = {}
    for row in named:
        for column, text in row.placed.items():
            if column in row.hung:
                continue
            for each in range(column, column + row.wide.get(column, 1)):
                over = titles.get(each)
                titles[each] = f"{over}: {text}" if over and text else over or text
    return titles


def _heads(row: TableRow) -> bool:
    """True where a cell over all columns has the form of a heading: short, no sentence, no decision."""
    text = row.shown[0]
    return (
        len(text) <= _LONGEST_SECTION
        and text[-1] not in ".;,"
        and not DECIDES.match(text)
        and any(sign.isalpha() for sign in text)
    )
