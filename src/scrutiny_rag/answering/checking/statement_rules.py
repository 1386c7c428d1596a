"""Rules of grounding for denial, opposites, acts of speech, and who did what to whom."""

from __future__ import annotations

import re

from scrutiny_rag.answering.checking.support import Rule, Support
from scrutiny_rag.english.lexicon import ACTS, GENERIC_NAMES, IRREGULAR, words
from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import Token, alike, opposed, stem


def polarity(support: Support) -> str | None:
    """What the claim denies the text must deny, and the other way round."""
    claim = support.claim
    source_negated = [(s, n) for s, reading in enumerate(support.window) for n in reading.negated]
    for _, head in claim.negations:
        at = support.aligned.get(head, [])
        if at:
            if not any(place in source_negated for place in at):
                return f"The text does not deny “{claim.tokens[head].text}”, as the claim does."
        elif not source_negated and not _opposite_in(support, claim.tokens[head]):
            return "The claim denies something and the text does not."
    claim_heads = {head for _, head in claim.negations}
    for s, reading in enumerate(support.window):
        for _, head in reading.negations:
            mine = [i for i, at in support.aligned.items() if (s, head) in at]
            if not mine or any(i in claim.negated or i in claim_heads for i in mine):
                continue
            elsewhere = [p for i in mine for p in support.aligned[i] if p not in source_negated]
            if elsewhere and not any(p[0] == s for p in elsewhere):
                continue
            if claim.negations or _negative_prefix(support, mine):
                continue
            if not elsewhere:
                return f"The text denies “{reading.tokens[head].text}” and the claim does not."
    return None


def _opposite_in(support: Support, token: Token) -> bool:
    return any(opposed(token.concept, t.concept) for reading in support.window for t in reading.tokens)


def _negative_prefix(support: Support, indexes: list[int]) -> bool:
    """True when the claim itself says the denial with another word: "unfilled" for "not filled"."""
    claim = support.claim
    return any(
        opposed(claim.tokens[i].concept, claim.tokens[j].concept)
        for i in indexes
        for j in claim.content
        if j not in indexes
    )


def opposites(support: Support) -> str | None:
    """No word of the claim may stand where the text has its opposite."""
    claim = support.claim
    small = _small_opposite(support)
    if small is not None:
        return small
    for i in claim.content:
        unit = claim.tokens[i].concept in _TIME_UNITS
        if unit and _other_unit(support, i):
            return f"The text does not say “{claim.tokens[i].text}” there."
        if support.aligned[i]:
            continue
        token = claim.tokens[i]
        for s, reading in enumerate(support.window):
            for j, other in enumerate(reading.tokens):
                if not opposed(token.concept, other.concept):
                    continue
                if any((s, j) in at for at in support.aligned.values()):
                    continue
                if (j in reading.negated) != (i in claim.negated):
                    continue
                return f"The claim says “{token.text}” where the text says “{other.text}”."
    return None


_TIME_UNITS = frozenset(stem(w) for w in ("hour", "day", "week", "fortnight", "month", "year", "decade"))
_SMALL_OPPOSITES = {
    "more": {"less", "fewer"}, "less": {"more"}, "fewer": {"more"}, "most": {"least"}, "least": {"most"},
    "before": {"after", "since"}, "after": {"before", "until"}, "above": {"below"}, "below": {"above"},
    "over": {"under"}, "under": {"over"}, "first": {"last"}, "last": {"first", "next"}, "next": {"last"},
    "inside": {"outside"}, "outside": {"inside"}, "up": {"down"}, "down": {"up"},
}  # fmt: skip


def _other_unit(support: Support, i: int) -> bool:
    """True when the best sentence has a unit of time, and not this one."""
    here = any(s == support.best for s, _ in support.aligned[i])
    return not here and any(t.concept in _TIME_UNITS for t in support.window[support.best].tokens)


def _small_opposite(support: Support) -> str | None:
    """ "More likely" may not stand for "less likely", nor "before the vote" for "after the vote"."""
    tokens = support.claim.tokens
    for i, token in enumerate(tokens[:-1]):
        if token.low not in _SMALL_OPPOSITES:
            continue
        for s, j in support.aligned.get(i + 1, []):
            before = support.window[s].tokens[j - 1].low if j else ""
            if before in _SMALL_OPPOSITES[token.low]:
                return f"The claim says “{token.text}” where the text says “{before}”."
    return None


def acts(support: Support) -> str | None:
    """Undertaken, resolved, recommended, accepted and requested are different things."""
    lows = [t.low for t in support.claim.tokens]
    source = {t.low for reading in support.window for t in reading.tokens}
    for i, low in enumerate(lows):
        kinds = [kind for kind, forms in ACTS.items() if low in forms]
        if not kinds or (
            low in ("ask", "asked", "asks")
            and i + 1 < len(lows)
            and lows[i + 1] in ("about", "whether", "how")
        ):
            continue
        if any(source & ACTS[kind] for kind in kinds):
            continue
        if i in support.claim.negated and _opposite_in(support, support.claim.tokens[i]):
            continue
        promise = "undertook" in kinds and any(v.senses & {"future"} for r in support.window for v in r.verbs)
        asked = kinds == ["requested"] and any("?" in r.text for r in support.window)
        if not promise and not asked:
            return f"The claim says “{support.claim.tokens[i].text}” and the text does not."
    return None


def quoted(support: Support) -> str | None:
    """Words in quotation marks must stand in the text as they are."""
    text = " ".join(r.text for r in support.window).lower()
    for m in re.finditer(r'"([^"]{8,})"', support.claim.text):
        if m[1].strip(" .,;").lower() not in text:
            return "The words in quotation marks do not stand in the text."
    return None


_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override)\s(?:\w+\s){0,3}"
    r"(?:instructions?|prompts?|rules|extracts|everything|above)\b"
    r"|\b(?:system prompt|as an ai\b|language model)\b|\b(?:you are (?:now )?(?:an?|the) "
    r"(?:\w+ )?(?:assistant|chatbot|ai|bot))"
    r"|\b(?:say|answer|reply|respond|write|output|print|state|tell \w+)\s"
    r"(?:only |exactly |instead )*(?:with|that|the words)\b.*"
    r"\b(?:any|every|all|whatever) questions?\b"
    r"|^(?:\W*(?:please|now|always|instead|you must|you should)[ ,]*)*(?:answer|reply|respond|output|print)\s"
    r"(?:only|exactly|instead|with|that|every|all|any)\b",
    re.IGNORECASE,
)


def instruction(support: Support) -> str | None:
    """A sentence that gives orders to whoever answers is no evidence for what it wants said."""
    for reading in support.window:
        if _INSTRUCTION.search(reading.text) and not _INSTRUCTION.search(support.claim.text):
            return "The text there is an instruction to the reader, not a statement."
    return None


def agent(support: Support) -> str | None:
    """What the text says was done by somebody may not be said to be done by somebody else."""
    claim = support.claim
    for i, at in support.matches.items():
        if not claim.tokens[i].low.endswith(("ed", "en")) and claim.tokens[i].low not in IRREGULAR:
            continue
        passive = any(t.low in _BEING for t in claim.tokens[max(0, i - 3) : i])
        mine = _after_by(claim, i) or ([] if passive else _before(claim, i))
        for s, j in at:
            theirs = _after_by(support.window[s], j)
            if not theirs and mine and not passive and _undergoes(support, i, s, j):
                return f"The text has “{claim.tokens[i].text}” done to the one who does it in the claim."
            if not mine or not theirs:
                continue
            concepts = [support.window[s].tokens[k].concept for k in theirs]
            if not any(alike(claim.tokens[k].concept, c) for k in mine for c in concepts):
                return f"The text has “{claim.tokens[i].text}” done by somebody else."
    return None


def _undergoes(support: Support, i: int, s: int, j: int) -> bool:
    """True when the claim says "X thanked …" and the text "X was thanked"."""
    source = support.window[s]
    if j < 2 or source.tokens[j - 1].low not in _BEING or source.tokens[j - 2].low in _BEING:
        return False
    subject = next((k for k in range(i - 1, max(-1, i - 3), -1) if k in support.claim.content), None)
    following = support.claim.tokens[i + 1] if i + 1 < len(support.claim.tokens) else None
    if subject is None or following is None or not (following.capital or following.low in _DETERMINERS):
        return False
    return alike(support.claim.tokens[subject].concept, source.tokens[j - 2].concept)


_DETERMINERS = frozenset(words("the a an its their his her this that these those our all"))
_BEING = frozenset({"was", "were", "been", "be", "is", "are", "being"})


def _after_by(reading: Reading, i: int) -> list[int]:
    """The words that follow "by" right after word i: by whom it was done, not "by 3%" or "by May"."""
    if i + 2 >= len(reading.tokens) or reading.tokens[i + 1].low != "by":
        return []
    after = reading.tokens[i + 1].end
    starts = [q.start for q in reading.quantities] + [d.start for d in reading.dates]
    if any(0 <= start - after <= 16 for start in starts):
        return []
    run = range(i + 2, min(i + 7, len(reading.tokens)))
    return [k for k in run if k in reading.content or k in reading.speaker]


def _before(reading: Reading, i: int) -> list[int]:
    """The content words that stand before word i, its subject among them."""
    return [k for k in range(max(0, i - 6), i) if k in reading.content]


def who_did_what(support: Support) -> str | None:
    """Who did it and to whom it was done must not change places around the verb."""
    claim = support.claim
    content = [i for i in sorted(support.matches) if support.matches[i]]
    for v in content:
        left = [i for i in content if v - 7 <= i < v][-3:]
        right = [i for i in content if v < i <= v + 7][:3]
        for s, j in support.matches[v]:
            for a in left:
                for b in right:
                    if _swapped(support, (a, v, b), s, j):
                        return f"“{claim.tokens[a].text}” and “{claim.tokens[b].text}” have changed places."
    return None


def _swapped(support: Support, places: tuple[int, int, int], s: int, j: int) -> bool:
    a, v, b = places
    claim, source = support.claim, support.window[s]
    if not (_actor(claim, a) and _actor(claim, b)) or alike(claim.tokens[a].concept, claim.tokens[b].concept):
        return False
    at_a = [k for n, k in support.matches[a] if n == s]
    at_b = [k for n, k in support.matches[b] if n == s]
    if not at_a or not at_b or not all(j < k <= j + 9 for k in at_a) or not all(j - 9 <= k < j for k in at_b):
        return False
    return _by(claim, v, b) == _by(source, j, at_a[0])


def _actor(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    return (
        any(i in run for run in reading.names)
        or token.low in GENERIC_NAMES
        or token.capital
        or token.low.endswith("s")
    )


def _by(reading: Reading, start: int, end: int) -> bool:
    return any(t.low in ("by", "from", "of") for t in reading.tokens[start + 1 : end])


RULES: tuple[Rule, ...] = (instruction, quoted, polarity, opposites, acts, agent, who_did_what)
