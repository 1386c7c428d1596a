"""Which of the words on a subject go into a section: newest first, few a paper, none twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from scrutiny_rag.answering.places.place import Sentence
from scrutiny_rag.answering.shapes.choosing import repeats
from scrutiny_rag.briefing.told import Told

_FIGURE = re.compile(r"\d[\d,.]*")


def newest(told: Iterable[Told], most: int, a_paper: int, taken: Sequence[Told] = ()) -> list[Told]:
    """At most `most` of `told`, best first given, `a_paper` of each paper, none that says what `taken` or another says.

    The newest papers come first, each paper's words in its own order; papers without a date come last, those with the
    best words first.
    """
    chosen: list[Told] = []
    counts: dict[str, int] = {}
    shown: list[Sentence] = [each.sentence for each in taken]
    best = list(told)
    for each in sorted(
        best, key=lambda each: -each.day.toordinal()
    ):  # keeps the order of `told` within a day
        paper = each.sentence.paper.name
        if len(chosen) >= most:
            break
        if counts.get(paper, 0) >= a_paper or covers(each, shown) or _says_again(each, shown):
            continue
        chosen.append(each)
        shown.append(each.sentence)
        counts[paper] = counts.get(paper, 0) + 1
    return in_order(chosen)


def _says_again(each: Told, shown: Sequence[Sentence]) -> bool:
    """Whether one of `shown` says nearly the same words, with the same figures: another figure is news."""
    figures = _FIGURE.findall(each.text)
    return repeats(each.sentence, [other for other in shown if _FIGURE.findall(other.text) == figures])


def in_order(chosen: Sequence[Told]) -> list[Told]:
    """Newest paper first, each paper's words in its own order."""
    rank = {each.sentence.paper.name: at for at, each in reversed(list(enumerate(chosen)))}
    return sorted(
        chosen, key=lambda t: (-t.day.toordinal(), rank[t.sentence.paper.name], t.sentence.char_start)
    )


def covers(each: Told, shown: Sequence[Sentence]) -> bool:
    """Whether one of `shown` shares words of the paper with it."""
    return any(each.overlaps(other.paper.name, other.char_start, other.char_end) for other in shown)


def apart(told: Iterable[Told], holds: Callable[[Told], bool]) -> tuple[list[Told], list[Told]]:
    """Those of which `holds` is true, and the others."""
    yes: list[Told] = []
    no: list[Told] = []
    for each in told:
        (yes if holds(each) else no).append(each)
    return yes, no
