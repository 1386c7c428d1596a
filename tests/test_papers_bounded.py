"""Reading within bounds: a good paper comes as it is, one beyond its bounds with a reason, the next is read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from scrutiny_rag.papers.bounded import BoundedReader
from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.reading import read_paper


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "ponds.html"
    path.write_text("<h1>Pond Panel</h1><p>The panel counted 12 newts.</p>", encoding="utf-8")
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A web page whose nesting takes longer to read than any bound of these tests."""
    path = tmp_path / "endless.html"
    path.write_text("<div><span>x</span>" * 60_000, encoding="utf-8")
    return path


def test_a_paper_is_the_same_from_the_child_process(page: Path) -> None:
    with BoundedReader() as reader:
        assert reader.read(page, "ponds.html", {"body": "Marlow Council"}) == read_paper(
            page, "ponds.html", {"body": "Marlow Council"}
        )


def test_a_paper_beyond_its_time_is_given_up_and_the_next_is_read(page: Path, endless: Path) -> None:
    with BoundedReader(seconds=2) as reader:
        with pytest.raises(PaperError, match="more than 2 seconds"):
            reader.read(endless, "endless.html")
        assert "12 newts" in reader.read(page, "ponds.html").text


def test_a_paper_beyond_its_memory_is_given_up(page: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.docx"
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>" + " " * 50_000_000)
        archive.writestr("word/document.xml", b"<w/>" + b" " * 50_000_000)
    with BoundedReader(memory=260_000_000) as reader:
        with pytest.raises(PaperError, match=r"memory|damaged|broke off"):
            reader.read(big, "big.docx")
        assert "12 newts" in reader.read(page, "ponds.html").text


def test_what_a_reader_says_of_a_bad_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    with BoundedReader() as reader, pytest.raises(PaperError, match="damaged"):
        reader.read(tmp_path / "a.pdf", "a.pdf")
