"""Is this claim in that text? A check by rules that says why, sentence by sentence.

What must stand in the text to the letter (numbers, money, percentages, dates, names) is looked up in one form.
Each thing that the claim says is done or so is held against the like deed of the text: how surely, whether
denied, by whom, to what. The rest is compared by stems and like words, and by meaning where a similarity
function is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scrutiny_rag.answering.checking.acts import ACTS, kinds
from scrutiny_rag.answering.checking.deeds import DEEDS
from scrutiny_rag.answering.checking.edits import EDITS
from scrutiny_rag.answering.checking.labelled import LABELLED, OF_ITS_YEAR
from scrutiny_rag.answering.checking.name_rules import NAME_RULES
from scrutiny_rag.answering.checking.statement_rules import DENIED_RULES, STATEMENT_RULES
from scrutiny_rag.answering.checking.support import Support
from scrutiny_rag.answering.checking.value_rules import VALUE_RULES
from scrutiny_rag.answering.checking.verdict import Outcome, Verdict
from scrutiny_rag.answering.checking.windows import windows
from scrutiny_rag.english.merged import parts
from scrutiny_rag.english.reading import Reading, is_speaker, read, read_all
from scrutiny_rag.english.wording import plain

Similar = Callable[[str, list[str]], list[float]]
"""Takes a claim and sentences; gives the cosine similarity of the claim with each, in [-1, 1]."""
Entails = Callable[[str, str], str]
"""Takes a text and a claim; gives "entailment", "neutral" or "contradiction"."""

COVERAGE = 0.66
"""Share of a claim's content words that must stand in the text, itself or in a like word."""
COVERAGE_WITH_MEANING = 0.4
"""The same where the meaning is near enough (`MEANING`)."""
NOTHING = 0.3
"""Where less stands there than this, the text does not bear on the claim at all."""
MEANING = 0.6
SAME_MEANING = 0.75
"""Likeness from which a verb that the text lacks is another word for one that it has."""
_MARKER = re.compile(r"\s?\[\d{1,3}(?:\s?[,;]\s?\d{1,3})*\]")
RULES = (
    *VALUE_RULES,
    LABELLED,
    OF_ITS_YEAR,
    *NAME_RULES,
    *STATEMENT_RULES,
    ACTS,
    *DEEDS,
    *DENIED_RULES,
    EDITS,
)
"""The rules, in the order in which they are asked; the first that finds a fault gives the verdict."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A text that a claim cites: an extract, or a whole item, with what is known of it."""

    text: str
    context: str = ""
    """Its attribution: title, body, committee, date, speaker, role."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome over several cited texts."""

    verdict: Verdict
    resting_on: tuple[int, ...]
    """Indexes of the texts on which the claim rests; () where it is not verified."""


def check(
    claim: str,
    text: str,
    *,
    context: str = "",
    before: str = "",
    similar: Similar | None = None,
    entails: Entails | None = None,
) -> Verdict:
    """Says whether `claim` is supported by `text`, a passage of one paper, a sentence or a whole item.

    `context` is the attribution of the passage (title, body, committee, date, speaker, role): it may support
    names and dates, and nothing else. `before` is what the draft says before the claim: whom "he" stands for.
    `similar` lets a paraphrase pass whose words differ, every other rule still holding; `entails` (a
    natural-language-inference model) is a further check of what the rules let pass. A claim of several
    sentences is verified when each of them is.
    """
    return check_cited(claim, [Cited(text, context)], before=before, similar=similar, entails=entails).verdict


def check_cited(
    claim: str,
    cited: Sequence[Cited],
    *,
    before: str = "",
    similar: Similar | None = None,
    entails: Entails | None = None,
) -> Judged:
    """Says whether `claim` is supported by the texts that it cites, and on which of them it rests.

    Each thing that the claim says must stand in one of them: two papers are not pooled in one statement.
    """
    said = [reading for reading, _ in read_all(_as_speech(_MARKER.sub("", claim)))]
    said = [r for r in said if _bare(r.text) not in ("yes", "no")] or said
    if not said:
        return Judged(Verdict(Outcome.HARD, "The claim is empty.", "empty"), ())
    passages = [_Passage(read_all(c.text), read(" ".join(plain(c.context).split()))) for c in cited]
    if not any(passage.sentences for passage in passages):
        return Judged(Verdict(Outcome.HARD, "The cited text is empty.", "empty"), ())
    least: Verdict | None = None
    resting: set[int] = set()
    for reading in said:
        verdict, on = _anywhere(reading, passages, before, similar)
        if not verdict.supported:
            pieces = parts(reading.text)
            merged = (
                [_anywhere(read(piece), passages, before, similar) for piece in pieces] if pieces[1:] else []
            )
            if not merged or not all(v.supported for v, _ in merged):
                return Judged(verdict, ())
            verdict = min((v for v, _ in merged), key=lambda v: v.coverage)
            on = {n for _, places in merged for n in places}
        resting |= on
        before = f"{before} {reading.text}"
        if least is None or verdict.coverage < least.coverage:
            least = verdict
    assert least is not None
    if (
        entails is not None
        and entails("\n".join(cited[n].text for n in sorted(resting)), claim) != "entailment"
    ):
        why = "The inference model does not find the claim in the text."
        return Judged(replace(least, outcome=Outcome.SOFT, why=why, rule="entailment"), ())
    return Judged(least, tuple(sorted(resting)))


@dataclass(frozen=True, slots=True)
class _Passage:
    sentences: tuple[tuple[Reading, str], ...]
    about: Reading


def _anywhere(
    claim: Reading, passages: Sequence[_Passage], before: str, similar: Similar | None
) -> tuple[Verdict, set[int]]:
    """The verdict on one sentence by each text alone: those that bear it out, or what the nearest has against it."""
    refused: list[Verdict] = []
    borne: dict[int, Verdict] = {}
    for n, passage in enumerate(passages):
        if not passage.sentences:
            continue
        verdict = _check_sentence(claim, passage, before, similar)
        if verdict.supported:
            borne[n] = verdict
        else:
            refused.append(verdict)
    if borne:
        return next(iter(borne.values())), set(borne)
    return max(refused, key=lambda v: v.coverage), set()


def _check_sentence(claim: Reading, passage: _Passage, before: str, similar: Similar | None) -> Verdict:
    flat = _bare(claim.text)
    for reading, _ in passage.sentences:
        if flat and flat == _bare(reading.text):
            return Verdict(
                Outcome.VERIFIED, "The claim's words stand in the text.", coverage=1.0, sentence=reading.text
            )
    if not claim.content:
        return Verdict(Outcome.HARD, "The claim says nothing that could be looked up.", "empty")
    refusal: Verdict | None = None
    for window in windows(claim, passage.sentences):
        verdict = _check_window(
            Support(
                claim,
                tuple(passage.sentences[n][0] for n in window),
                tuple(passage.sentences[n][1] for n in window),
                passage.about,
                before,
                passage.sentences,
            ),
            similar,
        )
        if verdict.supported:
            return verdict
        refusal = refusal or verdict
    return refusal or Verdict(Outcome.HARD, "The text says nothing of the claim.", "words")


def _check_window(support: Support, similar: Similar | None) -> Verdict:
    sentence = " ".join(r.text for r in support.window)
    coverage, missing, run = _coverage(support)
    soft: Verdict | None = None
    for rule in RULES:
        fault = rule.find(support)
        if fault is None:
            continue
        if fault.wording and coverage >= COVERAGE and _means(similar, support.claim.text, sentence):
            continue  # another verb for the same thing
        verdict = Verdict(fault.outcome, fault.why, rule.name, coverage, missing, sentence)
        if fault.outcome is Outcome.HARD:
            return verdict  # a hard fault counts before a soft one that was found earlier
        soft = soft or verdict
    if soft is not None and coverage >= NOTHING:
        return soft
    if coverage >= COVERAGE and run < 3 and (not missing or len(support.claim.content) > 3):
        return Verdict(
            Outcome.VERIFIED, "The text says the same in like words.", "", coverage, missing, sentence
        )
    if similar is not None and coverage >= COVERAGE_WITH_MEANING:
        nearness = max(
            similar(support.claim.text, [*(r.text for r in support.window), sentence]), default=0.0
        )
        if nearness >= MEANING:
            return Verdict(Outcome.VERIFIED, "The text means the same.", "", coverage, missing, sentence)
    some = ", ".join(f"“{word}”" for word in missing[:3])
    outcome = Outcome.SOFT if coverage >= NOTHING else Outcome.HARD
    return Verdict(outcome, f"The text does not speak of {some}.", "words", coverage, missing, sentence)


def _means(similar: Similar | None, claim: str, sentence: str) -> bool:
    return similar is not None and max(similar(claim, [sentence]), default=0.0) >= SAME_MEANING


def _coverage(support: Support) -> tuple[float, tuple[str, ...], int]:
    """Share of content words found, the words not found, and the longest run of these."""
    claim = support.claim
    in_context = {t.concept for t in support.context.tokens}
    reporting = {d.at for d in support.claimed if d.reports or kinds(d)}
    counted = [i for i in claim.content if not (i in claim.speaker and claim.tokens[i].concept in in_context)]
    acting = {at for d in support.claimed if d.at in reporting for at in d.doer}
    counted = [
        i for i in counted if claim.tokens[i].start not in reporting | acting
    ]  # other rules see to these
    if not counted:
        return 1.0, (), 0
    missing, run, longest = [], 0, 0
    for i in counted:
        named = any(i in name for name in support.names)
        if support.matches[i] or named or claim.tokens[i].concept in in_context:
            run = 0
        else:
            missing.append(claim.tokens[i].text)
            run += 1
            longest = max(longest, run)
    return 1 - len(missing) / len(counted), tuple(missing), longest


def _as_speech(claim: str) -> str:
    """A claim in which "X said: it is so" and "X: it is so" become "X said that it is so"."""
    told = re.sub(r"^([^:.]{2,90}?\b(?:said|says|stated|replied|added|answered)):\s", r"\1 that ", claim)
    label = re.match(r"([A-Z][^:.]{2,60}):\s(?=[A-Z\"])", told)
    if told != claim or label is None or not is_speaker(label[1]):
        return told
    return f"{label[1]} said that {told[label.end() :]}"


def _bare(text: str) -> str:
    """The letters and figures of a text, with the signs that make a figure what it is."""
    low = re.sub(r"(?<=\d)[.,](?=\d)", "_", text.lower())
    return "".join(ch for ch in low if ch.isalnum() or ch in " _%£€$").strip()
