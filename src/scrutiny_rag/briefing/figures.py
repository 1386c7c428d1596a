"""Figures: how much a sentence states of what, and where two papers state it differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from scrutiny_rag.briefing.told import Told
from scrutiny_rag.english.dates import dates
from scrutiny_rag.english.numbers import Quantity, quantities
from scrutiny_rag.store.analysis import terms

_KINDS = frozenset({"plain", "money", "percent"})
_REFERENCE = re.compile(
    r"(?:\b(?:item|minute|section|paragraph|appendix|page|no|number|clause|phase|stage|lot|ward|class|route|act|"
    r"part|room|note|table|figure|quarter|ref|application)s?\.?\s*$|[A-Za-z]/?$|\($|[/#-]$)",
    re.IGNORECASE,
)
_AFTER_REFERENCE = re.compile(r"^(?:\)|/|-\d|\.\d|[A-Za-z])")
_ALIKE = 0.5
_NOUN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a told sentence, with the words that say what it counts."""

    told: Told
    quantity: Quantity
    of: tuple[str, ...]
    """Index terms right after it, of what it counts."""


def figures_in(told: Told) -> list[Figure]:
    """The quantities that a sentence states, references and dates aside."""
    text = told.text
    stated = tuple((each.start, each.end) for each in dates(text))
    found = []
    for quantity in quantities(text, stated):
        before, after = text[: quantity.start], text[quantity.end :]
        if quantity.kind not in _KINDS or _REFERENCE.search(before) or _AFTER_REFERENCE.match(after):
            continue
        if quantity.kind == "plain" and (quantity.value < 2 or not re.match(r"\s[a-z]", after)):
            continue  # a count is of something
        found.append(Figure(told, quantity, tuple(terms(after)[:_NOUN_WORDS])))
    return found


def tells_figure(told: Told) -> bool:
    """Whether a sentence states a figure worth listing: money, a share, or a count in digits."""
    return any(f.quantity.kind != "plain" or f.quantity.printed[:1].isdigit() for f in figures_in(told))


def differing(told: Sequence[Told]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures of two papers that count the same and are not the same, the newer one first."""
    every = [(each, figures_in(each)) for each in told]
    seen: set[tuple[str, int]] = set()
    for (a, of_a), (b, of_b) in combinations(every, 2):
        if a.sentence.paper is b.sentence.paper or not _same_matter(a, b):
            continue
        for first in of_a:
            for second in of_b:
                if _differ(first, second):
                    newer, older = sorted((first, second), key=lambda f: f.told.day, reverse=True)
                    key = (newer.told.sentence.paper.name, newer.told.sentence.char_start)
                    if key not in seen:
                        seen.add(key)
                        yield newer, older


def _differ(first: Figure, second: Figure) -> bool:
    a, b = first.quantity, second.quantity
    if a.kind != b.kind or a.unit != b.unit or a.same(b):
        return False
    if a.kind == "plain":
        return bool(first.of) and bool(second.of) and first.of[:2] == second.of[:2]
    return True


def _same_matter(a: Told, b: Told) -> bool:
    own, other = _words(a), _words(b)
    return bool(own) and len(own & other) >= _ALIKE * min(len(own), len(other)) and len(own & other) >= 3


def _words(told: Told) -> set[str]:
    return {term for term in terms(told.text) if not any(c.isdigit() for c in term)}
