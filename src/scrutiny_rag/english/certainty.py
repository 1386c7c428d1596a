"""Does a sentence say that a thing is so, will be, may be, should be, or is not?

Reported speech shifts tenses back ("will" becomes "would"), so each verb carries the set of senses it can
have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scrutiny_rag.english.lexicon import IRREGULAR, NEGATIVE_VERBS, NEGATORS, words
from scrutiny_rag.english.wording import Token

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
    tries trying tried attempt attempts looking ambition goal intention proposal proposes mean
    means meant like keen
    """
), frozenset({"intent"})),
    **dict.fromkeys(words("expect expects expected likely anticipated"), frozenset({"intent", "expected"})),
    **dict.fromkeys(words("need needs needed required have has had obliged"), frozenset({"must"})),
    **dict.fromkeys(words("recommended advised asked urged requested"), frozenset({"should"})),
    **dict.fromkeys(["able", "possible"], frozenset({"can", "possible"})),
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
    did to
    """
    )
)
_HAVE = frozenset(words("have has had haven't hasn't hadn't having"))
_BE_NOW = frozenset(words("am is are isn't aren't"))
_BE_THEN = frozenset(["was", "were", "wasn't", "weren't"])
_OBJECT_BEFORE_TO = frozenset(words("want wants wanted expects expect expected like"))
_ASKING = frozenset(words("ask asks asked urge urged request requests requested invite invited recommends"))
_CARRIERS = frozenset(words("become remain begin start continue help go come get"))
_STOPS = ".;:!?"
_NOT_NEGATING = frozenset(words("only just doubt fewer less more later least"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A word with a modal, an auxiliary or a past ending, and what that makes of it."""

    index: int
    senses: Senses


def wish(word: str) -> Senses | None:
    """The sense of a word that by itself says that a thing is wanted or planned; None for other words."""
    senses = _BEFORE_TO.get(word)
    return senses if senses and "intent" in senses else None


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
    supposed = False
    question = "?" in text
    since = 0
    for i, token in enumerate(tokens):
        low = token.low
        following = tokens[i + 1].low if i + 1 < len(tokens) else ""
        if i and any(stop in text[tokens[i - 1].end : token.start] for stop in _STOPS):
            pending, supposed = frozenset(), False
        if supposed and i and "," in text[tokens[i - 1].end : token.start]:
            supposed = False
        if low in ("will", "would", "may", "must", "should"):  # "If it fails the council will lease one"
            supposed = False
        supposed = supposed or low in ("if", "unless", "whether")
        supposed = supposed or (low in ("until", "till", "once") and following in _SUBJECTS)
        if supposed:  # a condition says of nothing that it is so
            continue
        marked = _mark(
            low,
            following,
            tokens[i + 2].low if i + 2 < len(tokens) else "",
            token.capital,
            {t.low for t in tokens[max(0, i - 9) : i - 1]},
        )
        if marked and question and following == "you" and low in _MODALS:
            marked = frozenset({"should"})  # "Could you send …?" asks for it
        if marked:
            weak = marked <= {"done", "present"}
            if pending and not weak and token.content:
                found.append(Verb(i, pending))  # "may want to": the wanting itself is possible
            if not (pending and weak):
                pending, since = marked, i
            if low in _MODALS or low in _HAVE or low in _BE_NOW or low in _BE_THEN or not token.content:
                continue
            if low in _BEFORE_TO and following == "to":
                continue
        if (
            low in _SKIP
            or (low == "ruled" and following == "out")
            or low in NEGATORS
            or low.endswith("n't")
            or (low.endswith("ly") and len(low) > 4)
        ):
            if low == "being" and pending <= {"done", "present"}:
                pending = frozenset({"ongoing"})
            continue
        if low == "like" and pending:  # "would like": a wish, neither done nor to come
            pending = frozenset()
            continue
        if pending and low in _CARRIERS:
            found.append(Verb(i, pending))
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


def _mark(low: str, following: str, after: str, capital: bool, before: set[str]) -> Senses:
    if low in _MODALS and not (low == "may" and capital):
        return _MODALS[low]
    if (
        low in _BEFORE_TO
        and following == "to"
        and not (low == "due" and after not in ("be", "begin", "start"))
    ):
        return _BEFORE_TO[low]
    if low == "to" and before & _OBJECT_BEFORE_TO:
        return frozenset({"intent"})
    if low == "to" and before & _ASKING:
        return frozenset({"should"})
    if (
        low == "be"
        and "that" in before
        and before & (_ASKING | {"resolved", "suggested", "proposed", "recommended"})
    ):
        return frozenset({"should"})
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
        contrast = (low == "than" and i and tokens[i - 1].low == "rather") or (
            low == "instead" and following == "of"
        )
        if not (contrast or low in NEGATORS or low.endswith("n't") or low in NEGATIVE_VERBS):
            continue
        if low in ("nothing", "none") and i and tokens[i - 1].low in ("from", "for", "to", "with", "of"):
            continue
        if low.startswith("lack") and following in ("is", "are", "was", "were"):
            continue
        if following in _NOT_NEGATING and low in ("no", "not"):
            continue
        if low in NEGATIVE_VERBS and not low.startswith(("unable", "lack")) and following != "to":
            continue
        wanted = 2 if low == "no" else 1
        for j in range(i + 1, min(i + 8, len(tokens))):
            if any(stop in text[tokens[j - 1].end : tokens[j].start] for stop in _STOPS):
                break
            if j > i + 1 and wanted == 1 and low == "no" and not tokens[j].content:
                break
            if tokens[j].content and not tokens[j].low.endswith("ly"):
                out.append((i, j))
                wanted -= 1
                if not wanted:
                    break
        if not any(at == i for at, _ in out) and i + 1 < len(tokens):
            out.append((i, i + 1))  # "are not made": a small word is denied
    return out


def negated_scope(tokens: Sequence[Token], text: str) -> frozenset[int]:
    """Indexes of the words that stand under a negation: to the end of its clause, fourteen words at most."""
    scope: set[int] = set()
    for i in {at for at, _ in negations(tokens, text)}:
        for j in range(i + 1, min(i + 15, len(tokens))):
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


_SUBJECTS = frozenset(words("the a it he she they this that we all its their"))
_ASKED_IF = frozenset(
    words("asked ask asks see as wondered know knew known unclear doubt doubted check ascertain")
)


def conditional(tokens: Sequence[Token]) -> bool:
    """True when the sentence hangs on a condition: if, unless, subject to, provided that, depending on."""
    lows = [token.low for token in tokens]
    pairs = set(pairwise(lows))
    return (
        bool({"unless", "permitting"} & set(lows))
        or any(low == "if" and (i == 0 or lows[i - 1] not in _ASKED_IF) for i, low in enumerate(lows))
        or bool(pairs & {("subject", "to"), ("provided", "that"), ("depending", "on"), ("dependent", "on")})
    )
