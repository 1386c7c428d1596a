"""What a reader hands on: a paper's text, with the hints that its format gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from scrutiny_rag.papers.model import Page

MarkKind = Literal["heading", "bullet", "row", "furniture", "paragraph"]
Format = Literal["text", "markdown", "pdf", "html", "docx", "captions", "sheet"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A hint that the format itself gives: `text[char_start:char_end]` is a heading, a list item, a row...

    The stretch starts and ends on a non-space character and may run over several lines.
    """

    kind: MarkKind
    char_start: int
    char_end: int
    level: int | None = None
    """Of a heading: 1 is the outermost. Of a bullet: 1 for the outer list. Of a row: 1 where it is no record
    but heads the rows below it. None otherwise."""
    cells: tuple[tuple[str, str], ...] = ()
    """Of a row: (column title, cell text) pairs; the title is "" where the table has none."""
    table: int | None = None
    """Of a row: ordinal of its table in the paper, from 0."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as read, before anyone has understood it. Offsets index `text`, in Unicode code points."""

    text: str
    format: Format = "text"
    pages: tuple[Page, ...] = ()
    """Empty where the format has no pages."""
    marks: tuple[Mark, ...] = ()
    """In reading order and without overlap; what they leave uncovered is for the structure room to tell."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """What the format says of the paper as a whole; keys: title, author, subject, created and modified
    (ISO dates), source_url, site (who publishes a web page), published, furniture (what was taken out of the
    text: running heads, one a line); type, where the format leaves no doubt of it; committee, meeting_date
    and item where the paper is one agenda item."""
    warnings: tuple[str, ...] = ()
    """What a person should know of the reading, a sentence each."""
