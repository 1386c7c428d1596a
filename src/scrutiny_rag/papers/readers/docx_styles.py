"""Word's styles: which paragraph is a heading, which belongs to a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

_HEADING_NAME = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST_NAME = re.compile(r"list (?:bullet|number)(?: \d)?$", re.IGNORECASE)
_LONGEST_CHAIN = 20
"""Styles that build on one another; a damaged file may have them in a ring."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style chain says of its paragraphs."""

    names: tuple[str, ...] = ()
    """Of the style and those it is based on, nearest first."""
    outline: int | None = None
    numbered: tuple[str, int] | None = None

    @property
    def is_list_item(self) -> bool:
        """True for Word's own bullet styles, with or without numbering set."""
        return any(_LIST_NAME.match(name) for name in self.names)

    def heading_level(self, paragraph: Element) -> int | None:
        """1 for the outermost heading (a title too); None for what is no heading."""
        for name in self.names:
            if match := _HEADING_NAME.match(name):
                return int(match[1])
            if name.lower() == "title":
                return 1
            if name.lower() == "subtitle":
                return 2
        own = _number(paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}"))
        outline = own if own is not None else self.outline
        return outline + 1 if outline is not None and outline < 9 else None

    def numbering(self, paragraph: Element) -> tuple[str, int] | None:
        """The list (numId) and level (from 0) that the paragraph belongs to; its own setting comes first."""
        own = _num_pr(paragraph.find(qn("w:pPr")))
        if own is not None:
            num_id, level = own
            if num_id == "0":
                return None
            inherited = self.numbered or ("", 0)
            return num_id or inherited[0], level if level is not None else inherited[1]
        return self.numbered


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, element: Element) -> None:
        self._elements = {style.get(qn("w:styleId"), ""): style for style in element.findall(qn("w:style"))}
        self._default = next(
            (
                style.get(qn("w:styleId"), "")
                for style in self._elements.values()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")
            ),
            "",
        )
        self._known: dict[str, Style] = {}

    @cached_property
    def struck(self) -> frozenset[str]:
        """Ids of the styles that strike their text through."""
        struck = set()
        for style_id, style in self._elements.items():
            for name in ("strike", "dstrike"):
                set_to = style.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
                if set_to is not None and set_to.get(qn("w:val")) not in ("0", "false", "off"):
                    struck.add(style_id)
        return frozenset(struck)

    def of(self, paragraph: Element) -> Style:
        """The style of `paragraph`; an unknown one says nothing."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = named.get(qn("w:val"), "") if named is not None else self._default
        if style_id not in self._known:
            self._known[style_id] = self._resolve(style_id)
        return self._known[style_id]

    def _resolve(self, style_id: str) -> Style:
        names: list[str] = []
        outline: int | None = None
        num_id: str | None = None
        level: int | None = None
        at: str | None = style_id
        for _ in range(_LONGEST_CHAIN):
            style = self._elements.get(at or "")
            if style is None:
                break
            name = style.find(qn("w:name"))
            names.append(name.get(qn("w:val"), "") if name is not None else "")
            properties = style.find(qn("w:pPr"))
            if properties is not None:
                if outline is None:
                    outline = _number(properties.find(qn("w:outlineLvl")))
                numbered = _num_pr(properties)
                if numbered is not None:
                    num_id = num_id or numbered[0]
                    level = level if level is not None else numbered[1]
            based = style.find(qn("w:basedOn"))
            at = based.get(qn("w:val")) if based is not None else None
        list_of = (num_id, level or 0) if num_id and num_id != "0" else None
        return Style(tuple(names), outline, list_of)


def _num_pr(properties: Element | None) -> tuple[str | None, int | None] | None:
    numbered = properties.find(qn("w:numPr")) if properties is not None else None
    if numbered is None:
        return None
    num_id = numbered.find(qn("w:numId"))
    return (
        num_id.get(qn("w:val")) if num_id is not None else None,
        _number(numbered.find(qn("w:ilvl"))),
    )


def _number(element: Element | None) -> int | None:
    value = element.get(qn("w:val"), "") if element is not None else ""
    return int(value) if value.isdigit() and len(value) < 4 else None
