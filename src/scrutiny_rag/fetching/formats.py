"""What a response is: its type, its address and its first bytes must agree."""

from __future__ import annotations

import re

import httpx

from scrutiny_rag.fetching.failures import FetchError

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BY_TYPE = {
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    _DOCX: ".docx",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_UNTOLD = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/download", "application/x-download"}
)
_BY_ENDING = {
    "pdf": ".pdf",
    "docx": ".docx",
    "txt": ".txt",
    "md": ".md",
    "markdown": ".md",
    "html": ".html",
    "htm": ".html",
}
_OTHER_FILES = {"doc", "xls", "xlsx", "xlsm", "ppt", "pptx", "rtf", "odt", "ods", "odp", "csv", "zip", "msg"}
_OTHER_FILES |= {"eml", "jpg", "jpeg", "png", "gif", "mp3", "mp4"}
_NAMES = {".pdf": "a PDF", ".docx": "a Word document", ".html": "a web page", ".txt": "text", ".md": "text"}
_LOOKED_AT = 1024


def suffix_of_url(url: httpx.URL) -> str | None:
    """The suffix that the address promises; None where it promises none, as for a page made by a program.

    Raises FetchError for an address that ends like a file which cannot be read.
    """
    ending = url.path.rpartition("/")[2].rpartition(".")[2].lower()
    if ending in _OTHER_FILES:
        raise FetchError(
            f"Files ending in .{ending} cannot be read; save it as PDF or DOCX and add it by hand."
        )
    return _BY_ENDING.get(ending)


def suffix_of_answer(url: httpx.URL, content_type: str | None, body: bytes) -> str:
    """The suffix that fits a response; raises FetchError where type, address and bytes disagree."""
    promised = suffix_of_url(url)
    told = _told(content_type)
    suffix = told or promised
    if suffix is None:
        suffix = ".pdf" if _is_pdf(body) else ".html"
    if promised and promised != suffix:
        if (promised, suffix) != (".md", ".txt"):
            raise FetchError(
                f"The address promises {_NAMES[promised]}, but the server sent {_NAMES[suffix]}."
            )
        suffix = promised
    if not body.strip():
        raise FetchError("The server sent nothing.")
    if not _looks_like(suffix, body):
        raise FetchError(f"The server calls it {_NAMES[suffix]}, but its content is something else.")
    return suffix


def _told(content_type: str | None) -> str | None:
    name = (content_type or "").partition(";")[0].strip().lower()
    if name in _UNTOLD:
        return None
    if name in _BY_TYPE:
        return _BY_TYPE[name]
    shown = name if re.fullmatch(r"[\w.+-]{1,40}/[\w.+-]{1,60}", name, re.ASCII) else "an unknown type"
    raise FetchError(f"The server sent {shown}, which cannot be read; PDF, DOCX, HTML and text can.")


def _is_pdf(body: bytes) -> bool:
    return b"%PDF-" in body[:_LOOKED_AT]


def _looks_like(suffix: str, body: bytes) -> bool:
    if suffix == ".pdf":
        return _is_pdf(body)
    if suffix == ".docx":
        return body.startswith(b"PK\x03\x04")
    start = body[:_LOOKED_AT]
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16 has zero bytes in it
    return not start.startswith((b"%PDF-", b"PK\x03\x04", b"\x7fELF", b"MZ")) and (wide or b"\0" not in start)
