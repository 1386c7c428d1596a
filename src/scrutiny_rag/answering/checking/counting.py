"""Whether a figure of the claim is the text's: the same amount, of the same thing, in the same direction."""

from __future__ import annotations

import re

from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.english.lexicon import words
from scrutiny_rag.english.numbers import Quantity
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import opposed, stem

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


def same(a: Quantity, b: Quantity) -> bool:
    """True when both say one amount, twelve months being a year and "128" money where money is told beside it."""
    if a.same(b):
        return True
    years = [q for q in (a, b) if q.kind == "duration" and q.unit == "month"]
    ages = [q for q in (a, b) if q.kind == "plain" and "year" in q.printed]
    if years and ages:
        return years[0].value == 12 * ages[0].value
    if {a.kind, b.kind} == {"money", "plain"} and a.value == b.value >= 1000:
        return True  # "128 cost €144,588 and 109 cost 72,859"
    if a.kind == b.kind == "plain" and a.value == b.value and "" in (a.unit, b.unit):
        return True  # "27 of them", of a text that has kilometres
    periods = ("duration", "frequency")
    return a.kind in periods and b.kind in periods and a.unit == b.unit and a.value == b.value


def bounds_agree(a: Quantity, b: Quantity) -> bool:
    """True when neither figure is bounded ("over", "up to") otherwise than the other."""
    if a.kind == "duration" and "over" in (a.bound, b.bound) and "under" not in (a.bound, b.bound):
        return True  # "over five years" is as often "in five years"
    if "within" in (a.bound, b.bound):
        return {a.bound, b.bound} <= {"within", "under", ""}
    if {a.bound, b.bound} <= {"over", "under", ""}:
        return a.bound == b.bound
    return not (a.bound and b.bound) or a.bound == b.bound


def _index_at(reading: Reading, offset: int) -> int:
    """Index of the first word that ends after `offset`."""
    for i, token in enumerate(reading.tokens):
        if token.end > offset:
            return i
    return len(reading.tokens)


def local_words(support: Support, start: int, end: int, reach: int = 5) -> list[int]:
    """Indexes of the claim's words around a value that the window has too, headings left out."""
    claim = support.claim
    first, last = _index_at(claim, start), _index_at(claim, end - 1)
    near = [i for i in claim.content if first - reach <= i <= last + reach]
    topics = [s for s, reading in enumerate(support.window) if reading.topic]
    return [i for i in near if support.matches[i] and not any(s in topics for s, _ in support.matches[i])]


def bound_to(support: Support, start: int, end: int, s: int, at: int, until: int) -> bool:
    """True when half of the claim's words around the value also stand around it in sentence `s`."""
    near = local_words(support, start, end)
    if not near:
        return True
    source = support.window[s]
    if s == support.best:
        return True
    first, last = _index_at(source, at), _index_at(source, until - 1)
    there = [i for i in near if any(n == s and first - 14 <= k <= last + 14 for n, k in support.matches[i])]
    if 2 * len(there) >= len(near):
        return True
    if (
        s
        and not _counted(source, until)
        and set(_counted(support.claim, end))
        & {i for i in near if any(n == s - 1 for n, _ in support.matches[i])}
    ):
        return True  # "Only two had come", after a sentence that says of what
    # "Some of its modules take a year": what "its" stands for is named in the sentence before.
    at_claim = _index_at(support.claim, start)
    closest = sorted(near, key=lambda i: abs(i - at_claim))[:2]
    if len(source.content) < 2:  # "About one in ten.": an answer, whose question says of what
        return True
    if source.pronoun and all(any(n == s - 1 for n, _ in support.matches[i]) for i in near):
        return True  # "It runs to 1 May."
    return any(i in there for i in closest) and (source.pronoun or support.window[support.best].pronoun)


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


def _counted(reading: Reading, end: int) -> list[int]:
    """Indexes of the words that a number counts: those that follow it in one run, "of the" passed over."""
    first = _index_at(reading, end)
    while first < len(reading.tokens) and reading.tokens[first].low in (
        "of",
        "the",
        "these",
        "those",
        "its",
        "new",
    ):
        first += 1
    run: list[int] = []
    for i in range(first, min(first + 5, len(reading.tokens))):
        gap_from = reading.tokens[i - 1].end if i > first else end
        if (
            set(",;:.()") & set(reading.text[gap_from : reading.tokens[i].start])
            or not reading.tokens[i].content
        ):
            break
        if any(q.start <= reading.tokens[i].start < q.end for q in reading.quantities):
            break
        if reading.tokens[i].low.endswith("ed") and run:
            break
        run.append(i)
    return run


def head_matched(support: Support, quantity: Quantity) -> bool:
    """True when the window has a word like those that a figure of the claim counts."""
    heads = _following(support.claim, quantity.end, 2)
    return bool(heads) and any(support.matches.get(i) for i in heads)


def counts_the_same(support: Support, quantity: Quantity, s: int, other: Quantity) -> bool:
    """True when figure `other` of sentence `s` counts what the claim's counts."""
    claim, source = support.claim, support.window[s]
    heads = _counted(claim, quantity.end)
    if not heads:
        return True
    at = _index_at(source, other.start)
    if not _counted(source, other.end):  # "1,340 on the list": what is counted stands before it
        return any(support.matches.get(i) for i in heads)
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


def nearer_rival(support: Support, quantity: Quantity, places: list[tuple[int, Quantity]]) -> bool:
    """True when another figure of the same kind stands nearer to more of the claim's words."""
    near = local_words(support, quantity.start, quantity.end, reach=4)
    near = [i for i in near if support.claim.tokens[i].concept not in _DIRECTIONS]
    if all(not _counted(support.window[s], q.end) for s, q in places):
        heads = _counted(
            support.claim, quantity.end
        )  # "another 60 will come": sixty of what was named before
        near = [i for i in near if i not in heads]
    mine = [q for q in support.claim.quantities if q.kind == quantity.kind]
    for s, own in places:
        rivals = [
            q
            for q in support.window[s].quantities
            if (q.kind, q.unit) == (own.kind, own.unit) and not any(same(q, m) for m in mine)
        ]
        if not any(_nearer(support, near, s, rival, own) for rival in rivals):
            return False
    return True


def _nearer(support: Support, near: list[int], s: int, rival: Quantity, own: Quantity) -> bool:
    closer = [0, 0]
    for i in near:
        at = [k for n, k in support.matches[i] if n == s]
        if at:
            to_own, to_rival = (min(_distance(support.window[s], k, q) for k in at) for q in (own, rival))
            closer[to_rival < to_own] += to_own != to_rival
    return closer[1] > closer[0]


def _distance(reading: Reading, k: int, q: Quantity) -> int:
    """Words between word k and a figure, a clause's end counting as eight."""
    token, at = reading.tokens[k], _index_at(reading, q.start)
    between = reading.text[min(token.end, q.end) : max(token.start, q.start)]
    stops = len(
        re.findall(r"[;:.](?=\s)|,\s(?=while|whereas|but|and|of which)|\bwhile\b|\bwhereas\b", between)
    )
    return abs(k - at) + 8 * stops


def _direction(reading: Reading, offset: int) -> str | None:
    at = _index_at(reading, offset)
    for distance in range(1, 8):
        for i in (at - distance, at + distance):
            if 0 <= i < len(reading.tokens):
                concept = reading.tokens[i].concept
                if any(concept == d for d in _DIRECTIONS):
                    return _UP_DOWN.get(concept, concept)
    return None


def same_direction(claim: Reading, at: int, source: Reading, there: int) -> bool:
    """False where one figure rises and the other falls."""
    mine, theirs = _direction(claim, at), _direction(source, there)
    return mine is None or theirs is None or not opposed(mine, theirs)
