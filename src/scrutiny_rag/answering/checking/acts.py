"""Rule of the check for acts done by saying: noted, asked for, recommended, undertaken, approved, decided, put off."""

from __future__ import annotations

from scrutiny_rag.answering.checking.bearing import Placed, any_like, word_at, words_at
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.verdict import Example, Fault, Rule
from scrutiny_rag.english.deeds import Deed
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token, stem

_VERBS = {
    "noted": "note receive",
    "asked for": "request ask invite seek urge",
    "recommended": "recommend propose move second suggest advise",
    "undertook": "undertake promise pledge commit vow agree",
    "approved": "approve accept adopt endorse ratify carry grant agree pass",
    "decided": "resolve decide determine approve agree",
    "put off": "defer postpone adjourn",
    "refused": "reject refuse defeat lose oppose decline",
}
_HEAD = 30
"""Characters at a sentence's start in which "That …" tells a motion."""
_KINDS: dict[str, frozenset[str]] = {}
for _kind, _verbs in _VERBS.items():
    for _verb in _verbs.split():
        _KINDS[_verb] = _KINDS.get(_verb, frozenset()) | {_kind}
_NOUNS = {
    "recommendation": "recommended", "proposal": "recommended", "request": "asked for", "commitment": "undertook",
    "undertaking": "undertook", "promise": "undertook", "action": "undertook", "decision": "decided",
    "resolution": "decided", "agreement": "decided", "opposition": "refused", "objection": "refused",
    "against": "refused",
    "refusal": "refused", "rejection": "refused", "deferral": "put off", "postponement": "put off",
}  # fmt: skip


def kinds(deed: Deed) -> frozenset[str]:
    """The kinds of act that a deed can be: "agree" can be three. A meeting that was "moved" was not proposed."""
    if deed.lemma in ("move", "second", "receive", "ask", "suggest") and not deed.reports:
        return frozenset() if deed.lemma != "ask" else _KINDS["ask"]
    if deed.lemma in ("carry", "lose", "defeat") and not deed.passive:
        return frozenset()
    return _KINDS.get(deed.lemma, frozenset())


def _find(support: Support) -> Fault | None:
    told = [(p, kinds(p.deed)) for p in support.told]
    told = [(p, k) for p, k in told if k]
    printed = {t.low for r in support.window for t in r.tokens}
    nouns = {kind for noun, kind in _NOUNS.items() if noun in printed or noun + "s" in printed}
    for mine in support.claimed:
        wanted = kinds(mine)
        if (
            not wanted
            or mine.supposed
            or not (not mine.senses or mine.senses & {"done", "present", "future", "ongoing"})
        ):
            continue
        if mine.lemma == "ask" and not _asks_for(support, mine):
            continue
        if mine.denied and not any(k & wanted for _, k in told):
            continue
        fault = _against(support, mine, wanted, told, nouns)
        if fault is not None:
            return fault
    return None


def _asks_for(support: Support, mine: Deed) -> bool:
    """True for "asked for a report" and "asked them to report", not for "asked about it"."""
    around = {t.low for t in words_at(support.claim, mine.around, content=False)}
    return "for" in around or any(d.under == mine.at and "should" in d.senses for d in support.claimed)


def _against(
    support: Support,
    mine: Deed,
    wanted: frozenset[str],
    told: list[tuple[Placed, frozenset[str]]],
    nouns: set[str],
) -> Fault | None:
    word = words_at(support.claim, [mine.at], content=False)
    said = word[0].text if word else mine.lemma
    if not any(k & wanted for _, k in told):
        below = [d for d in support.claimed if d.under == mine.at]
        places = [p for d in below for p in support.borne[d]] if below else support.told
        promised = "undertook" in wanted and any(
            p.deed.senses & {"future"} and not kinds(p.deed) for p in places
        )
        asked = wanted == {"asked for"} and any("?" in r.text for r in support.window)
        printed = any(
            stem(mine.lemma) == t.concept and t.low.endswith("ed") for r in support.window for t in r.tokens
        )
        noun = bool(wanted & nouns) and (mine.lemma == "agree" or not wanted & {"approved", "decided"})
        if promised or asked or printed or noun:
            return None
        return Fault(f"The claim says “{said}” and the text does not.")
    # Of several acts the one that bears most closely on the same thing counts.
    objects = words_at(support.claim, mine.undergoer)
    if not objects:
        return _of_else(support, mine, wanted, told, said)
    bearing: list[tuple[int, frozenset[str], str]] = []
    for place, k in told:
        reading = support.window[place.sentence]
        theirs = words_at(reading, place.deed.undergoer) + _after_colon(reading, place.deed)
        shared = sum(any_like(t, theirs) for t in objects)
        if shared:
            at = word_at(reading, place.deed.at)
            bearing.append((shared, k, reading.tokens[at].text if at is not None else place.deed.lemma))
    if _of_that_before(support, objects, [p for p, k in told if k & wanted]):
        return None
    apart = all(any_like(t, [o for r in support.passage for o in r.tokens]) for t in objects)
    if apart and not any(k & wanted for _, k, _ in bearing):
        reached = [
            any_like(t, words_at(support.window[p.sentence], p.deed.reach))
            for p, k in told
            if k & wanted
            for t in objects
        ]
        if not any(reached):
            return Fault(f"The text says “{said}” of something else.")
    if bearing:
        most = max(shared for shared, _, _ in bearing)
        closest = [(k, text) for shared, k, text in bearing if shared == most]
        if not any(k & wanted for k, _ in closest):
            return Fault(f"The claim says “{said}” where the text says “{closest[0][1]}”.")
    return None


_THAT = frozenset("it this that them these motion matter proposal application request amendment item".split())
"""Words for what was told before: "the motion was carried"."""


def _of_that_before(support: Support, objects: list[Token], acts: list[Placed]) -> bool:
    """True where an act concerns "the motion" or "it" alone, and a sentence before it names the claim's things."""
    for place in acts:
        reading = support.window[place.sentence]
        theirs = {t.low for t in words_at(reading, place.deed.undergoer, content=False)}
        if not theirs & _THAT or reading not in support.passage:
            continue
        before = support.passage[: support.passage.index(reading)]
        if all(any_like(t, [o for r in before for o in r.tokens]) for t in objects):
            return True
    return False


def _of_else(
    support: Support, mine: Deed, wanted: frozenset[str], told: list[tuple[Placed, frozenset[str]]], said: str
) -> Fault | None:
    """What was decided to be done the text must have under such an act, where it names it at all."""
    below = [d for d in support.claimed if d.under == mine.at and not d.reports]
    things = [t for d in below for t in words_at(support.claim, (*d.undergoer, *d.around)) if not t.capital]
    if not things:
        return None
    held = [
        words_at(support.window[p.sentence], p.deed.reach) + _after_colon(support.window[p.sentence], p.deed)
        for p, k in told
        if k & wanted
    ]
    if any(any_like(t, words) for words in held for t in things) or any(
        "that" in _lows(r) for r in support.window
    ):
        return None
    return Fault(f"The text says “{said}” of something else.")


def _lows(reading: Reading) -> set[str]:
    return {t.low for t in reading.tokens if t.start < _HEAD}


def _after_colon(reading: Reading, deed: Deed) -> list[Token]:
    """What is told after "the following are proposed:"."""
    colon = reading.text.find(":", deed.at)
    return [t for t in reading.tokens if t.content and t.start > colon] if colon >= 0 else []


ACTS = Rule(
    "acts",
    "Noted, asked for, recommended, undertaken, approved and decided are kept apart.",
    _find,
    catches=(
        Example("The panel approved the plan.", "The panel noted the plan."),
        Example(
            "The council resolved that the lamps be mended.",
            "The panel recommended that the lamps be mended.",
        ),
        Example(
            "The council approved the request for a bench.",
            "RESOLVED that rents be raised and that the request for a bench be noted.",
        ),
        Example(
            "The council agreed to seek a review of the ferry.",
            "Notice of motion: I will move at the next meeting that the council seek a review of the ferry.",
        ),
        Example("The council deferred the plan.", "The council turned down the plan."),
    ),
    passes=(
        Example("The panel accepted the plan.", "The plan was approved by the panel."),
        Example("Ms Orr promised to write.", "Ms Orr said that she would write."),
        Example("The plan was put off.", "The plan was deferred."),
        Example(
            "The panel approved a loan of £90 to the ferry.",
            "Ms Orr moved a loan of £90 to the ferry. The motion was carried.",
        ),
        Example("The council put off the plan until May.", "The plan was held over until May."),
        Example("The meeting was moved to Friday.", "The meeting was moved from Monday to Friday."),
    ),
)
