"""The text of an OpenDocument paragraph as it is shown, with its notes set apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.odt_package import name
from scrutiny_rag.papers.readers.odt_styles import OdtStyles

DEEPEST = 60
"""Nesting beyond which nothing is read; the call stack is not the paper's to fill."""

_MOST_BLANKS = 200
_SPAN = name("text:span")
_NOTE = name("text:note")
_NEVER_SHOWN = {
    name(each)
    for each in (
        "text:tracked-changes",
        "office:annotation",
        "office:annotation-end",
        "text:hidden-text",
        "text:note-citation",
        "text:ruby-text",
        "draw:frame",
        "draw:object",
        "office:forms",
    )
}
_BLANKS = {name("text:tab"): "\t", name("text:line-break"): "\n"}


@dataclass(slots=True)
class OdtText:
    """Reads paragraphs, keeping the notes they refer to and whether anything struck was left out."""

    styles: OdtStyles
    notes: list[str] = field(default_factory=list)
    struck: bool = False

    def of(self, paragraph: Any, family: str = "paragraph") -> str:
        """What `paragraph` shows; "[1]" stands for a note."""
        parts: list[str] = []
        self._walk(paragraph, parts, 0, struck=self._leaves_out(paragraph, family))
        return "".join(parts)

    def _leaves_out(self, element: Any, family: str) -> bool:
        """Whether `element`'s style strikes or hides its text."""
        struck, hidden = self.styles.is_gone(family, element.get(name("text:style-name"), ""))
        if struck and "".join(element.itertext()).strip():
            self.struck = True
        return struck or hidden

    def _walk(self, element: Any, parts: list[str], depth: int, *, struck: bool) -> None:
        if not struck:
            parts.append(element.text or "")
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                pass  # comments and the like
            elif tag == _NOTE:
                if not struck:
                    parts.append(self._note(child))
            elif tag == name("text:s"):
                count = child.get(name("text:c"), "1")
                parts.append(
                    " " * (min(_MOST_BLANKS, int(count)) if count.isdigit() and len(count) < 7 else 1)
                )
            elif tag in _BLANKS:
                parts.append(_BLANKS[tag])
            elif tag not in _NEVER_SHOWN and depth < DEEPEST:
                # A span of its own style within struck text may be living.
                own = self._span_struck(child, struck) if tag == _SPAN else struck
                self._walk(child, parts, depth + 1, struck=own)
            if not struck:
                parts.append(child.tail or "")

    def _span_struck(self, span: Any, struck: bool) -> bool:
        return self._leaves_out(span, "text") or struck

    def _note(self, note: Any) -> str:
        body = note.find(name("text:note-body"))
        texts = (
            [one_space(self.of(paragraph)) for paragraph in body.iter(name("text:p"))]
            if body is not None
            else []
        )
        text = " ".join(filter(None, texts))
        if not text:
            return ""
        number = len(self.notes) + 1
        self.notes.append(f"[{number}] {text}")
        return f"[{number}]"
