"""Word files that Word opens without a word, and text that is no longer part of a paper."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import OxmlElement

from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers.docx import read_docx
from scrutiny_rag.papers.readers.html import read_html
from scrutiny_rag.papers.readers.text import read_markdown
from scrutiny_rag.papers.readers.wording import STRUCK_LEFT_OUT


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def plain() -> bytes:
    document = docx.Document()
    document.add_paragraph("The panel counted 16 otters.")
    return saved(document)


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name)))
    return out.getvalue()


def with_link(target: bytes) -> Callable[[str, bytes], bytes]:
    link = b'<Relationship Id="rId99" Type="http://x/image" Target="%b"/></Relationships>' % target
    return lambda name, data: (
        data.replace(b"</Relationships>", link) if name == "word/_rels/document.xml.rels" else data
    )


def as_kind(kind: bytes) -> Callable[[str, bytes], bytes]:
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return lambda name, data: data.replace(usual, kind)


def strictly(_: str, data: bytes) -> bytes:
    for part in (b"officeDocument", b"wordprocessingml", b"drawingml"):
        usual = b"http://schemas.openxmlformats.org/%b/2006/" % part
        data = data.replace(usual, b"http://purl.oclc.org/ooxml/%b/" % part)
    return data


@pytest.mark.parametrize(
    "change",
    [
        with_link(b"NULL"),
        with_link(b"#_top"),
        with_link(b"media/gone.png"),
        with_link(b""),
        as_kind(b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        as_kind(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        as_kind(b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        strictly,
    ],
)
def test_what_word_opens_is_read(change: Callable[[str, bytes], bytes]) -> None:
    assert read_docx(changed(plain(), change)).text == "The panel counted 16 otters."


def test_a_large_part_of_any_name_is_beyond_bounds() -> None:
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.dat", b" " * 61_000_000)
    with pytest.raises(PaperError, match="more than a paper can hold"):
        read_docx(out.getvalue())


def test_struck_runs_are_left_out_and_noted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The panel agreed to buy ")
    paragraph.add_run("forty").font.strike = True
    paragraph.add_run("fifty").font.double_strike = True
    paragraph.add_run(" sixteen").font.strike = False
    paragraph.add_run(" nets.")
    draft = read_docx(saved(document))
    assert draft.text == "The panel agreed to buy sixteen nets."
    assert draft.warnings == (STRUCK_LEFT_OUT,)


def test_a_style_may_strike() -> None:
    document = docx.Document()
    style = document.styles.add_style("Gone", 2)
    style.font.strike = True
    document.add_paragraph("There are ").add_run("nine", style="Gone")
    document.paragraphs[0].add_run("ten nets.")
    assert read_docx(saved(document)).text == "There are ten nets."


def test_a_deleted_paragraph_mark_joins() -> None:
    document = docx.Document()
    for text in ("Each net cost 1,2", "50 pounds.", "The panel did not ", "agree."):
        paragraph = document.add_paragraph(text)
        if not text.endswith("."):
            mark = OxmlElement("w:rPr")
            mark.append(OxmlElement("w:del"))
            paragraph._p.get_or_add_pPr().append(mark)
    cell = document.add_table(1, 2).cell(0, 0)
    cell.text = "Kept"
    assert read_docx(saved(document)).text.startswith(
        "Each net cost 1,250 pounds.\n\nThe panel did not agree.\n\nKept"
    )


@pytest.mark.parametrize(
    "struck",
    [
        "<s>nine</s>",
        "<strike>nine</strike>",
        "<del>nine</del>",
        '<b style="text-decoration:line-through">nine</b>',
    ],
)
def test_struck_words_of_a_page_are_left_out_and_noted(struck: str) -> None:
    draft = read_html(f"<p>The panel locked {struck} six gates.</p>".encode())
    assert draft.text == "The panel locked six gates."
    assert draft.warnings == (STRUCK_LEFT_OUT,)


def test_struck_words_of_markdown_are_blanks_of_their_length() -> None:
    draft = read_markdown(b"The panel locked ~~nine~~ six gates.\n")
    assert draft.text == "The panel locked          six gates.\n"
    assert draft.warnings == (STRUCK_LEFT_OUT,)


@pytest.mark.parametrize(
    "text", ["~~~\ncode\n~~~\n", "about ~~ 30 otters ~~ here\n", "~5 nets and ~6 more\n"]
)
def test_other_tildes_stay(text: str) -> None:
    assert read_markdown(text.encode()).text == text
