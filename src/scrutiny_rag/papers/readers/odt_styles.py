"""OpenDocument's styles: which words are struck or hidden, which paragraphs head, and how lists are numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scrutiny_rag.papers.readers.numbers import letters, roman
from scrutiny_rag.papers.readers.odt_package import OdtPackage, name

_LONGEST_CHAIN = 20
"""Styles that build on one another; a damaged file may have them in a ring."""

_MOST_LEVELS = 10
_TITLES = {"Title": 1, "Subtitle": 2}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `form` is "" where it prints no number."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    """Levels that its number prints, this one and those above."""
    bullet: bool = False


@dataclass(slots=True)
class Counter:
    """The numbers of one list while its items come by."""

    levels: dict[int, Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, start: int | None = None) -> str | None:
        """The label of the next item at `level` (from 1); None for a list whose style nobody knows."""
        own = self.levels.get(level)
        if own is None:
            return None
        if own.bullet:
            return "•"
        at = own.start if level not in self.counts else self.counts[level] + 1
        self.counts[level] = at if start is None else start
        for below in [each for each in self.counts if each > level]:
            del self.counts[below]
        if not own.form:
            return ""
        above = range(max(1, level - own.shown + 1), level + 1)
        numbers = [_number(self.levels.get(each, own).form, self.counts.get(each, 1)) for each in above]
        return f"{own.prefix}{'.'.join(numbers)}{own.suffix}".strip()


class OdtStyles:
    """The styles of a document, those of its content before those of its template."""

    def __init__(self, package: OdtPackage) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for tree in (package.styles, package.content):
            if tree is None:
                continue
            for style in tree.iter(name("style:style")):
                key = (style.get(name("style:family"), ""), style.get(name("style:name"), ""))
                self._styles[key] = style
            for each in tree.iter(name("text:list-style")):
                self.lists[each.get(name("style:name"), "")] = dict(_levels(each))
            for each in tree.iter(name("text:outline-style")):
                self.outline = dict(_levels(each))

    def is_gone(self, family: str, style: str) -> tuple[bool, bool]:
        """Whether text of a style is struck through, and whether it is hidden."""
        struck = self._said(family, style, "style:text-line-through-style")
        if struck is None:
            struck = self._said(family, style, "style:text-line-through-type")
        hidden = self._said(family, style, "text:display")
        return struck not in (None, "none"), hidden == "none"

    def is_bold(self, family: str, style: str) -> bool:
        """Whether text of a style is bold."""
        return self._said(family, style, "fo:font-weight") in ("bold", "700", "800", "900")

    def heads(self, style: str) -> int | None:
        """The level of a paragraph style that is a heading's; 1 for a title; None for other styles."""
        for each in self._chain("paragraph", style):
            level = each.get(name("style:default-outline-level"))
            if level and level.isdigit():
                return int(level)
            for called in (each.get(name("style:name")), each.get(name("style:parent-style-name"))):
                if called in _TITLES:
                    return _TITLES[called]
        return _TITLES.get(style)

    def counter(self, style: str) -> Counter:
        """A counter for a list of `style`, from its beginning."""
        return Counter(self.lists.get(style, {}))

    def _said(self, family: str, style: str, attribute: str) -> str | None:
        """What a style, or the nearest that it builds on, says of its text."""
        for each in self._chain(family, style):
            for properties in each:
                if properties.tag == name("style:text-properties") and (
                    value := properties.get(name(attribute))
                ):
                    return str(value)
        return None

    def _chain(self, family: str, style: str) -> Iterator[Any]:
        at: str | None = style
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get((family, at or ""))
            if found is None:
                return
            yield found
            at = found.get(name("style:parent-style-name"))


def _levels(style: Any) -> Iterator[tuple[int, Level]]:
    for element in style:
        level = _whole(element.get(name("text:level")), 0)
        if not 1 <= level <= _MOST_LEVELS:
            continue
        if element.tag in (name("text:list-level-style-bullet"), name("text:list-level-style-image")):
            yield level, Level(bullet=True)
        else:
            yield (
                level,
                Level(
                    element.get(name("style:num-format"), ""),
                    element.get(name("style:num-prefix"), ""),
                    element.get(name("style:num-suffix"), ""),
                    _whole(element.get(name("text:start-value")), 1),
                    _whole(element.get(name("text:display-levels")), 1),
                ),
            )


def _number(form: str, number: int) -> str:
    match form:
        case "a":
            return letters(number)
        case "A":
            return letters(number).upper()
        case "i":
            return roman(number)
        case "I":
            return roman(number).upper()
        case _:
            return str(number)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else default
