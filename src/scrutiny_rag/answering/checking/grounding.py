"""Is this claim in that text? A check by rules that says why, sentence by sentence.

What must stand in the text to the letter (numbers, money, percentages, dates, names) is looked up in one
form; the rest of a claim is compared by stems and like words, and by meaning where a similarity function is
given. Denial, certainty, scope, and who did what to whom are compared by rules of their own. Every rule
errs towards refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from scrutiny_rag.answering.checking.certainty_rules import CERTAINTY_RULES
from scrutiny_rag.answering.checking.name_rules import NAME_RULES
from scrutiny_rag.answering.checking.statement_rules import RULES
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.value_rules import VALUE_RULES
from scrutiny_rag.english.lexicon import ACTS
from scrutiny_rag.english.reading import Reading, read, read_all
from scrutiny_rag.english.wording import alike, plain

Similar = Callable[[str, list[str]], list[float]]
"""Takes a claim and sentences; gives the cosine similarity of the claim with each, in [-1, 1]."""
Entails = Callable[[str, str], str]
"""Takes a text and a claim; gives "entailment", "neutral" or "contradiction"."""

COVERAGE = 0.66
"""Share of a claim's content words that must stand in the text, itself or in a like word."""
COVERAGE_WITH_MEANING = 0.4
"""The same where the meaning is near enough (`MEANING`)."""
MEANING = 0.6
_ACT_WORDS = frozenset().union(*ACTS.values())  # the rule `acts` looks after them
_WINDOWS_TRIED = 5
_MARKER = re.compile(r"\s?\[\d{1,3}(?:\s?[,;]\s?\d{1,3})*\]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check."""

    supported: bool
    why: str
    """One sentence."""
    rule: str = ""
    """Name of the rule that refused; "" where supported."""
    coverage: float = 0.0
    """Share of the claim's content words found in the text, 0 to 1."""
    missing: tuple[str, ...] = ()
    """Content words of the claim that the text has in no form."""
    sentence: str = ""
    """The stretch of the text that was compared."""


def check(
    claim: str,
    text: str,
    *,
    context: str = "",
    similar: Similar | None = None,
    entails: Entails | None = None,
) -> Verdict:
    """Says whether `claim` is supported by `text`.

    `context` is the attribution of the cited passage (title, body, date, speaker, role): it may support
    names and dates, and nothing else. `similar` lets a paraphrase pass whose words differ, every other rule
    still holding; `entails` (a natural-language-inference model) is a further check of what the rules let
    pass. A claim of several sentences is supported when each of them is.
    """
    parts = [reading for reading, _ in read_all(_as_speech(_MARKER.sub("", claim)))]
    passage = read_all(text)
    if not parts:
        return Verdict(False, "The claim is empty.", "empty")
    if not passage:
        return Verdict(False, "The cited text is empty.", "empty")
    about = read(" ".join(plain(context).split()))
    whole: Verdict | None = None
    for part in parts:
        verdict = _check_sentence(part, passage, about, similar)
        if not verdict.supported:
            return verdict
        if whole is None or verdict.coverage < whole.coverage:
            whole = verdict
    assert whole is not None
    if entails is not None:
        label = entails(text, claim)
        if label != "entailment":
            return Verdict(
                False,
                "The inference model does not find the claim in the text.",
                "entailment",
                whole.coverage,
            )
    return whole


def _check_sentence(
    claim: Reading, passage: tuple[tuple[Reading, str], ...], context: Reading, similar: Similar | None
) -> Verdict:
    flat = _bare(claim.text)
    for reading, _ in passage:
        if flat and flat == _bare(reading.text):
            return Verdict(True, "The claim's words stand in the text.", coverage=1.0, sentence=reading.text)
    if not claim.content:
        return Verdict(False, "The claim says nothing that could be looked up.", "empty")
    refusal: Verdict | None = None
    for window in _windows(claim, passage):
        verdict = _check_window(
            Support(
                claim, tuple(passage[n][0] for n in window), tuple(passage[n][1] for n in window), context
            ),
            similar,
        )
        if verdict.supported:
            return verdict
        refusal = refusal or verdict
    return refusal or Verdict(False, "The text says nothing of the claim.", "words")


def _check_window(support: Support, similar: Similar | None) -> Verdict:
    sentence = " ".join(r.text for r in support.window)
    coverage, missing, run = _coverage(support)
    for rule in (*VALUE_RULES, *NAME_RULES, *RULES, *CERTAINTY_RULES):
        why = rule(support)
        if why is not None:
            return Verdict(False, why, rule.__name__, coverage, missing, sentence)
    if coverage >= COVERAGE and run < 3 and (not missing or len(support.claim.content) > 3):
        return Verdict(True, "The text says the same in like words.", "", coverage, missing, sentence)
    if similar is not None and coverage >= COVERAGE_WITH_MEANING:
        nearness = max(
            similar(support.claim.text, [*(r.text for r in support.window), sentence]), default=0.0
        )
        if nearness >= MEANING:
            return Verdict(True, "The text means the same.", "", coverage, missing, sentence)
    some = ", ".join(f"“{word}”" for word in missing[:3])
    return Verdict(False, f"The text does not speak of {some}.", "words", coverage, missing, sentence)


def _coverage(support: Support) -> tuple[float, tuple[str, ...], int]:
    """Share of content words found, the words not found, and the longest run of these."""
    claim = support.claim
    in_context = {t.concept for t in support.context.tokens}
    counted = [i for i in claim.content if not (i in claim.speaker and claim.tokens[i].concept in in_context)]
    if not counted:
        return 1.0, (), 0
    missing, run, longest = [], 0, 0
    for i in counted:
        named = any(i in name for name in claim.names) or claim.tokens[i].low in _ACT_WORDS
        if support.matches[i] or named or claim.tokens[i].concept in in_context:
            run = 0
        else:
            missing.append(claim.tokens[i].text)
            run += 1
            longest = max(longest, run)
    return 1 - len(missing) / len(counted), tuple(missing), longest


def _windows(claim: Reading, passage: tuple[tuple[Reading, str], ...]) -> list[tuple[int, ...]]:
    """Stretches of the text to compare: sentences, neighbours, and the two that share most with the claim."""
    concepts = frozenset(claim.tokens[i].concept for i in claim.content)
    values = frozenset((q.kind, q.value) for q in claim.quantities) | {
        ("date", d.month or 0) for d in claim.dates
    }
    found = [_shared(concepts, values, reading) for reading, _ in passage]
    candidates: dict[tuple[int, ...], int] = {}
    order = range(len(passage))
    for n in order:
        candidates[(n,)] = len(found[n])
    for a, b in pairwise(order):
        candidates[(a, b)] = len(found[a] | found[b])
    for n in range(len(passage) - 2):
        candidates[(n, n + 1, n + 2)] = len(found[n] | found[n + 1] | found[n + 2])
    best = max(order, key=lambda n: len(found[n]))
    other = max(order, key=lambda n: len(found[best] | found[n]))
    if other != best:
        candidates[tuple(sorted((best, other)))] = len(found[best] | found[other])
    # A longer stretch is worth a look only for what it adds: else its other sentences lend stray words.
    candidates = {w: n for w, n in candidates.items() if len(w) == 1 or all(n > candidates[(k,)] for k in w)}
    most = max(candidates.values())
    candidates = {w: n for w, n in candidates.items() if n >= 0.8 * most}
    ranked = sorted(candidates, key=lambda w: (-candidates[w] + 0.4 * (len(w) - 1), w))
    return [w for w in ranked if candidates[w]][:_WINDOWS_TRIED] or [(best,)]


@lru_cache(maxsize=4096)
def _shared(
    concepts: frozenset[str], values: frozenset[tuple[str, float]], reading: Reading
) -> frozenset[object]:
    theirs = {t.concept for t in reading.tokens}
    shared: set[object] = {c for c in concepts if c in theirs or any(t and alike(c, t) for t in theirs)}
    shared |= values & (
        {(q.kind, q.value) for q in reading.quantities} | {("date", d.month or 0) for d in reading.dates}
    )
    return frozenset(shared)


def _as_speech(claim: str) -> str:
    """A claim in which "X said: it is so" and "X: it is so" become "X said that it is so"."""
    told = re.sub(r"^([^:.]{2,90}?\b(?:said|says|stated|replied|added|answered)):\s", r"\1 that ", claim)
    return re.sub(r"^([A-Z][^:.]{2,60}):\s(?=[A-Z\"])", r"\1 said that ", told) if told == claim else told


def _bare(text: str) -> str:
    return "".join(ch for ch in text.lower() if ch.isalnum() or ch == " ").strip()
