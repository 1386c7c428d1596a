"""Agenda numbers: which of a paper's numbered lines are its items, and which only number a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrutiny_rag.papers.structure.lines import Piece
from scrutiny_rag.papers.structure.outline import is_capitals, reads_as_title

_NUMBERED = re.compile(
    r"(?P<word>(?:agenda )?item (?:no\.? ?)?)?(?P<number>\d{1,3})(?P<letter>[A-Z](?![A-Za-z]))?"
    r"(?:(?P<dot>[.):,]| ?[-–:](?= ))(?!\d)|(?= |\(|$))\s*(?:\((?P<sub>[a-z]|[ivx]{1,4})\)(?: |$|"
    r"\.))?\s*[-–:]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\((?P<sub>[a-z]|[ivx]{1,4})\)\s*(?P<rest>.*)")
_ITEM_WORDS = re.compile(
    r"notices? of motion|questions?\b|adoption of|minutes\b|correspondence|apologies|declarations? of|"
    r"any other business|"
    r"a\.?o\.?b|presentation|report|update|disposal|to (?:consider|confirm|receive|note|approve)|deputation",
    re.IGNORECASE,
)
_HIGHEST = 199
_PLAIN_ENOUGH = 3.0
_SKIPPED = 0.25
"""What each number missing from the chain costs, up to `_FAR` of them."""
_FAR = 10


@dataclass(frozen=True, slots=True)
class Number:
    """An agenda number at the start of a piece."""

    piece: int
    """Index of the piece."""
    value: int
    label: str
    """As printed, without its full stop: "5", "11A", "3(a)"."""
    rest: str
    """The words after it in the same piece."""
    weight: float
    """How much it looks like an item's number."""


@dataclass(frozen=True, slots=True)
class _Chain:
    number: Number
    before: _Chain | None


def read_number(text: str) -> tuple[int, str, str] | None:
    """The number that `text` opens with, as (value, label, rest of the text); None where there is none."""
    match = _NUMBERED.match(text)
    if not match or not 0 < int(match["number"]) <= _HIGHEST:
        return None
    label = match["number"].lstrip("0") + (match["letter"] or "").upper()
    if match["sub"]:
        label += f"({match['sub'].lower()})"
    return int(match["number"]), label, match["rest"].strip()


def read_letter(text: str) -> tuple[str, str] | None:
    """The "(a)" that `text` opens with, as (letter, rest of the text); None where there is none."""
    match = _LETTERED.match(text)
    return (match["sub"], match["rest"].strip()) if match else None


def agenda_numbers(pieces: Sequence[Piece]) -> dict[int, Number]:
    """The pieces that open an agenda item, by index.

    Items count upwards through a paper; the lists inside them start again at 1. So, of all pieces that open
    with a number, the rising chain that looks most like titles is taken.
    """
    candidates = [number for i in range(len(pieces)) if (number := _candidate(pieces, i))]
    # scores[v], chains[v]: the heaviest chain that ends in item v so far.
    scores = [0.0] * (_HIGHEST + 1)
    chains: list[_Chain | None] = [None] * (_HIGHEST + 1)
    for number in candidates:
        score: float = 0.0
        chain: _Chain | None = None
        near = max(0, number.value - _FAR)
        for value in range(near, number.value):
            before = scores[value] - _SKIPPED * (number.value - value - 1)
            if before > score:
                score, chain = before, chains[value]
        far = max(scores[:near], default=0.0)
        if far - _SKIPPED * _FAR > score:
            score, chain = far - _SKIPPED * _FAR, chains[scores.index(far)]
        # "3(a)" may follow "3", or "11A" follow "11".
        if not number.label.isdigit() and scores[number.value] > score:
            score, chain = scores[number.value], chains[number.value]
        if score + number.weight > scores[number.value]:
            scores[number.value], chains[number.value] = score + number.weight, _Chain(number, chain)
    chain = chains[scores.index(max(scores))]
    taken: dict[int, Number] = {}
    while chain is not None:
        taken[chain.number.piece] = chain.number
        chain = chain.before
    # An item taken out of its turn is out of the chain; it must look the part on its own.
    values = {number.label for number in taken.values()}
    taken.update({n.piece: n for n in candidates if n.weight >= _PLAIN_ENOUGH and n.label not in values})
    return taken


def _candidate(pieces: Sequence[Piece], i: int) -> Number | None:
    piece = pieces[i]
    if piece.mark is not None and piece.mark.kind in ("furniture", "row"):
        return None
    read = read_number(piece.plain)
    if read is None:
        return None
    value, label, rest = read
    match = _NUMBERED.match(piece.plain)
    worded = bool(match and match["word"])
    marked = piece.mark is not None and piece.mark.kind == "heading"
    if not rest:
        title = next((p for p in pieces[i + 1 : i + 4] if not p.mark or p.mark.kind != "furniture"), None)
        if title is None:
            return None
        titled = reads_as_title(title) or bool(_ITEM_WORDS.match(title.plain))
        weight = 1.0 + (piece.lines[0].bold or worded) + titled + bool(_ITEM_WORDS.match(title.plain))
        dotted = bool(match and match["dot"]) or worded or piece.lines[0].bold
        if not titled and not dotted:
            return None
        return Number(i, value, label, "", weight if dotted else weight - 0.5)
    rest_piece = Piece(piece.lines, rest)
    if piece.mark is not None and piece.mark.kind == "bullet" and not piece.bold:
        return None
    titled = reads_as_title(rest_piece)
    if not (titled or marked or worded or (piece.bold and len(rest) < 300)):
        return None
    dotted = bool(match and match["dot"])
    if not (dotted or worded or marked or piece.bold or is_capitals(rest) or _ITEM_WORDS.match(rest)):
        return None
    weight = 0.6 + 1.5 * (piece.bold or worded or marked) + 0.4 * titled + bool(_ITEM_WORDS.match(rest))
    return Number(i, value, label, rest, weight)
