from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission, EncryptionMethod
from hypothesis import given, settings
from hypothesis import strategies as st

from draft_checks import check_draft, text_of, texts
from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.readers.pdf import read_pdf

STORY = (
    "The Warden told the panel that otters had come back to the lower river, that each holt was watched, "
    "and that a count would be made before the summer. Members asked how the count would be paid for. "
)


class Minutes(FPDF):
    """Minutes with a running head and a page number at the foot."""

    def header(self) -> None:
        self.set_font("helvetica", "I", 9)
        self.cell(0, 8, "Otter Scrutiny Panel - 3 March 2031", align="R", new_x="LMARGIN", new_y="NEXT")
        self.set_font("helvetica", "", 11)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", "", 8)
        self.cell(0, 8, f"Page {self.page_no()} of {{nb}}", align="C")

    def para(self, text: str, style: str = "", size: float = 11) -> None:
        self.set_font("helvetica", style, size)
        self.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
        self.ln(3)


def read(pdf: FPDF) -> Draft:
    draft = read_pdf(bytes(pdf.output()))
    check_draft(draft)
    return draft


def plain(draw: Callable[[FPDF], None]) -> FPDF:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", 11)
    draw(pdf)
    return pdf


def lines_at(pdf: FPDF, lines: list[str], x: float = 20, y: float = 30) -> None:
    for i, line in enumerate(lines):
        pdf.text(x, y + 5 * i, line)


def test_minutes_over_several_pages() -> None:
    pdf = Minutes()
    pdf.set_title("Otter minutes")
    pdf.add_page()
    pdf.para("Minutes of the Otter Panel", "B", 16)
    for number in range(1, 9):
        pdf.para(f"{number}. Matter {'ABCDEFGH'[number - 1]}", "B", 12)
        pdf.para(f"{number}.1 " + STORY * 2)
        pdf.para(STORY)
        for words in ("a first point", STORY):
            pdf.set_x(20)
            pdf.cell(5, 5, "\x95")
            pdf.multi_cell(0, 5, words, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
        pdf.para("RESOLVED: That the report be noted.", "B")
    draft = read(pdf)
    assert len(draft.pages) == len(pdf.pages) > 2
    assert texts(draft, "heading") == [
        "Minutes of the Otter Panel",
        *(f"{n}. Matter {'ABCDEFGH'[n - 1]}" for n in range(1, 9)),
    ]
    assert [mark.level for mark in draft.marks if mark.kind == "heading"] == [1] + [2] * 8
    story = STORY.strip()
    assert texts(draft, "bullet") == ["• a first point", f"• {story}"] * 8
    wanted = [
        words
        for n in range(1, 9)
        for words in (f"{n}.1 {story} {story}", story, "RESOLVED: That the report be noted.")
    ]
    assert texts(draft, "paragraph") == wanted
    assert "Scrutiny Panel" not in draft.text
    assert "Page" not in draft.text
    assert draft.properties["furniture"].splitlines()[0] == "Otter Scrutiny Panel - 3 March 2031"
    assert draft.properties["title"] == "Otter minutes"
    assert draft.warnings == ()


def test_each_page_has_its_own_stretch() -> None:
    pdf = Minutes()
    for words in ("Apples are red.", "Pears are green.", "Plums are blue."):
        pdf.add_page()
        pdf.para(words)
    draft = read(pdf)
    stretches = [draft.text[page.char_start : page.char_end].strip() for page in draft.pages]
    assert stretches == ["Apples are red.", "Pears are green.", "Plums are blue."]


def test_a_sentence_that_runs_over_a_page_is_whole_and_its_page_breaks_inside() -> None:
    pdf = FPDF()
    pdf.set_font("helvetica", "", 11)
    filler = [
        f"{'Filler words stand in this line of the page until it is wide enough'} {'abcdefgh'[i]}."
        for i in range(8)
    ]
    pdf.add_page()
    lines_at(pdf, [*filler, "the holts along the lower river were counted by the warden and by the"])
    pdf.add_page()
    lines_at(pdf, ["deputy, who found nine of them.", *filler])
    draft = read(pdf)
    assert "by the warden and by the deputy, who found nine of them." in draft.text
    assert draft.text[draft.pages[1].char_start :].startswith("deputy, who")


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("an effi-", "cient count", "an efficient count"),
        ("a multi-", "agency team", "a multi-agency team"),
        ("the cross-", "river bridge", "the cross-river bridge"),
        ("the Upper-", "Lower district", "the Upper-Lower district"),
        ("a wellness-", "minded plan", "a wellness-minded plan"),
        ("from 2030-", "31 on, as", "from 2030-31 on"),
    ],
)
def test_words_cut_at_line_ends(before: str, after: str, whole: str) -> None:
    fill = "words that stand in a line of this page so that it gets as wide as"
    lines = [f"{fill} {before}", f"{after} {fill} it was", "before. Elsewhere: wellness-minded people."]
    draft = read(plain(lambda pdf: lines_at(pdf, lines)))
    assert whole in draft.text


def test_a_name_cut_at_its_hyphen_is_one_though_its_second_half_has_a_capital() -> None:
    lines = ["RESOLVED: That the Non-", "Executive Wardens be thanked.", f"{STORY[:85]}"]
    assert "That the Non-Executive Wardens be thanked." in read(plain(lambda pdf: lines_at(pdf, lines))).text


class Odd(FPDF):
    """A paper whose right pages have a number at their head and its one left page a title."""

    def header(self) -> None:
        self.set_font("helvetica", "", 9)
        self.cell(0, 5, f"Page {self.page_no()}" if self.page_no() % 2 else "Otter Panel, 3 March")
        self.ln(10)
        self.set_font("helvetica", "", 11)


def odd_pages(last: str, first: str, note: str = "") -> Draft:
    """Three pages; the first ends with `last` and a footnote, the second starts with `first`."""
    pdf = Odd()
    for page in range(3):
        pdf.add_page()
        lines = [f"{STORY[:84]} {'abc'[page]} {'abcdef'[i]}." for i in range(6)]
        ends = {0: [*lines, last], 1: [first, *lines]}
        for line in ends.get(page, lines):
            pdf.cell(0, 5, line)
            pdf.ln(5)
        if note and not page:
            pdf.set_font("helvetica", "", 8)
            pdf.text(10, 270, note)
            pdf.set_font("helvetica", "", 11)
    return read(pdf)


def test_the_head_of_a_single_left_page_is_no_text() -> None:
    draft = odd_pages("The panel met.", "The Warden spoke.")
    assert "Otter Panel" not in draft.text
    assert "Otter Panel, 3 March" in draft.properties["furniture"].splitlines()


def test_pages_that_are_all_alike_keep_their_matter() -> None:
    pdf = FPDF()
    for _ in range(3):
        pdf.add_page()
        pdf.set_font("helvetica", "", 11)
        pdf.text(20, 40, "The panel counted 12 otters.")
    draft = read(pdf)
    assert draft.text.count("The panel counted 12 otters.") == 3
    assert draft.warnings == ()


def test_a_title_in_type_of_its_own_at_the_top_of_a_page_is_text() -> None:
    pdf = Odd()
    for page in range(3):
        pdf.add_page()
        if page == 2:
            pdf.set_font("helvetica", "B", 14)
            pdf.text(10, 12, "Appendix on holts")
            pdf.set_font("helvetica", "", 11)
        pdf.multi_cell(0, 5, STORY * 3)
    assert "Appendix on holts" in read(pdf).text


def test_a_footnote_does_not_part_the_sentence_that_runs_over_the_page() -> None:
    last = "The holts along the lower river had all been counted in the spring by the warden and by the"
    draft = odd_pages(last, "deputy, who found nine.", "1 See the count of 9 January, page 12.")
    assert f"{last} deputy, who found nine." in draft.text
    assert draft.text.index("1 See the count of 9 January, page 12.") < draft.text.index(
        "had all been counted"
    )
    assert draft.text[draft.pages[1].char_start :].startswith("deputy, who")


def test_two_columns_drawn_one_after_the_other() -> None:
    pdf = plain(lambda _: None)
    with pdf.text_columns(ncols=2, gutter=10) as columns:
        columns.write(STORY * 12)
    draft = read(pdf)
    assert draft.text == (STORY * 12).strip()


def test_two_columns_drawn_line_by_line() -> None:
    left = [f"left line {n} of the story that the warden tells" for n in "abcdef"]
    right = [f"right line {n} of what the panel said to him" for n in "abcdef"]

    def draw(pdf: FPDF) -> None:
        for i, (a, b) in enumerate(zip(left, right, strict=True)):
            pdf.text(15, 30 + 5 * i, a)
            pdf.text(115, 30 + 5 * i, b)

    words = " ".join(read(plain(draw)).text.split())
    assert words.index("left line f") < words.index("right line a")


ACTIONS = [
    ("Action", "Owner", "Due"),
    (
        "Count the holts along the lower river and tell the panel what was found there in the spring",
        "Warden",
        "May 2031",
    ),
    ("Plant reeds", "Deputy", "June 2031"),
]


def test_a_ruled_table_gives_records() -> None:
    pdf = plain(lambda pdf: pdf.multi_cell(0, 6, "Before the table.", new_x="LMARGIN", new_y="NEXT"))
    with pdf.table() as table:
        for cells in ACTIONS:
            row = table.row()
            for cell in cells:
                row.cell(cell)
    pdf.ln(5)
    pdf.multi_cell(0, 6, "After the table.")
    draft = read(pdf)
    rows = [mark for mark in draft.marks if mark.kind == "row"]
    assert [text_of(draft, row) for row in rows] == [" | ".join(cells) for cells in ACTIONS]
    assert rows[2].cells == (("Action", "Plant reeds"), ("Owner", "Deputy"), ("Due", "June 2031"))
    assert draft.text.startswith("Before the table.")
    assert draft.text.endswith("After the table.")


def test_a_table_that_goes_over_the_page_stays_one() -> None:
    pdf = Minutes()
    pdf.add_page()
    with pdf.table() as table:
        for cells in [
            ACTIONS[0],
            *[(f"Count stretch {n} of the river {STORY}", "Warden", "May") for n in "abcdefghijkl"],
        ]:
            row = table.row()
            for cell in cells:
                row.cell(cell)
    draft = read(pdf)
    rows = [mark for mark in draft.marks if mark.kind == "row"]
    assert len(draft.pages) > 1
    assert len(rows) == 13
    assert {row.table for row in rows} == {0}
    assert all(row.cells[1] == ("Owner", "Warden") for row in rows[1:])


def test_bold_names_of_columns_head_nothing() -> None:
    def draw(pdf: FPDF) -> None:
        pdf.set_font("helvetica", "B", 11)
        for x, words in ((20, "Ref"), (60, "Action"), (150, "Owner")):
            pdf.text(x, 30, words)
        pdf.set_font("helvetica", "", 11)
        lines_at(pdf, [STORY[:85]] * 3, y=40)

    draft = read(plain(draw))
    assert texts(draft, "heading") == []
    assert draft.text.startswith("Ref Action Owner")


def test_ligatures_are_spelled_out() -> None:
    # The signs are put into the font's own encoding, as type-setters' PDFs have them.
    stream = b"BT /F1 12 Tf 50 700 Td (e\x01cient \x02ow) Tj ET"
    draft = read_pdf(_raw_pdf(stream, b"/Encoding << /Differences [1 /ffi /fl] >>"))
    assert draft.text == "efficient flow"


def test_watermarks_across_the_page_are_not_text() -> None:
    def draw(pdf: FPDF) -> None:
        with pdf.rotation(45, 100, 150):
            pdf.text(60, 150, "DRAFT")
        lines_at(pdf, ["The panel met at seven."])

    draft = read(plain(draw))
    assert draft.text == "The panel met at seven."
    assert draft.properties["furniture"] == "DRAFT"


def test_a_page_turned_on_its_side_reads_on() -> None:
    def draw(pdf: FPDF) -> None:
        with pdf.rotation(90, 100, 150):
            lines_at(pdf, ["The panel met at seven.", "", "It closed at nine."], 40, 120)

    assert read(plain(draw)).text.split("\n\n") == ["The panel met at seven.", "It closed at nine."]


def _picture() -> io.BytesIO:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (40, 60), 200).save(out, "PNG")
    out.seek(0)
    return out


def test_a_scanned_page_is_reported() -> None:
    pdf = plain(lambda pdf: lines_at(pdf, ["Words on page one."]))
    for _ in range(2):
        pdf.add_page()
        pdf.image(_picture(), 10, 10, 180)
    pdf.add_page()
    draft = read(pdf)
    assert draft.warnings == ("Pages 2 to 3 are scans without text.", "Page 4 has no text.")
    assert [page.char_end - page.char_start for page in draft.pages] == [len(draft.text), 0, 0, 0]


def test_a_paper_that_is_all_scan_is_refused() -> None:
    pdf = plain(lambda pdf: pdf.image(_picture(), 10, 10, 180))
    with pytest.raises(PaperError, match="OCR"):
        read_pdf(bytes(pdf.output()))


def _scan(words: str) -> io.BytesIO:
    """A page of print as a scanner would give it: a picture."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (800, 320), 250)
    ImageDraw.Draw(page).multiline_text((60, 80), words, 10, ImageFont.load_default(30), spacing=8)
    out = io.BytesIO()
    page.save(out, "PNG")
    out.seek(0)
    return out


def test_a_scanned_page_is_read_by_ocr_where_that_is_wanted() -> None:
    pytest.importorskip("rapidocr")
    pytest.importorskip("pypdfium2")
    pdf = plain(lambda pdf: lines_at(pdf, ["Words on page one."]))
    pdf.add_page(format=(100, 100))  # small pages: OCR takes its time by the size of them
    pdf.image(_scan("Work would begin in May 2024\nand cost 1.2 million pounds."), 0, 10, 100)
    pdf.add_page(format=(40, 40))
    pdf.image(_picture(), 10, 10, 20)
    data = bytes(pdf.output())
    draft = read_pdf(data, ocr=True)
    assert draft.warnings == (
        "Page 2 was a scan, read by OCR: the text may have errors.",
        "Page 3 is a scan without text.",
    )
    first, second, third = (draft.text[page.char_start : page.char_end] for page in draft.pages)
    assert first.strip() == "Words on page one."
    assert second.strip() == "Work would begin in May 2024 and cost 1.2 million pounds."
    assert third == ""
    without = read_pdf(data)
    assert without.text == first.strip()
    assert without.warnings == ("Pages 2 to 3 are scans without text.",)


def test_ocr_that_finds_nothing_says_so(monkeypatch) -> None:
    monkeypatch.setattr("scrutiny_rag.papers.readers.pdf.read_scans", lambda data, numbers: {})
    pdf = plain(lambda pdf: pdf.image(_picture(), 10, 10, 180))
    with pytest.raises(PaperError, match="OCR found no text"):
        read_pdf(bytes(pdf.output()), ocr=True)


def _locked(user_password: str) -> bytes:
    pdf = plain(lambda pdf: lines_at(pdf, ["Words behind a lock."]))
    pdf.set_encryption(
        owner_password="warden",
        user_password=user_password,
        encryption_method=EncryptionMethod.RC4,
        permissions=AccessPermission.none(),
    )
    return bytes(pdf.output())


def test_a_lock_without_a_password_opens_and_one_with_does_not() -> None:
    assert read_pdf(_locked("")).text == "Words behind a lock."
    with pytest.raises(PaperError, match="password"):
        read_pdf(_locked("otter"))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"no pdf at all", b"%PDF-1.7\n" + bytes(500)]
)
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(PaperError, match="damaged"):
        read_pdf(data)


def test_random_damage_never_escapes_as_another_error() -> None:
    pdf = Minutes()
    pdf.add_page()
    pdf.para(STORY * 3)
    with pdf.table() as table:
        for cells in ACTIONS:
            table.row(cells)
    good = bytes(pdf.output())
    chance = random.Random(7)
    for _ in range(80):
        data = bytearray(good)
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            check_draft(read_pdf(bytes(data)))
        except PaperError:
            continue


def test_one_broken_page_leaves_the_others() -> None:
    good = _raw_pdf(b"BT /F1 12 Tf 50 700 Td (Words stand here) Tj ET", b"", b"/Contents [4 0 R 99999 0 R]")
    assert read_pdf(good).text == "Words stand here"


def _raw_pdf(stream: bytes, font: bytes = b"", contents: bytes = b"/Contents 4 0 R") -> bytes:
    """A one-page PDF with the given content stream, font entries and page entries."""
    packed = zlib.compress(stream)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> "
        + contents
        + b" >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica " + font + b" >>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = (
        b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    )
    return out + end % len(out)


_LATIN = st.text(
    alphabet=st.characters(min_codepoint=32, max_codepoint=255, exclude_categories=["Cc"]), max_size=200
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["para", "bold", "head", "page", "table", "at"]), _LATIN),
        min_size=1,
        max_size=10,
    )
)
def test_offsets_hold_for_any_pdf(parts: list[tuple[str, str]]) -> None:
    pdf = Minutes()
    pdf.add_page()
    pdf.para("Otters.")
    for kind, words in parts:
        if kind == "page":
            pdf.add_page()
        elif kind == "table":
            with pdf.table() as table:
                table.row([words, "x"])
                table.row(["y", words])
        elif kind == "at":
            pdf.text(len(words), 100, words)
        else:
            pdf.para(words, "B" if kind == "bold" else "", 15 if kind == "head" else 11)
    draft = read(pdf)
    assert "Otters." in draft.text
