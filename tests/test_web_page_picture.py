"""A page of a PDF as it looks, with the quote marked."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from scrutiny_rag.errors import InputError
from scrutiny_rag.web.page_drawing import lines_of, stretches
from scrutiny_rag.web.page_picture import page_picture

QUOTE = "The ferry to Elm Island sails at nine."


def write_pdf(file: Path, *pages: str) -> str:
    pdf = FPDF()
    pdf.set_font("Helvetica", size=14)
    for text in pages:
        pdf.add_page()
        pdf.multi_cell(0, 10, text)
    pdf.output(str(file))
    return hashlib.sha256(file.read_bytes()).hexdigest()


def yellow(picture: bytes) -> int:
    """Rows of pixels that bear the marker's colour."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    pixels = image.load()
    return sum(
        any(
            pixels[x, y][0] > 200 and pixels[x, y][1] > 180 and pixels[x, y][2] < 190
            for x in range(0, image.width, 4)
        )
        for y in range(image.height)
    )


def test_the_quote_is_marked_where_it_stands_and_nowhere_else(tmp_path):
    file = tmp_path / "ferry.pdf"
    sha256 = write_pdf(
        file, f"Harbour report\n{QUOTE} It is late.\nThe harbour wall is whole.", "Another page"
    )
    assert 15 < yellow(page_picture(file, sha256, 1, QUOTE)) < 60
    assert yellow(page_picture(file, sha256, 1, "Nothing of this is in it at all.")) == 0
    assert yellow(page_picture(file, sha256, 2, None)) == 0


def test_why_a_page_cannot_be_drawn_is_said(tmp_path):
    file = tmp_path / "ferry.pdf"
    sha256 = write_pdf(file, QUOTE)
    with pytest.raises(InputError, match="cannot be drawn"):
        page_picture(file, sha256, 2)
    with pytest.raises(InputError, match="has changed since"):
        page_picture(file, "0" * 64, 1)
    file.write_bytes(b"%PDF-1.7 and then nothing")
    with pytest.raises(InputError, match="cannot be drawn"):
        page_picture(file, hashlib.sha256(file.read_bytes()).hexdigest(), 1)
    file.unlink()
    with pytest.raises(InputError, match="no longer where it was"):
        page_picture(file, sha256, 1)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The ferry, at nine!", ["theferryatnine"]),
        ("before it. The ferry at nine", ["theferryatnine"]),
        ("nine o’clock until dusk and after", ["nineoclockuntildusk"]),
        ("Ferry | until dusk", ["ferry", "untildusk"]),
        ("whales", []),
        ("…", []),
        ("", []),
    ],
)
def test_letters_are_found_across_breaks_and_edges(quote, found):
    page = "theferryatnineoclockuntildusk"
    assert [page[start:end] for start, end in stretches(page, quote)] == found


def test_characters_become_a_box_a_line():
    first = [(10.0 + 6 * n, 100.0, 15.0 + 6 * n, 110.0) for n in range(5)]
    second = [(10.0, 80.0, 15.0, 90.0), (16.0, 78.0, 21.0, 88.0)]
    assert lines_of([*first, *second]) == [(10.0, 100.0, 39.0, 110.0), (10.0, 78.0, 21.0, 90.0)]
    assert lines_of([]) == []
