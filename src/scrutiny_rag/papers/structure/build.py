"""Blocks in the making: what the modules for each kind of paper share."""

from __future__ import annotations

import bisect
from dataclasses import replace

from scrutiny_rag.papers.model import Act, Block, BlockKind
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.lines import Piece
from scrutiny_rag.papers.structure.outline import Outline

_TABLE_SECTION = 1000
"""Level of a heading among a table's rows: below all others, and closed where the table ends."""


class BlockList:
    """Blocks in the order in which they are added, each with its page and its place in the outline."""

    def __init__(self, draft: Draft) -> None:
        self.blocks: list[Block] = []
        self.outline = Outline()
        self._draft = draft
        self._section: int | None = None
        """Ordinal of the last table that has headings among its rows."""
        self._page_starts = [page.char_start for page in draft.pages]

    def page_at(self, offset: int) -> int | None:
        """Number of the page that holds `offset`; None where the format has no pages."""
        if not self._page_starts:
            return None
        return self._draft.pages[max(0, bisect.bisect_right(self._page_starts, offset) - 1)].number

    def add(
        self,
        kind: BlockKind,
        piece: Piece,
        *,
        paragraph: str | None = None,
        act: Act | None = None,
        item: str | None = None,
        cells: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Add `piece` as a block; `item` stands in for the outline's, as for a heading that opens one.

        Furniture under furniture of the same page makes one block with it: scans leave it by the thousand.
        """
        page = self.page_at(piece.start)
        mark = piece.mark
        if kind is not BlockKind.FURNITURE and (mark is None or mark.table != self._section):
            self.outline.close(_TABLE_SECTION)
        if kind is BlockKind.ROW and mark is not None and mark.level is not None:
            # A row that heads those below it is no record.
            kind, act, item, cells = BlockKind.HEADING, None, None, ()
            self.outline.close(_TABLE_SECTION)
        if kind is BlockKind.FURNITURE and self.blocks:
            last = self.blocks[-1]
            if last.kind is kind and last.page == page:
                self.blocks[-1] = replace(last, char_end=piece.end)
                return
        self.blocks.append(
            Block(
                kind=kind,
                char_start=piece.start,
                char_end=piece.end,
                heading=self.outline.path,
                item=item or self.outline.item,
                paragraph=paragraph,
                page=page,
                act=act,
                cells=cells,
            )
        )
        if mark is not None and mark.kind == "row" and mark.level is not None:
            self.outline.open(_TABLE_SECTION, piece.plain.rstrip(" :"))
            self._section = mark.table
