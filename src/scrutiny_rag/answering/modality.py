"""Does a sentence say that a thing is so, will be, may be, should be, or is not?

Reported speech shifts tenses back ("will" becomes "would"), so each verb carries the set of senses it can
have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scrutiny_rag.answering.lexicon import IRREGULAR, NEGATIVE_VERBS, NEGATORS, words
from scrutiny_rag.answering.wording import Token

Senses = frozenset[str]

_PLAIN = frozenset({"done", "present"})
_MODALS: dict[str, Senses] = {
    "will": frozenset({"future"}), "shall": frozenset({"future"}), "won't": frozenset({"future"}),
    "would": frozenset({"future"}), "wouldn't": frozenset({"future"}), "may": frozenset({"possible"}),
    "might": frozenset({"possible"}), "could": frozenset({"possible", "can"}), "can": frozenset({"can"}),
    "couldn't": frozenset({"possible", "can"}), "cannot": frozenset({"can"}), "can't": frozenset({"can"}),
    "should": frozenset({"should"}), "ought": frozenset({"should"}), "must": frozenset({"must"}),
    "possibly": frozenset({"possible"}), "perhaps": frozenset({"possible"}),
    "potentially": frozenset({"possible"}),
}  # fmt: skip
_BEFORE_TO: dict[str, Senses] = {
    **dict.fromkeys(words(
    """
    going due set scheduled undertake undertakes undertook agree agrees agreed promise promises
    promised pledge pledged commit committed commitment undertaking bound
    """
), frozenset({"future"})),
    **dict.fromkeys(words(
    """
    aim aims aimed aiming hope hopes hoped hoping intend intends intended intending plan plans
    planned planning seek seeks sought seeking aspire aspires want wants wanted wish wishes try
    tries trying tried attempt attempts looking ambition goal intention proposal proposes
    """
), frozenset({"intent"})),
    **dict.fromkeys(words("expect expects expected likely anticipated"), frozenset({"intent", "expected"})),
    **dict.fromkeys(words("need needs needed required have has had obliged"), frozenset({"must"})),
    **dict.fromkeys(words("recommended advised asked urged requested"), frozenset({"should"})),
    **dict.fromkeys(["able"], frozenset({"can"})),
}  # fmt: skip
_HEDGE_WORDS = {
    **dict.fromkeys(words("hope hopes hoped expects considering exploring"), "intent"),
    "likely": "possible",
}
_SKIP = frozenset(
    words(
        """
    be been being not never also now still already currently a an the this that these those it he
    she they we i in of all both then soon only just fully have has had am is are was were do does
    did to continue continued
    """
    )
)
_HAVE = frozenset(words("have has had haven't hasn't hadn't having"))
_BE_NOW = frozenset(words("am is are isn't aren't"))
_BE_THEN = frozenset(["was", "were", "wasn't", "weren't"])
_STOPS = ".;:!?"
_NOT_NEGATING = frozenset(words("only just doubt fewer less more later least"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A word with a modal, an auxiliary or a past ending, and what that makes of it."""

    index: int
    senses: Senses


def compatible(a: Senses, b: Senses) -> bool:
    """True when both could say the same of a thing: done and present agree, will and has do not."""
    if a & b:
        return True
    near = {"done": {"present"}, "present": {"done", "ongoing"}, "ongoing": {"present"}}
    return any(near.get(sense, set()) & b for sense in a)


def verbs(tokens: Sequence[Token], text: str) -> list[Verb]:
    """The verbs of a sentence that carry a mark of time or certainty, in order."""
    found: list[Verb] = []
    pending: Senses = frozenset()
    since = 0
    for i, token in enumerate(tokens):
        low = token.low
        following = tokens[i + 1].low if i + 1 < len(tokens) else ""
        if i and any(stop in text[tokens[i - 1].end : token.start] for stop in _STOPS):
            pending = frozenset()
        marked = _mark(low, following, tokens[i + 2].low if i + 2 < len(tokens) else "", token.capital)
        if marked:
            weak = marked <= {"done", "present"}
            if not (pending and weak):
                pending, since = marked, i
            if low in _MODALS or low in _HAVE or low in _BE_NOW or low in _BE_THEN or not token.content:
                continue
            if low in _BEFORE_TO and following == "to":
                continue
        if low in _SKIP or low in NEGATORS or low.endswith("n't") or (low.endswith("ly") and len(low) > 4):
            if low == "being" and pending <= {"done", "present"}:
                pending = frozenset({"ongoing"})
            continue
        if pending and not marked and i - since <= 6:
            senses = pending
            if pending <= {"done", "present"} and low.endswith("ing") and "aux" not in pending:
                senses = frozenset({"ongoing"})
            found.append(Verb(i, senses))
            pending = frozenset()
        elif (low.endswith("ed") and len(low) > 4) or token.text.lower() in IRREGULAR:
            found.append(Verb(i, _PLAIN))
    return found


def _mark(low: str, following: str, after: str, capital: bool) -> Senses:
    if low in _MODALS and not (low == "may" and capital):
        return _MODALS[low]
    if low in _BEFORE_TO and following == "to":
        return _BEFORE_TO[low]
    if low in ("is", "are", "was", "were") and following == "to" and after not in ("the", "a"):
        return frozenset({"future"})
    if _HEDGE_WORDS.get(low):
        return frozenset({_HEDGE_WORDS[low]})
    if low in _HAVE:
        return frozenset({"done"})
    if low in _BE_NOW:
        return frozenset({"present"})
    if low in _BE_THEN:
        return _PLAIN
    return frozenset()


def negations(tokens: Sequence[Token], text: str) -> list[tuple[int, int]]:
    """Index of each negating word with that of a content word it bears on first: two after "no", else one."""
    out: list[tuple[int, int]] = []
    for i, token in enumerate(tokens):
        low = token.low
        following = tokens[i + 1].low if i + 1 < len(tokens) else ""
        if not (low in NEGATORS or low.endswith("n't") or low in NEGATIVE_VERBS):
            continue
        if following in _NOT_NEGATING and low in ("no", "not"):
            continue
        if low in NEGATIVE_VERBS and low != "unable" and following != "to":
            continue
        wanted = 2 if low == "no" else 1
        for j in range(i + 1, min(i + 8, len(tokens))):
            if any(stop in text[tokens[j - 1].end : tokens[j].start] for stop in _STOPS):
                break
            if tokens[j].content and not tokens[j].low.endswith("ly"):
                out.append((i, j))
                wanted -= 1
                if not wanted:
                    break
    return out


def negated_scope(tokens: Sequence[Token], text: str) -> frozenset[int]:
    """Indexes of the words that stand under a negation: to the end of its clause, eight words at most."""
    scope: set[int] = set()
    for i in {at for at, _ in negations(tokens, text)}:
        for j in range(i + 1, min(i + 9, len(tokens))):
            gap = text[tokens[j - 1].end : tokens[j].start]
            if any(stop in gap for stop in _STOPS + ",") or tokens[j].low in (
                "but",
                "because",
                "although",
                "however",
            ):
                break
            scope.add(j)
    return frozenset(scope)


def conditional(tokens: Sequence[Token]) -> bool:
    """True when the sentence hangs on a condition: if, unless, subject to, provided that, depending on."""
    lows = [token.low for token in tokens]
    pairs = set(pairwise(lows))
    return (
        "unless" in lows
        or any(
            low == "if" and (i == 0 or lows[i - 1] not in ("asked", "see", "as"))
            for i, low in enumerate(lows)
        )
        or bool(pairs & {("subject", "to"), ("provided", "that"), ("depending", "on"), ("dependent", "on")})
    )
