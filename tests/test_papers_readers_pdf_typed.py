"""What is typed into a PDF: form fields, notes on the page, files inside."""

from __future__ import annotations

import io

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.pdf import read_pdf


def written() -> PdfWriter:
    pdf = FPDF(unit="pt")
    pdf.add_page()
    pdf.set_font("helvetica", "", 11)
    for i, line in enumerate(["Otter tracker", "Warden:", "Agreed sum:"]):
        pdf.text(60, 100 + 30 * i, line)
    pdf.text(60, 300, "The meeting closed at four.")
    return PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(pdf.output()))))


def read(writer: PdfWriter) -> Draft:
    out = io.BytesIO()
    writer.write(out)
    return read_pdf(out.getvalue())


def add_field(writer: PdfWriter, value: str, y: float, **more: str) -> None:
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("f"),
            NameObject("/V"): TextStringObject(value),
            NameObject("/DA"): TextStringObject("/Helv 10 Tf"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, (160, y - 4, 400, y + 12))),
        }
    )
    field.update({NameObject(key): NameObject(name) for key, name in more.items()})
    page = writer.pages[0]
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", []), field])


def height(writer: PdfWriter) -> float:
    return float(writer.pages[0].mediabox.top)


def test_a_form_fields_value_stands_beside_its_label() -> None:
    writer = written()
    add_field(writer, "17,500 pounds", height(writer) - 160)
    add_field(writer, "Ida Moss", height(writer) - 130)
    text = read(writer).text
    assert "Warden: Ida Moss" in text.replace(" | ", " ")
    assert "Agreed sum: 17,500 pounds" in text.replace(" | ", " ")
    assert text.endswith("The meeting closed at four.")


def test_a_ticked_box_is_told_from_an_empty_one() -> None:
    writer = written()
    add_field(writer, "", height(writer) - 130, **{"/FT": "/Btn", "/AS": "/Yes"})
    add_field(writer, "", height(writer) - 160, **{"/FT": "/Btn", "/AS": "/Off"})
    assert read(writer).text.count("[x]") == 1


def test_a_note_typed_onto_the_page_is_text_and_a_comment_is_said() -> None:
    writer = written()
    top = height(writer)
    note = FreeText(text="Correction: 16 otters, not 14.", rect=(60, top - 240, 300, top - 225))
    writer.add_annotation(0, note)
    writer.add_annotation(0, Text(text="Check this.", rect=(400, top - 240, 420, top - 220)))
    draft = read(writer)
    assert "Correction: 16 otters, not 14." in draft.text
    assert "Check this." not in draft.text
    assert draft.warnings == ("Page 1 has comments beside the text, which are not read.",)


def test_files_inside_are_said() -> None:
    writer = written()
    writer.add_attachment("minutes.pdf", b"%PDF-")
    assert read(writer).warnings == (
        "The PDF holds another file, which is not read: minutes.pdf; save what is needed beside it.",
    )
