"""Rules of grounding for what must be there to the letter: numbers, dates, names, and who spoke."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scrutiny_rag.answering.lexicon import GENERIC_NAMES, PERSONAL_ROLES, ROLES, SMALL_WORDS, words
from scrutiny_rag.answering.names import same_name
from scrutiny_rag.answering.numbers import Quantity
from scrutiny_rag.answering.reading import Reading
from scrutiny_rag.answering.rules import Rule, Support
from scrutiny_rag.answering.wording import Token, alike, opposed, stem, tokens

_DIRECTIONS = tuple(
    stem(w)
    for w in words(
        """
    increase rise grow decrease fall drop reduce decline cut more fewer less up down male female
    gain loss
    """
    )
)
_UP_DOWN = {stem("up"): stem("increase"), stem("down"): stem("decrease")}


def numbers(support: Support) -> str | None:
    """Every number must be there, with its unit, beside the words that it counts."""
    claim = support.claim
    for quantity in claim.quantities:
        places = [
            (s, q)
            for s, reading in enumerate(support.window)
            for q in reading.quantities
            if _same(quantity, q)
        ]
        if not places:
            if quantity.kind == "plain" and quantity.value == 1 and _head_matched(support, quantity):
                continue
            if any(_same(quantity, q) for q in support.context.quantities):
                continue
            return f"The figure “{quantity.printed}” is not in the text."
        if not any(_bounds_agree(quantity, q) for _, q in places):
            return f"The text does not bound the figure “{quantity.printed}” as the claim does."
        if not any(_bound_to(support, quantity.start, quantity.end, s, q.start, q.end) for s, q in places):
            return f"The text gives the figure “{quantity.printed}” of something else."
        if quantity.kind == "plain" and not any(_counts_the_same(support, quantity, s, q) for s, q in places):
            return f"The text counts something else with the figure “{quantity.printed}”."
        if not any(_same_direction(claim, quantity.start, support.window[s], q.start) for s, q in places):
            return f"The text has the figure “{quantity.printed}” the other way round."
    return None


def _same(a: Quantity, b: Quantity) -> bool:
    if a.same(b):
        return True
    periods = ("duration", "frequency")
    return a.kind in periods and b.kind in periods and a.unit == b.unit and a.value == b.value


def _bounds_agree(a: Quantity, b: Quantity) -> bool:
    if {a.bound, b.bound} <= {"over", "under", ""}:
        return a.bound == b.bound
    return not (a.bound and b.bound) or a.bound == b.bound


def _index_at(reading: Reading, offset: int) -> int:
    """Index of the first word that ends after `offset`."""
    for i, token in enumerate(reading.tokens):
        if token.end > offset:
            return i
    return len(reading.tokens)


def _local(support: Support, start: int, end: int, reach: int = 5) -> list[int]:
    claim = support.claim
    first, last = _index_at(claim, start), _index_at(claim, end - 1)
    near = [i for i in claim.content if first - reach <= i <= last + reach]
    return [i for i in near if support.matches[i]]


def _bound_to(support: Support, start: int, end: int, s: int, at: int, until: int) -> bool:
    """True when half of the claim's words around the value also stand around it in sentence `s`."""
    near = _local(support, start, end)
    if not near:
        return True
    source = support.window[s]
    first, last = _index_at(source, at), _index_at(source, until - 1)
    there = [i for i in near if any(n == s and first - 14 <= k <= last + 14 for n, k in support.matches[i])]
    return 2 * len(there) >= len(near)


def _following(reading: Reading, end: int, count: int) -> list[int]:
    """Indexes of the first content words after `end`, up to a stop or a comma."""
    out: list[int] = []
    first = _index_at(reading, end)
    for i in range(first, min(first + 5, len(reading.tokens))):
        gap_from = reading.tokens[i - 1].end if i > first else end
        if set(",;:.()") & set(reading.text[gap_from : reading.tokens[i].start]):
            break
        if any(q.start <= reading.tokens[i].start < q.end for q in reading.quantities):
            break
        if reading.tokens[i].content:
            out.append(i)
        if len(out) == count:
            break
    return out


def _head_matched(support: Support, quantity: Quantity) -> bool:
    heads = _following(support.claim, quantity.end, 2)
    return bool(heads) and any(support.matches.get(i) for i in heads)


def _counts_the_same(support: Support, quantity: Quantity, s: int, other: Quantity) -> bool:
    claim, source = support.claim, support.window[s]
    heads = _following(claim, quantity.end, 3)
    if not heads:
        return True
    at = _index_at(source, other.start)
    near = [i for i in heads if any(n == s and at - 6 <= k <= at + 9 for n, k in support.matches.get(i, []))]
    if not near:
        return False
    theirs = _following(source, other.end, 3)
    first = heads[0]
    for rival in source.quantities:
        if rival is other or rival.kind != "plain":
            continue
        owned = _following(source, rival.end, 2)
        if any((s, k) in support.matches.get(first, []) for k in owned) and not any(
            (s, k) in support.matches.get(first, []) for k in theirs
        ):
            return False
    return True


def _direction(reading: Reading, offset: int) -> str | None:
    at = _index_at(reading, offset)
    for distance in range(1, 8):
        for i in (at - distance, at + distance):
            if 0 <= i < len(reading.tokens):
                concept = reading.tokens[i].concept
                if any(concept == d for d in _DIRECTIONS):
                    return _UP_DOWN.get(concept, concept)
    return None


def _same_direction(claim: Reading, at: int, source: Reading, there: int) -> bool:
    mine, theirs = _direction(claim, at), _direction(source, there)
    return mine is None or theirs is None or not opposed(mine, theirs)


def dates(support: Support) -> str | None:
    """Every date must be there as exactly as the claim states it; the attribution may give the meeting's."""
    years = frozenset(
        d.year for reading in (*support.window, support.context) for d in reading.dates if d.year is not None
    )
    for date in support.claim.dates:
        places = [
            (s, d) for s, reading in enumerate(support.window) for d in reading.dates if date.within(d, years)
        ]
        if not places:
            if not date.side and any(date.within(d, years) for d in support.context.dates):
                continue
            return f"The date “{date.printed}” is not in the text."
        if not any(not (date.side and d.side) or date.side == d.side for _, d in places):
            return (
                f"The text has “{date.printed}” as a beginning or an end, and the claim the other way round."
            )
        if not any(_bound_to(support, date.start, date.end, s, d.start, d.end) for s, d in places):
            return f"The text gives the date “{date.printed}” of something else."
    return None


def people_and_places(support: Support) -> str | None:
    """Every name must be there, or in the attribution; a first name and a surname must belong together."""
    claim = support.claim
    acronyms = frozenset().union(support.context.initials, *(r.initials for r in support.window))
    labels = [t for label in support.labels for t in tokens(label)]
    for run in claim.names:
        words = [claim.tokens[i] for i in run]
        if "".join(t.text[0].lower() for t in words) in {t.low for t in support.words()} and len(words) > 1:
            continue
        for i in run:
            token = claim.tokens[i]
            if token.low in GENERIC_NAMES or token.low in acronyms:
                continue
            if not _stands(token, support, labels):
                return f"The name “{token.text}” is not in the text."
            if i in claim.speaker or _near_enough(support, i, token, labels):
                continue
            return f"The text says it of somebody or something other than “{token.text}”."
        for first, second in pairwise(words):
            if not _together(first, second, support, labels):
                return f"“{first.text} {second.text}” do not stand together in the text."
    return None


def _stands(token: Token, support: Support, labels: list[Token]) -> bool:
    return any(same_name(token, other) for other in [*support.words(), *labels])


def _near_enough(support: Support, i: int, token: Token, labels: list[Token]) -> bool:
    """A name from another sentence than the best one must stand among the claim's words there."""
    if any(
        same_name(token, t) for t in (*support.context.tokens, *labels, *support.window[support.best].tokens)
    ):
        return True
    if support.window[support.best].pronoun:
        return True
    near = [k for k in _local(support, token.start, token.end) if k != i]
    for s, reading in enumerate(support.window):
        if any(same_name(token, t) for t in reading.tokens):
            there = [k for k in near if any(n == s for n, _ in support.matches[k])]
            if 2 * len(there) > len(near):
                return True
    return False


def _together(first: Token, second: Token, support: Support, labels: list[Token]) -> bool:
    loose = {*ROLES, *GENERIC_NAMES, *SMALL_WORDS}
    if first.low in GENERIC_NAMES or second.low in loose:
        return True
    reach = 4 if first.low in ROLES else 2
    for run in (*(r.tokens for r in support.window), support.context.tokens, tuple(labels)):
        for k, token in enumerate(run):
            around = run[max(0, k - reach) : k + reach + 1]
            if same_name(first, token) and any(same_name(second, other) for other in around):
                return True
    # A role that the attribution gives to the same name ("Inspector Bell" for "Bell").
    return False


_NOBODY = frozenset(words("it he she they we i there who which this that meeting members all"))


def speaker(support: Support) -> str | None:
    """Who is said to have said it must be who said it."""
    claim = support.claim
    mine = [claim.tokens[i] for i in claim.speaker]
    if not mine:
        return None
    for s in sorted(range(len(support.window)), key=lambda n: n != support.best):
        source = support.window[s]
        theirs = [source.tokens[i] for i in source.speaker if source.tokens[i].low not in _NOBODY]
        label = tokens(support.labels[s])
        if not theirs and not label:
            continue
        pool = [*theirs, *label]
        if _same_speaker(mine, pool) or (_strict(mine) == [] and not label and _strict(pool) == []):
            return None
        if _linked(mine, pool, support):
            return None
        return f"The text has {' '.join(t.text for t in theirs) or support.labels[s]} say it."
    pool = list(support.words())
    if all(any(same_name(t, o) or alike(t.concept, o.concept) for o in pool) for t in _strict(mine)):
        return None
    return f"The text does not say that {' '.join(t.text for t in mine)} said it."


def _strict(words: Iterable[Token]) -> list[Token]:
    return [t for t in words if t.low in PERSONAL_ROLES or (t.capital and t.low not in GENERIC_NAMES)]


def _same_speaker(mine: list[Token], theirs: list[Token]) -> bool:
    named = [t for t in _strict(mine) if t.low not in ROLES]
    if named and [t for t in _strict(theirs) if t.low not in ROLES]:
        return any(same_name(t, o) for t in named for o in theirs)
    return any(same_name(t, o) or alike(t.concept, o.concept) for t in mine for o in theirs)


def _linked(mine: list[Token], theirs: list[Token], support: Support) -> bool:
    """True when the attribution gives both as one person: "Ada Thorne (Borough Commander)"."""
    mine, theirs = _strict(mine), _strict(theirs)
    if not mine or not theirs:
        return False
    for run in (support.context.tokens, *(r.tokens for r in support.window)):
        at_mine = [k for k, t in enumerate(run) if any(same_name(t, m) for m in mine)]
        at_theirs = [k for k, t in enumerate(run) if any(same_name(t, o) for o in theirs)]
        if any(0 < abs(a - b) <= 3 for a in at_mine for b in at_theirs) and run is support.context.tokens:
            return True
    return False


VALUE_RULES: tuple[Rule, ...] = (numbers, dates, people_and_places, speaker)
