"""Rule of the check that holds each deed of the claim against the deed of the text that bears it out."""

from __future__ import annotations

from functools import partial

from scrutiny_rag.answering.checking.acts import kinds
from scrutiny_rag.answering.checking.bearing import Placed, any_like, arguments, word_at, words_at
from scrutiny_rag.answering.checking.deed_rules import DEED_RULES
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.sureness import as_sure
from scrutiny_rag.answering.checking.verdict import Example, Fault, Outcome, Rule
from scrutiny_rag.english.deeds import Deed
from scrutiny_rag.english.governors import GOVERNORS
from scrutiny_rag.english.lexicon import SAYING
from scrutiny_rag.english.senses import Senses
from scrutiny_rag.english.wording import Token, alike, opposed

_LIGHT = frozenset("be have do make take give get put hold go".split())
"""Verbs that say little themselves: what hangs on them is compared instead."""
_ENDING = frozenset(
    "complete finish finalise finalize publish issue open close end start begin launch deliver".split()
)
"""Verbs that say how far a thing is: no other verb stands for one of these."""

_LETTING = frozenset("allow enable permit let force require".split())
_EFFECTS = _ENDING | frozenset(
    "receive gain increase reduce improve cut fall rise solve cause prevent".split()
)
"""Verbs that say what became of a thing: a text of like meaning does not bear one of these out."""


def _faults(support: Support, mine: Deed) -> dict[str, Fault]:
    """By rule, what is against a deed of the claim by the deed of the text that fits it best; {} where one fits."""
    places = support.borne[mine]
    own = arguments(support.claim, mine)
    shared = [sum(any_like(t, arguments(support.window[p.sentence], p.deed)) for t in own) for p in places]
    told_of = words_at(support.claim, (*mine.undergoer, *mine.around))
    first: dict[str, Fault] = {}
    for place, count in zip(places, shared, strict=True):
        theirs = words_at(support.window[place.sentence], (*place.deed.undergoer, *place.deed.around))
        if (count < shared[0] and not _tells_more(support, own, places[0], place)) or (
            not count and told_of and theirs
        ):
            continue  # of several like deeds those with most in common count; "pass it on" has nothing of its own
        if mine.lemma in _LIGHT and mine.form == "verb" and not _same_object(support, mine, place):
            continue
        found = {
            rule.name: fault for rule in DEED_RULES if (fault := rule.test(support, mine, place)) is not None
        }
        if not found:
            return {}
        first = first or found
    return first


def _tells_more(support: Support, own: list[Token], first: Placed, place: Placed) -> bool:
    """True where a deed of the text shares a name or a figure with the claim's that the nearest deed lacks."""
    near, here = (arguments(support.window[p.sentence], p.deed) for p in (first, place))
    telling = [t for t in own if t.capital or t.low[0].isdigit()]
    return any(any_like(t, here) and not any_like(t, near) for t in telling)


def _same_object(support: Support, mine: Deed, place: Placed) -> bool:
    """True where "took a vote" and "takes a vote" share what says the thing."""
    own = words_at(support.claim, mine.undergoer)
    theirs = words_at(support.window[place.sentence], place.deed.undergoer)
    return any(any_like(t, theirs) for t in own) if own and theirs else bool(own) == bool(theirs)


_OF_ACTS = ("denial", "certainty", "doer", "condition")
"""The rules that hold for acts and reports too; whom and what these concern, other rules see to."""


def _find(name: str, support: Support) -> Fault | None:
    for mine in support.claimed:
        told = mine.reports or mine.lemma in SAYING or bool(kinds(mine))
        if (told and name not in _OF_ACTS) or not support.borne[mine]:
            continue
        fault = _faults(support, mine).get(name)
        if fault is not None:
            return fault
    return None


def _main_verb(support: Support) -> Fault | None:
    """What the claim says was done the text must speak of."""
    for mine in support.claimed:
        if support.borne[mine] or mine.reports or mine.lemma in SAYING or mine.lemma in _LIGHT or kinds(mine):
            continue
        at = word_at(support.claim, mine.at)
        if at is None or mine.supposed or not mine.senses & {"done", "present", "ongoing", "future"}:
            continue
        let = mine.form == "verb" and mine.lemma in _LETTING
        if not let and any(d.under == mine.at for d in support.claimed):
            continue  # "is meant to cut": what stands under it is compared
        token = support.claim.tokens[at]
        places = [
            (s, j)
            for s, reading in enumerate(support.window)
            for j, other in enumerate(reading.tokens)
            if alike(token.concept, other.concept)
        ]
        if not places:
            if mine.form == "noun" or token.low[0].isdigit() or _same_frame(support, mine):
                continue
            if any(opposed(token.concept, t.concept) for r in support.window for t in r.tokens):
                return Fault(f"The claim says “{token.text}” where the text says the opposite.")
            decided = any(d.at == mine.under and kinds(d) for d in support.claimed)
            wording = mine.lemma not in _EFFECTS and not decided and _told_otherwise(support, mine)
            return Fault(f"The text does not say “{token.text}”.", Outcome.SOFT, wording)
        around = [_around(support, s, j) for s, j in places]
        if not any(_so(mine, senses) for senses in around):
            return Fault(f"The text does not give “{token.text}” as done or so.")
    return None


def _around(support: Support, s: int, j: int) -> Senses:
    """The senses of the nearest deed over a word: "the closure of the pool" is as sure as what is said of it."""
    over = [
        p.deed
        for p in support.told
        if p.sentence == s and any(word_at(support.window[s], o) == j for o in p.deed.reach)
    ]
    if not over:
        return frozenset()
    nearest = min(over, key=lambda d: len(d.reach))
    governor = GOVERNORS.get(nearest.lemma)
    weaker = (governor.noun or governor.finite) if governor is not None else frozenset()
    return weaker or nearest.senses


def _told_otherwise(support: Support, mine: Deed) -> bool:
    """True where the text tells, as surely, some deed of the same things that the claim has no other word for."""
    own = arguments(support.claim, mine)
    taken = {p for places in support.borne.values() for p in places}
    for place in support.told:
        deed = place.deed
        asks = any(p.deed.under == deed.at and "done" not in p.deed.senses for p in support.told)
        if place in taken or deed.supposed or deed.denied != mine.denied or (asks and not deed.reports):
            continue
        there = words_at(support.window[place.sentence], deed.reach)
        if as_sure(mine.senses, deed.senses) and (not own or any(any_like(t, there) for t in own)):
            return True
    return False


def _same_frame(support: Support, mine: Deed) -> bool:
    """True where the text tells another deed as surely of all the same things: "presented" for "provided with"."""
    own = arguments(support.claim, mine)
    if len(own) < 2 or mine.lemma in _ENDING:
        return False
    taken = {p for places in support.borne.values() for p in places}
    for place in support.told:
        deed, reading = place.deed, support.window[place.sentence]
        if place in taken or deed.denied != mine.denied or not deed.senses & mine.senses or deed.supposed:
            continue
        if deed.reports or opposed(mine.lemma, deed.lemma):
            continue
        sides = ((mine.doer, deed.doer), (mine.undergoer, deed.undergoer))
        ours = [(words_at(support.claim, a), words_at(reading, b)) for a, b in sides]
        if any(a and b and not any(any_like(t, b) for t in a) for a, b in ours):
            continue
        if all(any_like(t, arguments(reading, deed)) for t in own):
            return True
    return False


def _so(mine: Deed, around: Senses) -> bool:
    """True when a noun told of in a deed of such senses bears out the claim's deed: a noun alone tells no time."""
    if mine.form == "verb" and "done" in mine.senses and "present" not in mine.senses:
        return not around or "done" in around
    return as_sure(mine.senses, around) or ("future" in mine.senses and "present" in around)


DEEDS: tuple[Rule, ...] = (
    *(Rule(r.name, r.about, partial(_find, r.name), r.catches, r.passes) for r in DEED_RULES),
    Rule(
        "main_verb",
        "What the claim says was done the text must speak of.",
        _main_verb,
        catches=(
            Example("The plan has been finished.", "An officer presented the plan."),
            Example(
                "The plan will be included in the budget.",
                "The plan will be considered for inclusion in the budget.",
            ),
        ),
        passes=(Example("The officers wrote a plan.", "A plan was written by the officers."),),
    ),
)
