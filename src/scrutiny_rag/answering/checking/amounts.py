"""Rule of the check that holds all, some and a number of them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.answering.checking.bearing import Placed, any_like, words_at
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Fault, Outcome
from scrutiny_rag.english.deeds import Deed
from scrutiny_rag.english.numbers import Quantity
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token

ALL = frozenset(("all", "every", "both", "each", "everyone"))
_OF_THEM = re.compile(r"\s(?:of|out of)\s(?:(?:the|these|those|its|their|our|all)\s)?", re.IGNORECASE)
_SOME = frozenset(("some", "most", "several", "few", "many", "part", "half", "majority"))


def quantity(support: Support, mine: Deed, place: Placed) -> Fault | None:
    """All may not be said of some, nor "some" be left out."""
    reading = support.window[place.sentence]
    for own, theirs in ((mine.doer, place.deed.doer), (mine.undergoer, place.deed.undergoer)):
        ours = words_at(support.claim, own, content=False)
        text = words_at(reading, theirs, content=False)
        bare = bool(text) and not any(
            t.content and not figure(reading, t) for t in text
        )  # "Many will be moved."
        if not bare and not any(any_like(t, text) for t in ours if t.content):
            continue
        counts = _counts(support.claim, own), _counts(reading, _antecedent(support, place, theirs))
        if all(counts) and not any(a.same(b) for a in counts[0] for b in counts[1]):
            return Fault(f"The text says it of “{counts[1][0].printed}”, not of “{counts[0][0].printed}”.")
        named = {t for t in (*ours, *text) if _in_name(support.claim, t) or _in_name(reading, t)}
        lows, source = ({t.low for t in side if t not in named} for side in (ours, text))
        if lows & ALL and not source & ALL and (source & _SOME or _counted(reading, theirs)):
            return Fault(f"The claim says “{next(iter(lows & ALL))}” and the text does not.")
        if source & _SOME and not lows & _SOME and not _counted(support.claim, own):
            return Fault(
                f"The text says “{next(iter(source & _SOME))}” and the claim leaves it out.", Outcome.SOFT
            )
    return None


def _antecedent(support: Support, place: Placed, side: Sequence[int]) -> Sequence[int]:
    """The words of a side; for "they" in "half said that they feel safe" those of who says it."""
    reading = support.window[place.sentence]
    if {t.low for t in words_at(reading, side, content=False)} != {"they"} or place.deed.under is None:
        return side
    above = [p.deed for p in support.told if p.sentence == place.sentence and p.deed.at == place.deed.under]
    return above[0].doer if above else side


def _counts(reading: Reading, side: Sequence[int]) -> list[Quantity]:
    """The counts and shares among the words of a side; of "11 of the 14 stations" the eleven alone."""
    found = [
        q
        for q in reading.quantities
        if q.kind in ("plain", "percent") and any(q.start <= at < q.end for at in side)
    ]
    return [
        q
        for n, q in enumerate(found)
        if not n or not _OF_THEM.fullmatch(reading.text[found[n - 1].end : q.start])
    ]


def figure(reading: Reading, token: Token) -> bool:
    """True for a word of a figure."""
    return any(q.start <= token.start < q.end for q in reading.quantities)


def _in_name(reading: Reading, token: Token) -> bool:
    """True for "Every" of "Every Child Matters": a capital within a sentence."""
    return token.capital and any(t is token for t in reading.tokens[1:])


def _counted(reading: Reading, offsets: Sequence[int]) -> bool:
    return any(q.start <= at < q.end for q in reading.quantities for at in offsets)
