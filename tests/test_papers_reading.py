from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutiny_rag.papers.model import Metadata, Paper, PaperError, PaperType
from scrutiny_rag.papers.reading import SUPPORTED_SUFFIXES, read_paper, with_overrides

PARAGRAPHS = [
    "Otter Scrutiny Panel",
    "Minutes of the meeting held on 3 March 2031",
    "1. Apologies",
    "There were none.",
    "2. The count of holts",
    "2.1 The Warden said that nine holts had been found. The Chair asked for a map.",
    "RESOLVED: That the report be noted.",
]


def as_docx(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        table._cells, ["Action", "Owner", "Make a map of the holts", "Warden"], strict=True
    ):
        cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(paragraphs: list[str]) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", 11)
    for words in paragraphs:
        pdf.multi_cell(0, 5, words, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    return bytes(pdf.output())


def as_html(paragraphs: list[str]) -> bytes:
    return ("<html><body>" + "".join(f"<p>{words}</p>" for words in paragraphs) + "</body></html>").encode()


def as_text(paragraphs: list[str]) -> bytes:
    return "\n\n".join(paragraphs).encode()


FORMATS = {
    ".docx": as_docx,
    ".pdf": as_pdf,
    ".html": as_html,
    ".txt": as_text,
    ".md": as_text,
    ".aspx": as_html,
}


def check_paper(paper: Paper) -> None:
    """Blocks in order, apart, on visible characters, and nothing visible left out."""
    at = 0
    for block in paper.blocks:
        assert not paper.text[at : block.char_start].strip()
        assert at <= block.char_start < block.char_end
        stretch = paper.text[block.char_start : block.char_end]
        assert stretch == stretch.strip()
        at = block.char_end
    assert not paper.text[at:].strip()
    for page in paper.pages:
        assert 0 <= page.char_start <= page.char_end <= len(paper.text)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_becomes_a_paper(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"minutes{suffix}"
    path.write_bytes(FORMATS[suffix](PARAGRAPHS))
    paper = read_paper(path, "minutes of the panel")
    check_paper(paper)
    assert paper.name == "minutes of the panel"
    assert paper.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "nine holts had been found" in paper.text
    assert paper.metadata.date == date(2031, 3, 3)
    assert bool(paper.pages) == (suffix == ".pdf")
    assert suffix in SUPPORTED_SUFFIXES


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(FORMATS)),
    st.lists(
        st.one_of(
            st.sampled_from(
                [*PARAGRAPHS, "• a point", "Mx Reed (Chair): Welcome.", "---", "| a | b |", "(a) so"]
            ),
            st.text(
                alphabet=st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="<&\x7f"),
                max_size=80,
            ),
        ),
        max_size=12,
    ),
)
def test_quotes_hold_in_every_format(tmp_path: Path, suffix: str, paragraphs: list[str]) -> None:
    latin = [words.encode("latin-1", "ignore").decode("latin-1") for words in paragraphs]
    printable = ["Otters.", *("".join(c for c in words if not "\x7f" <= c <= "\x9f") for words in latin)]
    path = tmp_path / f"paper{suffix}"
    path.write_bytes(FORMATS[suffix](printable))
    check_paper(read_paper(path, path.name))


@pytest.mark.parametrize(
    ("name", "data", "holds"),
    [
        ("a.pdf", as_html(["Words."]), "Words."),
        ("a.pdf", as_docx(["Words."]), "Words."),
        ("a.docx", as_pdf(["Words."]), "Words."),
        ("a.html", as_pdf(["Words."]), "Words."),
        ("a.txt", as_pdf(["Words."]), "Words."),
        ("a.txt", b"<html><p>Words.</p>", "<html><p>Words.</p>"),
        ("A.TXT", b"Words.", "Words."),
    ],
)
def test_the_bytes_say_what_a_file_is(tmp_path: Path, name: str, data: bytes, holds: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_paper(tmp_path / name, name).text.startswith(holds)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pptx", b"x", r"\.pptx cannot be read; these can: \.txt"),
        ("noname", b"x", "nothing cannot be read"),
        ("a.txt", b"", "empty"),
        ("a.pdf", b"\n \n", "empty"),
        ("a.pdf", b"words, not a PDF", "damaged"),
        ("a.docx", b"{\\rtf1 words}", "Rich Text"),
        ("a.docx", b"words", "damaged"),
        ("a.txt", b"\0\1\2\3", "not text"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PaperError, match=says) as caught:
        read_paper(tmp_path / name, name)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name in ("missing.txt", "folder.txt"):
        with pytest.raises(PaperError, match="no such file"):
            read_paper(tmp_path / name, name)


def test_a_file_beyond_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrutiny_rag.papers.reading.MOST_BYTES", 10)
    (tmp_path / "a.txt").write_bytes(b"more than ten bytes")
    with pytest.raises(PaperError, match="larger"):
        read_paper(tmp_path / "a.txt", "a.txt")


def test_overrides_win_and_empty_ones_do_not() -> None:
    own = Metadata(title="Own", body="Marlow Council", type=PaperType.REPORT)
    row = {
        "title": "Given",
        "body": "",
        "committee": None,
        "date": "2031-03-03",
        "type": "minutes",
        "draft": "yes",
        "x": 1,
    }
    assert with_overrides(own, row) == Metadata(
        title="Given", body="Marlow Council", date=date(2031, 3, 3), type=PaperType.MINUTES, draft=True
    )
    assert with_overrides(own, {"date": date(2031, 1, 1), "draft": False}).date == date(2031, 1, 1)
    assert with_overrides(own, {}) == own


@pytest.mark.parametrize("row", [{"date": "3 March"}, {"type": "novel"}, {"draft": "perhaps"}])
def test_an_override_without_sense_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(PaperError, match="given for the paper"):
        with_overrides(Metadata(), row)


def test_overrides_reach_the_paper(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Words.")
    paper = read_paper(tmp_path / "a.txt", "a.txt", {"type": "transcript", "body": "Marlow Council"})
    assert (paper.metadata.type, paper.metadata.body) == (PaperType.TRANSCRIPT, "Marlow Council")
