"""Minutes and agendas: items with number and title, motions and replies, resolutions, bullets."""

from __future__ import annotations

import re

from scrutiny_rag.english.voting import side_label
from scrutiny_rag.papers.model import Act, Block, BlockKind
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.acts import act_of, act_of_listed, opens_list
from scrutiny_rag.papers.structure.build import BlockList
from scrutiny_rag.papers.structure.furniture import mark_furniture
from scrutiny_rag.papers.structure.introductions import OPENS, SUBMITTED, opens_piece, with_labels
from scrutiny_rag.papers.structure.item_numbers import read_letter
from scrutiny_rag.papers.structure.lines import BULLET, LISTED, Piece, cut_lines, join_lines
from scrutiny_rag.papers.structure.numbering import Number, agenda_numbers
from scrutiny_rag.papers.structure.outline import is_capitals, is_plain_heading, reads_as_title
from scrutiny_rag.papers.structure.paper_title import ENDS_TITLE, STARTS_AS_TITLE, names_paper

# Levels of the outline: a section over several items, an item, a part of it, an unnumbered heading within.
_SECTION, _ITEM, _PART, _WITHIN = 1, 2, 3, 4

_MOTION = re.compile(
    r"[“\"'‘|]*\s*(?:I|we) (?:will|wish to|hereby) (?:move|propose|ask)\b|will move\b", re.IGNORECASE
)
_ITEM_PAGE = re.compile(r"agenda item", re.IGNORECASE)
_ITEM_BELOW = re.compile(r"\((?:agenda )?item (?:no\.? ?)?(?P<number>\d{1,3}[a-z]?)\)", re.IGNORECASE)
_OFFICE = re.compile(r"(?:deputy |leas-?)?(?:mayor|cathaoirleach|chair(?:man|person|woman)?)", re.IGNORECASE)
_LONGEST_PAPER_TITLE = 6
"""Lines, as they may stand apart in a conversion from PDF."""
_INITIALS = re.compile(r"\b[A-Z]\.$")
_PARAGRAPH_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})\.?\s")
_LIST_NUMBER = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:\s|$)")


def find_minutes_blocks(draft: Draft) -> tuple[Block, ...]:
    """The blocks of minutes or an agenda, in order and covering every non-space character of `draft.text`.

    An agenda item's number and title make one HEADING; what follows carries its number in `item` and its
    title in `heading`, so that a motion and the reply to it share both. "RESOLVED:", "REPLY:" and the like
    make one block with the paragraph they introduce.
    """
    lines = cut_lines(draft)
    mark_furniture(lines)
    pieces = with_labels(join_lines(lines, opens_piece))
    return _Minutes(draft, pieces).blocks()


def _goes_on(title: str, following: Piece) -> bool:
    """Whether a title runs over into the next piece: an open bracket, or initials whose name is still to come."""
    if title.count("(") > title.count(")"):
        return following.plain.endswith(")")
    return bool(_INITIALS.search(title)) and reads_as_title(following) and following.mark is None


class _Minutes:
    def __init__(self, draft: Draft, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._numbers = agenda_numbers(pieces)
        self._out = BlockList(draft)
        self._list_act: Act | None = None
        """What the label before a list does: "RESOLVED:" holds for each of its items."""
        self._number: str = ""
        self._headed = False
        self._business = False
        """Whether the head of the paper, with its title and the day, is done."""

    def blocks(self) -> tuple[Block, ...]:
        i = 0
        while i < len(self._pieces):
            i += self._take(i)
        return tuple(self._out.blocks)

    def _take(self, i: int) -> int:
        """Add the block that starts at piece `i`; how many pieces it took."""
        piece = self._pieces[i]
        kind = piece.mark.kind if piece.mark else None
        if kind == "furniture":
            self._out.add(BlockKind.FURNITURE, piece)
            return 1
        if number := self._numbers.get(i):
            return self._take_run_in(piece, number) if number.run_in else self._take_item(i, number)
        if label := self._label_below(i):
            return self._take_labelled(i, label)
        if kind == "row" and piece.mark:
            self._out.add(BlockKind.ROW, piece, cells=piece.mark.cells, act=act_of(piece.plain))
            return 1
        if self._number and (part := self._part(i)):
            return part
        if kind == "bullet" or BULLET.match(piece.plain):
            self._out.add(BlockKind.BULLET, piece, act=act_of_listed(piece.plain, self._list_act))
            return 1
        if i and _ITEM_PAGE.fullmatch(self._pieces[i - 1].plain) and len(piece.plain) < 300:
            return self._take_page_title(piece)
        if kind != "paragraph" and self._is_heading(i):
            return self._take_heading(i)
        self._take_paragraph(piece)
        return 1

    def _take_item(self, i: int, number: Number) -> int:
        piece, taken = self._pieces[i], 1
        title = number.rest
        following = self._pieces[i + 1] if i + 1 < len(self._pieces) else None
        if not title and following and self._is_title(following) and i + 1 not in self._numbers:
            piece, taken, title = piece.merged(following), 2, following.plain
        elif following and _goes_on(title, following):
            piece, taken, title = piece.merged(following), 2, f"{title} {following.plain}"
        self._out.outline.close(_ITEM)
        self._out.add(BlockKind.HEADING, piece, item=number.label)
        self._out.outline.open(_ITEM, title, number.label)
        self._number, self._list_act, self._headed, self._business = number.label, None, True, True
        return taken

    def _take_run_in(self, piece: Piece, number: Number) -> int:
        """Take an item whose words follow its title on the line: its heading is no block of its own."""
        self._out.outline.open(_ITEM, number.rest, number.label)
        self._out.add(BlockKind.PARAGRAPH, piece, act=act_of(piece.plain))
        self._number, self._list_act, self._headed, self._business = number.label, None, True, True
        return 1

    def _label_below(self, i: int) -> str | None:
        """The number that stands under a title instead of before it: "(Item 3)"."""
        following = self._pieces[i + 1 : i + 2]
        match = following and _ITEM_BELOW.fullmatch(following[0].plain)
        mark = self._pieces[i].mark
        titled = reads_as_title(self._pieces[i], numbered=True) and (mark is None or mark.kind == "heading")
        return match["number"] if match and (titled or self._is_title(self._pieces[i])) else None

    def _take_labelled(self, i: int, label: str) -> int:
        self._out.outline.close(_ITEM)
        self._out.add(BlockKind.HEADING, self._pieces[i].merged(self._pieces[i + 1]), item=label)
        self._out.outline.open(_ITEM, self._pieces[i].plain, label)
        self._number, self._list_act, self._headed, self._business = label, None, True, True
        return 2

    def _take_page_title(self, piece: Piece) -> int:
        """Take the title of a page that is one agenda item: it stands right under the words "Agenda item"."""
        self._out.outline.close(_SECTION)
        self._out.add(BlockKind.HEADING, piece)
        self._out.outline.open(_ITEM, piece.plain)
        self._headed = True
        return 1

    def _part(self, i: int) -> int:
        """Take "(a)" with its title as a part of the open item; 0 where it is a list of sentences."""
        piece = self._pieces[i]
        read = read_letter(piece.plain)
        if read is None or (piece.mark is not None and piece.mark.kind == "bullet"):
            return 0
        letter, title = read
        taken = 1
        if not title:
            following = self._pieces[i + 1] if i + 1 < len(self._pieces) else None
            if following is None or i + 1 in self._numbers:
                return 0
            if not self._is_title(following):
                return self._take_lettered(piece, following, letter)
            piece, taken, title = piece.merged(following), 2, following.plain
        elif not (piece.bold or SUBMITTED.match(title)):
            return 0
        if not reads_as_title(Piece(piece.lines, title)):
            return 0
        whole = f"{self._number.split('(')[0]}({letter})"
        self._out.outline.close(_PART)
        self._out.add(BlockKind.HEADING, piece, item=whole)
        self._out.outline.open(_PART, title, whole)
        self._list_act = None
        return taken

    def _take_lettered(self, piece: Piece, following: Piece, letter: str) -> int:
        """Take "(a)" alone on its line with the paragraph below it: a part without a title."""
        if (following.mark is not None and following.mark.kind != "paragraph") or BULLET.match(
            following.plain
        ):
            return 0
        whole = f"{self._number.split('(')[0]}({letter})"
        self._out.outline.open(_PART, "", whole)
        piece = piece.merged(following)
        act = act_of_listed(piece.plain, self._list_act)
        self._out.add(BlockKind.PARAGRAPH, piece, paragraph=letter, act=act)
        return 2

    @staticmethod
    def _is_title(piece: Piece) -> bool:
        if piece.mark is not None and piece.mark.kind not in ("heading", "paragraph"):
            return False
        if _MOTION.match(piece.plain) or read_letter(piece.plain) or len(piece.plain) > 300:
            return False
        return bool(SUBMITTED.match(piece.plain)) or (reads_as_title(piece) and not OPENS.match(piece.plain))

    def _is_heading(self, i: int) -> bool:
        piece = self._pieces[i]
        text = piece.plain
        if side_label(text) is not None:
            return False
        if piece.mark is not None and piece.mark.kind == "heading":
            return True
        if OPENS.match(text) and not SUBMITTED.match(text):
            return False
        if (
            not self._headed
            and i < 6
            and STARTS_AS_TITLE.match(text)
            and (piece.bold or is_capitals(text) or len(text) < 300)
        ):
            return True
        if _MOTION.match(text) or LISTED.match(text) or _OFFICE.fullmatch(text):
            return False
        if SUBMITTED.match(text) and len(text) < 250 and not text.endswith("."):
            return True
        if piece.bold:
            return reads_as_title(piece) and not self._in_run(i)
        return is_plain_heading(self._pieces, i, headline=False) and not self._in_run(i)

    def _in_run(self, i: int) -> bool:
        """Whether short pieces stand above and below: the cells of a table that lost its lines."""
        if is_capitals(self._pieces[i].plain):
            return False
        return sum(self._like_a_cell(j) for j in range(max(0, i - 2), min(i + 3, len(self._pieces)))) >= 4

    def _like_a_cell(self, i: int) -> bool:
        piece = self._pieces[i]
        numbered = i in self._numbers or i - 1 in self._numbers
        short = len(piece.plain) < 60 and piece.plain[-1:] not in ".;:"
        return short and not numbered and piece.mark is None and not BULLET.match(piece.plain)

    def _take_heading(self, i: int) -> int:
        """Add the heading that piece `i` opens; how many pieces it took."""
        piece = self._pieces[i]
        first, self._headed = not self._headed, True
        title = piece.plain.rstrip(" :")
        if first and (STARTS_AS_TITLE.match(title) or i == 0 or not self._out.blocks):
            # The paper's own title heads everything, and so nothing in particular.
            return self._take_paper_title(i)
        if not self._business and names_paper(title):
            self._out.add(BlockKind.HEADING, piece)
            return 1
        self._business = True
        level = self._level(i, title)
        self._out.outline.close(level)
        if level == _SECTION:
            self._number = ""
        self._out.add(BlockKind.HEADING, piece)
        self._out.outline.open(level, title)
        self._list_act = None
        return 1

    def _take_paper_title(self, i: int) -> int:
        """Add the paper's own title with the capitals or bold lines that go on with it."""
        piece, taken = self._pieces[i], 1
        capitals = is_capitals(piece.plain, at_least=0.8)
        for following in self._pieces[i + 1 : i + _LONGEST_PAPER_TITLE]:
            alike = following.bold == piece.bold and (
                is_capitals(following.plain, at_least=0.8) or not capitals
            )
            over = (
                ENDS_TITLE.match(following.plain) or piece.plain.endswith(".") or i + taken in self._numbers
            )
            if following.mark or piece.mark or over or not alike or not (capitals or piece.bold):
                break
            piece, taken = piece.merged(following), taken + 1
        self._out.add(BlockKind.HEADING, piece)
        return taken

    def _level(self, i: int, title: str) -> int:
        mark = self._pieces[i].mark
        if mark is not None and mark.level is not None:
            return _ITEM if not self._numbers and mark.level > 1 else _SECTION if mark.level == 1 else _WITHIN
        # Whatever stands right above a numbered item heads more than the item before it.
        ahead = (j for j in range(i + 1, min(i + 5, len(self._pieces))) if not self._furniture(j))
        if next(ahead, None) in self._numbers:
            return _SECTION
        if SUBMITTED.match(title):
            return _ITEM if not self._number else _PART
        return _WITHIN

    def _furniture(self, i: int) -> bool:
        mark = self._pieces[i].mark
        return mark is not None and mark.kind == "furniture"

    def _take_paragraph(self, piece: Piece) -> None:
        text = piece.plain
        act = act_of(text)
        self._business |= bool(ENDS_TITLE.match(text)) or text.endswith(".")
        if match := _LIST_NUMBER.match(text):
            self._out.add(
                BlockKind.BULLET, piece, paragraph=match[1], act=act_of_listed(text, self._list_act)
            )
            return
        number = _PARAGRAPH_NUMBER.match(text)
        self._out.add(BlockKind.PARAGRAPH, piece, paragraph=number[1] if number else None, act=act)
        self._list_act = act if opens_list(text) else None
