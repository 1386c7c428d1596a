"""Rule of the check that holds each deed of the claim against the deed of the text that bears it out."""

from __future__ import annotations

from functools import partial

from scrutiny_rag.answering.checking.acts import kinds
from scrutiny_rag.answering.checking.bearing import any_like, arguments, word_at
from scrutiny_rag.answering.checking.deed_rules import DEED_RULES, as_sure
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Example, Fault, Outcome, Rule
from scrutiny_rag.english.clauses import Deed
from scrutiny_rag.english.lexicon import SAYING
from scrutiny_rag.english.wording import opposed

_LIGHT = frozenset(
    "be have do make take give get put hold go come include mean see use keep set bring become remain lead run exist".split()
)
"""Verbs that say little themselves: what hangs on them is compared instead."""


def _faults(support: Support, mine: Deed) -> dict[str, Fault]:
    """By rule, what is against a deed of the claim by the deed of the text that fits it best; {} where one fits."""
    places = support.borne[mine]
    own = arguments(support.claim, mine)
    shared = [sum(any_like(t, arguments(support.window[p.sentence], p.deed)) for t in own) for p in places]
    first: dict[str, Fault] = {}
    for place, count in zip(places, shared, strict=True):
        if count < max(shared[0] - 1, 1) and own:
            continue
        found = {
            rule.name: fault for rule in DEED_RULES if (fault := rule.test(support, mine, place)) is not None
        }
        if not found:
            return {}
        first = first or found
    return first


def _find(name: str, support: Support) -> Fault | None:
    for mine in support.claimed:
        if mine.reports or kinds(mine.lemma, mine.reports) or mine.lemma in SAYING:
            continue
        if support.borne[mine]:
            fault = _faults(support, mine).get(name)
            if fault is not None:
                return fault
    return None


def _main_verb(support: Support) -> Fault | None:
    """What the claim says was done the text must speak of."""
    for mine in support.claimed:
        if support.borne[mine] or mine.reports or mine.lemma in SAYING or mine.lemma in _LIGHT:
            continue
        if kinds(mine.lemma, mine.reports):
            continue
        at = word_at(support.claim, mine.at)
        if at is None or not mine.verb:
            continue
        token = support.claim.tokens[at]
        places = support.matches.get(at, [])
        if not places:
            if not mine.senses & {"done", "present", "ongoing", "future"} or mine.supposed:
                continue
            if any(opposed(token.concept, t.concept) for r in support.window for t in r.tokens):
                return Fault(f"The claim says “{token.text}” where the text says the opposite.")
            return Fault(f"The text does not say “{token.text}”.", Outcome.SOFT)
        above = [
            p.deed.senses
            for p in support.told
            for s, j in places
            if s == p.sentence and any(word_at(support.window[s], o) == j for o in p.deed.reach)
        ]
        if above and not any(as_sure(mine.senses, senses) for senses in above):
            return Fault(f"The text does not give “{token.text}” as done or so.")
    return None


DEEDS: tuple[Rule, ...] = (
    *(Rule(r.name, r.about, partial(_find, r.name), r.catches, r.passes) for r in DEED_RULES),
    Rule(
        "main_verb",
        "What the claim says was done the text must speak of.",
        _main_verb,
        catches=(Example("The plan has been finished.", "An officer presented the plan."),),
        passes=(Example("The officers wrote a plan.", "A plan was written by the officers."),),
    ),
)
