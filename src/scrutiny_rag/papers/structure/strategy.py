"""Strategies, reports, articles: heading path, numbered paragraphs and commitments, tables, bullets."""

from __future__ import annotations

import re

from scrutiny_rag.papers.model import Block, BlockKind
from scrutiny_rag.papers.readers import Draft, Mark
from scrutiny_rag.papers.structure.acts import act_of
from scrutiny_rag.papers.structure.build import BlockList
from scrutiny_rag.papers.structure.furniture import mark_furniture
from scrutiny_rag.papers.structure.lines import BULLET, Line, Piece, cut_lines, join_lines
from scrutiny_rag.papers.structure.outline import is_capitals, is_plain_heading, reads_as_title
from scrutiny_rag.papers.structure.tables import mark_tables, row_item

_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?P<dot>[.)]?)\s+(?P<rest>\S.*)")
_COMMITMENT = re.compile(
    r"(?:commitment|action|priority|objective|outcome|recommendation|pledge|goal|aim|measure)\s+"
    r"(?:no\.? ?)?(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)\s*[:.)–—-]\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\(?(?P<number>[a-z]|[ivx]{1,5})[.)]\s+\S")
_LABEL = re.compile(r"(?:RESOLVED|RECOMMENDED|ACTIONS?|NOTED)\b.{0,40}:", re.IGNORECASE)
_KICKER = re.compile(r"(?:analysis|news|opinion|features?|comment|report|strategy|public)\W*", re.IGNORECASE)
_MORE = re.compile(
    r"more like this|related (?:articles|content|stories)|read more|you may also like", re.IGNORECASE
)
_CAPITALS, _BOLD, _PLAIN = 1, 2, 3
_UNDER_ALL = 7
"""Below every level that a format can mark."""
_TITLE_PIECES = 4


def find_strategy_blocks(draft: Draft) -> tuple[Block, ...]:
    """The blocks of running prose under headings, in order and covering every non-space character.

    Levels come from the format's headings, from numbers ("2.1" lies under "2"), or from the look of the
    line: capitals outermost, then bold, then plain short lines. Numbered paragraphs keep their number in
    `paragraph`; so do commitments ("Commitment 12: ...").
    """
    lines = cut_lines(draft)
    mark_furniture(lines)
    mark_tables(draft.text, lines)
    _mark_tail(lines)
    return _Prose(draft, _labelled(join_lines(lines, _opens))).blocks()


def _opens(line: Line) -> bool:
    return bool(_COMMITMENT.match(line.plain) or _LABEL.match(line.plain))


def _labelled(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        bare = (
            before is not None
            and len(before.plain) < 50
            and before.plain.endswith(":")
            and _LABEL.match(before.plain)
        )
        if (
            before is not None
            and bare
            and not before.mark
            and not piece.mark
            and not BULLET.match(piece.plain)
        ):
            joined[-1] = before.merged(piece)
        else:
            joined.append(piece)
    return joined


def _mark_tail(lines: list[Line]) -> None:
    """Mark links to other pages at the end of a web page as furniture: short lines after "More like this"."""
    for i in range(len(lines) - 1, max(-1, len(lines) - 40), -1):
        if len(lines[i].plain) > 140:
            return
        if _MORE.fullmatch(lines[i].plain):
            for line in lines[i:]:
                line.mark = Mark("furniture", line.start, line.end)
            return


class _Prose:
    def __init__(self, draft: Draft, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._out = BlockList(draft)
        # A plain short line is a heading only where the format has no way to say so, or said nothing.
        self._told = any(p.mark and p.mark.kind == "heading" for p in pieces)

    def blocks(self) -> tuple[Block, ...]:
        for i in range(len(self._pieces)):
            self._take(i)
        return tuple(self._out.blocks)

    def _take(self, i: int) -> None:
        piece = self._pieces[i]
        mark = piece.mark
        kind = mark.kind if mark else None
        if kind == "furniture":
            self._out.add(BlockKind.FURNITURE, piece)
        elif kind == "row" and mark:
            self._out.add(
                BlockKind.ROW, piece, cells=mark.cells, item=row_item(mark.cells), act=act_of(piece.plain)
            )
        elif level := self._level(i):
            self._out.outline.close(level)
            self._out.add(BlockKind.HEADING, piece)
            self._out.outline.open(level, piece.plain.rstrip(" :"))
        elif self._is_paper_title(i):
            self._out.add(BlockKind.HEADING, piece)
        elif self._heads_its_numbers(i):
            level = _UNDER_ALL if self._told else _PLAIN
            self._out.outline.close(level)
            self._out.add(BlockKind.HEADING, piece)
            self._out.outline.open(level, piece.plain)
        else:
            self._take_text(piece)

    def _level(self, i: int) -> int:
        """Level of the heading that piece `i` is, from 1; 0 for none, or for the title of the whole paper."""
        piece = self._pieces[i]
        mark = piece.mark
        if mark is not None:
            return (mark.level or _BOLD) if mark.kind == "heading" else 0
        text = piece.plain
        if BULLET.match(text) or self._is_paper_title(i):
            return 0
        number = _NUMBER.match(text)
        titled = reads_as_title(Piece(piece.lines, number["rest"])) if number else reads_as_title(piece)
        if not titled:
            return 0
        if number:
            followed = i + 1 < len(self._pieces) and not _NUMBER.fullmatch(self._pieces[i + 1].plain)
            sure = piece.bold or is_capitals(number["rest"]) or (followed and len(number["rest"]) <= 80)
            return number["number"].count(".") + 1 if sure else 0
        if is_capitals(text) and is_plain_heading(self._pieces, i, headline=False):
            return _CAPITALS
        if piece.bold:
            return _BOLD
        return _PLAIN if not self._told and is_plain_heading(self._pieces, i, headline=True) else 0

    def _heads_its_numbers(self, i: int) -> bool:
        """Whether the piece is a commitment's title, "Priority 2: Homes", over its paragraphs 2.1, 2.2..."""
        piece = self._pieces[i]
        match = _COMMITMENT.match(piece.plain)
        if piece.mark is not None or not match or not reads_as_title(Piece(piece.lines, match["rest"])):
            return False
        ahead = (p for p in self._pieces[i + 1 : i + 5] if not p.mark or p.mark.kind != "furniture")
        following = _NUMBER.match(next(ahead, piece).plain)
        return following is not None and following["number"].startswith(f"{match['number']}.")

    def _is_paper_title(self, i: int) -> bool:
        """Whether the piece is a title line before any text: it heads the whole paper, so no part of it."""
        piece = self._pieces[i]
        if piece.mark is not None or i >= _TITLE_PIECES or len(piece.lines) > 2 or not reads_as_title(piece):
            return False
        if any(block.kind not in (BlockKind.HEADING, BlockKind.FURNITURE) for block in self._out.blocks):
            return False
        following = self._pieces[i + 1] if i + 1 < len(self._pieces) else None
        earlier = any(block.kind is BlockKind.HEADING for block in self._out.blocks)
        if earlier and not _KICKER.fullmatch(self._pieces[i - 1].plain):
            # One title is enough, unless a whole title page of them follows.
            return following is not None and following.mark is None and reads_as_title(following)
        return following is None or following.lines[0].gap > 0 or following.mark is not None

    def _take_text(self, piece: Piece) -> None:
        text = piece.plain
        act = act_of(text)
        if (piece.mark is not None and piece.mark.kind == "bullet") or BULLET.match(text):
            number = _NUMBER.match(text) or _LETTERED.match(text)
            self._out.add(BlockKind.BULLET, piece, act=act, paragraph=number["number"] if number else None)
        elif match := _COMMITMENT.match(text) or _LETTERED.match(text):
            self._out.add(BlockKind.BULLET, piece, paragraph=match["number"], act=act)
        elif (match := _NUMBER.match(text)) and (match["dot"] or "." in match["number"]):
            # "5.3 ..." is a paragraph of section 5; "3. ..." an item of a list.
            kind = BlockKind.PARAGRAPH if "." in match["number"] else BlockKind.BULLET
            self._out.add(kind, piece, paragraph=match["number"], act=act)
        else:
            self._out.add(BlockKind.PARAGRAPH, piece, act=act)
