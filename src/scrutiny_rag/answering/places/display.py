"""A stretch of a paper as people read it: without the marks of its format."""

from __future__ import annotations

import html
import re

from scrutiny_rag.papers.model import Block, BlockKind

_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|\*\*|^#{1,6}\s+")
_LINK = re.compile(r"!?\[([^\]]{0,200})\]\([^)\s]{0,500}\)")
_TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)\b[^<>]{0,80}>",
    re.IGNORECASE,
)
"""Marks of layout; any other tag is a part of what the paper says."""
_MARK = re.compile(r"^(?:[·•▪◦‣■●*–-]+\s+|[·•▪◦‣■●]+|\\[-*])+")
_ESCAPE = re.compile(r"\\(?=[\s!-/:-@\[-`{-~]|$)")
"""Markdown's mark before punctuation that is meant as it stands, or before a line's end."""
_KEY = re.compile(r"\[(\d{1,3})\]")


def readable(text: str) -> str:
    """`text` on one line: no emphasis marks, links, tags, entities, bullets, or what looks like a citation's number."""
    text = _ESCAPE.sub("", html.unescape(_TAG.sub(" ", text)).replace("\xa0", " "))
    text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    text = _KEY.sub(r"(\1)", text)
    return _MARK.sub("", " ".join(text.split())).strip()


def row_in_words(block: Block) -> str:
    """A table's row as "column: cell; column: cell"; a cell without a column's name stands alone."""
    cells = [(readable(name).rstrip(": "), readable(cell)) for name, cell in block.cells]
    said = [f"{name}: {cell}" if name and name != cell else cell for name, cell in cells if cell]
    return "; ".join(said)


def block_in_words(block: Block, text: str) -> str:
    """A block's `text` for people: a row by its columns, anything else `readable`."""
    if block.kind is BlockKind.ROW and block.cells:
        return row_in_words(block)
    if block.kind is BlockKind.ROW:
        return "; ".join(filter(None, (readable(cell) for cell in text.split("|"))))
    return readable(text)
