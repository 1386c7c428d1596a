"""A sentence read once for grounding: its words, values, names, verbs, negations and speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scrutiny_rag.english.certainty import Verb, conditional, negated_scope, negations, verbs
from scrutiny_rag.english.dates import StatedDate, dates
from scrutiny_rag.english.lexicon import ACTS, AUDIENCE, GENERIC_NAMES, ROLES, SAYING, words
from scrutiny_rag.english.names import initials, names
from scrutiny_rag.english.numbers import Quantity, quantities
from scrutiny_rag.english.wording import Token, plain, sentences, tokens

_LABEL = re.compile(r"^(?P<who>(?:[A-Z][a-z]{1,4}\.\s)*[A-Z][^:\n.!?|]{1,90}):\s+(?=\S)", re.MULTILINE)
_TITLED = re.compile(
    r"\(?(?:(?:[a-z]|[ivx]{1,4}|\d[\d.]{0,6})[.)]|\d{1,4}/\d{2,4}\.?)\s(?:[A-Z][\w'&]*|of|and|the|for|on|\d+|\s)+\s-\s(?=[A-Z])"
)
"""The number and the title of a paragraph of minutes: "b) Bus shelter - The clerk reported …"."""
_PRONOUNS = frozenset(words("he she they it we i this these his her their its our my him them"))
_PRESENT_SAYING = frozenset(words("says explains tells replies adds confirms"))
_SPEECH = SAYING | frozenset().union(*ACTS.values())


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence says, taken apart."""

    text: str
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[StatedDate, ...]
    names: tuple[tuple[int, ...], ...]
    initials: frozenset[str]
    verbs: tuple[Verb, ...]
    negations: tuple[tuple[int, int], ...]
    negated: frozenset[int]
    conditional: bool
    content: tuple[int, ...]
    """Indexes of content words that are neither values nor verbs of saying."""
    speaker: tuple[int, ...]
    """Indexes of the words that say who speaks, () where the sentence does not."""
    topic: bool
    """True for a few words without a verb, such as a heading: what comes after is about it."""
    pronoun: bool
    """True when it leans on a sentence before it for who or what it speaks of."""


@lru_cache(maxsize=4096)
def read(sentence: str) -> Reading:
    """Takes one sentence apart."""
    words = tuple(tokens(sentence))
    stated = tuple(dates(sentence))
    spans = tuple((d.start, d.end) for d in stated)
    amounts = tuple(quantities(sentence, spans))
    spans += tuple((q.start, q.end) for q in amounts)
    named = tuple(tuple(run) for run in names(words, spans))
    content = tuple(
        i
        for i, t in enumerate(words)
        if t.content and t.low not in SAYING and not any(t.start < b and t.end > a for a, b in spans)
    )
    marked = tuple(verbs(words, sentence))
    return Reading(
        sentence,
        words,
        amounts,
        stated,
        named,
        frozenset(initials(words)),
        marked,
        tuple(negations(words, sentence)),
        negated_scope(words, sentence),
        conditional(words),
        content,
        tuple(
            i
            for i in _speaker(words, sentence)
            if not any(a < words[i].end and words[i].start < b for a, b in spans)
        ),
        len(words) <= 7 and not marked and not amounts[1:] and not stated,
        any(t.low in _PRONOUNS for t in words[:6]),
    )


@lru_cache(maxsize=1024)
def read_all(text: str) -> tuple[tuple[Reading, str], ...]:
    """Each sentence of `text` and the label of the turn it stands in ("" outside transcripts)."""
    flat = re.sub(r"\*{2,}", "", plain(text))
    labels = [(m.start(), m.end(), m["who"]) for m in _LABEL.finditer(flat) if is_speaker(m["who"])]
    out: list[tuple[Reading, str]] = []
    for start, end in sentences(flat):
        label = ""
        for at, after, who in labels:
            if at < end and after <= end:
                label = who
                if start <= at < end:
                    start = after if flat[after:end].strip() else start
        sentence = " ".join(flat[start:end].split())
        titled = _TITLED.match(sentence)
        if titled is not None:
            out.append((read(titled[0].rstrip(" -")), label))
            sentence = sentence[titled.end() :]
        if sentence:
            out.append((read(sentence), label))
    return tuple(out)


def is_speaker(label: str) -> bool:
    """True for a label before a colon that names somebody, as transcripts print who speaks."""
    words = tokens(label)
    capitals = sum(t.capital for t in words)
    return (
        1 < len(words) <= 14
        and capitals >= 2
        and capitals >= len(words) / 2
        and "resolved" not in label.lower()
    )


def _speaker(words: tuple[Token, ...], text: str) -> tuple[int, ...]:
    """The subject of the first verb of saying, or what follows "according to"."""
    lows = [t.low for t in words]
    for i, low in enumerate(lows[:40]):
        if low == "according" and lows[i + 1 : i + 2] == ["to"]:
            return tuple(_run(words, text, i + 2))
        if low not in _SPEECH or i == 0:
            continue
        following = lows[i + 1] if i + 1 < len(lows) else ""
        past = low.endswith(("ed", "id", "old", "ook", "ought", "eard"))
        if not past and low not in _PRESENT_SAYING and following not in ("that", "how", "why"):
            continue  # "a report", "the state": a noun
        passive = lows[i - 1] in ("was", "were", "been", "is", "are", "be", "being")
        if passive:
            if "by" in lows[i + 1 : i + 4]:
                said_by = _run(words, text, lows.index("by", i) + 1)
                return tuple(j for j in said_by if words[j].capital or words[j].low in GENERIC_NAMES | ROLES)
            return ()
        if low.endswith("ing") or (low in AUDIENCE and i < 2):
            continue
        start = i
        while (
            start > 0
            and i - start < 9
            and not set(",;:") & set(text[words[start - 1].end : words[start].start])
        ):
            if lows[start - 1] in ("that", "which", "and", "to", "of") and lows[start - 1] in (
                "that",
                "which",
                "to",
            ):
                break
            start -= 1
        subject = [j for j in range(start, i) if _may_speak(words[j])]
        return tuple(subject)
    return ()


def _run(words: tuple[Token, ...], text: str, start: int) -> list[int]:
    out: list[int] = []
    for j in range(start, min(start + 8, len(words))):
        if j > start and set(",;.") & set(text[words[j - 1].end : words[j].start]):
            break
        if _may_speak(words[j]):
            out.append(j)
        elif words[j].low not in ("the", "a", "of", "for"):
            break
    return out


def _may_speak(token: Token) -> bool:
    return (
        token.content
        and (token.capital or token.low in GENERIC_NAMES or token.concept.isalpha())
        and not token.low.endswith("ly")
    )
