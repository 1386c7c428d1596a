"""Rules of the check for what is done or so: how surely, whether denied, by whom, to what, on what condition."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from scrutiny_rag.answering.checking.acts import kinds
from scrutiny_rag.answering.checking.amounts import figure, quantity
from scrutiny_rag.answering.checking.bearing import (
    Placed,
    any_like,
    arguments,
    is_person,
    is_pronoun,
    named_before,
    words_at,
)
from scrutiny_rag.answering.checking.parties import one_party, spelt_out
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.sureness import SURE, as_sure, strength
from scrutiny_rag.answering.checking.verdict import Example, Fault, Outcome
from scrutiny_rag.english.deeds import Deed
from scrutiny_rag.english.lexicon import GENERIC_NAMES, PERSONAL_ROLES
from scrutiny_rag.english.names import same_name
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token, opposed

_IN_WORDS = {
    "done": "done", "present": "so", "ongoing": "under way", "future": "to come", "intent": "intended",
    "expected": "expected", "possible": "possible", "should": "advised", "must": "required", "can": "possible",
}  # fmt: skip
Test = Callable[[Support, Deed, Placed], Fault | None]


def certainty(support: Support, mine: Deed, place: Placed) -> Fault | None:
    """Done, under way, to come, hoped for, possible and advised are kept apart."""
    theirs = place.deed
    word = _word(support.claim, mine)
    reading = support.window[place.sentence]
    motion = _MOTION.match(reading.text) is not None
    if motion and mine.senses == {"done"} and "present" in theirs.senses and not kinds(mine):
        return Fault(f"The text only moves “{word}”, and the claim says that it was done.")
    if theirs.supposed and not mine.supposed and strength(mine.senses) >= 3:
        return Fault(f"The text only supposes “{word}”, and the claim says that it is so.")
    if (
        as_sure(mine.senses, theirs.senses)
        or mine.senses == {"intent"}
        or (mine.supposed and theirs.supposed)
    ):
        return None
    if mine.senses == {"future"} and theirs.senses == {"present"}:
        return None  # "opens in May" for "will open in May"
    if kinds(mine) == {"put off"} and "future" in theirs.senses:
        return None  # minutes that say "this will be deferred" defer it
    if motion and (
        (kinds(theirs) and "should" in theirs.senses) or (_bare(reading, theirs) and "should" in mine.senses)
    ):
        return None
    stronger = strength(mine.senses) > strength(theirs.senses) or "done" in mine.senses
    ours, text = (_IN_WORDS[max(s, key=lambda x: SURE[x])] for s in (mine.senses, theirs.senses))
    return Fault(
        f"The claim gives “{word}” as {ours} and the text as {text}.",
        Outcome.HARD if stronger else Outcome.SOFT,
    )


_MOTION = re.compile(r"\W*(?:(?:RESOLVED|AGREED)\b|(?:\(?[\da-z]{1,3}[.)]\s+)?That\b)")
"""How a motion or a resolution begins: "That the report be noted" is how it is noted."""


def _bare(reading: Reading, deed: Deed) -> bool:
    """True for "That the Council seek a review": the verb stands as in a wish."""
    found = words_at(reading, [deed.at], content=False)
    return bool(found) and found[0].low == deed.lemma


def _word(reading: Reading, deed: Deed) -> str:
    found = words_at(reading, [deed.at], content=False)
    return found[0].text if found else deed.lemma


def denial(support: Support, mine: Deed, place: Placed) -> Fault | None:
    """What the claim denies the text must deny, and the other way round."""
    if mine.denied == (place.deed.denied != (support.answer_to(place.sentence) == "no")):
        return None
    reading = support.window[place.sentence]
    ours, theirs = arguments(support.claim, mine), arguments(reading, place.deed)
    ours, theirs = [a for a in ours if not any_like(a, theirs)], [b for b in theirs if not any_like(b, ours)]
    if any(opposed(a.concept, b.concept) for a in ours for b in theirs):
        return None  # "is not unsafe" for "is safe"
    word = _word(support.claim, mine)
    if mine.denied:
        return Fault(f"The text does not deny “{word}”, as the claim does.")
    return Fault(f"The text denies “{word}” and the claim does not.")


def doer(support: Support, mine: Deed, place: Placed) -> Fault | None:
    """What the text says was done by somebody may not be said to be done by somebody else."""
    reading = support.window[place.sentence]
    offsets = mine.doer or (mine.subject if not place.deed.doer else ())
    own = words_at(support.claim, offsets, content=False)
    if is_pronoun(own):
        own = support.named_within(mine) or list(named_before(support.before))
    own = [t for t in own if t.content]
    same_side = bool(mine.doer) == bool(place.deed.doer) or is_pronoun(
        words_at(reading, place.deed.subject, content=False)
    )
    theirs = (
        support.doers(place)
        if same_side and mine.passive == place.deed.passive
        else words_at(reading, place.deed.doer)
    )
    word = _word(support.claim, mine)
    undergoes = words_at(reading, place.deed.undergoer)
    if (
        own
        and not theirs
        and place.deed.passive
        and not mine.passive
        and any(any_like(t, undergoes) for t in own)
    ):
        objects = words_at(support.claim, mine.undergoer)
        if objects and not any(t.concept == o.concept for t in objects for o in undergoes):
            return Fault(f"The text has “{word}” done to the one who does it in the claim.")
    if not own or not theirs or one_party(own, theirs, support):
        return None
    swapped = any(any_like(t, [*undergoes, *words_at(reading, place.deed.around)]) for t in own)
    if swapped and any(any_like(t, words_at(support.claim, mine.undergoer)) for t in theirs):
        return Fault(f"In the text “{word}” is done the other way round.")
    people = any(t.low in PERSONAL_ROLES or _named(support, t) for t in own) and any(
        t.capital or t.low in PERSONAL_ROLES for t in theirs
    )
    if people:
        return Fault(f"The text has “{word}” done by {' '.join(t.text for t in theirs)}.")
    if {t.low for t in own} <= GENERIC_NAMES and not {t.low for t in theirs} & GENERIC_NAMES - {"government"}:
        return Fault(f"The text has “{word}” done by {' '.join(t.text for t in theirs)}.", Outcome.SOFT)
    return None


def _named(support: Support, token: Token) -> bool:
    return any(support.claim.tokens[i] is token for run in support.names for i in run)


def condition(support: Support, mine: Deed, place: Placed) -> Fault | None:
    """A condition on which the deed hangs may not be dropped, nor one be added."""
    if place.deed.conditional and not mine.conditional and not support.claim.conditional:
        return Fault(
            f"The text makes “{_word(support.claim, mine)}” hang on a condition and the claim does not."
        )
    if mine.conditional and not place.deed.conditional and not any(r.conditional for r in support.window):
        return Fault("The claim makes it hang on a condition and the text does not.", Outcome.SOFT)
    return None


def borrowed(support: Support, mine: Deed, place: Placed) -> Fault | None:
    """What hangs on a deed in the claim may not come from another deed, where the text has its own there."""
    reading = support.window[place.sentence]
    deed = place.deed
    above = [p.deed for p in support.told if p.sentence == place.sentence and p.deed.at == deed.under]
    theirs = arguments(reading, deed) + words_at(reading, deed.reach)
    theirs += [t for d in above for t in words_at(reading, d.around)]
    everything = [t for r in support.passage for t in r.tokens]
    claim_words = [t for t in support.claim.tokens if t.content]
    for role in ("doer", "undergoer", "around"):
        own = words_at(support.claim, getattr(mine, role))
        strange = [t for t in own if not any_like(t, theirs) and any_like(t, everything)]
        strange = [t for t in strange if not any(same_name(t, c) for c in support.context.tokens)]
        strange = [t for t in strange if not any(spelt_out(o, support.around(t)) for o in theirs)]
        if not strange:
            continue
        text = words_at(reading, getattr(deed, role))
        if any(_telling(support, t) for t in strange):
            text = arguments(reading, deed) if strange[0].capital else text
            rivals = [t for t in text if not any_like(t, claim_words)]
            rivals = [t for t in rivals if t.low[0].isdigit() or is_person(reading, t)]
            if rivals:
                return Fault(_other(support, mine, strange[0], rivals[0]))
        rivals = [t for t in text if not any_like(t, claim_words) and not figure(reading, t)]
        if rivals and len(strange) >= sum(any_like(t, text) for t in own):
            return Fault(_other(support, mine, strange[0], rivals[0]), Outcome.SOFT)
    return None


def _telling(support: Support, token: Token) -> bool:
    """True for names and figures."""
    return token.low[0].isdigit() or _named(support, token)


def _other(support: Support, mine: Deed, strange: Token, rival: Token) -> str:
    return f"The text has “{_word(support.claim, mine)}” of “{rival.text}”, not of “{strange.text}”."


@dataclass(frozen=True, slots=True)
class DeedRule:
    """A rule that holds a deed of the claim against a deed of the text."""

    name: str
    about: str
    test: Test
    catches: tuple[Example, ...]
    passes: tuple[Example, ...]


DEED_RULES: tuple[DeedRule, ...] = (
    DeedRule(
        "denial",
        "What the claim denies the text denies, and the other way round.",
        denial,
        catches=(Example("The bridge is not safe.", "The bridge is safe."),),
        passes=(Example("The bridge isn't safe.", "The bridge is not safe."),),
    ),
    DeedRule(
        "certainty",
        "Done, under way, to come, hoped for, possible and advised are kept apart.",
        certainty,
        catches=(
            Example("The scheme has cut queues.", "The scheme is designed to cut queues."),
            Example("The bridge was mended.", "The bridge will be mended."),
            Example("A van was robbed.", "If a van is robbed, ring the office."),
            Example("The clerk applied for trees.", "The clerk told of a possibility of applying for trees."),
            Example(
                "They sent reports to the mayor.",
                "The clerk is to ascertain what reports they sent to the mayor.",
            ),
            Example(
                "The change cuts queues.",
                "The office will have a change which, it was hoped, would cut queues.",
            ),
        ),
        passes=(
            Example("The bridge will be mended.", "The bridge is to be mended."),
            Example("Ms Orr warned that the bridge may fail.", "The bridge may fail, warned Ms Orr."),
        ),
    ),
    DeedRule(
        "doer",
        "Who did it did it, a pronoun standing for whom it stands.",
        doer,
        catches=(
            Example("Mr Pell mended the bridge.", "Mr Pell spoke. The bridge was mended by Ms Orr."),
            Example("He mended the bridge.", "Ms Orr mended the bridge.", before="Mr Pell spoke."),
        ),
        passes=(
            Example("Ms Orr mended the bridge.", "The bridge was mended by Ms Orr."),
            Example("The Vice Chair mended the bridge.", "The bridge was mended by the Vice Chair."),
        ),
    ),
    DeedRule(
        "quantity",
        "All is not said of some.",
        quantity,
        catches=(
            Example("All the members came.", "Some of the members came."),
            Example("Fourteen piers are open.", "11 of the 14 piers are open."),
            Example(
                "40 per cent feel safe on the quay.",
                "40 per cent said they feel safe at home, and fewer than half said that they feel safe on the quay.",
            ),
        ),
        passes=(
            Example("Eleven of the 14 piers are open.", "11 of the 14 piers are open."),
            Example("Some members came.", "Some of the members came."),
        ),
    ),
    DeedRule(
        "condition",
        "A condition is neither dropped nor added.",
        condition,
        catches=(Example("The ferry will be replaced.", "If the grant comes, the ferry will be replaced."),),
        passes=(Example("The ferry shuts at night.", "The ferry shuts at night; if it snows, it stays in."),),
    ),
    DeedRule(
        "borrowed",
        "Place and object are those of the deed, not of the next one.",
        borrowed,
        catches=(
            Example(
                "Wardens watch the market on Fridays.",
                "Wardens watch the station on Fridays; others watch the market on Mondays.",
            ),
        ),
        passes=(
            Example(
                "Wardens watch the station on Fridays.",
                "Wardens watch the station on Fridays; others watch the market on Mondays.",
            ),
        ),
    ),
)
