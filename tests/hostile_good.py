"""Readable papers of each kind, from which the hostile ones are broken, and what makes archives and Word files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

import docx
import openpyxl
from fpdf import FPDF

Maker = Callable[[], bytes]

WORDS = "The Otter Panel counted 12 otters on the lower river, and agreed to count them again by 4 May 2032."
TITLE = "Minutes of the Otter Panel held on 3 March 2031"
_ODT = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT_NAMES = f'xmlns:office="{_ODT}office:1.0" xmlns:text="{_ODT}text:1.0" xmlns:table="{_ODT}table:1.0"'
_WORD_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MB = 1_000_000


@cache
def good_files() -> dict[str, bytes]:
    """A readable paper of each kind, by its ending."""
    pdf = FPDF()
    for _ in range(3):
        pdf.add_page()
        pdf.set_font("helvetica", "", 11)
        pdf.multi_cell(0, 6, f"{TITLE}\n\n{WORDS}")
    document, word = docx.Document(), io.BytesIO()
    document.add_heading(TITLE, 1)
    document.add_paragraph(WORDS)
    document.add_table(2, 2).cell(1, 1).text = "12"
    document.save(word)
    book, sheet = openpyxl.Workbook(), io.BytesIO()
    for row in (("Action", "Owner", "Due"), ("Count the otters", "Warden", "4 May 2032")):
        book.active.append(row)
    book.save(sheet)
    return {
        "pdf": bytes(pdf.output()),
        "docx": word.getvalue(),
        "odt": odt(f"<text:h>{TITLE}</text:h><text:p>{WORDS}</text:p>"),
        "xlsx": sheet.getvalue(),
        "html": f"<html><body><h1>{TITLE}</h1><p>{WORDS}</p></body></html>".encode(),
        "md": f"# {TITLE}\n\n{WORDS}\n".encode(),
        "txt": f"{TITLE}\n\n{WORDS}\n".encode(),
        "csv": b"Action,Owner,Due\nCount the otters,Warden,4 May 2032\n",
        "vtt": f"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann Hall>{WORDS}</v>\n".encode(),
        "srt": f"1\n00:00:01,000 --> 00:00:04,000\nAnn Hall: {WORDS}\n".encode(),
    }


def archive(parts: dict[str, bytes], *, first: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        if first:
            out.writestr("mimetype", first, zipfile.ZIP_STORED)
        for name, content in parts.items():
            out.writestr(name, content)
    return made.getvalue()


def odt(body: str) -> bytes:
    content = (
        f"<office:document-content {_ODT_NAMES}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return archive({"content.xml": content.encode()}, first=b"application/vnd.oasis.opendocument.text")


def word(body: str, part: str = "word/document.xml") -> bytes:
    """A Word file whose main part has `body`."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return archive(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
            ).encode(),
            "_rels/.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="r1" Type="{relation}" Target="{part}"/></Relationships>'
            ).encode(),
            part: f"<w:document {_WORD_NAMES}><w:body>{body}</w:body></w:document>".encode(),
        }
    )


def sheet_with(rows: str, *, after: str = "", size: str = "A1:B2") -> bytes:
    """The good spreadsheet with other rows."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(good_files()["xlsx"])) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{space}"><dimension ref="{size}"/><sheetData>{rows}</sheetData>{after}</worksheet>'
    ).encode()
    return archive(parts)
