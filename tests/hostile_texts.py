"""Web pages and plain texts of endless lines, deep nesting and odd encodings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hostile_good import MB, TITLE, WORDS, Maker


def pages() -> Iterator[tuple[str, Maker]]:
    row = "<tr>" + "<td>otters</td>" * 20 + "</tr>"
    yield "divs-in-divs", lambda: b"<div>" * 100_000 + b"otters"
    yield "spans-in-divs", lambda: b"<div><span>x</span>" * 20_000
    yield "lists-in-lists", lambda: b"<ul><li>otter" * 5000
    yield "tables-in-tables", lambda: b"<table><tr><td>otter<td>a" * 3000
    yield "many-rows", lambda: ("<table>" + row * 5000 + "</table>").encode()
    yield (
        "wide-cells",
        lambda: (
            "<table>" + "<tr>" + "<td colspan=9999 rowspan=9999>a</td>" * 400 + "</tr>" * 50 + "</table>"
        ).encode(),
    )
    yield (
        "hanging-cells",
        lambda: ("<table>" + "<tr><td rowspan=1000>a<td>b</tr>" * 1500 + "</table>").encode(),
    )
    yield "many-links", lambda: b"<a href='#'>otter</a> " * 60_000
    yield "many-attributes", lambda: b"<p " + b"a%d=1 " * 60_000 % tuple(range(60_000)) + b">otters</p>"
    yield "many-classes", lambda: b"<div class='" + b"nav " * 200_000 + b"'>otters</div>"
    yield "comment-without-end", lambda: b"<p>otters</p><!-- " + b"- " * MB
    yield "tag-without-end", lambda: b"<p>otters</p><" + b"a" * (3 * MB)
    yield "entities", lambda: b"<p>" + b"&amp" * 500_000 + b"</p>"
    yield "broken-entities", lambda: b"<p>otters " + b"&#99999999;" * 100_000 + b"</p>"
    yield "one-line", lambda: b"<p>" + b"otter " * 800_000 + b"</p>"
    yield "many-breaks", lambda: b"<p>" + b"otter<br>" * 100_000 + b"</p>"
    yield "styles-of-strikes", lambda: b"<p style='" + b"text-decoration: a " * 100_000 + b"'>otters</p>"
    yield "script-alone", lambda: b"<script>document.write('otters')</script>"


def plain_texts() -> Iterator[tuple[str, str, Maker]]:
    repeated = {
        "minutes-of": "Minutes of ", "brackets": "(", "closed-brackets": ")", "quotes": '"', "colons": "Cllr Otter: ",
        "numbers": "1.1.1.", "bullets": "• ", "stars": "**a", "tildes": "~~a ", "bars": "a | ",
        "resolved": "RESOLVED ", "of-the": "of the ", "dates": "3 May 2031 ", "dots": ".", "dashes": "- ",
        "council-of": "Council of the City of Otter ", "names": "Ann Otter ", "commas": "a,", "underscores": "__a",
        "by": "by Otter, ", "votes": "AYES: Otter NAYS: ", "joined": "Otter", "digits": "7", "marks": "\u0301",
        "hidden": "\u200b\u200f", "signs": "🦦",
    }  # fmt: skip
    for name, piece in repeated.items():
        yield f"one-line-of-{name}", "txt", partial(_repeated, piece, 200_000)
    for name in ("bullets", "stars", "tildes", "bars", "quotes"):
        yield f"one-line-of-{name}", "md", partial(_repeated, repeated[name], 200_000)
    for name in ("minutes-of", "colons", "numbers", "resolved", "dates", "names", "bars", "votes"):
        yield f"lines-of-{name}", "txt", partial(_repeated, repeated[name] + "\n", 200_000)
    yield "only-line-breaks", "txt", partial(_repeated, "\n", 5 * MB)
    yield "large", "txt", partial(_repeated, WORDS + "\n\n", 6 * MB)
    yield "cells-without-end", "csv", partial(_repeated, "a,", 3 * MB)
    yield "rows-without-end", "csv", partial(_repeated, "a,b,c\n", 3 * MB)
    yield "quote-without-end", "csv", lambda: b'a,b\n"' + b"otter,\n" * 200_000
    yield (
        "many-cues",
        "vtt",
        lambda: b"WEBVTT\n\n" + b"00:01.000 --> 00:04.000\n<v Ann Hall>otters\n\n" * 30_000,
    )
    yield "voices", "vtt", lambda: b"WEBVTT\n\n00:01.000 --> 00:04.000\n" + b"<v A" * 200_000
    yield "times-alone", "srt", lambda: b"1\n00:00:01,000 --> 00:00:04,000\n\n" * 50_000
    text = f"{TITLE}\n\n{WORDS} é – “otters”\n"
    for encoding in (
        "utf-16-le",
        "utf-16-be",
        "utf-16",
        "utf-32",
        "utf-32-be",
        "utf-7",
        "cp1252",
        "cp037",
        "gb18030",
        "shift_jis",
    ):
        yield f"in-{encoding}", "txt", partial(_encoded, text, encoding)
    yield "surrogates", "txt", lambda: text.encode() + b"\xed\xa0\x80\xed\xb0\x80" * 200
    yield "cut-letters", "md", lambda: text.encode() + b"\xf0\x9f\xa6" * 3000
    yield "a-nul-in-it", "txt", lambda: text.encode() + b"\0" + text.encode()
    yield "nuls-in-it", "html", lambda: b"<p>ott\0ers</p>" * 2000


def _repeated(piece: str, size: int) -> bytes:
    encoded = piece.encode()
    return encoded * (size // len(encoded))


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, errors="replace")
