"""Address, type and content of a response agree, or it is not saved."""

from __future__ import annotations

import httpx
import pytest

from scrutiny_rag.fetching.failures import FetchError
from scrutiny_rag.fetching.formats import suffix_of_answer, suffix_of_url
from scrutiny_rag.papers.reading import SUPPORTED_SUFFIXES

PDF = b"%PDF-1.7\nrest"
HTML = b"<!doctype html><p>words"
DOCX = b"PK\x03\x04rest"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def url(path: str) -> httpx.URL:
    return httpx.URL("http://marlow.example/" + path)


@pytest.mark.parametrize(
    ("path", "content_type", "body", "suffix"),
    [
        ("a.pdf", "application/pdf", PDF, ".pdf"),
        ("a.PDF", "application/octet-stream", b"\n" + PDF, ".pdf"),
        ("a.pdf", None, PDF, ".pdf"),
        ("view.aspx", "text/html; charset=utf-8", HTML, ".html"),
        ("view.aspx", "application/pdf", PDF, ".pdf"),
        ("download", "", PDF, ".pdf"),
        ("page", "", HTML, ".html"),
        ("v1.2", "text/html", HTML, ".html"),
        ("a.htm", "application/xhtml+xml", HTML, ".html"),
        ("a.docx", WORD, DOCX, ".docx"),
        ("a.md", "text/plain", b"# Words", ".md"),
        ("a.markdown", "text/markdown", b"# Words", ".md"),
        ("a.txt", "Text/Plain;charset=utf-16", "words".encode("utf-16"), ".txt"),
    ],
)
def test_agreement(path: str, content_type: str | None, body: bytes, suffix: str) -> None:
    assert suffix_of_answer(url(path), content_type, body) == suffix
    assert suffix in SUPPORTED_SUFFIXES


@pytest.mark.parametrize(
    ("path", "content_type", "body", "why"),
    [
        ("a.pdf", "text/html", HTML, "promises a PDF, but the server sent a web page"),
        ("a.pdf", "application/pdf", HTML, "something else"),
        ("a.pdf", None, HTML, "something else"),
        ("a.docx", "application/pdf", PDF, "promises a Word document"),
        ("a.docx", WORD, PDF, "something else"),
        ("a.html", "text/html", PDF, "something else"),
        ("page", "text/html", b"\x7fELF\x02", "something else"),
        ("a.txt", "text/plain", b"MZ\x90\0", "something else"),
        ("a.txt", "text/plain", b"wo\0rds", "something else"),
        ("a.pdf", "image/png", b"\x89PNG", "image/png, which cannot be read"),
        ("a", "<script>alert(1)</script>", HTML, "an unknown type"),
        ("a.pdf", "application/pdf", b" \n", "nothing"),
    ],
)
def test_disagreement(path: str, content_type: str | None, body: bytes, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        suffix_of_answer(url(path), content_type, body)


def test_files_that_cannot_be_read_are_known_by_their_address() -> None:
    with pytest.raises(FetchError, match=r"\.xlsx cannot be read"):
        suffix_of_url(url("documents/s1/Budget.XLSX"))
    assert suffix_of_url(url("documents/s1/Budget.pdf?T=1")) == ".pdf"
    assert suffix_of_url(url("view.aspx")) is None
