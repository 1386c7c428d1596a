"""Footnotes and endnotes of Word papers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.docx_text import NOTES, IsStruck, text_of

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class Notes:
    """The notes of a document, numbered in the order in which the text refers to them."""

    def __init__(self, document: Any) -> None:
        self._held = {part: _notes_in(document, part) for part in NOTES.values()}
        self._numbers: dict[tuple[str, str], int] = {}

    def mark(self, part: str, note: str) -> str:
        """What stands for a reference: "[1]"; nothing where there is no such note."""
        if note not in self._held.get(part, {}):
            return ""
        return f"[{self._numbers.setdefault((part, note), len(self._numbers) + 1)}]"

    def texts(self, struck: IsStruck | None = None) -> Iterator[str]:
        """The notes that were referred to, each with its mark before it, without what is struck."""
        for (part, note), number in self._numbers.items():
            paragraphs = self._held[part][note].iter(qn("w:p"))
            text = " ".join(one_space(text_of(paragraph, None, struck)) for paragraph in paragraphs).strip()
            if text:
                yield f"[{number}] {text}"


def _notes_in(document: Any, part: str) -> dict[str, Element]:
    related = next((rel for rel in document.part.rels.values() if rel.reltype == _RELATION + part), None)
    if related is None or related.is_external:
        return {}
    root = parse_xml(related.target_part.blob)
    # Those with a type are the lines that Word draws between text and notes.
    return {
        element.get(qn("w:id")): element
        for element in root
        if element.get(qn("w:id")) and element.get(qn("w:type")) in (None, "normal")
    }
