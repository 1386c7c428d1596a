"""Rules of grounding for numbers and dates: there to the letter, and of the same thing."""

from __future__ import annotations

import re
from collections.abc import Callable

from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Example, Fault, Rule
from scrutiny_rag.english.dates import StatedDate
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
            return f"The figure “{quantity.printed}” is not in the text."
        if not any(_bounds_agree(quantity, q) for _, q in places):
            return f"The text does not bound the figure “{quantity.printed}” as the claim does."
        if not any(_bound_to(support, quantity.start, quantity.end, s, q.start, q.end) for s, q in places):
            return f"The text gives the figure “{quantity.printed}” of something else."
        if quantity.kind == "plain" and not any(_counts_the_same(support, quantity, s, q) for s, q in places):
            return f"The text counts something else with the figure “{quantity.printed}”."
        if _nearer_rival(support, quantity, places):
            return f"The text gives another figure for what the claim gives “{quantity.printed}” for."
        if not any(_same_direction(claim, quantity.start, support.window[s], q.start) for s, q in places):
            return f"The text has the figure “{quantity.printed}” the other way round."
    return None


def _same(a: Quantity, b: Quantity) -> bool:
    if a.same(b):
        return True
    years = [q for q in (a, b) if q.kind == "duration" and q.unit == "month"]
    ages = [q for q in (a, b) if q.kind == "plain" and "year" in q.printed]
    if years and ages:
        return years[0].value == 12 * ages[0].value
    if {a.kind, b.kind} == {"money", "plain"} and a.value == b.value >= 1000:
        return True  # "128 cost €144,588 and 109 cost 72,859"
    periods = ("duration", "frequency")
    return a.kind in periods and b.kind in periods and a.unit == b.unit and a.value == b.value


def _bounds_agree(a: Quantity, b: Quantity) -> bool:
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


def _bound_to(support: Support, start: int, end: int, s: int, at: int, until: int) -> bool:
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


def _head_matched(support: Support, quantity: Quantity) -> bool:
    heads = _following(support.claim, quantity.end, 2)
    return bool(heads) and any(support.matches.get(i) for i in heads)


def _counts_the_same(support: Support, quantity: Quantity, s: int, other: Quantity) -> bool:
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


def _nearer_rival(support: Support, quantity: Quantity, places: list[tuple[int, Quantity]]) -> bool:
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
            if q.kind == own.kind and not any(_same(q, m) for m in mine)
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
            rivals = [d for d in support.window[support.best].dates if _rivals(date, d)]
            if not date.side and not rivals and any(date.within(d, years) for d in support.context.dates):
                continue
            return f"The date “{date.printed}” is not in the text."
        if not any(not (date.side and d.side) or date.side == d.side for _, d in places):
            return (
                f"The text has “{date.printed}” as a beginning or an end, and the claim the other way round."
            )
        if not any(_bound_to(support, date.start, date.end, s, d.start, d.end) for s, d in places):
            return f"The text gives the date “{date.printed}” of something else."
    return None


def _rivals(a: StatedDate, b: StatedDate) -> bool:
    """True when both state a month or both a year, and not the same."""
    months = a.month is not None and b.month is not None and a.month != b.month
    return months or (a.year is not None and b.year is not None and a.year != b.year)


def hard(says: Callable[[Support], str | None]) -> Callable[[Support], Fault | None]:
    """A rule's finder from a function that says what is wrong, always a hard fault."""

    def find(support: Support) -> Fault | None:
        why = says(support)
        return None if why is None else Fault(why)

    return find


VALUE_RULES: tuple[Rule, ...] = (
    Rule(
        "numbers",
        "Every number is there, with its unit, of the same thing.",
        hard(numbers),
        catches=(
            Example("14 benches were mended.", "15 benches were mended."),
            Example("It cost £40 a year.", "It cost £40 a month."),
        ),
        passes=(Example("Fourteen benches were mended.", "14 benches were mended in May."),),
    ),
    Rule(
        "dates",
        "Every date is there as exactly as the claim states it.",
        hard(dates),
        catches=(Example("The benches were mended in June 2021.", "The benches were mended in May 2021."),),
        passes=(Example("The benches were mended in May.", "The benches were mended on 3 May 2021."),),
    ),
)
