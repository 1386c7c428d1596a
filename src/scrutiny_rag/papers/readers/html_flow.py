"""A tree of HTML elements as a flow of headings, list items, table rows and paragraphs."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from scrutiny_rag.papers.readers.builder import DraftBuilder
from scrutiny_rag.papers.readers.clean import one_space, opens_bullet
from scrutiny_rag.papers.readers.draft import MarkKind
from scrutiny_rag.papers.readers.html_table import read_grid
from scrutiny_rag.papers.readers.numbers import list_label
from scrutiny_rag.papers.readers.tables import write_rows
from scrutiny_rag.papers.readers.wording import DECIDES

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table "
        "tbody td tfoot th thead tr ul",
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MODERNGOV_HEADINGS = {
    "mgMainTitleTxt": 1,
    "mgSubTitleTxt": 2,
    "mgAiTitleTxt": 2,
    "mgSubItemTitleTxt": 3,
    "mgSubSubTitleTxt": 3,
}
_HIDDEN_CLASSES = {
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "govuk-visually-hidden",
    "mghide",
    "screen-reader-text",
}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHATTER = re.compile(
    r"(?:skip to (?:main )?(?:content|navigation)|back to top|print this page|share this page|return to top|"
    r"(?:next|previous) (?:item|page)|accept (?:all )?cookies)[.»>]*",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"(?:supporting|background) (?:documents|papers)\s*:?|attachments\s*:?", re.IGNORECASE
)
_FILE_SIZE = re.compile(r"[\s,(]*(?:PDF|DOCX?|XLSX?|HTML|RTF)[\s,]*[\d.]+\s*[KM]B\)?\s*$", re.IGNORECASE)
_LONGEST_BOLD_HEADING = 120
_DEEPEST = 150
"""Nesting below which an element's text is taken whole; the call stack is not the paper's to fill."""


def hidden(tag: Tag) -> bool:
    """True for an element that a browser does not show."""
    if tag.has_attr("hidden") or str(tag.get("aria-hidden", "")).lower() == "true":
        return True
    if _HIDDEN_STYLE.search(str(tag.get("style") or "")):
        return True
    return any(str(name).lower() in _HIDDEN_CLASSES for name in tag.get("class") or [])


class FlowWriter:
    """Writes elements into a draft, in the order in which they are read."""

    def __init__(self) -> None:
        self.builder = DraftBuilder("html")
        self._inline: list[str] = []
        self._tables = 0
        self._documents = False
        """True while the list of a "Supporting documents:" title goes on."""
        self._number = ""
        """Of the agenda item whose title comes next."""

    def write(self, area: Tag) -> None:
        """Writes all of `area`."""
        self._children(area, 0)
        self._flush()

    def _children(self, tag: Tag, depth: int) -> None:
        for child in tag.children:
            self._node(child, depth + 1)

    def _node(self, node: PageElement, depth: int) -> None:
        if isinstance(node, NavigableString):
            # Comments, doctypes and the like are strings too, but nobody sees them.
            if not isinstance(node, PreformattedString):
                self._inline.append(re.sub(r"\s+", " ", node))
            return
        if not isinstance(node, Tag):
            return
        if node.name == "br":
            self._inline.append("\n")
        elif node.name not in _BLOCKS and (depth > _DEEPEST or not _has_block(node)):
            self._inline.append(_text(node))
        elif depth > _DEEPEST:
            self._flush()
            self._say("paragraph", _text(node))
        elif node.name not in _BLOCKS:
            self._children(node, depth)
        else:
            self._flush()
            self._block(node, depth)
            self._flush()

    def _block(self, tag: Tag, depth: int) -> None:
        level = _heading_level(tag)
        if level is not None and tag.find(["table", "ul", "ol", "p"]) is None:
            self._heading(_text(tag), level)
        elif tag.name in ("ul", "ol"):
            self._list(tag, depth, 1 + len(tag.find_parents(["ul", "ol"])))
        elif tag.name == "table":
            self._table(tag, depth)
        elif tag.name == "pre":
            self._say("paragraph", tag.get_text())
        elif _has_block(tag):
            self._children(tag, depth)
        else:
            text = _text(tag)
            if _is_bold(tag, text):
                self._heading(text, None)
            else:
                self._paragraphs(text)

    def _heading(self, text: str, level: int | None) -> None:
        text = _FILE_SIZE.sub("", " ".join(one_space(text).split()))
        if self._number and text and level is not None:
            number, self._number = self._number, ""
            text = f"{number} {text}"
        self._documents = _DOCUMENTS.fullmatch(text) is not None
        self._say("furniture" if self._documents else "heading", text, level)

    def _paragraphs(self, text: str) -> None:
        """Writes `text`, where two line breaks in a row part paragraphs."""
        for part in re.split(r"\n\s*\n", text):
            flat = one_space(part)
            if not flat or _CHATTER.fullmatch(flat):
                continue
            self._documents = _DOCUMENTS.fullmatch(flat) is not None
            kind: MarkKind = "bullet" if opens_bullet(flat) else "paragraph"
            self._say("furniture" if self._documents else kind, flat)

    def _say(self, kind: MarkKind, text: str, level: int | None = None) -> None:
        if not _CHATTER.fullmatch(one_space(text)):
            self.builder.add(kind, text, level)

    def _list(self, tag: Tag, depth: int, level: int) -> None:
        documents = self._documents
        ordinal = _whole(tag.get("start"), 1)
        for item in tag.find_all("li", recursive=False):
            ordinal = _whole(item.get("value"), ordinal)
            label = list_label(str(tag.get("type") or "1"), ordinal) if tag.name == "ol" else "•"
            ordinal += 1
            self._item(item, label, depth, level, documents)
        self._documents = False

    def _item(self, item: Tag, label: str, depth: int, level: int, documents: bool) -> None:
        """Writes a list item: its first stretch with the list's sign, what follows as it comes."""
        first = True

        def lead(text: str) -> None:
            nonlocal first
            flat = one_space(text)
            if not flat or _CHATTER.fullmatch(flat):
                return
            if documents:
                self.builder.add("furniture", f"{label} {_FILE_SIZE.sub('', flat)}")
            elif first:
                signed = flat if opens_bullet(flat) else f"{label} {flat}"
                self.builder.add("bullet", signed, level)
            else:
                self._paragraphs(flat)
            first = False

        run: list[str] = []
        for child in item.children:
            if isinstance(child, Tag) and (child.name in _BLOCKS or _has_block(child)):
                lead("".join(run))
                run = []
                if not _has_block(child) and _heading_level(child) is None:
                    lead(_text(child))
                else:
                    self._node(child, depth + 1)
                    self._flush()
            elif isinstance(child, Tag):
                run.append("\n" if child.name == "br" else _text(child))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                run.append(re.sub(r"\s+", " ", child))
        lead("".join(run))

    def _table(self, table: Tag, depth: int) -> None:
        grid = read_grid(table, _text)
        if grid.caption:
            self._heading(grid.caption, 3)
        if grid.layout:
            self._layout(table, depth)
            return
        write_rows(self.builder, grid.rows, self._tables)
        self._tables += 1

    def _layout(self, table: Tag, depth: int) -> None:
        """Writes a table that only places things, cell after cell; ModernGov puts item numbers in cells."""
        for row in table.find_all("tr"):
            if row.find_parent("table") is not table:
                continue
            cells = row.find_all(["td", "th"], recursive=False)
            if len(cells) > 1 and all(cell.name == "th" for cell in cells):
                continue
            for cell in cells:
                if "mgItemNumberCell" in (cell.get("class") or []):
                    self._number = " ".join(one_space(_text(cell)).split())
                    continue
                self._children(cell, depth + 3)
                self._flush()
            if self._number:
                self._say("paragraph", self._number)
                self._number = ""

    def _flush(self) -> None:
        text = "".join(self._inline)
        self._inline = []
        if text.strip():
            self._paragraphs(text)


def _text(tag: Tag) -> str:
    """Text of an element that holds no block, or of any element taken whole; <br> as a line break."""
    parts: list[str] = []
    for node in tag.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                parts.append("\n")
            elif node.name in _BLOCKS:
                parts.append(" ")
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            parts.append(re.sub(r"\s+", " ", node))
    return "".join(parts)


def _has_block(tag: Tag) -> bool:
    return any(isinstance(part, Tag) and part.name in _BLOCKS for part in tag.descendants)


def _heading_level(tag: Tag) -> int | None:
    if tag.name in _HEADINGS:
        return _HEADINGS[tag.name]
    if str(tag.get("role", "")).lower() == "heading":
        return _whole(tag.get("aria-level"), 2)
    return next(
        (level for name in tag.get("class") or [] if (level := _MODERNGOV_HEADINGS.get(str(name)))), None
    )


def _is_bold(tag: Tag, text: str) -> bool:
    """True for a short paragraph, bold from end to end, that is no decision: a heading in all but name."""
    flat = one_space(text)
    if tag.name not in ("p", "div") or not flat or len(flat) > _LONGEST_BOLD_HEADING or flat[-1] in ".;,":
        return False
    bold = "".join(
        one_space(_text(part))
        for part in tag.find_all(["b", "strong"])
        if not part.find_parent(["b", "strong"])
    )
    return (
        re.sub(r"\s", "", bold) == re.sub(r"\s", "", flat)
        and not DECIDES.match(flat)
        and not opens_bullet(flat)
    )


def _whole(value: object, default: int) -> int:
    text = str(value or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default
