"""Opens a PDF: pypdf for its envelope, pdfium for what is on its pages."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from datetime import datetime

import pypdfium2
from pypdf import PasswordType, PdfReader, PdfWriter
from pypdf.errors import DependencyError, PyPdfError

from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers.clean import one_space

# Its notes on odd files are for those who mend PDFs; what matters of them becomes a warning of the paper.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

DAMAGED = "The PDF is damaged; open it in a PDF reader and save it again, or fetch it again."
_LOCKED = "The PDF is locked with a password; save a copy without one."
_UNKNOWN_LOCK = "The PDF is encrypted in a way that cannot be opened here; save an open copy."
_MOST_PAGES = 5000

BREAKAGES = (
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


def open_envelope(data: bytes) -> PdfReader:
    """The PDF as pypdf opens it. Raises PaperError where it is damaged, locked, empty or too long."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise PaperError(_LOCKED)
        count = len(reader.pages)
    except DependencyError as error:
        raise PaperError(_UNKNOWN_LOCK) from error
    except BREAKAGES as error:
        if isinstance(error, PaperError):
            raise
        raise PaperError(DAMAGED) from error
    if not count:
        raise PaperError("The PDF has no pages; save it again, or fetch it again.")
    if count > _MOST_PAGES:
        raise PaperError(f"The PDF has {count} pages, more than {_MOST_PAGES}; split it.")
    return reader


def open_pages(data: bytes, reader: PdfReader) -> pypdfium2.PdfDocument:
    """The PDF as pdfium opens it, written anew by pypdf where pdfium takes it for damaged.

    Raises PaperError where neither helps.
    """
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) == len(reader.pages):
            return document
        document.close()
    except pypdfium2.PdfiumError:
        pass  # pdfium is stricter than pypdf over damaged files
    try:
        written = io.BytesIO()
        PdfWriter(clone_from=reader).write(written)
        return pypdfium2.PdfDocument(written.getvalue())
    except (pypdfium2.PdfiumError, *BREAKAGES) as error:
        raise PaperError(DAMAGED) from error


def properties_of(reader: PdfReader) -> dict[str, str]:
    """What the file says of itself: title, author, subject, created, modified."""
    try:
        info = reader.metadata
        if info is None:
            return {}
        texts = {"title": info.title, "author": info.author, "subject": info.subject}
        dates = {"created": info.creation_date, "modified": info.modification_date}
    except BREAKAGES:
        # The paper's text does not hang on what its file says about itself.
        return {}
    found = {key: one_space(str(value)) for key, value in texts.items() if value}
    return found | {
        key: value.date().isoformat() for key, value in dates.items() if isinstance(value, datetime)
    }
