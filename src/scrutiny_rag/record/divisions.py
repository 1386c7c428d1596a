"""Divisions: votes of which minutes list the sides one under another, each with its names and their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrutiny_rag.english.voting import Side, side_label
from scrutiny_rag.papers.structure.lines import plain_text
from scrutiny_rag.record.model import Act, ActKind, Votes
from scrutiny_rag.record.votes import names_in

_LINE = re.compile(r"[^\n]+")
_COUNT = re.compile(r"\W*\((?P<count>\d{1,3})\)?\W*$")
_NAME_WORD = re.compile(r"[^\W\d_]*(?:\([A-Z]{1,2}\)?)?$")
_MARKS = re.compile(r"[,;.:*’'-]+")
_JOINING = frozenset({"and", "de", "uí", "ní", "van", "von", "the"})
_RULED = re.compile(r"[\W\d_]*")
"""A line without letters: a page number or a rule between the pages of one list."""


@dataclass(slots=True)
class _Side:
    side: Side
    count: int | None
    names: str = ""
    ended: bool = False
    """Whether its number was given after its names."""


def divisions(text: str, start: int, end: int) -> Iterator[Act]:
    """The divisions within `text[start:end]`, each as one act that somebody voted, in order.

    A division runs from the label of its first side to the last name or number of its last one; a side whose names are
    listed without their number has as many votes as names. Labels with neither names nor numbers make none.
    """
    sides: list[_Side] = []
    first = last = start
    for line in _LINE.finditer(text, start, end):
        plain = plain_text(line[0])
        if not plain or (_RULED.fullmatch(plain) and not (sides and _COUNT.match(plain))):
            continue
        label = side_label(plain)
        if label is not None:
            if any(side.side is label.side for side in sides):  # the next division
                yield from _act(sides, first, last)
                sides = []
            if not sides:
                first = line.start()
            sides.append(_Side(label.side, label.count))
            last = line.end()
        elif sides and _take(sides[-1], plain):
            last = line.end()
        elif sides:
            yield from _act(sides, first, last)
            sides = []
    yield from _act(sides, first, last)


def _take(side: _Side, plain: str) -> bool:
    """Take a line of names, or their number, to the side above it; whether it is one."""
    count = _COUNT.search(plain)
    names = plain[: count.start()] if count else plain
    if side.ended or not _are_names(names) or not (names.strip() or count):
        return False
    side.names = f"{side.names} {names}".strip()
    if count:
        side.count, side.ended = int(count["count"]), True
    return True


def _are_names(text: str) -> bool:
    """Whether every word of a line is part of a name, or joins names."""
    words = _MARKS.sub("", text).split()
    return all(
        word.lower() in _JOINING or ((word[0].isupper() or word[0] == "(") and _NAME_WORD.match(word))
        for word in words
    )


def _act(sides: list[_Side], start: int, end: int) -> Iterator[Act]:
    told = {side.side: side for side in sides if side.names or side.count is not None}
    if not {Side.FAVOUR, Side.AGAINST} & told.keys():
        return

    def votes(side: Side) -> int | None:
        given = told.get(side)
        return None if given is None else given.count if given.count is not None else len(names(side))

    def names(side: Side) -> tuple[str, ...]:
        return names_in(told[side].names) if side in told and told[side].names else ()

    yield Act(
        ActKind.VOTED,
        start,
        end,
        "division",
        votes=Votes(
            votes(Side.FAVOUR), votes(Side.AGAINST), votes(Side.ABSTAINED),
            names(Side.FAVOUR), names(Side.AGAINST), names(Side.ABSTAINED),
        ),
    )  # fmt: skip
