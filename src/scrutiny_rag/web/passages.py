"""A stretch of a paper as HTML: its blocks, with one quote marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.web.markup import escape

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"'’”)]*\s+")
_HEADING_MARKS = re.compile(r"#{1,6}[ \t]+")
_BULLET_MARKS = re.compile(r"(?:[-*+•▪◦‣·–]|\uf0b7)[ \t]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of `Paper.text`, in code points, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or the part of it that is shown."""

    block: Block
    start: int
    end: int

    @property
    def cut_before(self) -> bool:
        """True where the block begins before the part shown."""
        return self.start > self.block.char_start

    @property
    def cut_after(self) -> bool:
        """True where the block goes on after the part shown."""
        return self.end < self.block.char_end


def blocks_of(paper: Paper) -> tuple[Block, ...]:
    """The paper's blocks; its whole text as one paragraph where it has none."""
    if paper.blocks or not paper.text.strip():
        return paper.blocks
    return (Block(BlockKind.PARAGRAPH, 0, len(paper.text)),)


def context(paper: Paper, quote: Span, around: int = 320) -> list[Piece]:
    """The blocks that hold `quote` and what stands next to it, at most about `around` characters each way.

    It stays within the quote's section: from the nearest heading before to the next one after. A block is cut
    at the end of a sentence, or failing that at a word; the quote itself is never cut. Page furniture is left
    out unless it holds the quote, and so are the other rows of a quoted row's table.
    """
    blocks = blocks_of(paper)
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    first = max([quote.start - around, *(b.char_start for b in headings if b.char_end <= quote.start)])
    last = min([quote.end + around, *(b.char_start for b in headings if b.char_start >= quote.end)])
    in_table = any(_holds(block, quote) and block.kind is BlockKind.ROW for block in blocks)
    pieces = []
    for block in blocks:
        holds_quote = _holds(block, quote)
        if block.char_end <= first or block.char_start >= last:
            continue
        if not holds_quote and (
            block.kind is BlockKind.FURNITURE or (in_table and block.kind is BlockKind.ROW)
        ):
            continue
        start, end = block.char_start, block.char_end
        if start < first:
            start = _cut_start(paper.text, first, min(end, quote.start))
        if end > last:
            end = _cut_end(paper.text, max(start, quote.end), last)
        if start < end:
            pieces.append(Piece(block, start, end))
    return pieces


def _holds(block: Block, quote: Span) -> bool:
    return block.char_start < quote.end and quote.start < block.char_end


def _cut_start(text: str, start: int, limit: int) -> int:
    """Start of the first sentence in [start, limit), else of the first word, else `limit`."""
    sentence = _SENTENCE_END.search(text, start, limit)
    if sentence:
        return sentence.end()
    space = text.find(" ", start, limit)
    return limit if space < 0 else space + 1


def _cut_end(text: str, limit: int, end: int) -> int:
    """End of the last sentence in [limit, end), else of the last word, else `limit`."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, limit, end)]
    if ends:
        return limit + len(text[limit : ends[-1]].rstrip())
    space = text.rfind(" ", limit, end)
    return limit if space < 0 else space


def render_pieces(paper: Paper, pieces: list[Piece], quote: Span | None, quote_id: str) -> str:
    """The pieces as HTML, all text escaped, `quote` in <mark>; the first mark has the id `quote_id`."""
    return "".join(_render(paper, pieces, quote, quote_id))


def render_paper(paper: Paper, quote: Span | None, quote_id: str) -> str:
    """The whole paper as HTML, with a line where a page begins."""
    return "".join(
        _render(paper, [Piece(b, b.char_start, b.char_end) for b in blocks_of(paper)], quote, quote_id, True)
    )


def _render(
    paper: Paper, pieces: list[Piece], quote: Span | None, quote_id: str, page_lines: bool = False
) -> Iterator[str]:
    page: int | None = None
    marked = False
    for piece in pieces:
        block = piece.block
        if page_lines and block.page is not None and block.page != page:
            page = block.page
            yield f'<p class="page-line"><span>Page {page}</span></p>'
        holds_quote = quote is not None and piece.start < quote.end and quote.start < piece.end
        body = _block_text(
            paper, piece, quote, "" if marked or not holds_quote else f' id="{escape(quote_id)}"'
        )
        marked = marked or holds_quote
        yield _element(block, body, f' id="at-{block.char_start}"' if page_lines else "")


def _element(block: Block, body: str, name: str) -> str:
    if block.kind is BlockKind.HEADING:
        level = min(len(block.heading), 2) + 3
        return f'<h{level} class="b-heading"{name}>{body}</h{level}>'
    return f'<p class="b-{block.kind.value}"{name}>{body}</p>'


def _block_text(paper: Paper, piece: Piece, quote: Span | None, mark_id: str) -> str:
    block, start = piece.block, piece.start
    if block.kind is BlockKind.ROW and not (piece.cut_before or piece.cut_after):
        row = _row(paper, piece, quote, mark_id)
        if row:
            return row
    label = ""
    if block.kind is BlockKind.TURN and block.speaker:
        label, start = _speaker_label(paper, piece, quote)
    elif not piece.cut_before:
        # Signs that Markdown and plain text put before a title or a list item are drawn by the page instead.
        signs = {BlockKind.HEADING: _HEADING_MARKS, BlockKind.BULLET: _BULLET_MARKS}.get(block.kind)
        found = signs.match(paper.text, start, piece.end) if signs else None
        start = found.end() if found else start
    before = "… " if piece.cut_before else ""
    after = " …" if piece.cut_after else ""
    return label + before + _marked(paper.text, start, piece.end, quote, mark_id) + after


def _speaker_label(paper: Paper, piece: Piece, quote: Span | None) -> tuple[str, int]:
    """Who speaks, in bold, and where the rest starts: the printed label, or the name where that is cut."""
    block = piece.block
    speech = block.speech_start
    inside_label = (
        quote is not None and speech is not None and quote.start < speech and quote.end > block.char_start
    )
    if piece.cut_before or speech is None:
        return f'<b class="speaker">{escape(block.speaker or "")}:</b> ', piece.start
    if inside_label:
        return "", piece.start
    return f'<b class="speaker">{escape(paper.text[piece.start : speech].strip())}</b> ', speech


def _row(paper: Paper, piece: Piece, quote: Span | None, mark_id: str) -> str | None:
    """A table row's cells, each under its column's title; None where they cannot all be found in its text."""
    out = []
    at = piece.start
    for title, words in piece.block.cells:
        if not words:
            continue
        start = paper.text.find(words, at, piece.end)
        if start < 0:
            return None
        at = start + len(words)
        text = _marked(paper.text, start, at, quote, mark_id)
        mark_id = "" if "<mark" in text else mark_id
        out.append(f'<span class="cell">{_column(title)}<span>{text}</span></span> ')
    return "".join(out) or None


def _column(title: str) -> str:
    return f'<span class="column-title">{escape(title)}</span> ' if title.strip() else ""


def _marked(text: str, start: int, end: int, quote: Span | None, mark_id: str) -> str:
    if quote is None or quote.end <= start or end <= quote.start:
        return _lines(text[start:end])
    a, b = max(start, quote.start), min(end, quote.end)
    return f"{_lines(text[start:a])}<mark{mark_id}>{_lines(text[a:b])}</mark>{_lines(text[b:end])}"


def _lines(text: str) -> str:
    """Escaped; a blank line is kept as a break, a single line break is where the source wrapped."""
    return _BLANK_LINE.sub("<br><br>", escape(text))
