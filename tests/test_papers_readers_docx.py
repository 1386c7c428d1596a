from __future__ import annotations

import io
import random
import zipfile
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from draft_checks import check_draft, text_of, texts
from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers import docx_numbering
from scrutiny_rag.papers.readers.docx import read_docx

_W = nsdecls("w")


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def numbered_document() -> tuple[Any, Any]:
    """A document, and a function that adds a paragraph of its three-level list."""
    document = docx.Document()
    levels = [("decimal", "%1", 5), ("decimal", "%1.%2", 1), ("lowerLetter", "(%3)", 1)]
    xml = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text, start) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {_W} w:abstractNumId="900">{xml}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {_W} w:numId="77"><w:abstractNumId w:val="900"/></w:num>'))

    def add(text: str, level: int) -> None:
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 77

    return document, add


def test_headings_lists_and_tables_stand_in_their_order() -> None:
    document = docx.Document()
    document.core_properties.title = "Otter minutes"
    document.sections[0].header.paragraphs[0].text = "Otter Panel"
    document.add_heading("Otter Panel", 0)
    document.add_heading("Welcome", 2)
    document.add_paragraph("A ﬁne\u00a0day.")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Bullet")
    document.add_paragraph("first", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Action", "Owner", "Count the holts again", "Warden"], strict=True):
        cell.text = text
    document.add_paragraph("After the table.")
    draft = read_docx(saved(document))
    check_draft(draft)
    assert [(m.kind, m.level, text_of(draft, m)) for m in draft.marks] == [
        ("heading", 1, "Otter Panel"),
        ("heading", 2, "Welcome"),
        ("paragraph", None, "A fine day."),
        ("bullet", 1, "• one"),
        ("bullet", 1, "• two"),
        ("paragraph", None, "1. first"),
        ("row", None, "Action | Owner"),
        ("row", None, "Count the holts again | Warden"),
        ("paragraph", None, "After the table."),
    ]
    assert draft.marks[-2].cells == (("Action", "Count the holts again"), ("Owner", "Warden"))
    assert draft.properties["title"] == "Otter minutes"
    assert draft.properties["furniture"] == "Otter Panel"
    assert draft.pages == ()


def test_numbers_are_counted_as_word_counts_them() -> None:
    document, add = numbered_document()
    for text, level in [("i", 0), ("p", 1), ("s", 2), ("s", 2), ("p", 1), ("s", 2), ("i", 0), ("p", 1)]:
        add(text, level)
    draft = read_docx(saved(document))
    assert draft.text.split() == [
        "5",
        "i",
        "5.1",
        "p",
        "(a)",
        "s",
        "(b)",
        "s",
        "5.2",
        "p",
        "(a)",
        "s",
        "6",
        "i",
        "6.1",
        "p",
    ]
    assert texts(draft, "bullet") == ["(a) s", "(b) s", "(a) s"]


def test_a_new_list_with_a_start_of_its_own_counts_from_there() -> None:
    document, add = numbered_document()
    add("one", 0)
    numbering = document.part.numbering_part.element
    numbering.append(
        parse_xml(
            f'<w:num {_W} w:numId="78"><w:abstractNumId w:val="900"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    add("two", 0)
    document.paragraphs[-1]._p.pPr.numPr.numId.val = 78
    assert read_docx(saved(document)).text == "5 one\n\n1 two"


def test_an_unknown_list_keeps_the_text() -> None:
    document, add = numbered_document()
    add("words", 0)
    document.paragraphs[-1]._p.pPr.numPr.numId.val = 4242
    assert read_docx(saved(document)).text == "words"
    assert docx_numbering.Numbering(None).label("1", 0) is None


def test_merged_cells_are_in_every_record_and_printed_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    rows = ["Action Owner Due", "Count Warden May", "Plant - June"]
    for row, line in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, line.split(), strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.cell(2, 1).text = ""
    table.cell(1, 1).merge(table.cell(2, 1))
    draft = read_docx(saved(document))
    assert texts(draft, "row") == ["Action | Owner | Due", "Count | Warden | May", "Plant | June"]
    assert draft.marks[2].cells == (("Action", "Plant"), ("Owner", "Warden"), ("Due", "June"))


def test_tracked_changes_fields_and_hidden_words() -> None:
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {_W}><w:r><w:t>Otters </w:t></w:r><w:del><w:r><w:delText>lost </w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>came </w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r>"
            "<w:sdt><w:sdtContent><w:r><w:t>back</w:t></w:r></w:sdtContent></w:sdt>"
            "<w:r><w:br/><w:t>now</w:t><w:noBreakHyphen/><w:t>ish</w:t></w:r></w:p>"
        ),
    )
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {_W}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert read_docx(saved(document)).text == "Otters came back\nnow-ish\n\nIn a control."


def _with_notes(notes: str, *references: str) -> bytes:
    """A document of one paragraph a reference; `notes` is the inside of its part with footnotes."""
    document = docx.Document()
    for number, note in enumerate(references, 1):
        paragraph = document.add_paragraph(f"Heron {number}")
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{note}"/></w:r>'))
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return saved(document)


def _note(number: str, text: str) -> str:
    inside = f"<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>"
    return f'<w:footnote w:id="{number}">{inside}</w:footnote>'


def test_footnotes_follow_the_text_in_the_order_of_their_marks() -> None:
    line = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes = line + _note("1", "Counted in May.") + _note("2", "Grey ones.") + _note("3", "Never named.")
    draft = read_docx(_with_notes(notes, "2", "1", "9"))
    assert draft.text.split("\n\n") == [
        "Heron 1[1]",
        "Heron 2[2]",
        "Heron 3",
        "[1] Grey ones.",
        "[2] Counted in May.",
    ]
    check_draft(draft)


def test_broken_footnotes_are_damage() -> None:
    with pytest.raises(PaperError, match="damaged"):
        read_docx(_with_notes("<w:footnote>", "1"))


def test_a_cell_over_all_columns_is_no_record() -> None:
    document = docx.Document()
    table = document.add_table(rows=5, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Actions of the panel"
    table.cell(3, 0).merge(table.cell(3, 2)).text = "Actions of 3 March 2031"
    for row, words in {1: ("Ref", "Action", "Owner"), 2: ("7", "Count holts", "Warden")}.items():
        for cell, text in zip(table.rows[row].cells, words, strict=True):
            cell.text = text
    for cell, text in zip(table.rows[4].cells, ("8", "Plant reeds", "Deputy"), strict=True):
        cell.text = text
    draft = read_docx(saved(document))
    check_draft(draft)
    assert [(m.level, m.cells) for m in draft.marks] == [
        (1, (("", "Actions of the panel"),)),
        (None, (("", "Ref"), ("", "Action"), ("", "Owner"))),
        (None, (("Ref", "7"), ("Action", "Count holts"), ("Owner", "Warden"))),
        (1, (("", "Actions of 3 March 2031"),)),
        (None, (("Ref", "8"), ("Action", "Plant reeds"), ("Owner", "Deputy"))),
    ]


def test_a_frame_of_one_cell_is_text() -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Framed words"
    draft = read_docx(saved(document))
    assert texts(draft, "paragraph") == ["Framed words"]


def _damaged(kind: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("Otters")
    good = saved(document)
    if kind == "cut":
        return good[: len(good) // 2]
    if kind == "no document":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
        return out.getvalue()
    if kind == "other archive":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "x")
        return out.getvalue()
    if kind == "bomb":
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(good)) as old,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for part in old.infolist():
                archive.writestr(part.filename, old.read(part))
            archive.writestr("word/extra.xml", b" " * 61_000_000)
        return out.getvalue()
    if kind == "old word":
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    if kind == "locked":
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    return saved(docx.Document())


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("cut", "damaged"),
        ("no document", "damaged"),
        ("other archive", "no Word file"),
        ("bomb", "unpacks"),
        ("old word", "old Word format"),
        ("locked", "password"),
        ("empty", "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(kind: str, says: str) -> None:
    with pytest.raises(PaperError, match=says):
        read_docx(_damaged(kind))


def test_random_damage_never_escapes_as_another_error() -> None:
    document = docx.Document()
    document.add_paragraph("Otters " * 20)
    good = saved(document)
    chance = random.Random(4)
    for _ in range(60):
        data = bytearray(good)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            check_draft(read_docx(bytes(data)))
        except PaperError:
            continue


_XML_TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Normal", "Heading 2", "List Bullet", "List Number", "table"]), _XML_TEXT),
        max_size=8,
    )
)
def test_offsets_hold_for_any_document(parts: list[tuple[str, str]]) -> None:
    document = docx.Document()
    document.add_paragraph("Otters")
    for style, words in parts:
        if style == "table":
            table = document.add_table(rows=2, cols=2)
            for cell in table._cells:
                cell.text = words
        else:
            document.add_paragraph(words, style=style)
    draft = read_docx(saved(document))
    check_draft(draft)
    assert draft.text.startswith("Otters")
