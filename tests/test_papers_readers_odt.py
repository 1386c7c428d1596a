"""OpenDocument texts: headings, lists with their numbers, tables, notes; what is struck or hidden is left out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from scrutiny_rag.papers.model import PaperError, PaperType
from scrutiny_rag.papers.readers.draft import Draft
from scrutiny_rag.papers.readers.odt import read_odt
from scrutiny_rag.papers.reading import read_paper

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for prefix, space in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
    }.items()
)
NAMES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = """
<style:style style:name="T1" style:family="text"><style:text-properties
 style:text-line-through-style="solid"/></style:style>
<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>
<style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T4" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P1" style:family="paragraph"><style:text-properties style:text-line-through-type="double"/>
</style:style>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Title"/>
<text:list-style style:name="L1"><text:list-level-style-number
 text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="x"/></text:list-style>
<text:list-style style:name="L3"><text:list-level-style-number text:level="1" style:num-format="a" style:num-prefix="("
 style:num-suffix=")"/></text:list-style>
"""


def odt(body: str, *, styles: str = STYLES, meta: str = "", template: str = "") -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        parts.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        parts.writestr("styles.xml", f"<office:document-styles {NAMES}>{template}</office:document-styles>")
        parts.writestr("meta.xml", f"<office:document-meta {NAMES}>{meta}</office:document-meta>")
    return archive.getvalue()


def read(body: str) -> Draft:
    return read_odt(odt(body))


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def item(content: str, said: str = "") -> str:
    return f"<text:list-item{said}>{content}</text:list-item>"


def numbered(style: str, items: str, said: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:list{named}{said}>{items}</text:list>"


def test_headings_paragraphs_and_lists_are_told_apart() -> None:
    draft = read(
        p("Lamps Panel", "P2")
        + '<text:h text:outline-level="2">Newts</text:h>'
        + p("The panel<text:tab/>counted<text:s text:c='3'/>12 newts.")
        + '<text:list text:style-name="L2"><text:list-item>'
        + p("a bucket")
        + "</text:list-item></text:list>"
    )
    assert [(mark.kind, mark.level, draft.text[mark.char_start : mark.char_end]) for mark in draft.marks] == [
        ("heading", 1, "Lamps Panel"),
        ("heading", 2, "Newts"),
        ("paragraph", None, "The panel counted 12 newts."),
        ("bullet", 1, "• a bucket"),
    ]


def test_lists_are_numbered_as_they_are_shown() -> None:
    first = numbered("L1", item(p("Ponds") + numbered("", item(p("ten newts")))))
    goes_on = numbered("L1", item(p("Lamps")), ' text:continue-numbering="true"')
    anew = numbered("L1", item(p("Bins"), ' text:start-value="7"'))
    lettered = numbered("L3", item(p("one")) + item(p("two")))
    draft = read(first + p("Between.") + goes_on + anew + lettered)
    assert draft.text.split("\n\n") == [
        "1. Ponds",
        "1.1 ten newts",
        "Between.",
        "2. Lamps",
        "7. Bins",
        "(a) one\n(b) two",
    ]


def test_headings_carry_the_numbers_of_the_outline() -> None:
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="1" '
        'style:num-suffix="."/></text:outline-style></office:styles>'
    )
    heading = '<text:h text:outline-level="1">{}</text:h>'
    draft = read_odt(odt(heading.format("Ponds") + heading.format("Lamps"), template=outline))
    assert draft.text == "1. Ponds\n\n2. Lamps"


@pytest.mark.parametrize(
    ("paragraph", "text", "noted"),
    [
        (p(f"The panel bought {span('T1', 'forty')} sixteen bins."), "The panel bought sixteen bins.", True),
        (p(f"The warden is {span('T2', 'Mr Oduya')} Ms Lind."), "The warden is Ms Lind.", True),
        (p("All of it is struck.", "P1") + p("This is not."), "This is not.", True),
        (p(f"Shown{span('T3', ' and hidden')}."), "Shown.", False),
        ("<text:tracked-changes><text:changed-region><text:deletion>" + p("gone") + "</text:deletion>"
         "</text:changed-region></text:tracked-changes>" + p('The cost was 1,2<text:change/>50 pounds.'),
         "The cost was 1,250 pounds.", False),
        (p("Kept<office:annotation>" + p("a remark") + "</office:annotation> whole."), "Kept whole.", False),
    ],
)  # fmt: skip
def test_what_is_not_said_any_more_is_left_out(paragraph: str, text: str, noted: bool) -> None:
    draft = read(paragraph)
    assert draft.text == text
    assert (draft.warnings == ("Text that is struck through was left out.",)) is noted


def cell(text: str, **attributes: int) -> str:
    given = "".join(f' table:number-{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<table:table-cell{given}>{p(text)}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


COVERED = "<table:covered-table-cell/>"


def test_a_tables_cells_stand_under_their_columns_names() -> None:
    head = (
        "<table:table-header-rows>"
        + row(cell("Member"), cell("For"), cell("Against"))
        + "</table:table-header-rows>"
    )
    draft = read(
        "<table:table>"
        + head
        + row(cell("Ann Hall"), cell(""), cell("X"))
        + row(cell("Ben Oar"), cell("X"), cell("", columns_repeated=900))
        + "</table:table>"
    )
    rows = [mark.cells for mark in draft.marks if mark.kind == "row"]
    assert rows[1] == (("Member", "Ann Hall"), ("For", ""), ("Against", "X"))
    assert rows[2][:2] == (("Member", "Ben Oar"), ("For", "X"))
    assert "Ann Hall | | X" in draft.text


def test_merged_cells_count_for_each_row_and_column_they_span() -> None:
    bold = p(span("T4", "Indicator")), p(span("T4", "2030")), p(span("T4", "2031"))
    head = row(*(f"<table:table-cell>{each}</table:table-cell>" for each in bold))
    draft = read(
        "<table:table>"
        + head
        + row(cell("Burglary", rows_spanned=2), cell("15%"), cell("11%"))
        + row(COVERED, cell("12"), cell("9"))
        + row(cell("Knife crime", columns_spanned=3), COVERED, COVERED)
        + row(cell("Bins"), cell("1"), cell("2"))
        + "</table:table>"
    )
    rows = [mark for mark in draft.marks if mark.kind == "row"]
    assert rows[2].cells == (("Indicator", "Burglary"), ("2030", "12"), ("2031", "9"))
    assert (rows[3].level, draft.text[rows[3].char_start : rows[3].char_end]) == (1, "Knife crime")
    assert len(rows) == 5


def test_a_table_of_one_column_is_a_frame() -> None:
    draft = read("<table:table>" + row(cell("The panel counted 12 newts.")) + "</table:table>")
    assert [mark.kind for mark in draft.marks] == ["paragraph"]


def test_notes_follow_the_text_and_boxes_their_paragraph() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        + p("Counted by hand.")
        + "</text:note-body></text:note>"
    )
    box = "<draw:frame><draw:text-box>" + p("Beware of the newt") + "</draw:text-box></draw:frame>"
    assert read(p(f"There were 381{note} newts.{box}") + p("No more.")).text.split("\n\n") == [
        "There were 381[1] newts.", "Beware of the newt", "No more.", "[1] Counted by hand.",
    ]  # fmt: skip


def test_a_hidden_section_is_left_out_and_others_are_read() -> None:
    hidden = f'<text:section text:display="none">{p("secret")}</text:section>'
    assert read(hidden + f"<text:section>{p('public')}</text:section>").text == "public"


def test_properties_and_running_heads_are_handed_on() -> None:
    draft = read_odt(
        odt(
            p("The panel met."),
            meta="<office:meta><dc:title>Lamps</dc:title><meta:creation-date>2031-06-03T10:00:00</meta:creation-date></office:meta>",
            template=f"<office:master-styles><style:master-page><style:header>{p('Quay Council')}</style:header>"
            "</style:master-page></office:master-styles>",
        )
    )
    assert (draft.properties["title"], draft.properties["created"]) == ("Lamps", "2031-06-03")
    assert draft.properties["furniture"] == "Quay Council"


@pytest.mark.parametrize("name", ["minutes.odt", "minutes.docx", "minutes.ott"])
def test_minutes_are_read_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(
        odt(
            p("Quay Borough Council", "P2")
            + p("Minutes of the meeting of the Lamps Panel held on Tuesday 3 June 2031")
            + p("Present: Cllr Reed (Chair)") + p("1. Lamps") + p("The panel noted that few lamps were lit.")
        )
    )  # fmt: skip
    metadata = read_paper(path, name).metadata
    assert (metadata.body, metadata.committee) == ("Quay Borough Council", "Lamps Panel")
    assert (metadata.type, str(metadata.date)) == (PaperType.MINUTES, "2031-06-03")


def test_a_meetings_log_is_a_transcript(tmp_path: Path) -> None:
    path = tmp_path / "log.odt"
    turns = [
        ("Ann Hall", "0:03", "Good evening."),
        ("Ben Oar", "0:09", "We have 88 cadets."),
        ("Ann Hall", "0:15", "How many stayed?"),
        ("Ben Oar", "0:19", "All but two of them."),
        ("Ann Hall", "0:25", "Thank you."),
    ]
    path.write_bytes(odt("".join(p(f"{who}   {at}<text:line-break/>{said}") for who, at, said in turns)))
    paper = read_paper(path, "log.odt")
    assert paper.metadata.type is PaperType.TRANSCRIPT
    assert [block.speaker for block in paper.blocks] == ["Ann Hall", "Ben Oar"] * 2 + ["Ann Hall"]


def broken(data: bytes, part: str, content: bytes | None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != part:
                new.writestr(each, old.read(each))
        if content is not None:
            new.writestr(part, content)
    return made.getvalue()


GOOD = odt(p("The panel met."))
ENTITIES = (
    b'<!DOCTYPE a [<!ENTITY b "bomb">]><office:document-content '
    + NAMES.encode()
    + b">&b;</office:document-content>"
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 nonsense", "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (broken(GOOD, "content.xml", None), "no OpenDocument text"),
        (broken(GOOD, "content.xml", b"<office:a"), "damaged"),
        (broken(GOOD, "content.xml", b"<a/>"), "damaged"),
        (broken(GOOD, "content.xml", ENTITIES), "damaged"),
        (broken(GOOD, "content.xml", b"<a>" + b" " * 70_000_000 + b"</a>"), "more than a paper can hold"),
        (broken(GOOD, "META-INF/manifest.xml", b"<manifest:encryption-data/>"), "locked"),
        (odt(p("  ")), "no text in it"),
    ],
    ids=["no-archive", "cut", "no-content", "no-xml", "no-body", "entities", "bomb", "locked", "empty"],
)
def test_a_bad_file_is_said_to_be_bad(data: bytes, why: str) -> None:
    with pytest.raises(PaperError, match=why):
        read_odt(data)


def test_styles_in_a_ring_and_deep_nesting_end() -> None:
    ring = '<style:style style:name="A" style:family="text" style:parent-style-name="B"/>' \
        '<style:style style:name="B" style:family="text" style:parent-style-name="A"/>'  # fmt: skip
    assert read_odt(odt(p(span("A", "round")), styles=ring)).text == "round"
    deep = "<text:section>" * 200 + p("deep") + "</text:section>" * 200
    assert read_odt(odt(p("top") + deep)).text == "top"
