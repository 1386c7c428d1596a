"""What a paper is: its text, pages, blocks and metadata.

Every offset in this package indexes `Paper.text`, in Unicode code points. For .txt and .md papers that text
is the decoded file with newlines as "\\n"; for other formats it is the text that the reader made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scrutiny_rag.errors import PaperError as PaperError


class PaperType(StrEnum):
    """The kinds of paper that the command line names."""

    MINUTES = "minutes"
    AGENDA = "agenda"
    TRANSCRIPT = "transcript"
    STRATEGY = "strategy"
    REPORT = "report"
    ACTION_LIST = "action-list"
    ARTICLE = "article"
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    """What a block is in its paper."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    TURN = "turn"
    """One speaker's turn in a transcript, label included, over all its paragraphs and page breaks."""
    ROW = "row"
    """One row of a table."""
    STAGE = "stage"
    """A stage direction in a transcript: (The meeting adjourned at 11.05.)"""
    FURNITURE = "furniture"
    """Page marks, navigation, "Supporting documents:": kept in the text, never searched or quoted."""


class Act(StrEnum):
    """What a block does, where it says so: these mean different things and are kept apart."""

    RESOLVES = "resolves"
    RECOMMENDS = "recommends"
    UNDERTAKES = "undertakes"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source file: 1-based number, and its stretch of `Paper.text`."""

    number: int
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a paper that belongs together; `paper.text[char_start:char_end]` is its text.

    Blocks stand in reading order, do not overlap, start and end on a non-space character, and together
    cover every non-space character of the paper's text: nothing is lost.
    """

    kind: BlockKind
    char_start: int
    char_end: int
    heading: tuple[str, ...] = ()
    """Titles from the outermost heading to the innermost, this block's own title not included."""
    item: str | None = None
    """Agenda item number as printed, such as "5" or "3(a)"."""
    paragraph: str | None = None
    """Paragraph number as printed, such as "5.3"."""
    speaker: str | None = None
    """Who speaks in a turn, without role and title brackets: "Len Duvall AM"; None outside turns, and in a turn
    that nothing says whose it is."""
    role: str | None = None
    """The speaker's role as printed: "Chairman", "Metropolitan Police Service"."""
    page: int | None = None
    """Page on which the block starts; None where the format has no pages."""
    act: Act | None = None
    turn: int | None = None
    """Ordinal of the turn in its transcript, from 0."""
    exchange: int | None = None
    """Turns of one question and its answers share this number."""
    speech_start: int | None = None
    """Offset at which the speech begins, after the speaker's label; None outside turns."""
    cells: tuple[tuple[str, str], ...] = ()
    """A table row as (column title, cell text) pairs; the title is "" where the table has none."""


def in_words(day: date) -> str:
    """A date as people write it: 9 June 2022."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a paper as a whole; None is "not stated", never a guess."""

    title: str | None = None
    body: str | None = None
    """The organisation: "Islington Council", "London Assembly"."""
    committee: str | None = None
    date: date | None = None
    """Meeting date, or publication date where there was no meeting."""
    type: PaperType = PaperType.UNKNOWN
    draft: bool | None = None
    """True for draft minutes, False for confirmed ones."""
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A file, read and understood."""

    name: str
    """The file's name, relative to the ingested folder where names repeat."""
    text: str
    pages: tuple[Page, ...] = ()
    """Empty where the format has no pages."""
    blocks: tuple[Block, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    sha256: str = ""
    """Of the file's bytes, in hexadecimal."""
    warnings: tuple[str, ...] = ()
    """What a person should know of the reading, a sentence each: "Page 3 is a scan without text."."""

    def page_at(self, offset: int) -> int | None:
        """Number of the page that holds `offset`; None where the paper has no pages."""
        for page in self.pages:
            if page.char_start <= offset < page.char_end:
                return page.number
        return self.pages[-1].number if self.pages else None
