"""Agenda numbers: which of a paper's numbered lines are its items, and which only number a list."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scrutiny_rag.papers.structure.item_numbers import (
    LETTER,
    ROMAN,
    SECTIONED,
    PrintedNumber,
    read_capital,
    read_number,
)
from scrutiny_rag.papers.structure.lines import Piece
from scrutiny_rag.papers.structure.outline import is_capitals, names_a_person, reads_as_title
from scrutiny_rag.papers.structure.run_in import run_in_title

_ITEM_WORDS = re.compile(
    r"notices? of motion|questions?\b|adoption of|minutes\b|correspondence|apologies|declarations? of|"
    r"any other business|"
    r"a\.?o\.?b|presentation|report|update|disposal|to (?:consider|confirm|receive|note|approve)|deputation",
    re.IGNORECASE,
)
_NOT_CAPITALISED = frozenset("a an and as at by for from in of on or the to under with".split())
_INITIAL = re.compile(r"\b[A-Z]\.$")
_LONGEST_STOPPED = 100
_USUAL = 199
"""The highest number that an agenda of its own reaches; those above count a year's minutes on."""
_PLAIN_ENOUGH = 3.0
_SKIPPED = 0.25
"""What each number missing from the chain costs, up to `_FAR` of them."""
_FAR = 10
# "II.", "IV." and the like are nobody's initials.
_SURELY_ROMAN = re.compile(r"(?:II|III|IV|VI|VII|VIII|IX)[.)] ")
_LEAST_RUN = {ROMAN: 3, LETTER: 3, SECTIONED: 3}
"""How many numbers make a run, where one by itself may be something else: initials, a list's letters."""
_RUN_IN, _SURE_RUN_IN = 0.5, 1.2


@dataclass(frozen=True, slots=True)
class Number:
    """An agenda number at the start of a piece."""

    piece: int
    """Index of the piece."""
    value: int
    label: str
    """As printed, without its full stop: "5", "11A", "3(a)", "12/24"."""
    rest: str
    """The words after it in the same piece."""
    weight: float
    """How much it looks like an item's number; 0 where only its neighbours can make it one."""
    style: tuple[bool, bool, bool] = (True, False, False)
    """Whether it is set off by a stop, is bold, and has a title that ends in a full stop."""
    series: str = ""
    """What all numbers of its run share: "OS." of OS.43."""
    run_in: bool = False
    """Whether the item's own words follow its title in the same piece; `rest` is then the title alone."""


@dataclass(frozen=True, slots=True)
class _Chain:
    number: Number
    before: _Chain | None

    def numbers(self) -> Iterator[Number]:
        chain: _Chain | None = self
        while chain is not None:
            yield chain.number
            chain = chain.before


def agenda_numbers(pieces: Sequence[Piece]) -> dict[int, Number]:
    """The pieces that open an agenda item, by index.

    Items count upwards through a paper; the lists inside them start again at 1. So, of all pieces that open
    with a number, the rising chain that looks most like titles is taken. A number that looks less like an
    item's by itself, such as one before a person's name, is taken where it stands next to one of the chain.
    """
    roman = any(_SURELY_ROMAN.match(piece.plain) for piece in pieces)
    printed = {i: number for i in range(len(pieces)) if (number := _printed(pieces[i], roman=roman))}
    by_series: dict[str, list[Number]] = defaultdict(list)
    of_list: PrintedNumber | None = None
    for i, number in printed.items():
        candidate = _candidate(pieces, i, number)
        sentence = candidate is not None and candidate.style[2] and not number.word
        if sentence and of_list and of_list.value == number.value - 1:
            # What ends in a full stop and goes on from a sentence is that list's next sentence.
            candidate = None
        if candidate:
            by_series[candidate.series].append(candidate)
        of_list = None if candidate else number
    best: list[Number] = []
    most = 0.0
    for series, run in by_series.items():
        # "24/7 care" is no run; letters and years make one where they come again with another number.
        if series and len({number.value for number in run}) < _LEAST_RUN.get(series, 2):
            continue
        if series in (ROMAN, LETTER) and min(number.value for number in run) > 2:
            continue
        score, chain = _heaviest_chain([number for number in run if number.weight])
        if chain is not None and score > most:
            most, best = score, list(chain.numbers())
    # An item taken out of its turn is out of the chain; it must look the part on its own.
    labels = {number.label for number in best}
    taken = [
        n for n in by_series[""] if n.weight >= _PLAIN_ENOUGH and n.value <= _USUAL and n.label not in labels
    ]
    if best and best[0].series in ("", LETTER, ROMAN):
        # The sections of an agenda count by themselves, and its items within them.
        _, within = _heaviest_chain([number for number in by_series[SECTIONED] if number.weight])
        taken += within.numbers() if within and len(by_series[SECTIONED]) >= _LEAST_RUN[SECTIONED] else ()
    if best:
        taken += _take_neighbours(best, by_series[best[0].series], printed)
    return {number.piece: number for number in sorted(taken, key=_place)}


def _heaviest_chain(numbers: Iterable[Number]) -> tuple[float, _Chain | None]:
    # The heaviest chain that ends in each value so far, with its weight.
    ends: dict[int, tuple[float, _Chain | None]] = {}
    for number in numbers:
        score: float = 0.0
        chain: _Chain | None = None
        near = max(1, number.value - _FAR)
        # No agenda of its own leads up to a year's count of minutes.
        far = max(_USUAL + 1, number.value - _USUAL) if number.value > _USUAL else 1
        for value in itertools.chain(range(near, number.value), range(far, near)):
            weight, before = ends.get(value, (0.0, None))
            weight -= _SKIPPED * min(number.value - value - 1, _FAR)
            if weight > score:
                score, chain = weight, before
        # "3(a)" may follow "3", or "11A" follow "11".
        own, same = ends.get(number.value, (0.0, None))
        if own > score and number.label[-1] in ")ABCDEFGHabcdefgh":
            score, chain = own, same
        if score + number.weight > own:
            ends[number.value] = score + number.weight, _Chain(number, chain)
    return max((ends[value] for value in sorted(ends)), key=lambda end: end[0], default=(0.0, None))


def _take_neighbours(
    chain: list[Number], numbers: Sequence[Number], printed: Mapping[int, PrintedNumber]
) -> list[Number]:
    """`chain` with those of `numbers` that stand next to one of it in count, style and order of the paper."""
    chain = sorted(chain, key=_place)
    where: dict[int, list[int]] = defaultdict(list)
    for i, each in printed.items():
        where[each.value].append(i)
    # Up the count from an item, then down from one.
    for number in (*numbers, *reversed(numbers)):
        at = bisect.bisect_left(chain, number.piece, key=_place)
        before, after = chain[at - 1 : at], chain[at : at + 1]
        if after and after[0].piece == number.piece:
            continue
        if all(other.value < number.value for other in before) and all(
            other.value > number.value for other in after
        ):
            beside = [other for other in (*before, *after) if abs(other.value - number.value) == 1]
            # Where the number next to it stands nearer in a list, it belongs to that list.
            listed = any(_between(where[other.value], number.piece, other.piece) for other in beside)
            if not listed and any(_alike(number, other) for other in beside):
                chain.insert(at, number)
    return chain


def _place(number: Number) -> int:
    return number.piece


def _between(places: Sequence[int], one: int, other: int) -> bool:
    """Whether one of the sorted `places` lies between the two."""
    low, high = min(one, other), max(one, other)
    return bisect.bisect_right(places, low) < bisect.bisect_left(places, high)


def _alike(number: Number, item: Number) -> bool:
    """Whether a number is set as an item's is."""
    return number.style[:2] == item.style[:2] and (item.style[2] or not number.style[2])


def _printed(piece: Piece, *, roman: bool) -> PrintedNumber | None:
    if piece.mark is not None and piece.mark.kind in ("furniture", "row"):
        return None
    return read_number(piece.plain) or read_capital(piece.plain, roman=roman)


def _candidate(pieces: Sequence[Piece], i: int, number: PrintedNumber) -> Number | None:
    piece = pieces[i]
    if not number.rest:
        return _bare(pieces, i, number)
    if piece.mark is not None and piece.mark.kind == "bullet" and not piece.bold:
        return None
    rest = number.rest
    marked_title = piece.bold or (piece.mark is not None and piece.mark.kind == "heading")
    sentence = rest.endswith(".") and not _INITIAL.search(rest) and not marked_title
    run_in = _run_in(piece, i, number) if sentence else None
    # A title of its own before the sentence: "5. PUBLIC FORUM A member of the public spoke."
    if run_in and len(run_in.rest) < len(rest) - 1 and (run_in.series or is_capitals(run_in.rest)):
        return run_in
    named = bool(_ITEM_WORDS.match(rest))
    marked = piece.mark is not None and piece.mark.kind == "heading"
    stopped = rest.endswith(".") and not rest.endswith("..") and len(rest) <= _LONGEST_STOPPED
    title = Piece(piece.lines, rest[:-1] if stopped else rest)
    titled = reads_as_title(title, numbered=True)
    worded = bool(number.word) and (titled or number.word == "item")
    if number.series in (ROMAN, LETTER) and not titled:
        return None
    if not (titled or marked or worded or (piece.bold and len(rest) < 300)):
        return _run_in(piece, i, number)
    weight = 0.6 + 1.5 * (piece.bold or worded or marked) + 0.4 * titled + named
    set_off = number.dot or worded or marked or piece.bold or is_capitals(rest) or named or number.series
    sure = named or marked or worded or piece.bold
    unlike = names_a_person(rest) or (stopped and not _is_capitalised(title.plain))
    if not set_off or (unlike and not sure):
        weight = 0.0
    style = (number.dot, piece.bold, stopped)
    # The stop after an initial is the name's.
    rest = rest if _INITIAL.search(rest) else title.plain
    return Number(i, number.value, number.label, rest, weight, style, number.series)


def _run_in(piece: Piece, i: int, number: PrintedNumber) -> Number | None:
    """An item whose title and words stand in one piece, where its number or the title's look make it one."""
    sure = bool(number.series) and (
        number.series == SECTIONED or number.series[:1] in "./" or number.series[-1:] in "./"
    )
    if not (sure or (number.dot and len(number.label) <= 3)):
        return None
    title = run_in_title(number.rest, sure=sure)
    if title is None or (names_a_person(title) and not sure):
        return None
    named = bool(_ITEM_WORDS.match(title))
    weight = (_SURE_RUN_IN if sure else _RUN_IN) + 0.5 * named + 0.5 * is_capitals(title)
    if not (sure or named or is_capitals(title)):
        weight = 0.0
    style = (number.dot, piece.bold, False)
    return Number(i, number.value, number.label, title, weight, style, number.series, run_in=True)


def _bare(pieces: Sequence[Piece], i: int, number: PrintedNumber) -> Number | None:
    """A number alone on its line, with its title on the next."""
    title = next((p for p in pieces[i + 1 : i + 4] if not p.mark or p.mark.kind != "furniture"), None)
    if title is None:
        return None
    bold = pieces[i].lines[0].bold
    named = bool(_ITEM_WORDS.match(title.plain))
    titled = reads_as_title(title) or named
    dotted = number.dot or bool(number.word) or bold
    if not titled and not dotted:
        return None
    weight = 1.0 + (bold or bool(number.word)) + titled + named - (0.0 if dotted else 0.5)
    return Number(i, number.value, number.label, "", weight, (dotted, bold, False), number.series)


def _is_capitalised(title: str) -> bool:
    """Whether every word of a title but the small ones starts with a capital: "Question Time"."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", title) if word not in _NOT_CAPITALISED]
    return bool(words) and all(word[0].isupper() for word in words)
