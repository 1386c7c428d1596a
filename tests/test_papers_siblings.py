"""Ten siblings of each fault that real papers showed: the same kind of thing, made differently each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from hostile_good import odt, word
from hostile_pdfs import pdf_of, stream
from scrutiny_rag.papers.model import BlockKind, Paper, PaperType
from scrutiny_rag.papers.readers.wording import STRUCK_LEFT_OUT
from scrutiny_rag.papers.reading import read_paper

Table = list[list[str]]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes | str, str], Paper]:
    def reads(content: bytes | str, kind: str) -> Paper:
        path = tmp_path / f"paper.{kind}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_paper(path, path.name)

    return reads


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


# Tables: a mark means nothing without its column, and an empty cell is not the next one's.


def in_word(table: Table, *, bold: bool) -> bytes:
    document = docx.Document()
    made = document.add_table(len(table), len(table[0]))
    for i, row in enumerate(table):
        for j, text in enumerate(row):
            made.cell(i, j).paragraphs[0].add_run(text).bold = bold and not i
    return saved(document)


def in_html(table: Table, tag: str) -> str:
    head = "".join(f"<{tag}>{text}</{tag}>" for text in table[0])
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in table[1:])
    return f"<table><tr>{head}</tr>{rows}</table>"


def in_markdown(table: Table) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in table]
    return "\n".join([lines[0], "|---" * len(table[0]) + "|", *lines[1:]]) + "\n"


def in_odt(table: Table) -> bytes:
    def row(texts: list[str]) -> str:
        cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
        return f"<table:table-row>{cells}</table:table-row>"

    head = f"<table:table-header-rows>{row(table[0])}</table:table-header-rows>"
    return odt(f"<table:table>{head}{''.join(map(row, table[1:]))}</table:table>")


def in_sheet(table: Table) -> bytes:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append([text or None for text in row])
    return saved(book)


def in_pdf(table: Table, *, ruled: bool) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", 11)
    for i, row in enumerate(table):
        for j, text in enumerate(row):
            if ruled:
                pdf.rect(20 + 42 * j, 40 + 8 * i, 42, 8)
            pdf.text(22 + 42 * j, 46 + 8 * i, text)
    return bytes(pdf.output())


WRITERS: dict[str, tuple[str, Callable[[Table], bytes | str]]] = {
    "word-bold": ("docx", lambda table: in_word(table, bold=True)),
    "word-plain": ("docx", lambda table: in_word(table, bold=False)),
    "html-th": ("html", lambda table: in_html(table, "th")),
    "html-td": ("html", lambda table: in_html(table, "td")),
    "markdown": ("md", in_markdown),
    "odt": ("odt", in_odt),
    "sheet": ("xlsx", in_sheet),
    "csv": ("csv", lambda table: "\n".join(",".join(row) for row in table)),
    "pdf-ruled": ("pdf", lambda table: in_pdf(table, ruled=True)),
    "pdf-plain": ("pdf", lambda table: in_pdf(table, ruled=False)),
}
VOTES = [
    ["Member", "For", "Against", "Abstained"],
    ["Ida Moss", "X", "", ""],
    ["Rafe Quill", "", "X", ""],
    ["Sol Tarn", "", "", "X"],
    ["Una Reed", "X", "", ""],
]
FIGURES = [
    ["Indicator", "Target", "Quarter one", "Quarter two"],
    ["Otters counted", "15", "", "11"],
    ["Holts watched", "40", "38", "41"],
]


@pytest.mark.parametrize("writer", WRITERS)
def test_each_cell_stands_under_its_columns_name(read: Callable[..., Paper], writer: str) -> None:
    kind, write = WRITERS[writer]
    for table in (VOTES, FIGURES):
        rows = [dict(block.cells) for block in read(write(table), kind).blocks if block.kind is BlockKind.ROW]
        assert rows[-len(table) + 1 :] == [dict(zip(table[0], row, strict=True)) for row in table[1:]]


# Text a little off level, as layers of OCR are.


@pytest.mark.parametrize("angle", [-4.0, -2.5, -1.5, -0.6, -0.3, 0.4, 0.8, 1.2, 2.0, 5.0])
def test_text_off_level_is_read_beside_a_watermark(read: Callable[..., Paper], angle: float) -> None:
    pdf = FPDF()
    for number in (12, 37):
        pdf.add_page()
        pdf.set_font("helvetica", "", 11)
        with pdf.rotation(angle, 20, 100):
            pdf.text(20, 100, f"The Warden counted {number} otters on the river.")
        with pdf.rotation(50, 100, 150):
            pdf.text(60, 200, "COPY")
    text = read(bytes(pdf.output()), "pdf").text
    assert text.split("\n\n") == [f"The Warden counted {number} otters on the river." for number in (12, 37)]


# What is typed into a PDF after it was made.


def form(*fields: dict[str, object], parent: dict[str, object] | None = None) -> bytes:
    pdf = FPDF(unit="pt")
    pdf.add_page()
    pdf.set_font("helvetica", "", 11)
    pdf.text(60, 100, "Agreed sum:")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(pdf.output()))))
    top = float(writer.pages[0].mediabox.top)
    made = []
    for field in fields:
        box = (160, top - 104, 400, top - 88)
        entry = DictionaryObject(
            {
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/Rect"): ArrayObject(map(FloatObject, box)),
            }
        )
        entry.update({NameObject(key): as_object(value) for key, value in field.items()})
        if parent is not None:
            above = DictionaryObject({NameObject(key): as_object(value) for key, value in parent.items()})
            entry[NameObject("/Parent")] = writer._add_object(above)
        made.append(entry)
    writer.pages[0][NameObject("/Annots")] = ArrayObject(made)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def as_object(value: object) -> object:
    if isinstance(value, list):
        return ArrayObject(map(as_object, value))
    if isinstance(value, int):
        return NumberObject(value)
    return NameObject(value) if str(value).startswith("/") else TextStringObject(str(value))


TEXT, CHOICE, NOTE = {"/FT": "/Tx"}, {"/FT": "/Ch"}, {"/Subtype": "/FreeText"}


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (lambda: form({**TEXT, "/V": "17,500 pounds"}), "17,500 pounds"),
        (lambda: form({**TEXT, "/V": "17,500\rpounds", "/Ff": 1 << 12}), "17,500 pounds"),
        (lambda: form({**CHOICE, "/V": "17,500 pounds"}), "17,500 pounds"),
        (lambda: form({**CHOICE, "/V": ["one", "two"]}), "one, two"),
        (lambda: form({}, parent={**TEXT, "/V": "17,500 pounds"}), "17,500 pounds"),
        (lambda: form({"/V": "17,500 pounds"}, parent=TEXT), "17,500 pounds"),
        (lambda: form({**TEXT, "/V": "17,500 pounds", "/Ff": 1}), "17,500 pounds"),
        (lambda: form({**TEXT, "/V": "17,500 pounds", "/F": 2}), ""),
        (lambda: form({**TEXT, "/V": "17,500 pounds", "/Ff": 1 << 13}), ""),
        (lambda: form({**NOTE, "/Contents": "17,500 pounds"}), "17,500 pounds"),
        (lambda: form({"/FT": "/Btn", "/AS": "/Yes"}), "[x]"),
    ],
)
def test_what_is_typed_into_a_form_is_read_where_it_is_seen(
    read: Callable[..., Paper], data: Callable[[], bytes], shown: str
) -> None:
    text = " ".join(read(data(), "pdf").text.replace("|", " ").split())
    assert text == f"Agreed sum: {shown}".strip()


# Words that were struck out.


def struck_in_word(how: str) -> bytes:
    run = f'<w:r><w:rPr>{how}</w:rPr><w:t xml:space="preserve">forty </w:t></w:r>'
    before, after = (
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in ("The panel buys ", "sixteen nets.")
    )
    return word(f"<w:p>{before}{run}{after}</w:p>")


STYLED = "<p>The panel buys {} sixteen nets.</p>"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (struck_in_word("<w:strike/>"), "docx"),
        (struck_in_word("<w:dstrike/>"), "docx"),
        (struck_in_word('<w:strike w:val="1"/>'), "docx"),
        ("<p>The panel buys <s>forty</s> sixteen nets.</p>", "html"),
        ("<p>The panel buys <strike><b>forty</b></strike> sixteen nets.</p>", "html"),
        ("<p>The panel buys <del>forty</del> sixteen nets.</p>", "html"),
        (STYLED.format('<span style="color:red;text-decoration: line-through">forty</span>'), "html"),
        (STYLED.format('<b style="TEXT-DECORATION-LINE:underline line-through">forty</b>'), "html"),
        (
            "<style>.a, i.gone{color:red;text-decoration:line-through}</style>"
            + STYLED.format("<i class='x gone'>forty</i>"),
            "html",
        ),
        ("The panel buys ~~forty~~ sixteen nets.", "md"),
        ("The panel buys <s>forty</s> sixteen nets.", "md"),
    ],
)  # fmt: skip
def test_struck_words_are_no_longer_said(read: Callable[..., Paper], content: bytes | str, kind: str) -> None:
    paper = read(content, kind)
    assert " ".join(paper.text.split()) == "The panel buys sixteen nets."
    assert paper.warnings == (STRUCK_LEFT_OUT,)


# Word files that Word opens.

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def changed(part: str, old: bytes, new: bytes) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("The panel counted 16 otters.")
    with zipfile.ZipFile(io.BytesIO(saved(document))) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old, new) if part in ("*", name) else data)
    return out.getvalue()


def linked(target: bytes, kind: bytes = b"image", more: bytes = b"") -> bytes:
    place = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    link = b'<Relationship Id="rId99" Type="%b%b" Target="%b"%b/></Relationships>' % (
        place,
        kind,
        target,
        more,
    )
    return changed("word/_rels/document.xml.rels", b"</Relationships>", link)


@pytest.mark.parametrize(
    "data",
    [
        lambda: linked(b"NULL"),
        lambda: linked(b"#_top", b"hyperlink"),
        lambda: linked(b"../NULL"),
        lambda: linked(b"/word/media/gone.png"),
        lambda: linked(b"media\\gone.png"),
        lambda: linked(b"file:///C:/gone.png"),
        lambda: linked(b"https://example.org/a b", b"hyperlink", b' TargetMode="External"'),
        lambda: changed("[Content_Types].xml", _MAIN, _MAIN.replace(b"document.main", b"template.main")),
        lambda: changed("[Content_Types].xml", _MAIN, b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        lambda: changed("*", b"http://schemas.openxmlformats.org/wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/"),
        lambda: changed("word/document.xml", b"<w:body>", b"<w:body><!-- a remark --><?a b?>"),
    ],
)  # fmt: skip
def test_word_files_that_word_opens_are_read(read: Callable[..., Paper], data: Callable[[], bytes]) -> None:
    assert read(data(), "docx").text == "The panel counted 16 otters."


# Marks of paragraphs that were deleted with tracked changes.


def marked(*paragraphs: str, how: str = "<w:del/>", inside: str = "{}", last: bool = False) -> bytes:
    mark = f"<w:pPr><w:rPr>{how}</w:rPr></w:pPr>"
    made = [
        f'<w:p>{mark if last or i + 1 < len(paragraphs) else ""}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        for i, text in enumerate(paragraphs)
    ]
    return word(inside.format("".join(made)))


GONE_RUN = '</w:t></w:r><w:del><w:r><w:delText>90</w:delText></w:r></w:del><w:r><w:t xml:space="preserve">'
CONTROL = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
ONE_CELL = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p><w:r><w:t>nets</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (marked("Each cost 1,2", "50 pounds."), "Each cost 1,250 pounds."),
        (marked("The panel did not ", "agree."), "The panel did not agree."),
        (marked("a", "b", "c", "d"), "abcd"),
        (marked("Each cost 1,2", "50 pounds.", how="<w:moveFrom/>"), "Each cost 1,250 pounds."),
        (
            marked("Each cost 1,2", "50 pounds.", how='<w:del w:id="1" w:author="A"/>'),
            "Each cost 1,250 pounds.",
        ),
        (marked("Each cost 1,2", "50 pounds.", how="<w:ins/>"), "Each cost 1,2\n\n50 pounds."),
        (
            marked("Each cost 1,2", "50 pounds.", inside="<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"),
            "Each cost 1,250 pounds.",
        ),
        (marked("Each cost 1,2", "50 pounds", inside=ONE_CELL), "Each cost 1,250 pounds | nets"),
        (marked("Each cost 1,250", " pounds.", last=True), "Each cost 1,250 pounds."),
        (marked(f"Each cost 1,{GONE_RUN}2", "50 pounds."), "Each cost 1,250 pounds."),
        (marked("", "Each cost 1,250 pounds."), "Each cost 1,250 pounds."),
    ],
)
def test_a_deleted_paragraph_mark_parts_nothing(read: Callable[..., Paper], data: bytes, text: str) -> None:
    assert read(data, "docx").text == text


# Fonts that do not say what their letters are.


def garbled(pages: list[bool], shift: int) -> bytes:
    """A PDF of pages that are garbled or not; `shift` moves the numbers of the signs."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%b]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(len(pages))), len(pages)),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        4: b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[5 0 R]>>",
        5: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/DW 500/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
    }
    words = "The panel counted thirty seven otters on the lower river in the spring of the year"
    signs = "".join(f"{ord(sign) + shift:04x}" for sign in words)
    for i, is_garbled in enumerate(pages):
        shown = f"/G 11 Tf 50 700 Td <{signs}> Tj" if is_garbled else f"/F 11 Tf 50 700 Td ({words}) Tj"
        objects[10 + 2 * i] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<</Font<</F 3 0 R/G 4 0 R>>>>>>"
            % (11 + 2 * i)
        )
        objects[11 + 2 * i] = stream(f"BT {shown} ET".encode())
    return pdf_of(objects)


@pytest.mark.parametrize("shift", [-29, 0, 300, 5000, 40000])
@pytest.mark.parametrize("pages", [[False, True], [True, False, True]])
def test_pages_whose_letters_cannot_be_told_are_named(
    read: Callable[..., Paper], shift: int, pages: list[bool]
) -> None:
    paper = read(garbled(pages, shift), "pdf")
    assert "thirty seven otters" in paper.text
    named = [str(number) for number, is_garbled in enumerate(pages, 1) if is_garbled]
    pages_named = f"Page{'s' * (len(named) > 1)} {', '.join(named)}"
    assert paper.warnings == (f"{pages_named} could not be read: the font has no table of letters.",)


# Files inside a PDF.


def pin(name: str) -> DictionaryObject:
    """A file that hangs on a page."""
    made = DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment")})
    made[NameObject("/Rect")] = ArrayObject(map(FloatObject, (1, 1, 9, 9)))
    made[NameObject("/FS")] = DictionaryObject({NameObject("/UF"): TextStringObject(name)})
    return made


def holding(names: list[str], *, on_page: bool) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", 11)
    pdf.text(20, 40, "See the files inside.")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(pdf.output()))))
    for name in names:
        if not on_page:
            writer.add_attachment(name, b"otters")
    if on_page:
        writer.pages[0][NameObject("/Annots")] = ArrayObject(map(pin, names))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("on_page", [False, True])
@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["minutes.pdf"], "another file, which is not read: minutes.pdf"),
        (["a.docx", "b.xlsx"], "2 other files, which are not read: a.docx, b.xlsx"),
        (["Ärger & Öl.pdf"], "another file, which is not read: Ärger & Öl.pdf"),
        (list("abcdefg"), "7 other files, which are not read: a, b, c, d, e and others"),
        (["../../etc/otters"], "another file, which is not read: ../../etc/otters"),
    ],
)  # fmt: skip
def test_files_inside_a_pdf_are_said(
    read: Callable[..., Paper], names: list[str], said: str, on_page: bool
) -> None:
    paper = read(holding(names, on_page=on_page), "pdf")
    assert paper.text == "See the files inside."
    assert paper.warnings == (f"The PDF holds {said}; save what is needed beside it.",)


# Transcripts of meeting software.

TURNS = [
    ("Ida Moss", "How many otters were counted?"),
    ("Rafe Quill", "We counted 31 otters in May."),
    ("Ida Moss", "And how many of them were young?"),
    ("Rafe Quill", "Twelve of them were young ones."),
    ("Ida Moss", "Thank you for that."),
]


def cues(form: str, sign: str, head: str = "", end: str = "\n") -> str:
    blocks = [
        form.format(
            n=i + 1, at=f"00:00:{5 * i:02}{sign}000 --> 00:00:{5 * i + 4:02}{sign}500", who=who, words=words
        )
        for i, (who, words) in enumerate(TURNS)
    ]
    return (head + "\n\n".join(blocks) + "\n").replace("\n", end)


def log(form: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("Otter Panel hearing-20240704_100000-Meeting Recording")
    for i, (who, words) in enumerate(TURNS):
        lines = form.format(who=who, at=f"0:{5 * i:02}", words=words).split("|")
        paragraph = document.add_paragraph(lines[0])
        if len(lines) > 1 and lines[1]:
            document.add_paragraph(lines[1])
        elif len(lines) > 2:
            paragraph.add_run().add_break()
            paragraph.add_run(lines[2])
    return saved(document)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (cues("{n}\n{at}\n<v {who}>{words}</v>", ".", "WEBVTT\n\n"), "vtt"),
        (cues("{at}\n<v.loud {who}>{words}", ".", "\ufeffWEBVTT - Otter Panel\n\n"), "vtt"),
        (cues("{at} align:start position:0%\n{who}: {words}", ".", "WEBVTT\n\n"), "vtt"),
        (cues("a1b2/{n}-0\n{at}\n<v {who}>{words}</v>", ".", "WEBVTT\n\n", "\r\n"), "vtt"),
        (cues("{at}\n<v {who}><c.yellow>{words}</c></v>", ".", "WEBVTT\nKind: captions\n\n"), "txt"),
        (cues("{n}\n{at}\n{who}: {words}", ","), "srt"),
        (cues("{n}\n{at}\n>> {who}: <i>{words}</i>", ",", "", "\r\n"), "srt"),
        (cues("{n}\n{at}\n- {who}: {words}", ","), "txt"),
        (log("{who}   {at}||{words}"), "docx"),
        (log("{who}\t{at}|{words}"), "docx"),
        (log("{who}   {at}|{words}"), "docx"),
    ],
)  # fmt: skip
def test_a_meetings_software_says_who_speaks(
    read: Callable[..., Paper], content: bytes | str, kind: str
) -> None:
    paper = read(content, kind)
    turns = [block for block in paper.blocks if block.kind is BlockKind.TURN]
    assert paper.metadata.type is PaperType.TRANSCRIPT
    assert [(turn.speaker, paper.text[turn.speech_start : turn.char_end]) for turn in turns] == TURNS
