"""OpenDocument texts (.odt): paragraphs, lists and tables in their order, struck and hidden words left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers.builder import DraftBuilder
from scrutiny_rag.papers.readers.captions import is_meeting_log
from scrutiny_rag.papers.readers.clean import one_space, opens_bullet
from scrutiny_rag.papers.readers.draft import Draft
from scrutiny_rag.papers.readers.odt_package import DAMAGED, OdtPackage, name, open_odt
from scrutiny_rag.papers.readers.odt_styles import Counter, OdtStyles
from scrutiny_rag.papers.readers.odt_text import DEEPEST, OdtText
from scrutiny_rag.papers.readers.tables import TableRow, write_rows
from scrutiny_rag.papers.readers.wording import STRUCK_LEFT_OUT

_WIDEST_SPAN = 50
_MOST_REPEATED = 100
_REPEATED = "table:number-columns-repeated"
_PARAGRAPH, _HEADING = name("text:p"), name("text:h")
_LIST, _ITEM, _HEADER = name("text:list"), name("text:list-item"), name("text:list-header")
_TABLE, _ROW = name("table:table"), name("table:table-row")
_HEADER_ROWS = name("table:table-header-rows")
_CELL, _COVERED = name("table:table-cell"), name("table:covered-table-cell")
_TEXT_BOX = name("draw:text-box")
_NO_MATTER = {
    name(each)
    for each in (
        "text:tracked-changes",
        "text:sequence-decls",
        "text:variable-decls",
        "text:user-field-decls",
        "office:forms",
        "office:annotation",
    )
}


def read_odt(data: bytes) -> Draft:
    """An .odt file's bytes as a draft, with headings, numbered and bulleted items, table rows, paragraphs.

    Numbers of lists and headings are part of the text; notes follow it, "[1]" where it refers to them. What is
    tracked as deleted, struck through or hidden is left out. Properties: title, author, subject, created,
    modified, furniture (running heads and feet). Raises PaperError where the file is damaged, locked, unpacks
    beyond bounds, or has no text.
    """
    package = open_odt(data)
    body = package.content.find(f"{name('office:body')}/{name('office:text')}")
    if body is None:
        raise PaperError(DAMAGED)
    writer = _Writer(package)
    writer.container(body, 0)
    for note in writer.text.notes:
        writer.builder.add("paragraph", note)
    warnings = [STRUCK_LEFT_OUT] if writer.text.struck else []
    draft = writer.builder.finish(_properties(package), warnings)
    if not draft.text:
        raise PaperError(
            "The OpenDocument text has no text in it; if it holds pictures of pages, it needs OCR."
        )
    if is_meeting_log([draft.text[mark.char_start : mark.char_end] for mark in draft.marks]):
        return replace(draft, properties={**draft.properties, "type": "transcript"})
    return draft


def _properties(package: OdtPackage) -> dict[str, str]:
    found: dict[str, str] = {}
    if package.meta is not None:
        names = (
            ("title", "dc:title"),
            ("subject", "dc:subject"),
            ("author", "meta:initial-creator"),
            ("created", "meta:creation-date"),
            ("modified", "dc:date"),
        )
        for key, tag in names:
            element = next(package.meta.iter(name(tag)), None)
            found[key] = (element.text or "") if element is not None else ""
    lines: dict[str, None] = {}
    if package.styles is not None:
        for part in package.styles.iter(name("style:header"), name("style:footer")):
            lines.update(dict.fromkeys(one_space("".join(each.itertext())) for each in part.iter(_PARAGRAPH)))
    days = {key: found.get(key, "")[:10] for key in ("created", "modified")}
    return found | days | {"furniture": "\n".join(filter(None, lines))}


class _Writer:
    """Writes a document's body into a draft."""

    def __init__(self, package: OdtPackage) -> None:
        self.builder = DraftBuilder("docx")  # as in Word, a paragraph is a line
        self.styles = OdtStyles(package)
        self.text = OdtText(self.styles)
        self._outline = Counter(self.styles.outline)
        self._lists: dict[str, Counter] = {}
        """By the style, the last list of each, for those that say they go on."""
        self._tables = 0

    def container(self, parent: Any, depth: int) -> None:
        """Writes the paragraphs, lists and tables of a body, a section, a cell or a text box."""
        for child in parent:
            tag = child.tag
            if tag == _HEADING:
                self._heading(child, depth)
            elif tag == _PARAGRAPH:
                self._paragraph(child, depth)
            elif tag == _LIST:
                self._list(child, depth, 1, None)
            elif tag == _TABLE:
                self._table(child, depth)
            elif (
                isinstance(tag, str) and tag not in _NO_MATTER and depth < DEEPEST and not self._hidden(child)
            ):
                self.container(child, depth + 1)

    def _hidden(self, section: Any) -> bool:
        return str(section.get(name("text:display"))) == "none"

    def _heading(self, heading: Any, depth: int, label: str | None = None) -> None:
        level = heading.get(name("text:outline-level"), "1")
        at = int(level) if level.isdigit() and len(level) < 3 else 1
        words = self.text.of(heading)
        if label is None and words.strip() and heading.get(name("text:is-list-header")) != "true":
            label = self._outline.next(at)
        self.builder.add("heading", f"{label} {words}" if label else words, at)
        self._boxes(heading, depth)

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        words = one_space(self.text.of(paragraph))
        level = self.styles.heads(paragraph.get(name("text:style-name"), ""))
        if level is not None:
            self.builder.add("heading", words, level)
        else:
            self.builder.add(
                "bullet" if opens_bullet(words) else "paragraph", words, 1 if opens_bullet(words) else None
            )
        self._boxes(paragraph, depth)

    def _boxes(self, paragraph: Any, depth: int) -> None:
        if depth >= DEEPEST:
            return
        for box in paragraph.iter(_TEXT_BOX):
            if next(box.iterancestors(_PARAGRAPH, _HEADING, _TEXT_BOX), None) is paragraph:
                self.container(box, depth + 1)

    def _list(self, element: Any, depth: int, level: int, counter: Counter | None) -> None:
        style = element.get(name("text:style-name"), "")
        if counter is None or style in self.styles.lists:
            goes_on = element.get(name("text:continue-numbering")) == "true" or element.get(
                name("text:continue-list")
            )
            counter = (self._lists.get(style) if goes_on else None) or self.styles.counter(style)
            self._lists[style] = counter
        for item in element:
            if item.tag in (_ITEM, _HEADER) and depth < DEEPEST:
                self._item(item, depth, level, counter)

    def _item(self, item: Any, depth: int, level: int, counter: Counter) -> None:
        """Writes a list item: its first paragraph with the list's sign, what follows as it comes."""
        first = item.tag == _ITEM
        start = item.get(name("text:start-value"), "")
        for child in item:
            if child.tag == _LIST:
                self._list(child, depth + 1, level + 1, counter)
            elif child.tag in (_PARAGRAPH, _HEADING) and first and "".join(child.itertext()).strip():
                first = False
                label = counter.next(level, int(start) if start.isdigit() and len(start) < 7 else None)
                self._labelled(child, depth, level, "•" if label is None else label)
            elif child.tag == _HEADING:
                self._heading(child, depth)
            elif child.tag == _PARAGRAPH:
                self._paragraph(child, depth)
            elif child.tag == _TABLE:
                self._table(child, depth + 1)

    def _labelled(self, paragraph: Any, depth: int, level: int, label: str) -> None:
        if paragraph.tag == _HEADING:
            self._heading(paragraph, depth, label if label != "•" else "")
            return
        words = one_space(self.text.of(paragraph))
        heads = self.styles.heads(paragraph.get(name("text:style-name"), ""))
        whole = words if opens_bullet(words) or not label else f"{label} {words}"
        if not words:
            pass
        elif heads is not None:
            self.builder.add("heading", whole if label != "•" else words, heads)
        elif label and label.rstrip(".)").replace(".", "").isdigit():
            # 1. and 5.3 number paragraphs; other signs are a list's.
            self.builder.add("paragraph", whole)
        else:
            self.builder.add("bullet", whole, level)
        self._boxes(paragraph, depth)

    def _table(self, table: Any, depth: int) -> None:
        rows = list(_own(table, _ROW))
        if max((len(list(_cells(row))) for row in rows), default=0) < 2:
            # A frame around text, not a table of anything.
            if depth < DEEPEST:
                for row in rows:
                    for cell in _cells(row):
                        self.container(cell, depth + 1)
            return
        write_rows(self.builder, self._rows(rows), self._tables)
        self._tables += 1

    def _rows(self, rows: list[Any]) -> list[TableRow]:
        hanging: dict[int, tuple[int, str]] = {}
        placed = [self._row(row, hanging, first=i == 0) for i, row in enumerate(rows)]
        width = max(
            (max(row.placed) + row.wide.get(max(row.placed), 1) for row in placed if row.placed), default=0
        )
        return [
            replace(row, whole=True, titled=False)
            if width > 1 and len(row.placed) == 1 and row.wide.get(0, 1) >= width
            else row
            for row in placed
        ]

    def _row(self, row: Any, hanging: dict[int, tuple[int, str]], *, first: bool) -> TableRow:
        placed: dict[int, str] = {}
        wide: dict[int, int] = {}
        hung: set[int] = set()
        shown: list[str] = []
        column = 0
        cells = list(_cells(row))
        if len(cells) > 1 and not "".join(cells[-1].itertext()).strip() and _span(cells[-1], _REPEATED) > 1:
            # A row is filled up with one empty cell for all that are left.
            cells.pop()
        for cell in cells:
            repeated = min(_MOST_REPEATED, _span(cell, _REPEATED))
            if cell.tag == _COVERED:
                for each in range(column, column + repeated):
                    if each in hanging:
                        placed[each] = hanging[each][1]
                        hung.add(each)
                column += repeated
                continue
            text = self._cell_text(cell)
            across, down = (
                _span(cell, "table:number-columns-spanned"),
                _span(cell, "table:number-rows-spanned"),
            )
            for each in range(column, column + repeated):
                placed[each] = text
                shown += [text] if text else []
                if across > 1:
                    wide[each] = min(_WIDEST_SPAN, across)
                if down > 1:
                    hanging[each] = (down, text)
            column += repeated
        for each, (left, text) in list(hanging.items()):
            if left <= 1:
                del hanging[each]
            else:
                hanging[each] = (left - 1, text)
        return TableRow(
            placed, tuple(shown), self._names_columns(row, first=first), hung=frozenset(hung), wide=wide
        )

    def _names_columns(self, row: Any, *, first: bool) -> bool:
        """Whether a row is marked as naming the columns, or a first one whose text is bold throughout."""
        parent = row.getparent()
        if parent is not None and parent.tag == _HEADER_ROWS:
            return True
        paragraphs = [each for each in row.iter(_PARAGRAPH) if "".join(each.itertext()).strip()]
        return first and bool(paragraphs) and all(map(self._is_bold, paragraphs))

    def _is_bold(self, paragraph: Any) -> bool:
        if self.styles.is_bold("paragraph", paragraph.get(name("text:style-name"), "")):
            return True
        spans = list(paragraph.iter(name("text:span")))
        bold = "".join(
            "".join(span.itertext())
            for span in spans
            if self.styles.is_bold("text", span.get(name("text:style-name"), ""))
        )
        return bool(bold) and bold.strip() == "".join(paragraph.itertext()).strip()

    def _cell_text(self, cell: Any) -> str:
        """A cell's paragraphs on one line, those of lists and tables in it too."""
        texts = (one_space(self.text.of(each)) for each in cell.iter(_PARAGRAPH, _HEADING))
        return " ".join(filter(None, texts))


def _own(table: Any, tag: str) -> Iterator[Any]:
    """The rows of `table`, those wrapped in groups and headers too, not those of tables in its cells."""
    return (row for row in table.iter(tag) if next(row.iterancestors(_TABLE), None) is table)


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in (_CELL, _COVERED))


def _span(cell: Any, attribute: str) -> int:
    text = cell.get(name(attribute), "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 7 else 1
