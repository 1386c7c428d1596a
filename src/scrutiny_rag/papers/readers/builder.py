"""Puts a draft together piece by piece, so that every mark's offsets are right by construction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scrutiny_rag.papers.model import Page
from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.draft import Draft, Format, Mark, MarkKind

CELL_SEPARATOR = " | "


class DraftBuilder:
    """Collects the pieces of a paper in reading order.

    Items of one list and rows of one table stand on lines of their own; other pieces are separated by a
    blank line.
    """

    def __init__(self, format: Format) -> None:
        self._format: Format = format
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._pages: list[Page] = []
        self._page_start: int | None = None

    @property
    def empty(self) -> bool:
        """True while no piece with text has been added."""
        return self._length == 0

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    def add(self, kind: MarkKind, text: str, level: int | None = None) -> int | None:
        """Adds a piece and returns its offset; one without any visible character is passed over (None)."""
        return self._append(kind, one_space(text), level)

    def add_row(
        self,
        cells: Sequence[tuple[str, str]],
        table: int,
        shown: Sequence[str] | None = None,
        *,
        heads: bool = False,
    ) -> int | None:
        """Adds a table row from (column title, cell text) pairs and returns its offset.

        `shown` is what to print, if not all. An empty cell is kept under its column's title, and printed as
        nothing between two bars; a row without text is passed over (None). `heads` says that the row is no
        record but heads those below it.
        """
        flat = [(_flat(title), _flat(cell)) for title, cell in cells]
        kept = tuple((title, cell) for title, cell in flat if title or cell)
        printed = [cell for _, cell in kept] if shown is None else [_flat(text) for text in shown]
        text = " ".join(CELL_SEPARATOR.join(printed).split()) if any(printed) else ""
        return self._append("row", text, 1 if heads else None, kept, table)

    def _append(
        self,
        kind: MarkKind,
        text: str,
        level: int | None,
        cells: tuple[tuple[str, str], ...] = (),
        table: int | None = None,
    ) -> int | None:
        if not text:
            return None
        if self._marks:
            last = self._marks[-1]
            tight = kind == last.kind and kind in ("bullet", "row") and table == last.table
            self._push("\n" if tight else "\n\n")
        start = self._length
        self._push(text)
        self._marks.append(Mark(kind, start, self._length, level, cells, table))
        return start

    def _push(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def finish(
        self,
        properties: Mapping[str, str] | None = None,
        warnings: Sequence[str] = (),
        pages: Sequence[Page] = (),
    ) -> Draft:
        """The draft; properties without a value are left out."""
        kept = {key: flat for key, value in (properties or {}).items() if (flat := one_space(value))}
        return Draft(
            "".join(self._parts), self._format, tuple(pages), tuple(self._marks), kept, tuple(warnings)
        )


def _flat(text: str) -> str:
    return " ".join(one_space(text).split())
