"""Rules of grounding for how sure a thing is, how far it goes, and on what it hangs."""

from __future__ import annotations

import re

from scrutiny_rag.answering.checking.support import Rule, Support
from scrutiny_rag.english.certainty import Senses, compatible, wish
from scrutiny_rag.english.lexicon import ACTS, SAYING, words
from scrutiny_rag.english.reading import Reading

_SPOKEN = SAYING.union(*ACTS.values())
_LIGHT = frozenset(words("take takes make makes give gives put puts get gets go goes come comes"))
_WEAKER = frozenset({"future", "intent", "expected", "possible", "should", "must", "can"})


def certainty(support: Support) -> str | None:
    """Done, under way, to come, hoped for, possible and advised are kept apart."""
    claim = support.claim
    mine = {v.index: v.senses for v in claim.verbs}
    in_claim: list[Senses] = [v.senses for v in claim.verbs]
    in_claim += [senses for t in claim.tokens if (senses := wish(t.low))]
    if any(t.low in ACTS["recommended"] | ACTS["requested"] for t in claim.tokens):
        in_claim.append(frozenset({"should"}))
    for i, senses in mine.items():
        at = support.aligned.get(i) or _same_words(support, i)
        theirs = [v.senses for s, j in at for v in support.window[s].verbs if v.index == j]
        if theirs and not any(compatible(senses, other) for other in theirs):
            return _certainty_differs(claim.tokens[i].text, senses, theirs[0])
        if theirs or claim.tokens[i].low in _SPOKEN:
            continue
        if (
            senses == {"future"}
            and claim.dates
            and not any(v.index == j for s, j in at for v in support.window[s].verbs)
        ):
            continue  # "In May the school opens" is to come
        if not at and not senses & _WEAKER and not _VERBAL.search(claim.tokens[i].low):
            continue  # "is a draft": no verb of its own to compare
        places = {s for s, _ in at} or set(range(len(support.window)))
        around = [v.senses for s in places for v in support.window[s].verbs] + [
            _act_senses(support.window[s]) for s in places
        ]
        around = [a for a in around if a]
        if around and not any(compatible(senses, other) for other in around):
            return _certainty_differs(claim.tokens[i].text, senses, around[0])
        if not around and senses <= _WEAKER:
            return f"The claim is surer or less sure of “{claim.tokens[i].text}” than the text."
    light = {i: _same_words(support, i) for i, t in enumerate(claim.tokens) if t.low in _LIGHT}
    for i, at in (support.aligned | light).items():
        if i in mine or claim.tokens[i].low in SAYING or _nominal(claim, i):
            continue
        theirs = [v.senses for s, j in at for v in support.window[s].verbs if v.index == j]
        bare = [p for p in at if not any(v.index == p[1] for v in support.window[p[0]].verbs)]
        if (
            theirs
            and not bare
            and all(t <= _WEAKER for t in theirs)
            and not any(compatible(t, m) for t in theirs for m in in_claim)
        ):
            return _certainty_differs(claim.tokens[i].text, frozenset({"present"}), theirs[0])
    return None


_VERBAL = re.compile(r"(?:ed|en|ing)$")
_BEFORE_NOUNS = frozenset(words("to a an the of for by from its their his her our in on with about no"))


def _nominal(reading: Reading, i: int) -> bool:
    """True for a noun such as "a briefing", "for clearing", "the closure": it says nothing of time."""
    return i > 0 and reading.tokens[i - 1].low in _BEFORE_NOUNS


def _same_words(support: Support, i: int) -> list[tuple[int, int]]:
    concept = support.claim.tokens[i].concept
    return [
        (s, j)
        for s, reading in enumerate(support.window)
        for j, t in enumerate(reading.tokens)
        if t.concept == concept
    ]


def _act_senses(reading: Reading) -> Senses:
    """Labels such as ACTION: and RESOLVED: say that a thing is to be done."""
    if re.match(r"\W*(?:action|resolved|recommended|recommendation)\b", reading.text, re.IGNORECASE):
        return frozenset({"future", "should"})
    if re.search(
        r"\b(?:undert[oa]ok|agreed|promised|pledged|committed|undertaking)\b", reading.text, re.IGNORECASE
    ):
        return frozenset({"future"})
    return frozenset()


_SENSE_WORDS = {
    "done": "done", "present": "so", "ongoing": "under way", "future": "to come", "intent": "intended",
    "expected": "expected", "possible": "possible", "should": "advised", "must": "required",
    "can": "possible",
}  # fmt: skip


def _certainty_differs(word: str, mine: Senses, theirs: Senses) -> str:
    ours, text = (_SENSE_WORDS[sorted(s)[0]] for s in (mine, theirs))
    return f"The claim gives “{word}” as {ours} and the text as {text}."


_SOME = frozenset(
    words(
        """
    some partly partially sometimes few several many most mostly certain often usually occasionally
    """
    )
)
_ALL = frozenset(words("all every always fully entirely completely everyone each whole only solely"))


def scope(support: Support) -> str | None:
    """All, only and always must stand in the text as in the claim; some and partly may not be dropped."""
    claim_words = [t.low for t in support.claim.tokens]
    source = {t.low for reading in support.window for t in reading.tokens}
    for i, word in enumerate(claim_words):
        if word in _ALL and not source & _ALL:
            return f"The claim says “{word}” and the text does not."
        if word in _ALL and word not in source and word == "only":
            return "The claim says “only” and the text does not."
        if (
            _hedges(support.claim, i)
            and not source & _SOME
            and i + 1 < len(claim_words)
            and not claim_words[i + 1][0].isdigit()
        ):
            return f"The claim says “{word}” and the text does not."
    if set(claim_words) & _SOME:
        return None
    for reading in support.window:
        for j, token in enumerate(reading.tokens[:-1]):
            if _hedges(reading, j) and _next_content_matched(support, reading, j):
                return f"The text says “{token.text}” and the claim leaves it out."
    return None


def _hedges(reading: Reading, j: int) -> bool:
    """True for words that say that not all is meant: "most officers", but not "mattered most to"."""
    word = reading.tokens[j].low
    if word != "most":
        return word in ("some", "partly", "partially", "sometimes", "occasionally", "few")
    following = reading.tokens[j + 1].low if j + 1 < len(reading.tokens) else ""
    return following == "of" or (following.endswith("s") and (j == 0 or not reading.tokens[j - 1].content))


def _next_content_matched(support: Support, reading: Reading, j: int) -> bool:
    s = support.window.index(reading)
    for k in range(j + 1, min(j + 4, len(reading.tokens))):
        if reading.tokens[k].content:
            return any((s, k) in at for at in support.aligned.values())
    return False


def condition(support: Support) -> str | None:
    """A condition in the supporting sentence may not be dropped, nor one be added."""
    source = support.window[support.best]
    if support.claim.conditional and not any(r.conditional for r in support.window):
        return "The claim makes it hang on a condition and the text does not."
    if source.conditional and not support.claim.conditional:
        weak = any(v.senses & {"possible", "future"} for v in support.claim.verbs)
        if weak or len(source.content) < 14:
            return "The text makes it hang on a condition and the claim does not."
    return None


CERTAINTY_RULES: tuple[Rule, ...] = (certainty, scope, condition)
