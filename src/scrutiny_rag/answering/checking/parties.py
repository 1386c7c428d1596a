"""Whether two names may stand for one person or body."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.english.lexicon import GENERIC_NAMES, PERSONAL_ROLES, ROLES
from scrutiny_rag.english.names import same_name
from scrutiny_rag.english.wording import Token, alike

_JOINING = frozenset("of for the and a an then now new former current".split())
"""Words between a name and an office of one person: "Ada Orr, then the new Head of Leisure"."""


_RANKS = frozenset("vice deputy assistant acting former".split())


def other_rank(own: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """True for the Chair beside the Vice Chair: one office, another rank of it, and no name that both have."""
    ranks = [{t.low for t in side} & _RANKS for side in (own, theirs)]
    if ranks[0] == ranks[1]:
        return False
    shared = [t for t in own if any(same_name(t, o) for o in theirs)]
    return bool(shared) and all(t.low in ROLES | GENERIC_NAMES or not t.content for t in shared)


def spelt_out(token: Token, name: Sequence[Token]) -> bool:
    """True when `token` is short for words of `name` in a row, small ones counted or not: "FoEP", "NRS"."""
    if sum(ch.isupper() for ch in token.text) < 2:
        return False
    for words in (name, [t for t in name if t.capital]):
        if token.text.lower() in "".join(t.text[0].lower() for t in words):
            return True
    return False


def one_party(own: Sequence[Token], theirs: Sequence[Token], support: Support) -> bool:
    """True when both may name one person or body, by their words or by what the attribution says of them."""
    if other_rank(own, theirs):
        return False
    named = [[t for t in side if t.capital and t.low not in ROLES | GENERIC_NAMES] for side in (own, theirs)]
    mine, other = (own, theirs) if not all(named) else named
    if any(same_name(a, b) or alike(a.concept, b.concept) for a in mine for b in other):
        return True
    if any(spelt_out(t, side) for t, side in _crossed(own, theirs)):
        return True
    initials = support.context.initials.union(*(r.initials for r in support.passage))
    shared = {t.low for side in (own, theirs) for t in side if t.text.isupper()} & initials
    if shared and any(short_for(t.low, side) for t, side in _crossed(own, theirs) if t.low in shared):
        return True
    # A word that both have, or that names nobody alone, binds neither to the other.
    left, right = (_telling_apart(a, b) for a, b in ((own, theirs), (theirs, own)))
    about = support.context.tokens
    for run in (about, *(r.tokens for r in support.passage)):
        at_own = [k for k, t in enumerate(run) if any(same_name(t, o) for o in left)]
        at_theirs = [k for k, t in enumerate(run) if any(same_name(t, o) for o in right)]
        reach = 4 if run is not about else 6
        if any(0 < abs(a - b) <= reach and _apposed(run, a, b) for a in at_own for b in at_theirs):
            return True
    return False


def _crossed(own: Sequence[Token], theirs: Sequence[Token]) -> list[tuple[Token, Sequence[Token]]]:
    return [(t, theirs) for t in own] + [(t, own) for t in theirs]


def short_for(letters: str, name: Sequence[Token]) -> bool:
    """True when the capitals of `name` hold `letters` in a row: "mps" for the Metropolitan Police Service."""
    return letters in "".join(t.text[0].lower() for t in name if t.capital)


def _telling_apart(side: Sequence[Token], other: Sequence[Token]) -> list[Token]:
    own = [t for t in side if not any(same_name(t, o) for o in other)]
    return [t for t in own if t.low not in GENERIC_NAMES] or own


def _apposed(run: Sequence[Token], a: int, b: int) -> bool:
    """True when the words between two are names, roles or "of": "the Head of Leisure, Priya Nandakumar"."""
    first, last = sorted((a, b))
    between = run[first : last + 1]
    if any(t.low == "and" and after.low in PERSONAL_ROLES for t, after in pairwise(between)):
        return False  # "Inspector Orr and Inspector Pell"
    return all(t.capital or t.low in _JOINING for t in run[first:last])
