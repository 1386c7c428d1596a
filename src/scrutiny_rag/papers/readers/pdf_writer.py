"""Writes the paragraphs and tables of a PDF into a draft, and notes where its pages start."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

from scrutiny_rag.papers.model import Page
from scrutiny_rag.papers.readers.builder import DraftBuilder
from scrutiny_rag.papers.readers.pdf_flow import Flow, Paragraph
from scrutiny_rag.papers.readers.pdf_joining import join_text
from scrutiny_rag.papers.readers.pdf_lines import Line
from scrutiny_rag.papers.readers.pdf_rows import LongTable, long_table, open_rows
from scrutiny_rag.papers.readers.tables import write_rows

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
"""A whole word, with its hyphens; the first half of one that is cut at a line's end is none."""


def pages_of(starts: dict[int, int], count: int, length: int) -> list[Page]:
    """The pages as stretches that follow on one another and cover the text; an empty page has no length."""
    bounds = [starts.get(number) for number in range(1, count + 1)]
    bounds[0] = 0
    at = length
    begins = [0] * count
    for i in range(count - 1, -1, -1):
        bound = bounds[i]
        at = at if bound is None else min(at, bound)
        begins[i] = at
    return [Page(i + 1, begins[i], begins[i + 1] if i + 1 < count else length) for i in range(count)]


class PdfWriter:
    """Writes paragraphs and tables into a draft and notes where pages start."""

    def __init__(self, lines: list[Line]) -> None:
        self.builder = DraftBuilder("pdf")
        self._paragraphs = Flow(lines).paragraphs()
        self._words = Counter[str]()
        for line in lines:
            cells = (
                [cell for row in line.table.rows for cell in row.cells]
                if line.table is not None
                else [(line.text,)]
            )
            for text in (text for cell in cells for text in cell):
                self._words.update(_WORD.findall(text.lower()))
        self._starts: dict[int, int] = {}
        self._tables = -1

    def write(self) -> dict[int, int]:
        """Writes all; returns the offset at which each page with text starts."""
        table: LongTable | None = None
        for i, paragraph in enumerate(self._paragraphs):
            first = paragraph.lines[0]
            if first.table is not None:
                if table is None or not table.add(first.table, first.page, self._words):
                    self._table(table)
                    table = long_table(first.table, first.page, self._words)
                continue
            self._table(table)
            table = None
            if first.note:
                self._margin_note(paragraph)
            elif first.row:
                if not (i and self._paragraphs[i - 1].line.row):
                    self._open_rows(self._row_lines(i))
            else:
                self._text(paragraph)
        self._table(table)
        return self._starts

    def _text(self, paragraph: Paragraph) -> None:
        text, starts = join_text(paragraph.lines, self._words)
        at = self.builder.add(paragraph.kind, text, paragraph.level)
        for page, offset in starts.items():
            self._note(page, at, offset)

    def _margin_note(self, note: Paragraph) -> None:
        """A note of the margin column, which is a cell of a table that the whole text stands in."""
        self._tables += 1
        text, _ = join_text(note.lines, self._words)
        self._note(note.line.page, self.builder.add_row([("", text)], self._tables))

    def _note(self, page: int, at: int | None, offset: int = 0) -> None:
        if at is not None:
            self._starts.setdefault(page, at + offset)

    def _row_lines(self, i: int) -> list[Line]:
        """The rows of the open table that starts with the `i`-th paragraph."""
        rows = takewhile(lambda paragraph: paragraph.line.row, self._paragraphs[i:])
        return [paragraph.line for paragraph in rows]

    def _open_rows(self, lines: list[Line]) -> None:
        """A table without rules."""
        self._tables += 1
        offsets = write_rows(self.builder, open_rows(lines), self._tables)
        for line, offset in zip(lines, offsets, strict=True):
            self._note(line.page, offset)

    def _table(self, table: LongTable | None) -> None:
        """Writes a table that has all its rows, if there is one."""
        if table is None:
            return
        self._tables += 1
        offsets = write_rows(self.builder, table.rows, self._tables)
        for page, offset in zip(table.pages, offsets, strict=True):
            self._note(page, offset)
