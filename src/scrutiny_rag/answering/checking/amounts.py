"""Rule of the check that holds all, some and a number of them apart."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_rag.answering.checking.bearing import Placed, any_like, words_at
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Fault, Outcome
from scrutiny_rag.english.clauses import Deed
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token

ALL = frozenset(("all", "every", "both", "each", "everyone"))
_SOME = frozenset(("some", "most", "several", "few", "many", "part", "half", "majority"))


def quantity(support: Support, mine: Deed, place: Placed) -> Fault | None:
    """All may not be said of some, nor "some" be left out."""
    reading = support.window[place.sentence]
    for own, theirs in ((mine.doer, place.deed.doer), (mine.undergoer, place.deed.undergoer)):
        ours = words_at(support.claim, own, content=False)
        text = words_at(reading, theirs, content=False)
        bare = bool(text) and not any(t.content for t in text)  # "Many will be moved."
        if not bare and not any(any_like(t, text) for t in ours if t.content):
            continue
        named = {t for t in (*ours, *text) if _in_name(support.claim, t) or _in_name(reading, t)}
        lows, source = ({t.low for t in side if t not in named} for side in (ours, text))
        if lows & ALL and not source & ALL and (source & _SOME or _counted(reading, theirs)):
            return Fault(f"The claim says “{next(iter(lows & ALL))}” and the text does not.")
        if source & _SOME and not lows & _SOME and not _counted(support.claim, own):
            return Fault(
                f"The text says “{next(iter(source & _SOME))}” and the claim leaves it out.", Outcome.SOFT
            )
    return None


def _in_name(reading: Reading, token: Token) -> bool:
    """True for "Every" of "Every Child Matters": a capital within a sentence."""
    return token.capital and any(t is token for t in reading.tokens[1:])


def _counted(reading: Reading, offsets: Sequence[int]) -> bool:
    return any(q.start <= at < q.end for q in reading.quantities for at in offsets)
