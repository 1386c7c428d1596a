"""PDF papers as councils publish them: running heads taken out, lines joined to paragraphs, pages kept."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from datetime import datetime

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from scrutiny_rag.papers.model import Page, PaperError
from scrutiny_rag.papers.readers.builder import DraftBuilder
from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.draft import Draft
from scrutiny_rag.papers.readers.pdf_flow import Flow, Paragraph
from scrutiny_rag.papers.readers.pdf_furniture import furniture, furniture_key
from scrutiny_rag.papers.readers.pdf_joining import join_text
from scrutiny_rag.papers.readers.pdf_lines import Line, lines_of
from scrutiny_rag.papers.readers.pdf_margin import take_notes
from scrutiny_rag.papers.readers.pdf_ocr import read_scans
from scrutiny_rag.papers.readers.pdf_pieces import PageContent, read_page
from scrutiny_rag.papers.readers.pdf_rows import LongTable, long_table
from scrutiny_rag.papers.readers.pdf_tables import with_tables
from scrutiny_rag.papers.readers.tables import write_rows

# Its notes on odd files are for those who mend PDFs; what matters of them becomes a warning of the paper.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_MOST_PAGES = 5000
_MOST_CHARACTERS = 30_000_000
_BREAKAGES = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
    RecursionError,
    EOFError,
    OSError,
    struct.error,
    zlib.error,
)
"""What pypdf raises over damaged files: its own errors, and those of Python over values it did not expect."""

_DAMAGED = "The PDF is damaged; open it in a PDF reader and save it again, or fetch it again."
_LOCKED = "The PDF is locked with a password; save a copy without one."
_SCAN = (
    "The PDF is a scan without text: have it read by OCR with SCRUTINY_RAG_OCR=true (extra: ocr), or add a copy "
    "with text."
)
_UNREAD_SCAN = "The PDF is a scan, and OCR found no text in it; add a clearer copy."
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
"""A whole word, with its hyphens; the first half of one that is cut at a line's end is none."""


def read_pdf(data: bytes, *, ocr: bool = False) -> Draft:
    """A PDF's bytes as a draft, its pages with exact offsets; with `ocr`, scanned pages are read by OCR.

    Running heads and feet are taken out of the text, words cut at line ends are whole again, the lines of a
    paragraph are one line, tables are rows. A page without text gives a warning. Properties: title, author,
    subject, created, modified, furniture. Raises PaperError where the file is damaged, locked, too large, or
    a scan from end to end.
    """
    reader = _open(data)
    contents, warnings = _contents(reader)
    if ocr:
        warnings += _add_scans(data, reader, contents)
    segments = [with_tables(content) for content in contents]
    notes = take_notes(segments)
    pages = [lines_of(texts, number, notes[number - 1]) for number, texts in enumerate(segments, 1)]
    heads = furniture(pages, [(content.low, content.high) for content in contents])
    shown = {furniture_key(line): line.text for page in pages for line in page if id(line) in heads}
    slanted = dict.fromkeys(text for content in contents for text in content.slanted)
    lines = [line for page in pages for line in page if id(line) not in heads]
    if not lines:
        if any(_has_image(reader, number) for number in range(1, len(pages) + 1)):
            raise PaperError(_UNREAD_SCAN if ocr else _SCAN)
        raise PaperError("The PDF has no text in it; if its pages are drawn, run it through OCR.")
    filled = {line.page for line in lines}
    warnings += _scan_warnings(
        reader, [number for number in range(1, len(pages) + 1) if number not in filled]
    )
    writer = _PdfWriter(lines)
    starts = writer.write()
    properties = _properties(reader) | {"furniture": "\n".join([*shown.values(), *slanted])}
    return writer.builder.finish(properties, warnings, _pages(starts, len(pages), writer.builder.length))


def _open(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise PaperError(_LOCKED)
        count = len(reader.pages)
    except DependencyError as error:
        raise PaperError(
            "The PDF is encrypted in a way that cannot be opened here; save an open copy."
        ) from error
    except _BREAKAGES as error:
        if isinstance(error, PaperError):
            raise
        raise PaperError(_DAMAGED) from error
    if not count:
        raise PaperError("The PDF has no pages; save it again, or fetch it again.")
    if count > _MOST_PAGES:
        raise PaperError(f"The PDF has {count} pages, more than {_MOST_PAGES}; split it.")
    return reader


def _contents(reader: PdfReader) -> tuple[list[PageContent], list[str]]:
    """Each page's content; a page that cannot be read is empty, with a warning."""
    contents: list[PageContent] = []
    broken: list[int] = []
    length = 0
    for number in range(1, len(reader.pages) + 1):
        try:
            content = read_page(reader.pages[number - 1])
        except DependencyError as error:
            raise PaperError(
                "The PDF is encrypted in a way that cannot be opened here; save an open copy."
            ) from error
        except _BREAKAGES:
            content = PageContent()
            broken.append(number)
        length += sum(len(segment.text) for segment in content.segments)
        if length > _MOST_CHARACTERS:
            raise PaperError("The PDF has more text than a paper can hold; split it.")
        contents.append(content)
    if len(broken) == len(contents):
        raise PaperError(_DAMAGED)
    return contents, [f"{_ranges(broken)} could not be read."] if broken else []


def _add_scans(data: bytes, reader: PdfReader, contents: list[PageContent]) -> list[str]:
    """Put what OCR reads in place of pages that have pictures and no text; the warnings that say so."""
    bare = [number for number, content in enumerate(contents, 1) if not content.segments]
    scans = [number for number in bare if _has_image(reader, number)]
    found = read_scans(data, scans) if scans else {}
    for number, content in found.items():
        contents[number - 1] = content
    if not found:
        return []
    was = "was a scan" if len(found) == 1 else "were scans"
    return [f"{_ranges(sorted(found))} {was}, read by OCR: the text may have errors."]


def _scan_warnings(reader: PdfReader, empty: list[int]) -> list[str]:
    pictured = [number for number in empty if _has_image(reader, number)]
    blank = [number for number in empty if number not in pictured]
    warnings = []
    if pictured:
        what = "is a scan" if len(pictured) == 1 else "are scans"
        warnings.append(f"{_ranges(pictured)} {what} without text.")
    if blank:
        warnings.append(f"{_ranges(blank)} {'has' if len(blank) == 1 else 'have'} no text.")
    return warnings


def _has_image(reader: PdfReader, number: int) -> bool:
    try:
        resources = reader.pages[number - 1].get("/Resources")
        objects = resources.get_object().get("/XObject") if resources is not None else None
        return bool(objects is not None and objects.get_object())
    except _BREAKAGES:
        return False


def _ranges(numbers: list[int]) -> str:
    """ "Page 3", or "Pages 3, 5 to 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    return f"Page {shown}" if len(numbers) == 1 else f"Pages {shown}"


def _properties(reader: PdfReader) -> dict[str, str]:
    try:
        info = reader.metadata
        if info is None:
            return {}
        texts = {"title": info.title, "author": info.author, "subject": info.subject}
        dates = {"created": info.creation_date, "modified": info.modification_date}
    except _BREAKAGES:
        # The paper's text does not hang on what its file says about itself.
        return {}
    found = {key: one_space(str(value)) for key, value in texts.items() if value}
    return found | {
        key: value.date().isoformat() for key, value in dates.items() if isinstance(value, datetime)
    }


def _pages(starts: dict[int, int], count: int, length: int) -> list[Page]:
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


class _PdfWriter:
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
                after_row = i > 0 and self._paragraphs[i - 1].line.row
                self._open_row(first, after_row)
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

    def _open_row(self, line: Line, after_row: bool) -> None:
        """A row of a table without rules."""
        if not after_row:
            self._tables += 1
        self._note(line.page, self.builder.add_row([("", s.text) for s in line.segments], self._tables))

    def _table(self, table: LongTable | None) -> None:
        """Writes a table that has all its rows, if there is one."""
        if table is None:
            return
        self._tables += 1
        offsets = write_rows(self.builder, table.rows, self._tables)
        for page, offset in zip(table.pages, offsets, strict=True):
            self._note(page, offset)
