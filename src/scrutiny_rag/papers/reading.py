"""A file becomes a Paper: the reader for its format, then its metadata and blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import Metadata, Paper, PaperError, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.captions import is_captions, read_captions
from scrutiny_rag.papers.readers.docx import read_docx
from scrutiny_rag.papers.readers.html import read_html
from scrutiny_rag.papers.readers.odt import read_odt
from scrutiny_rag.papers.readers.odt_package import is_odt
from scrutiny_rag.papers.readers.pdf import read_pdf
from scrutiny_rag.papers.readers.pdf_ocr import ocr_available as ocr_available
from scrutiny_rag.papers.readers.sheet import read_csv, read_xlsx
from scrutiny_rag.papers.readers.text import read_markdown, read_text
from scrutiny_rag.papers.structure import find_blocks

READER_VERSION = 5
"""Goes up whenever the same file would be read differently: papers read by an older one are read again."""

MOST_BYTES = 200_000_000
_SNIFFED = 1024
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
_READERS: dict[str, Callable[[bytes], Draft]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".aspx": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".dotx": read_docx,
    ".docm": read_docx,
    ".odt": read_odt,
    ".ott": read_odt,
    ".vtt": read_captions,
    ".srt": read_captions,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".csv": read_csv,
    ".tsv": read_csv,
}

SUPPORTED_SUFFIXES = tuple(_READERS)
"""File name endings that can be read, in small letters."""


def read_paper(
    path: Path, name: str, overrides: Mapping[str, object] | None = None, *, ocr: bool = False
) -> Paper:
    """Reads the file at `path` as the paper called `name`; with `ocr`, scanned pages of a PDF by OCR.

    `overrides` are metadata that win over what the paper says of itself, by the names of `Metadata`'s
    fields; dates and types may be texts as a manifest has them ("2024-03-05", "minutes"); None and ""
    override nothing, and other keys are passed over. Raises PaperError, with a sentence for people, for a
    file that cannot be read and for an override that makes no sense.
    """
    data = _read_bytes(path)
    reader = _reader_for(path.suffix.lower(), data)
    draft = read_pdf(data, ocr=True) if ocr and reader is read_pdf else reader(data)
    own = with_overrides(find_metadata(draft, name), {"type": draft.properties.get("type")})
    metadata = with_overrides(own, overrides or {})
    return Paper(
        name=name,
        text=draft.text,
        pages=draft.pages,
        blocks=find_blocks(draft, metadata.type),
        metadata=metadata,
        sha256=hashlib.sha256(data).hexdigest(),
        warnings=draft.warnings,
    )


def with_overrides(metadata: Metadata, overrides: Mapping[str, object]) -> Metadata:
    """`metadata` with the given values in place of its own; see `read_paper` for their forms."""
    known = {field.name for field in fields(Metadata)}
    given = {key: value for key, value in overrides.items() if key in known and value not in (None, "")}
    return replace(metadata, **{key: _override(key, value) for key, value in given.items()})


def _override(key: str, value: object) -> Any:
    text = str(value).strip()
    try:
        match key:
            case "date":
                return value if isinstance(value, date) else date.fromisoformat(text)
            case "type":
                return PaperType(text)
            case "draft":
                return value if isinstance(value, bool) else _YES_NO[text.lower()]
            case _:
                return text
    except (ValueError, KeyError):
        raise PaperError(f"The {key} given for the paper is {text!r}; write {_FORMS[key]}.") from None


_YES_NO = dict.fromkeys(("true", "yes", "draft", "1"), True)
_YES_NO |= dict.fromkeys(("false", "no", "confirmed", "0"), False)
_FORMS = {
    "date": "it as year-month-day, such as 2024-03-05",
    "type": "one of " + ", ".join(PaperType),
    "draft": "true or false",
}


def _read_bytes(path: Path) -> bytes:
    if path.suffix.lower() not in _READERS:
        formats = ", ".join(SUPPORTED_SUFFIXES)
        raise PaperError(f"Files ending in {path.suffix or 'nothing'} cannot be read; these can: {formats}.")
    try:
        if not path.is_file():
            raise PaperError("There is no such file, or it is no regular file.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PaperError(f"The file cannot be opened: {error.strerror or error}.") from error
    if len(data) > MOST_BYTES:
        raise PaperError(f"The file is larger than {MOST_BYTES // 1_000_000} MB; split the paper.")
    if not data.strip():
        raise PaperError("The file is empty.")
    return data


def _reader_for(suffix: str, data: bytes) -> Callable[[bytes], Draft]:
    """The reader for what the bytes are, whatever the name says; the name decides where they do not."""
    start = data[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:_SNIFFED]):
        return read_pdf
    if is_odt(data):
        return read_odt
    if suffix in (".xlsx", ".xlsm") or (start.startswith(b"PK") and b"xl/workbook" in data):
        return read_xlsx
    if suffix in (".odt", ".ott") and b"word/" not in data:
        return read_odt
    if suffix in (".txt", ".md") and is_captions(data):
        return read_captions
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return read_docx
    if start.startswith(b"{\\rtf"):
        raise PaperError("The file is in Rich Text Format; save it as .docx or .pdf.")
    if suffix in (".pdf", ".docx") and start.lower().startswith(_HTML_STARTS):
        return read_html
    return _READERS[suffix]
