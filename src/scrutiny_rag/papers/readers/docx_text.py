"""The text of a Word paragraph as Word shows it, and the text boxes that hang on it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

DEEPEST = 60
"""Nesting beyond which nothing is read; the call stack is not the paper's to fill."""

GONE = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr")}
"""What is in a paragraph but not shown: tracked deletions, field codes, settings."""

NOTES = {qn(f"w:{kind}Reference"): f"{kind}s" for kind in ("footnote", "endnote")}
"""References to notes, with the part that holds those."""

NoteMark = Callable[[str, str], str]
"""Which part a note is in and its id there, to the mark that stands for it in the text."""

IsStruck = Callable[[Element], bool]
"""Whether a run of text is struck through."""

_BREAKS = {qn("w:br"), qn("w:cr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def text_of(paragraph: Element, note: NoteMark | None = None, struck: IsStruck | None = None) -> str:
    """A paragraph's text as Word shows it: no tracked deletions, field codes or hidden runs.

    `note` gives the mark that stands for a reference to a note; without it there is none. Runs that `struck`
    is true for are left out.
    """
    parts: list[str] = []

    def walk(element: Element, depth: int) -> None:
        for child in element:
            tag = child.tag
            if tag in GONE or tag == _FALLBACK or tag == qn("w:txbxContent") or depth > DEEPEST:
                continue
            if tag == qn("w:t"):
                parts.append(child.text or "")
            elif tag == qn("w:tab"):
                parts.append("\t")
            elif tag in _BREAKS:
                parts.append("\n")
            elif tag == qn("w:noBreakHyphen"):
                parts.append("-")
            elif tag in NOTES:
                parts.append(note(NOTES[tag], child.get(qn("w:id")) or "") if note else "")
            elif tag == qn("w:sym"):
                parts.append(_symbol(child))
            elif tag != qn("w:r") or not (
                _is_hidden(child)
                or (struck is not None and "".join(child.itertext()).strip() and struck(child))
            ):
                walk(child, depth + 1)

    walk(paragraph, 0)
    return "".join(parts)


def _symbol(element: Element) -> str:
    code = element.get(qn("w:char")) or ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _is_hidden(run: Element) -> bool:
    return _is_on(run.find(qn("w:rPr")), "vanish") is True


def is_struck(run: Element, styles: Collection[str]) -> bool:
    """Whether a run is struck through, by itself or by one of the `styles` that strike."""
    own = run.find(qn("w:rPr"))
    told = [_is_on(own, name) for name in ("strike", "dstrike")]
    if any(each is not None for each in told):
        return True in told
    named = [own.find(qn("w:rStyle")) if own is not None else None]
    paragraph = next(run.iterancestors(qn("w:p")), None)
    named.append(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if paragraph is not None else None)
    return any(style is not None and style.get(qn("w:val")) in styles for style in named)


def mark_is_deleted(paragraph: Element) -> bool:
    """Whether the mark that ends a paragraph is deleted with tracked changes, so that the next one goes on it."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(mark.find(qn(f"w:{name}")) is not None for name in ("del", "moveFrom"))


def _is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a property of a run is set; None where nothing is said of it."""
    found = properties.find(qn(f"w:{name}")) if properties is not None else None
    return found.get(qn("w:val")) not in ("0", "false", "off", "none") if found is not None else None


def text_boxes(paragraph: Element) -> list[Element]:
    """Text boxes anchored in `paragraph`, each once, those within another left to it."""
    return [
        box
        for box in paragraph.iter(qn("w:txbxContent"))
        if not in_fallback(box) and next(box.iterancestors(qn("w:txbxContent"), qn("w:p"))) is paragraph
    ]


def in_fallback(element: Element) -> bool:
    """True within what Word keeps for programs that do not know the newer form beside it."""
    return next(element.iterancestors(_FALLBACK), None) is not None
