"""PDFs that would stall or fill a reader: shared, nested and cyclic parts, sizes beyond bounds."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from functools import partial

from hostile_good import MB, Maker


def pdf_of(objects: dict[int, bytes], root: int = 1, *, trailer: bytes = b"") -> bytes:
    """A PDF of the given objects, with a table of their places."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d %05d %c \n" % (
            places.get(number, 0),
            0 if number else 65535,
            b"n" if number in places else b"f",
        )
    return bytes(
        out + b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    )


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    data = zlib.compress(content, 9) if packed else content
    how = b"/Filter/FlateDecode" if packed else b""
    return b"<<%b%b/Length %d>>stream\n%b\nendstream" % (entries, how, len(data), data)


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def page(contents: bytes = b"4 0 R", more: bytes = b"", forms: bytes = b"") -> bytes:
    return (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %b/Resources<</Font<</F 5 0 R>>/XObject<<%b>>>>%b>>"
        % (contents, forms, more)
    )


def one_page(content: bytes, more: bytes = b"", forms: bytes = b"", **others: bytes) -> bytes:
    objects = {
        1: _CATALOG,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: page(more=more, forms=forms),
        4: content,
        5: _FONT,
    }
    return pdf_of(objects | {int(number[1:]): value for number, value in others.items()})


def said(text: bytes) -> bytes:
    return b"BT /F 11 Tf 50 700 Td (%b) Tj ET\n" % text


def shared_operators(pages: int, megabytes: int) -> bytes:
    """Many pages that share one stream of drawing operators, packed small."""
    operators = said(b"otters") + b"1 0 0 1 0 0 cm 0 0 m 1 1 l S\n" * (megabytes * MB // 30)
    kids = b" ".join(b"%d 0 R" % (10 + i) for i in range(pages))
    objects = {
        1: _CATALOG,
        2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages),
        4: stream(operators, packed=True),
        5: _FONT,
    }
    return pdf_of(objects | {10 + i: page() for i in range(pages)})


def nested_forms(depth: int, width: int) -> bytes:
    """Drawings within drawings, each drawn several times: width to the power of depth."""
    others = {}
    for i in range(depth):
        inner = b"/X %d 0 R" % (11 + i) if i + 1 < depth else b""
        drawn = b"/X Do\n" * width if inner else said(b"otters")
        entries = (
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>/XObject<<%b>>>>"
            % inner
        )
        others[f"o{10 + i}"] = stream(drawn, entries)
    return one_page(stream(b"/X Do\n" * width), forms=b"/X 10 0 R", **others)


def pdfs() -> Iterator[tuple[str, Maker]]:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R>>>>"
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/Rect[0 0 90 20]/Parent 10 0 R>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    for many, size in ((200, 2), (1000, 1), (20, 20)):
        yield f"shared-operators-{many}", partial(shared_operators, many, size)
    for depth, width in ((4, 4), (9, 9), (30, 2), (200, 1)):
        yield f"forms-{depth}-{width}", partial(nested_forms, depth, width)
    yield (
        "form-in-itself",
        lambda: one_page(stream(b"/X Do"), forms=b"/X 10 0 R", o10=stream(b"/X Do " + said(b"a"), form)),
    )
    yield "field-in-itself", lambda: one_page(stream(said(b"a")), more=b"/Annots[10 0 R]", o10=field)
    yield (
        "notes-in-themselves",
        lambda: one_page(stream(said(b"a")), more=b"/Annots 10 0 R", o10=b"[10 0 R 10 0 R]"),
    )
    yield (
        "pages-in-themselves",
        lambda: pdf_of({1: _CATALOG, 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"}),
    )
    yield (
        "page-is-its-parent",
        lambda: pdf_of({1: _CATALOG, 2: b"<</Type/Page/Parent 2 0 R/Kids[2 0 R]/Count 1>>"}),
    )
    yield (
        "many-pages-said",
        lambda: pdf_of({1: _CATALOG, 2: b"<</Type/Pages/Kids[3 0 R]/Count 99999999>>", 3: page()}),
    )
    yield (
        "one-page-a-thousandfold",
        lambda: pdf_of(
            {
                1: _CATALOG,
                2: b"<</Type/Pages/Kids[%b]/Count 4000>>" % (b"3 0 R " * 4000),
                3: page(),
                4: stream(said(b"a")),
                5: _FONT,
            }
        ),
    )
    yield (
        "table-of-places-in-a-ring",
        lambda: pdf_of(
            {1: _CATALOG, 2: pages, 3: page(), 4: stream(said(b"a")), 5: _FONT}, trailer=b"/Prev 9"
        ),
    )
    yield "root-is-missing", lambda: pdf_of({2: pages, 3: page()}, root=7)
    yield "root-is-a-number", lambda: pdf_of({1: b"12", 2: pages})
    yield "contents-missing", lambda: one_page(b"null")
    yield "contents-in-themselves", lambda: one_page(b"[4 0 R 4 0 R]")
    yield "length-is-itself", lambda: one_page(b"<</Length 4 0 R>>stream\nBT ET\nendstream")
    yield "length-is-negative", lambda: one_page(b"<</Length -5>>stream\nBT ET\nendstream")
    yield "unpacks-to-300-mb", lambda: one_page(stream(b" " * (300 * MB), packed=True))
    yield (
        "packed-twice",
        lambda: one_page(
            b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream"
            % (len(twice := zlib.compress(zlib.compress(b" " * (200 * MB), 9), 9)), twice)
        ),
    )
    yield "many-letters", lambda: one_page(stream(said(b"otter " * 200_000), packed=True))
    yield "many-lines", lambda: one_page(stream(said(b"otter") * 100_000, packed=True))
    yield "many-rules", lambda: one_page(stream(said(b"a") + b"0 0 m 9 9 l S " * 200_000, packed=True))
    yield (
        "many-tables",
        lambda: one_page(
            stream(
                b"".join(b"%d %d 4 4 re S " % (x, y) for x in range(0, 600, 4) for y in range(0, 800, 4))
                + said(b"a"),
                packed=True,
            )
        ),
    )
    yield "saves-without-end", lambda: one_page(stream(b"q " * 500_000 + said(b"a"), packed=True))
    yield (
        "numbers-beyond-bounds",
        lambda: one_page(stream(b"BT /F 1e38 Tf 1e38 -1e38 Td (a) Tj 1e-40 0 0 1e-40 0 0 cm (b) Tj ET")),
    )
    yield (
        "page-beyond-bounds",
        lambda: pdf_of(
            {
                1: _CATALOG,
                2: pages,
                3: page(more=b"/MediaBox[-1e30 -1e30 1e30 1e30]/Rotate 37"),
                4: stream(said(b"a")),
                5: _FONT,
            }
        ),
    )
    yield "arrays-in-arrays", lambda: one_page(b"[" * 200_000 + b"]" * 200_000)
    yield "dictionaries-in-dictionaries", lambda: one_page(b"<</A " * 50_000 + b"1" + b">>" * 50_000)
    yield "locked", lambda: pdf_of({1: _CATALOG, 2: pages}, trailer=b"/Encrypt<</Filter/Own/V 99/R 99>>")
    yield "only-a-mark", lambda: b"%PDF-1.7\n"
    yield "mark-and-junk", lambda: b"%PDF-1.7\n" + random.Random(5).randbytes(200_000)
