"""Word's automatic numbers: 1. 1.1 (a) iv. and bullets, counted as Word counts them (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from scrutiny_rag.papers.readers.numbers import letters, roman

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Label:
    """What Word prints before a list paragraph."""

    text: str
    is_item: bool
    """True for bullets, letters and Roman numerals; False for 1. and 5.3, which number paragraphs."""


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    restart: int | None = None
    """Level (from 1) whose number starts this one again; 0 for never; None for any level above."""
    legal: bool = False
    """All numbers in digits, whatever the levels above say."""


class Numbering:
    """The lists of a document, counting as its paragraphs come by in order."""

    def __init__(self, element: Element | None) -> None:
        self._abstracts: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if element is not None:
            self._read(element)

    def label(self, num_id: str, level: int) -> Label | None:
        """Counts one paragraph of list `num_id` at `level` (from 0), and gives its label; None if unknown."""
        abstract = self._lists.get(num_id)
        if abstract is None or not 0 <= level < _LEVELS:
            return None
        levels = self._abstracts.get(abstract, {}) | self._overrides.get(num_id, {})
        own = levels.get(level, _Level())
        if own.format == "bullet":
            return Label("•", True)
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        override = self._starts.get(num_id, {}).get(level)
        if override is not None and (num_id, level) not in self._started:
            counts[level] = None
        self._started.add((num_id, level))
        first = override if override is not None else own.start
        current = counts[level]
        counts[level] = first if current is None else current + 1
        for below in range(level + 1, _LEVELS):
            restart = levels.get(below, _Level()).restart
            if restart is None or level < restart:
                counts[below] = None
        if own.format == "none":
            return Label("", False)

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            shown = levels.get(at, _Level())
            count = counts[at]
            # A level that has not been used yet counts as its start.
            return _form("decimal" if own.legal else shown.format, shown.start if count is None else count)

        text = _PLACE.sub(number, own.pattern).strip()
        return Label(text, own.format in ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman"))

    def _read(self, element: Element) -> None:
        for abstract in element.findall(qn("w:abstractNum")):
            levels = dict(map(_level, abstract.findall(qn("w:lvl"))))
            self._abstracts[abstract.get(qn("w:abstractNumId"), "")] = levels
        for num in element.findall(qn("w:num")):
            num_id = num.get(qn("w:numId"), "")
            self._lists[num_id] = _value(num.find(qn("w:abstractNumId")), "")
            for override in num.findall(qn("w:lvlOverride")):
                at = _whole(override.get(qn("w:ilvl"), ""), 0)
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._starts.setdefault(num_id, {})[at] = _whole(_value(start, ""), 1)
                level = override.find(qn("w:lvl"))
                if level is not None:
                    self._overrides.setdefault(num_id, {})[at] = _level(level)[1]


def _level(element: Element) -> tuple[int, _Level]:
    restart = element.find(qn("w:lvlRestart"))
    legal = element.find(qn("w:isLgl"))
    at = _whole(element.get(qn("w:ilvl"), ""), 0)
    return at, _Level(
        format=_value(element.find(qn("w:numFmt")), "decimal"),
        pattern=_value(element.find(qn("w:lvlText")), ""),
        start=_whole(_value(element.find(qn("w:start")), ""), 1),
        restart=_whole(_value(restart, ""), 0) if restart is not None else None,
        legal=legal is not None and legal.get(qn("w:val")) not in ("0", "false", "off"),
    )


def _form(format: str, number: int) -> str:
    match format:
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
        case _:
            return str(number)


def _value(element: Element | None, default: str) -> str:
    return element.get(qn("w:val"), default) if element is not None else default


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdigit() and len(text) < 7 else default
