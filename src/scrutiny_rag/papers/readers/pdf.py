"""PDF papers as councils publish them: running heads taken out, lines joined to paragraphs, pages kept."""

from __future__ import annotations

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import DependencyError

from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers.draft import Draft
from scrutiny_rag.papers.readers.pdf_furniture import furniture, furniture_key
from scrutiny_rag.papers.readers.pdf_glyphs import read_drawn
from scrutiny_rag.papers.readers.pdf_lines import lines_of
from scrutiny_rag.papers.readers.pdf_margin import take_notes
from scrutiny_rag.papers.readers.pdf_ocr import read_scans
from scrutiny_rag.papers.readers.pdf_open import BREAKAGES, DAMAGED, open_envelope, open_pages, properties_of
from scrutiny_rag.papers.readers.pdf_pieces import PageContent, read_content
from scrutiny_rag.papers.readers.pdf_tables import with_tables
from scrutiny_rag.papers.readers.pdf_typed import add_typed, files_inside, typed_on
from scrutiny_rag.papers.readers.pdf_writer import PdfWriter, pages_of

_MOST_CHARACTERS = 30_000_000
_MOST_NAMED = 5
_SCAN = (
    "The PDF is a scan without text: have it read by OCR with SCRUTINY_RAG_OCR=true (extra: ocr), or add a copy "
    "with text."
)
_UNREAD_SCAN = "The PDF is a scan, and OCR found no text in it; add a clearer copy."
_GARBLED = (
    "The PDF's font has no table of letters, so its text cannot be read: have it read by OCR with "
    "SCRUTINY_RAG_OCR=true (extra: ocr), or save it again from the program that made it."
)


def read_pdf(data: bytes, *, ocr: bool = False) -> Draft:
    """A PDF's bytes as a draft, its pages with exact offsets; with `ocr`, scanned pages are read by OCR.

    Running heads and feet are taken out of the text, words cut at line ends are whole again, the lines of a
    paragraph are one line, tables are rows, what was typed into forms and onto pages stands in its place. A page
    without text, one whose letters cannot be told, and files inside the PDF give a warning. Properties: title,
    author, subject, created, modified, furniture. Raises PaperError where the file is damaged, locked, too
    large, or unreadable from end to end.
    """
    reader = open_envelope(data)
    document = open_pages(data, reader)
    try:
        contents, warnings = _contents(document)
    finally:
        document.close()
    hanging: list[str] = []
    warnings += _add_typed(reader, contents, hanging)
    warnings += _inside(reader, hanging)
    if ocr:
        warnings += _add_scans(data, contents)
    segments = [with_tables(content) for content in contents]
    notes = take_notes(segments)
    pages = [lines_of(texts, number, notes[number - 1]) for number, texts in enumerate(segments, 1)]
    heads = furniture(pages, [(content.low, content.high) for content in contents])
    if all(id(line) in heads for page in pages for line in page):
        # Pages that are all alike repeat their matter, not a running head.
        heads = set()
    shown = {furniture_key(line): line.text for page in pages for line in page if id(line) in heads}
    slanted = dict.fromkeys(text for content in contents for text in content.slanted)
    lines = [line for page in pages for line in page if id(line) not in heads]
    if not lines:
        if any(content.garbled for content in contents):
            raise PaperError(_GARBLED)
        if any(content.pictures for content in contents):
            raise PaperError(_UNREAD_SCAN if ocr else _SCAN)
        raise PaperError("The PDF has no text in it; if its pages are drawn, run it through OCR.")
    filled = {line.page for line in lines}
    empty = [number for number in range(1, len(pages) + 1) if number not in filled]
    warnings += _empty_warnings(contents, empty)
    writer = PdfWriter(lines)
    starts = writer.write()
    properties = properties_of(reader) | {"furniture": "\n".join([*shown.values(), *slanted])}
    return writer.builder.finish(properties, warnings, pages_of(starts, len(pages), writer.builder.length))


def _contents(document: pypdfium2.PdfDocument) -> tuple[list[PageContent], list[str]]:
    """Each page's content; a page that cannot be read is empty, with a warning."""
    contents: list[PageContent] = []
    broken: list[int] = []
    length = 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            try:
                content = read_content(read_drawn(page))
            finally:
                page.close()
        except pypdfium2.PdfiumError:
            content = PageContent()
            broken.append(number)
        length += sum(len(segment.text) for segment in content.segments)
        if length > _MOST_CHARACTERS:
            raise PaperError("The PDF has more text than a paper can hold; split it.")
        contents.append(content)
    if len(broken) == len(contents):
        raise PaperError(DAMAGED)
    return contents, [f"{_ranges(broken)} could not be read."] if broken else []


def _add_typed(reader: PdfReader, contents: list[PageContent], hanging: list[str]) -> list[str]:
    """Put what was typed into forms and onto pages into the pages; the warnings about what was left out.

    The names of files that hang on pages go into `hanging`.
    """
    commented: list[int] = []
    broken: list[int] = []
    for number, content in enumerate(contents, 1):
        try:
            typed = typed_on(reader.pages[number - 1])
        except (DependencyError, *BREAKAGES):
            broken.append(number)
            continue
        add_typed(content, typed.segments)
        hanging += typed.files
        if typed.comments:
            commented.append(number)
    warnings = []
    if broken:
        warnings.append(f"{_ranges(broken)}: what was typed into forms or notes could not be read.")
    if commented:
        has = "has" if len(commented) == 1 else "have"
        warnings.append(f"{_ranges(commented)} {has} comments beside the text, which are not read.")
    return warnings


def _inside(reader: PdfReader, hanging: list[str]) -> list[str]:
    """The warning that the PDF holds files of its own, those that hang on its pages too."""
    try:
        names = list(dict.fromkeys([*files_inside(reader), *hanging]))
    except (DependencyError, *BREAKAGES):
        return ["The PDF may hold other files, which could not be looked at."]
    if not names:
        return []
    named = ", ".join(names[:_MOST_NAMED]) + (" and others" if len(names) > _MOST_NAMED else "")
    what = "another file, which is" if len(names) == 1 else f"{len(names)} other files, which are"
    return [f"The PDF holds {what} not read: {named}; save what is needed beside it."]


def _add_scans(data: bytes, contents: list[PageContent]) -> list[str]:
    """Put what OCR reads in place of pages that have no text and pictures or strange signs; the warnings."""
    scans = [
        number
        for number, content in enumerate(contents, 1)
        if not content.segments and (content.pictures or content.garbled)
    ]
    found = read_scans(data, scans) if scans else {}
    for number, content in found.items():
        contents[number - 1] = content
    if not found:
        return []
    was = "was a scan" if len(found) == 1 else "were scans"
    return [f"{_ranges(sorted(found))} {was}, read by OCR: the text may have errors."]


def _empty_warnings(contents: list[PageContent], empty: list[int]) -> list[str]:
    garbled = [number for number in range(1, len(contents) + 1) if contents[number - 1].garbled]
    pictured = [number for number in empty if contents[number - 1].pictures and number not in garbled]
    blank = [number for number in empty if number not in pictured and number not in garbled]
    warnings = []
    if garbled:
        warnings.append(f"{_ranges(garbled)} could not be read: the font has no table of letters.")
    if pictured:
        what = "is a scan" if len(pictured) == 1 else "are scans"
        warnings.append(f"{_ranges(pictured)} {what} without text.")
    if blank:
        warnings.append(f"{_ranges(blank)} {'has' if len(blank) == 1 else 'have'} no text.")
    return warnings


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
