"""Rows of a PDF's ruled tables as rows of any table, those that a page break cuts in two joined again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scrutiny_rag.papers.readers.pdf_joining import join_cell
from scrutiny_rag.papers.readers.pdf_lines import LABEL, Line
from scrutiny_rag.papers.readers.pdf_pieces import PdfTable, Segment
from scrutiny_rag.papers.readers.tables import TableRow, is_sparse, title_rows

_SAME_EDGE = 4.0
_FEWEST_COLUMNS = 3
_SENTENCE_ENDS = ".:;!?"


@dataclass(slots=True)
class LongTable:
    """A table with what it goes on with on later pages."""

    edges: tuple[float, ...]
    rows: list[TableRow]
    pages: list[int]
    """Row by row the page on which it starts."""

    def add(self, table: PdfTable, page: int, words: Counter[str]) -> bool:
        """Adds what `table` holds where it has the same columns; False where it is another table."""
        if len(table.edges) != len(self.edges) or any(
            abs(a - b) >= _SAME_EDGE for a, b in zip(self.edges, table.edges, strict=True)
        ):
            return False
        rows = _rows(table, words)
        repeated = title_rows(self.rows)
        while rows and any(rows[0].placed == row.placed for row in repeated):
            # A title row that the page break repeats.
            del rows[0]
        if rows and self.pages[-1] != page and _is_rest(rows[0], self.rows[-1]):
            self.rows[-1] = _joined(self.rows[-1], rows[0], words)
            del rows[0]
        self.rows += rows
        self.pages += [page] * len(rows)
        return True


def long_table(table: PdfTable, page: int, words: Counter[str]) -> LongTable:
    """`table`, which starts on `page`, to be gone on with; `words` are the paper's, as `join_text` has them."""
    rows = _rows(table, words)
    return LongTable(table.edges, rows, [page] * len(rows))


def open_rows(lines: Sequence[Line]) -> list[TableRow]:
    """The rows of a table without rules, each segment in the column of the first row that it stands under.

    Where one stands under none, or two under one, the first row names no columns, and each row is by itself.
    """
    columns = lines[0].segments
    rows: list[TableRow] = []
    for line in lines:
        places = [_column_of(segment, columns) for segment in line.segments]
        texts = tuple(segment.text for segment in line.segments)
        if None in places or len(set(places)) < len(places):
            return [_loose_row(line) for line in lines]
        placed = dict.fromkeys(range(len(columns)), "") | dict(zip(places, texts, strict=True))
        rows.append(TableRow({column: text for column, text in placed.items() if column is not None}, texts))
    return rows


def _loose_row(line: Line) -> TableRow:
    texts = tuple(segment.text for segment in line.segments)
    return TableRow(dict(enumerate(texts)), texts, loose=True)


def _column_of(segment: Segment, columns: Sequence[Segment]) -> int | None:
    """The only one of `columns` that `segment` stands under."""
    under = [i for i, column in enumerate(columns) if segment.x0 < column.x1 and segment.x1 > column.x0]
    return under[0] if len(under) == 1 else None


def _rows(table: PdfTable, words: Counter[str]) -> list[TableRow]:
    found: list[TableRow] = []
    for row in table.rows:
        texts = [join_cell(lines, words) for lines in row.cells]
        above = all(before.whole or is_sparse(before) for before in found)
        titled = row.bold and not row.whole and above and len(table.rows) > 1
        inside = {column + each for column, width in row.wide for each in range(1, width)}
        placed = {column: text for column, text in enumerate(texts) if column not in inside}
        shown = tuple(text for column, text in placed.items() if text and column not in row.hung)
        found.append(TableRow(placed, shown, titled, row.whole, row.hung, dict(row.wide)))
    return found


def _is_rest(row: TableRow, last: TableRow) -> bool:
    """True where `row`, the first of a page, is what did not fit of the last row of the page before.

    Its key cell is empty; a second record under one key has more than the rest of one sentence.
    """
    if (
        row.whole
        or last.whole
        or row.hung
        or row.wide
        or last.wide
        or row.placed.get(0)
        or not last.placed.get(0)
    ):
        return False
    filled = {column: text for column, text in row.placed.items() if text}
    if not filled or not all(last.placed.get(column) for column in filled):
        return False
    if any(
        text[0].islower() and last.placed[column][-1] not in _SENTENCE_ENDS for column, text in filled.items()
    ):
        return True
    (text,) = filled.values() if len(filled) == 1 else ("",)
    return len(row.placed) >= _FEWEST_COLUMNS and bool(text) and not LABEL.match(text)


def _joined(last: TableRow, rest: TableRow, words: Counter[str]) -> TableRow:
    placed = {
        column: join_cell([text, rest.placed[column]], words) if rest.placed[column] else text
        for column, text in last.placed.items()
    }
    shown = tuple(text for column, text in placed.items() if text and column not in last.hung)
    return replace(last, placed=placed, shown=shown)
