"""The rules of grounding: each takes a claim and the sentences it may rest on, and says what is wrong.

A rule's answer is one sentence for people, or None. Values and names have their own rules in `value_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from scrutiny_rag.answering.lexicon import ACTS, GENERIC_NAMES, words
from scrutiny_rag.answering.modality import Senses, compatible
from scrutiny_rag.answering.reading import Reading
from scrutiny_rag.answering.wording import Token, alike, opposed


@dataclass(frozen=True)
class Support:
    """A claim beside the sentences that may support it; `context` is the cited passage's attribution."""

    claim: Reading
    window: tuple[Reading, ...]
    labels: tuple[str, ...]
    context: Reading

    @cached_property
    def matches(self) -> dict[int, list[tuple[int, int]]]:
        """For each content word of the claim: (sentence, word) of each like word in the window."""
        found: dict[int, list[tuple[int, int]]] = {}
        for i in self.claim.content:
            concept = self.claim.tokens[i].concept
            found[i] = [
                (s, j)
                for s, reading in enumerate(self.window)
                for j, token in enumerate(reading.tokens)
                if alike(concept, token.concept)
            ]
        return found

    @cached_property
    def best(self) -> int:
        """The sentence of the window that shares most words with the claim."""
        counts = [
            len({i for i, at in self.matches.items() if any(s == n for s, _ in at)})
            for n in range(len(self.window))
        ]
        return counts.index(max(counts))

    def words(self) -> Iterator[Token]:
        """Every word of the window, then of the context."""
        for reading in self.window:
            yield from reading.tokens
        yield from self.context.tokens


Rule = Callable[[Support], str | None]


def polarity(support: Support) -> str | None:
    """What the claim denies the text must deny, and the other way round."""
    claim = support.claim
    source_negated = [(s, n) for s, reading in enumerate(support.window) for n in reading.negated]
    for _, head in claim.negations:
        at = support.matches.get(head, [])
        if at:
            if not any(place in source_negated for place in at):
                return f"The text does not deny “{claim.tokens[head].text}”, as the claim does."
        elif not source_negated and not _opposite_in(support, claim.tokens[head]):
            return "The claim denies something and the text does not."
    claim_heads = {head for _, head in claim.negations}
    for s, reading in enumerate(support.window):
        for _, head in reading.negations:
            mine = [i for i, at in support.matches.items() if (s, head) in at]
            if not mine or any(i in claim.negated or i in claim_heads for i in mine):
                continue
            elsewhere = [p for i in mine for p in support.matches[i] if p not in source_negated]
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
    for i in claim.content:
        if support.matches[i]:
            continue
        token = claim.tokens[i]
        for s, reading in enumerate(support.window):
            for j, other in enumerate(reading.tokens):
                if not opposed(token.concept, other.concept):
                    continue
                if any((s, j) in at for at in support.matches.values()):
                    continue
                if (j in reading.negated) != (i in claim.negated):
                    continue
                return f"The claim says “{token.text}” where the text says “{other.text}”."
    return None


_WEAKER = frozenset({"future", "intent", "expected", "possible", "should", "must", "can"})


def certainty(support: Support) -> str | None:
    """Done, under way, to come, hoped for, possible and advised are kept apart."""
    claim = support.claim
    mine = {v.index: v.senses for v in claim.verbs}
    in_claim: list[Senses] = [v.senses for v in claim.verbs]
    for i, senses in mine.items():
        at = support.matches.get(i) or _same_words(support, i)
        theirs = [v.senses for s, j in at for v in support.window[s].verbs if v.index == j]
        if theirs and not any(compatible(senses, other) for other in theirs):
            return _certainty_differs(claim.tokens[i].text, senses, theirs[0])
        if theirs:
            continue
        places = {s for s, _ in at} or {support.best}
        around = [v.senses for s in places for v in support.window[s].verbs] + [
            _act_senses(support.window[s]) for s in places
        ]
        around = [a for a in around if a]
        if around and not any(compatible(senses, other) for other in around):
            return _certainty_differs(claim.tokens[i].text, senses, around[0])
        if not around and senses <= _WEAKER:
            return f"The claim is surer or less sure of “{claim.tokens[i].text}” than the text."
    for i, at in support.matches.items():
        if i in mine:
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
            word in ("some", "partly", "partially", "sometimes", "most", "few")
            and not source & _SOME
            and i + 1 < len(claim_words)
        ):
            return f"The claim says “{word}” and the text does not."
    if set(claim_words) & _SOME:
        return None
    for reading in support.window:
        for j, token in enumerate(reading.tokens[:-1]):
            hedge = token.low in ("some", "partly", "partially", "sometimes", "most", "occasionally")
            if hedge and _next_content_matched(support, reading, j):
                return f"The text says “{token.text}” and the claim leaves it out."
    return None


def _next_content_matched(support: Support, reading: Reading, j: int) -> bool:
    s = support.window.index(reading)
    for k in range(j + 1, min(j + 4, len(reading.tokens))):
        if reading.tokens[k].content:
            return any((s, k) in at for at in support.matches.values())
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


RULES: tuple[Rule, ...] = (
    instruction,
    quoted,
    polarity,
    opposites,
    certainty,
    scope,
    condition,
    acts,
    who_did_what,
)
