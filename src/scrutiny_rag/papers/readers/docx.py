"""Word papers: paragraphs and tables in their order, list numbers worked out, tracked deletions left out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers.builder import DraftBuilder
from scrutiny_rag.papers.readers.captions import is_meeting_log
from scrutiny_rag.papers.readers.clean import one_space, opens_bullet
from scrutiny_rag.papers.readers.docx_notes import Notes
from scrutiny_rag.papers.readers.docx_numbering import Numbering
from scrutiny_rag.papers.readers.docx_package import BAD_ARCHIVE, DAMAGED, checked
from scrutiny_rag.papers.readers.docx_styles import Styles
from scrutiny_rag.papers.readers.docx_text import (
    DEEPEST,
    GONE,
    in_fallback,
    is_struck,
    mark_is_deleted,
    text_boxes,
    text_of,
)
from scrutiny_rag.papers.readers.draft import Draft, MarkKind
from scrutiny_rag.papers.readers.tables import TableRow, write_rows
from scrutiny_rag.papers.readers.wording import STRUCK_LEFT_OUT

_BREAKAGES = (
    *BAD_ARCHIVE,
    PackageNotFoundError,
    SyntaxError,  # lxml's XMLSyntaxError is one
    AttributeError,
    IndexError,
)
"""What python-docx, zipfile and lxml raise over a damaged file."""


def read_docx(data: bytes) -> Draft:
    """A .docx file's bytes as a draft, with headings, numbered and bulleted items, table rows, paragraphs.

    Numbers of lists and headings are part of the text, as Word shows them; footnotes and endnotes follow the
    text, "[1]" where it refers to them. Properties: title, author,
    subject, created, modified, furniture (running heads and feet). Raises PaperError where the file is
    damaged, locked, unpacks beyond bounds, or has no text.
    """
    package = checked(data)
    try:
        document = docx.Document(io.BytesIO(package))
        writer = _Writer(document)
        writer.container(document.element.body, 0)
        writer.notes()
        properties = _properties(document)
    except _BREAKAGES as error:
        if isinstance(error, PaperError):
            raise
        raise PaperError(DAMAGED) from error
    draft = writer.builder.finish(properties, writer.warnings)
    if not draft.text:
        raise PaperError("The Word file has no text in it; if it holds pictures of pages, it needs OCR.")
    if is_meeting_log([draft.text[mark.char_start : mark.char_end] for mark in draft.marks]):
        return replace(draft, properties={**draft.properties, "type": "transcript"})
    return draft


def _properties(document: Any) -> dict[str, str]:
    core = document.core_properties
    lines: dict[str, None] = {}
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                lines.update(dict.fromkeys(one_space(p.text) for p in part.paragraphs))
    return {
        "title": core.title or "",
        "author": core.author or "",
        "subject": core.subject or "",
        "created": core.created.date().isoformat() if core.created else "",
        "modified": core.modified.date().isoformat() if core.modified else "",
        "furniture": "\n".join(lines),
    }


class _Writer:
    """Writes a document's body into a draft."""

    def __init__(self, document: Any) -> None:
        self.builder = DraftBuilder("docx")
        self._styles = Styles(document.styles.element)
        self._numbering = Numbering(_numbering_element(document))
        self._notes = Notes(document)
        self._tables = 0
        self._struck = 0
        self._held = ""
        """Of paragraphs whose mark is deleted: it goes on in the next one."""

    @property
    def warnings(self) -> list[str]:
        """What was left out."""
        return [STRUCK_LEFT_OUT] if self._struck else []

    def _text_of(self, paragraph: Element) -> str:
        return text_of(paragraph, self._notes.mark, self._is_struck)

    def _is_struck(self, run: Element) -> bool:
        struck = is_struck(run, self._styles.struck)
        self._struck += struck
        return struck

    def notes(self) -> None:
        """Writes the notes that the text refers to, after it."""
        for text in self._notes.texts(self._is_struck):
            self.builder.add("paragraph", text)

    def container(self, parent: Element, depth: int) -> None:
        """Writes the paragraphs and tables of a body, a cell or a content control."""
        for child in parent:
            if child.tag == qn("w:p"):
                self._paragraph(child, depth)
            elif child.tag == qn("w:tbl"):
                self._table(child, depth)
            elif child.tag not in GONE and isinstance(child.tag, str) and depth < DEEPEST:
                # Content controls, tracked insertions and custom XML only wrap.
                self.container(child, depth + 1)
        if self._held and not depth:
            self.builder.add("paragraph", self._held)
            self._held = ""

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        if mark_is_deleted(paragraph):
            self._held += self._text_of(paragraph)
        else:
            kind, text, level = self._read(paragraph)
            self.builder.add(kind, text, level)
        if depth < DEEPEST:
            for box in text_boxes(paragraph):
                self.container(box, depth + 1)

    def _read(self, paragraph: Element) -> tuple[MarkKind, str, int | None]:
        """Kind, text with its number, and level of a paragraph."""
        text = one_space(self._held + self._text_of(paragraph))
        self._held = ""
        style = self._styles.of(paragraph)
        numbered = style.numbering(paragraph)
        label = self._numbering.label(*numbered) if numbered is not None and text else None
        level = style.heading_level(paragraph)
        indent = numbered[1] + 1 if numbered is not None else 1
        if label is None:
            if level is not None:
                return "heading", text, level
            is_item = style.is_list_item or opens_bullet(text)
            return (
                ("bullet", text if opens_bullet(text) else f"• {text}", indent)
                if is_item and text
                else (
                    "paragraph",
                    text,
                    None,
                )
            )
        whole = f"{label.text} {text}" if label.text else text
        if level is not None:
            return "heading", whole, level
        return ("bullet", whole, indent) if label.is_item else ("paragraph", whole, None)

    def _table(self, table: Element, depth: int) -> None:
        rows = list(_wrapped(table, qn("w:tr")))
        cells = [list(_wrapped(row, qn("w:tc"))) for row in rows]
        if max(map(len, cells), default=0) < 2 and depth < DEEPEST:
            # A frame around text, not a table of anything.
            for row in cells:
                for cell in row:
                    self.container(cell, depth + 1)
            return
        write_rows(self.builder, self._rows(rows, cells), self._tables)
        self._tables += 1

    def _rows(self, rows: list[Element], cells: list[list[Element]]) -> list[TableRow]:
        found: list[TableRow] = []
        above: dict[int, str] = {}
        widths = (
            _grid_before(row) + sum(_cell_shape(cell)[0] for cell in row_cells)
            for row, row_cells in zip(rows, cells, strict=True)
        )
        width = max(widths, default=0)
        titled = True
        for ordinal, (row, row_cells) in enumerate(zip(rows, cells, strict=True)):
            column = _grid_before(row)
            placed: dict[int, str] = {}
            wide: dict[int, int] = {}
            hung: set[int] = set()
            shown: list[str] = []
            for cell in row_cells:
                span, merged = _cell_shape(cell)
                text = above.get(column, "") if merged else self._cell_text(cell)
                placed[column] = text
                if span > 1:
                    wide[column] = span
                if merged:
                    hung.add(column)
                elif text:
                    shown.append(text)
                column += span
            above = placed
            whole = len(row_cells) == 1 and wide.get(0) == width
            titled = titled and (whole or _is_title_row(row, row_cells, ordinal == 0))
            found.append(TableRow(placed, tuple(shown), titled and not whole, whole, frozenset(hung), wide))
        return found

    def _cell_text(self, cell: Element) -> str:
        """A cell's paragraphs on one line, those of tables in it too."""
        texts = []
        for paragraph in cell.iter(qn("w:p")):
            if in_fallback(paragraph):
                continue
            if mark_is_deleted(paragraph):
                self._held += self._text_of(paragraph)
            else:
                texts.append(self._read(paragraph)[1])
        texts.append(one_space(self._held))
        self._held = ""
        return " ".join(filter(None, texts))


def _numbering_element(document: Any) -> Element | None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype == relation), None)
    return getattr(part, "element", None)


def _wrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Children of `parent` with `tag`, also those wrapped in content controls or tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _wrapped(child, tag)


def _cell_shape(cell: Element) -> tuple[int, bool]:
    """Columns that a cell spans, and whether it goes on the cell above."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    value = span.get(qn("w:val"), "1") if span is not None else "1"
    columns = int(value) if value.isdigit() and len(value) < 4 else 1
    return max(1, columns), merge is not None and merge.get(qn("w:val")) != "restart"


def _grid_before(row: Element) -> int:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    value = before.get(qn("w:val"), "0") if before is not None else "0"
    return int(value) if value.isdigit() and len(value) < 4 else 0


def _is_title_row(row: Element, cells: list[Element], first: bool) -> bool:
    """True for a row that Word repeats as a header, or a first one whose text is bold throughout."""
    if len(cells) < 2:
        return False
    if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
        return True
    if not first:
        return False
    runs = [run for cell in cells for run in cell.iter(qn("w:r")) if "".join(run.itertext()).strip()]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Element) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val")) not in ("0", "false", "off")
