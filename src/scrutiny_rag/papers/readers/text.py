"""Plain text and Markdown: the text stays as it is in the file, so that a quote can be found there again."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator

from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers.clean import opens_bullet
from scrutiny_rag.papers.readers.draft import Draft, Mark, MarkKind
from scrutiny_rag.papers.readers.windows_1252 import is_windows_1252
from scrutiny_rag.papers.readers.wording import STRUCK_LEFT_OUT

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_UTF32 = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32"}
_ORDER_MARK = "\ufeff"
_MOST_JUNK = 0.1
"""Share of undecodable and control characters above which a file is no text; bad scans have under 1 %."""

_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_HEADING = re.compile(r"(#{1,6})[ \t]+\S")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1:?")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|(?:- ){2,}-)")
_UNDERLINE = re.compile(r"={3,}")
_NOTICE = re.compile(r"[*_]*<(small|sub|sup)>.*</\1>[*_]*|<!--.*-->", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[*_]{0,2}(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?[*_]{0,2}", re.IGNORECASE)
_STRUCK = re.compile(
    r"(?<![~\\])~~(?=[^\s~])(?:[^~\n]|~(?!~)|(?<!\n)\n(?!\n))+?(?<=[^\s~])~~(?!~)|<(s|del|strike)>[^<]*</\1>",
    re.IGNORECASE,
)
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_FRONT_MATTER = re.compile(r"[A-Za-z][\w -]*:(?:\s.*)?|\s+\S.*|-\s.*|#.*|")
_FRONT_KEYS = {
    "title": "title",
    "author": "author",
    "url": "source_url",
    "source": "source_url",
    "date": "published",
}
_MOST_FRONT_LINES = 60
_LONGEST_BOLD_HEADING = 240


def read_text(data: bytes) -> Draft:
    """A plain text file's bytes as a draft without marks, but for a byte order mark's.

    The text equals `Path.read_text(errors="replace")` of the file in its encoding: UTF-8, or UTF-16 or UTF-32
    where it opens with that byte order mark, or Windows-1252 where it is plainly that and a warning says so.
    Raises PaperError for bytes that are no text.
    """
    text, warnings = decoded(data)
    return Draft(text, "text", marks=_order_mark(text), warnings=warnings)


def read_markdown(data: bytes) -> Draft:
    """A Markdown file's bytes as a draft: the text untouched, with marks for what its signs say.

    Struck words (`~~`) are blanks in it, as many as they had signs, so that offsets stay those of the file.

    Headings (`#`, underlined, bold-only lines), list items, rows of pipe tables, and page marks as furniture.
    Raises PaperError as `read_text` does.
    """
    text, warnings = decoded(data)
    living = _STRUCK.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    if living != text:
        text, warnings = living, (*warnings, STRUCK_LEFT_OUT)
    lines = list(_lines(text))
    properties, after = _front_matter(lines)
    marks = [*_order_mark(text), *(Mark("furniture", start, end) for _, start, end in lines[:after])]
    marks += _marks(lines[after:])
    return Draft(text, "markdown", (), tuple(marks), properties, warnings)


def _order_mark(text: str) -> tuple[Mark, ...]:
    """A byte order mark as furniture: it stays, so that offsets index the file as others decode it too."""
    return (Mark("furniture", 0, 1),) if text.startswith(_ORDER_MARK) else ()


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """`data` as text with newlines as "\\n", and warnings; raises PaperError where it is no text."""
    encoding = next((name for bom, name in (_UTF32 | _UTF16).items() if data.startswith(bom)), "utf-8")
    warnings: tuple[str, ...] = ()
    if encoding == "utf-8" and is_windows_1252(data):
        encoding = "windows-1252"
        warnings = ("The file is not UTF-8: it was read as Windows-1252; save it as UTF-8.",)
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline=None).read()
    junk = len(_JUNK.findall(text))
    if "\0" in text or junk > _MOST_JUNK * len(text):
        raise PaperError("The file is not text; save it as UTF-8 text, or give it the suffix of its format.")
    if not text.strip().strip(_ORDER_MARK):
        raise PaperError("The file has no text in it.")
    return text, warnings or _decoding_warnings(text, data)


def _decoding_warnings(text: str, data: bytes) -> tuple[str, ...]:
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    return (f"{bad} characters could not be decoded; save the file as UTF-8.",) if bad > 0 else ()


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    """Each line stripped, with the offsets of the stripped stretch."""
    at = len(text) - len(text.removeprefix(_ORDER_MARK))
    for line in text[at:].split("\n"):
        stripped = line.strip()
        start = at + (line.index(stripped) if stripped else 0)
        yield stripped, start, start + len(stripped)
        at += len(line) + 1


def _front_matter(lines: list[tuple[str, int, int]]) -> tuple[dict[str, str], int]:
    """Properties from a block of `key: value` lines between two rules at the top, and the lines it takes."""
    if not lines or lines[0][0] != "---":
        return {}, 0
    close = next((i for i, (line, _, _) in enumerate(lines[1:_MOST_FRONT_LINES], 1) if line == "---"), 0)
    body = [line for line, _, _ in lines[1:close]]
    if not body or not all(_FRONT_MATTER.fullmatch(line) for line in body) or ":" not in body[0]:
        return {}, 0
    pairs = (line.partition(":") for line in body)
    properties = {
        _FRONT_KEYS[key.strip().lower()]: value.strip().strip("\"'")
        for key, _, value in pairs
        if key.strip().lower() in _FRONT_KEYS and value.strip()
    }
    if not properties.get("source_url", "http").startswith("http"):
        del properties["source_url"]
    return properties, close + 1


def _marks(lines: list[tuple[str, int, int]]) -> list[Mark]:
    marks: list[Mark] = []
    tables = 0
    paged = False
    i = 0
    while i < len(lines):
        line, start, end = lines[i]
        following = lines[i + 1][0] if i + 1 < len(lines) else ""
        if not line:
            i += 1
            continue
        if _RULE.fullmatch(line) or _NOTICE.fullmatch(line):
            marks.append(Mark("furniture", start, end))
            # A number alone right under a page mark is the page's.
            paged = line == "---"
            i += 1
            continue
        if paged and _PAGE_NUMBER.fullmatch(line):
            marks.append(Mark("furniture", start, end))
        elif heading := _HEADING.match(line):
            marks.append(Mark("heading", start, end, len(heading[1])))
        elif _UNDERLINE.fullmatch(following) and not opens_bullet(line):
            marks.append(Mark("heading", start, end, 1))
            marks.append(Mark("furniture", lines[i + 1][1], lines[i + 1][2]))
            i += 1
        elif "|" in line and "|" in following and _TABLE_RULE.fullmatch(following):
            taken = _table(lines, i, tables)
            marks += taken
            tables += 1
            i += len(taken) - 1
        elif _BOLD_LINE.fullmatch(line):
            last = _run(lines, i, lambda text: _BOLD_LINE.fullmatch(text) is not None)
            if lines[last][2] - start <= _LONGEST_BOLD_HEADING:
                marks.append(Mark("heading", start, lines[last][2]))
            i = last
        elif opens_bullet(line):
            last = _run(lines, i, lambda text: not _special(text))
            marks.append(Mark("bullet", start, lines[last][2], 1))
            i = last
        paged = False
        i += 1
    return marks


def _special(line: str) -> bool:
    """True for a line that cannot go on the list item above it."""
    signs = (_HEADING.match, _RULE.fullmatch, _NOTICE.fullmatch, _BOLD_LINE.fullmatch)
    return opens_bullet(line) or line.startswith("|") or any(sign(line) for sign in signs)


def _run(lines: list[tuple[str, int, int]], first: int, goes_on: Callable[[str], bool]) -> int:
    """Last line of the unbroken run of non-empty lines after `first` that `goes_on` accepts."""
    last = first
    while last + 1 < len(lines) and lines[last + 1][0] and goes_on(lines[last + 1][0]):
        last += 1
    return last


def _table(lines: list[tuple[str, int, int]], first: int, table: int) -> list[Mark]:
    """Marks of a pipe table whose title row is `lines[first]`: one a line, its rule as furniture."""
    titles = _cells(lines[first][0])
    marks = []
    for i in range(first, len(lines)):
        line, start, end = lines[i]
        if "|" not in line:
            break
        kind: MarkKind = "furniture" if i == first + 1 else "row"
        cells = _cells(line)
        named = [""] * len(cells) if i == first else titles + [""] * (len(cells) - len(titles))
        pairs = tuple((title, cell) for title, cell in zip(named, cells, strict=False) if cell or title)
        marks.append(
            Mark(kind, start, end, None, pairs if kind == "row" else (), table if kind == "row" else None)
        )
    return marks


def _cells(line: str) -> list[str]:
    """Texts of a pipe row's cells; an escaped pipe stays in its cell."""
    inner = line.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]
