"""Word files, OpenDocument texts and spreadsheets that swell, nest or point beyond bounds."""

from __future__ import annotations

from collections.abc import Iterator

from hostile_good import MB, Maker, archive, odt, sheet_with, word


def packages() -> Iterator[tuple[str, str, Maker]]:
    p = "<w:p><w:r><w:t>otters</w:t></w:r></w:p>"
    yield (
        "tables-in-tables",
        "docx",
        lambda: word("<w:tbl><w:tr><w:tc>" * 300 + p + "</w:tc></w:tr></w:tbl>" * 300),
    )
    yield (
        "controls-in-controls",
        "docx",
        lambda: word("<w:sdt><w:sdtContent>" * 5000 + p + "</w:sdtContent></w:sdt>" * 5000),
    )
    yield "many-paragraphs", "docx", lambda: word(p * 300_000)
    yield (
        "many-rows",
        "docx",
        lambda: word("<w:tbl>" + f"<w:tr>{('<w:tc>' + p + '</w:tc>') * 10}</w:tr>" * 5000 + "</w:tbl>"),
    )
    yield (
        "many-columns",
        "docx",
        lambda: word(
            "<w:tbl>"
            + (
                "<w:tr>"
                + ('<w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr>' + p + "</w:tc>") * 500
                + "</w:tr>"
            )
            * 20
            + "</w:tbl>"
        ),
    )
    yield (
        "boxes-in-boxes",
        "docx",
        lambda: word("<w:p><w:r><w:txbxContent>" * 100 + p + "</w:txbxContent></w:r></w:p>" * 100),
    )
    yield "main-part-without-an-ending", "docx", lambda: word(p + " " * (200 * MB), "word/document")
    yield "unpacks-to-200-mb", "docx", lambda: word(p + " " * (200 * MB))
    yield (
        "struck-runs",
        "docx",
        lambda: word("<w:p>" + "<w:r><w:rPr><w:strike/></w:rPr><w:t>a</w:t></w:r>" * 100_000 + "</w:p>"),
    )
    yield (
        "deleted-marks",
        "docx",
        lambda: word(
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>otters </w:t></w:r></w:p>" * 50_000
        ),
    )
    yield "entities", "docx", lambda: word("").replace(b"<w:document", b"<!DOCTYPE a><w:document")
    yield (
        "many-parts",
        "docx",
        lambda: archive({"[Content_Types].xml": b"<Types/>"} | {f"word/{i}.xml": b"" for i in range(20_000)}),
    )
    yield (
        "part-names-climb",
        "docx",
        lambda: archive({"[Content_Types].xml": b"<Types/>", "../../../etc/otters": b"a"}),
    )
    yield (
        "sections-in-sections",
        "odt",
        lambda: odt("<text:section>" * 5000 + "<text:p>a</text:p>" + "</text:section>" * 5000),
    )
    yield (
        "lists-in-lists",
        "odt",
        lambda: odt(
            "<text:list><text:list-item>" * 240 + "<text:p>a</text:p>" + "</text:list-item></text:list>" * 240
        ),
    )
    yield (
        "spans-in-spans",
        "odt",
        lambda: odt("<text:p>" + "<text:span>" * 250 + "a" + "</text:span>" * 250 + "</text:p>"),
    )
    yield (
        "many-blanks",
        "odt",
        lambda: odt("<text:p>a" + '<text:s text:c="99999999"/>' * 50_000 + "b</text:p>"),
    )
    repeated = (
        '<table:table-cell table:number-columns-repeated="999999"><text:p>a</text:p></table:table-cell>'
    )
    yield (
        "many-repeated-cells",
        "odt",
        lambda: odt(
            "<table:table>" + f"<table:table-row>{repeated * 20}</table:table-row>" * 50 + "</table:table>"
        ),
    )
    yield "unpacks-to-200-mb", "odt", lambda: odt("<text:p>a</text:p>" + " " * (200 * MB))
    yield (
        "many-notes",
        "odt",
        lambda: odt(
            "<text:p>"
            + "<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>" * 20_000
            + "</text:p>"
        ),
    )
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>Action</t></is></c></row>'
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
    yield "a-far-cell", "xlsx", lambda: sheet_with(cells + far, size="A1:XFD1048576")
    yield (
        "a-whole-sheet-merged",
        "xlsx",
        lambda: sheet_with(
            cells, after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
    )
    yield (
        "many-cells",
        "xlsx",
        lambda: sheet_with(
            "".join(f'<row r="{r}">' + "<c><v>1</v></c>" * 60 + "</row>" for r in range(1, 15_000)),
            size="A1:BH15000",
        ),
    )
    yield "unpacks-to-200-mb", "xlsx", lambda: sheet_with(cells + " " * (200 * MB))
    yield (
        "days-beyond-bounds",
        "xlsx",
        lambda: sheet_with('<row r="1"><c r="A1" s="1"><v>1e300</v></c><c r="B1" t="d"><v>x</v></c></row>'),
    )
    yield (
        "archive-in-archive",
        "docx",
        lambda: archive({"a.docx": archive({"b.docx": archive({"c": b"0" * MB})})}),
    )
