"""Rules of grounding for names, and for who spoke."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scrutiny_rag.answering.checking.support import Rule, Support
from scrutiny_rag.answering.checking.value_rules import local_words
from scrutiny_rag.english.lexicon import GENERIC_NAMES, PERSONAL_ROLES, ROLES, SMALL_WORDS, words
from scrutiny_rag.english.names import same_name
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token, alike, tokens


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
    if any(same_name(token, r.tokens[k]) for r in support.window for k in r.speaker):
        return True
    named = {k for run in support.claim.names for k in run}
    near = [k for k in local_words(support, token.start, token.end, reach=6) if k not in named]
    closest = min(near, key=lambda k: abs(k - i), default=None)
    for s, reading in enumerate(support.window):
        if any(same_name(token, t) for t in reading.tokens):
            there = [k for k in near if any(n == s for n, _ in support.matches[k])]
            if 2 * len(there) > len(near) or closest in there or reading.topic:
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
    passed: int | None = None
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
        if _asks(source) and len(support.window) > 1 and passed is None:
            passed = s  # the answer is another sentence
            continue
        return f"The text has {' '.join(t.text for t in theirs) or support.labels[s]} say it."
    if passed is not None:
        return "The text has somebody else ask it."
    pool = list(support.words())
    if all(any(same_name(t, o) or alike(t.concept, o.concept) for o in pool) for t in _strict(mine)):
        return None
    return f"The text does not say that {' '.join(t.text for t in mine)} said it."


def _asks(reading: Reading) -> bool:
    return "?" in reading.text or any(
        t.low in ("asked", "ask", "asks", "questioned", "enquired") for t in reading.tokens
    )


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
    mine = [t for t in mine if t.low not in ROLES] or mine
    if not mine or not theirs:
        return False
    for run in (support.context.tokens, *(r.tokens for r in support.window)):
        at_mine = [k for k, t in enumerate(run) if any(same_name(t, m) for m in mine)]
        at_theirs = [k for k, t in enumerate(run) if any(same_name(t, o) for o in theirs)]
        if any(0 < abs(a - b) <= 3 for a in at_mine for b in at_theirs) and run is support.context.tokens:
            return True
    return False


def in_its_place(support: Support) -> str | None:
    """A capitalised word may not stand where the best sentence has another, between the same neighbours."""
    claim, source = support.claim, support.window[support.best]
    theirs = {t.low for t in source.tokens}
    mine = {t.low for t in claim.tokens}
    speakers = {claim.tokens[i].low for i in claim.speaker}
    for i, token in enumerate(claim.tokens):
        if (
            not token.capital
            or i == 0
            or token.low in theirs
            or token.low in SMALL_WORDS
            or token.low in speakers
        ):
            continue
        before, after = _neighbours(claim.tokens, i, mine - theirs)
        for k, other in enumerate(source.tokens):
            if (
                not other.capital
                or other.low in mine
                or other.low in SMALL_WORDS
                or alike(token.concept, other.concept)
            ):
                continue
            if other.low in support.context.initials or token.low in source.initials:
                continue
            left, right = _neighbours(source.tokens, k, theirs - mine)
            same = (before is not None and before == left, after is not None and after == right)
            if all(same) or (same[0] and before not in SMALL_WORDS) or (same[1] and after not in SMALL_WORDS):
                return f"The claim has “{token.text}” where the text has “{other.text}”."
    return None


def _neighbours(run: tuple[Token, ...], i: int, skipped: set[str]) -> tuple[str | None, str | None]:
    """The words before and after word i and the capitalised words beside it that only one side has."""
    a, b = i - 1, i + 1
    while a >= 0 and run[a].capital and run[a].low in skipped:
        a -= 1
    while b < len(run) and run[b].capital and run[b].low in skipped:
        b += 1
    return (run[a].low if a >= 0 else None), (run[b].low if b < len(run) else None)


NAME_RULES: tuple[Rule, ...] = (people_and_places, in_its_place, speaker)
