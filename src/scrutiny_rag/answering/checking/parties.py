"""Whether two names may stand for one person or body."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.english.lexicon import GENERIC_NAMES, PERSONAL_ROLES, ROLES
from scrutiny_rag.english.names import same_name
from scrutiny_rag.english.wording import Token, alike


def one_party(own: Sequence[Token], theirs: Sequence[Token], support: Support) -> bool:
    """True when both may name one person or body, by their words or by what the attribution says of them."""
    named = [[t for t in side if t.capital and t.low not in ROLES | GENERIC_NAMES] for side in (own, theirs)]
    mine, other = (own, theirs) if not all(named) else named
    if any(same_name(a, b) or alike(a.concept, b.concept) for a in mine for b in other):
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


def _telling_apart(side: Sequence[Token], other: Sequence[Token]) -> list[Token]:
    own = [t for t in side if not any(same_name(t, o) for o in other)]
    return [t for t in own if t.low not in GENERIC_NAMES] or own


def _apposed(run: Sequence[Token], a: int, b: int) -> bool:
    """True when the words between two are names, roles or "of": "the Head of Leisure, Priya Nandakumar"."""
    first, last = sorted((a, b))
    between = run[first : last + 1]
    if any(t.low == "and" and after.low in PERSONAL_ROLES for t, after in pairwise(between)):
        return False  # "Inspector Orr and Inspector Pell"
    return all(t.capital or t.low in ("of", "for", "the", "and") for t in run[first:last])
