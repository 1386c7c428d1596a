"""Changes that make a sentence say something else, and changes that leave what it says as it is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scrutiny_rag.english.lexicon import words


@dataclass(frozen=True)
class Source:
    """A sentence, the passage around it, and what else its paper holds to swap with."""

    sentence: str
    passage: str
    speaker: str | None
    names: tuple[str, ...]
    """Names of people, places and bodies in the same paper, those of the passage first."""


Change = Callable[[Source, random.Random], Iterator[str]]

_WORDS = words("zero one two three four five six seven eight nine ten eleven twelve")
MONTHS = words("January February March April June July August September October November December")
_UNITS = ["day", "week", "month", "year"]
_REGULAR = words(
    """
    prepare publish receive change report continue help watch move divide depend ask start resume cover
    return join arrive attend look lead need serve follow evaluate consult support provide
    """
)
OTHER_WORDS = {
    "children": "young people",
    "began": "started",
    "undertook": "promised",
    "in post": "in place",
    "help": "support",
    "regular": "frequent",
    "gain": "receive",
    "met": "gathered",
    "wants": "would like",
    "publish": "make public",
    "praised": "commended",
    "finished": "completed",
    "shared": "joint",
    "buildings": "premises",
    "dealt with": "handled",
    "recruits": "new officers",
    "extra": "additional",
}
_NUMBER = re.compile(rf"\b(?:\d[\d,.]*\d|\d|{'|'.join(_WORDS[2:])})\b", re.IGNORECASE)


def _once(sentence: str, pattern: str, replacement: str) -> Iterator[str]:
    changed = re.sub(pattern, replacement, sentence, count=1)
    if changed != sentence:
        yield changed


def number(source: Source, chance: random.Random) -> Iterator[str]:
    """One number becomes another, from the same passage where it has one."""
    found = [m for m in _NUMBER.finditer(source.sentence) if not re.match(r"(?:19|20)\d\d$", m[0])]
    for m in found[:2]:
        others = {o[0] for o in _NUMBER.finditer(source.passage)} - {m[0]}
        others = {
            o for o in others if o.isalpha() == m[0].isalpha() and o.lower() not in source.sentence.lower()
        }
        others = {o for o in others if not re.match(r"(?:19|20)\d\d$", o)}
        if others and chance.random() < 0.6:
            new = chance.choice(sorted(others))
        elif m[0].isalpha():
            new = chance.choice([w for w in _WORDS[2:] if w != m[0].lower()])
        else:
            new = str(int(re.sub(r"[,.].*", "", m[0])) + chance.choice([1, 3, 10]))
        yield source.sentence[: m.start()] + new + source.sentence[m.end() :]


def date(source: Source, chance: random.Random) -> Iterator[str]:
    """A month or a year becomes another."""
    for m in list(re.finditer("|".join(MONTHS), source.sentence))[:1]:
        near = [w for w in MONTHS if w != m[0] and w in source.passage]
        new = chance.choice(near or [w for w in MONTHS if w != m[0]])
        yield source.sentence[: m.start()] + new + source.sentence[m.end() :]
    for m in list(re.finditer(r"\b20\d\d\b", source.sentence))[:1]:
        yield (
            source.sentence[: m.start()]
            + str(int(m[0]) + chance.choice([-2, -1, 1]))
            + source.sentence[m.end() :]
        )


def unit(source: Source, chance: random.Random) -> Iterator[str]:
    """A unit of time, or the sign of a percentage, becomes another."""
    for m in list(re.finditer(r"\b(day|week|month|year)(s?)\b", source.sentence))[:1]:
        new = chance.choice([u for u in _UNITS if u != m[1]])
        yield source.sentence[: m.start()] + new + m[2] + source.sentence[m.end() :]
    yield from _once(source.sentence, r"(\d)%", r"\1")


def name(source: Source, chance: random.Random) -> Iterator[str]:
    """A name becomes another name of the same paper."""
    mine = [n for n in source.names if n in source.sentence and not source.sentence.startswith(n)]
    for old in mine[:1]:
        others = [n for n in source.names if n not in source.sentence and n.count(" ") == old.count(" ")]
        if others:
            yield source.sentence.replace(old, chance.choice(others[:6]))


def polarity(source: Source, chance: random.Random) -> Iterator[str]:
    """A denial is put in, or taken out."""
    if re.search(r"\b(?:not|no|never|nobody|none|nothing)\b", source.sentence, re.IGNORECASE):
        yield from _once(source.sentence, r"\b(?:do|does|did) not (\w+)", r"\1")
        yield from _once(
            source.sentence, r"\b(is|are|was|were|will|can|could|had|has|have|should|need) not\b", r"\1"
        )
        yield from _once(source.sentence, r"\bnever ", "")
        return
    yield from _once(source.sentence, r"\b(is|are|was|were|will|can|could|should) (?!not)", r"\1 not ")


def tense(source: Source, chance: random.Random) -> Iterator[str]:
    """What is to come is given as done, what is done as to come."""
    yield from _once(source.sentence, r"\bwill be (\w+ed)\b", r"has been \1")
    yield from _once(source.sentence, r"\b(?:has|have|had) been (\w+ed)\b", r"will be \1")
    verb = re.search(r"\bwill (\w+)\b", source.sentence)
    past = {"be": "was", "go": "went", "take": "took", "join": "joined", "visit": "visited", "gain": "gained"}
    if verb and verb[1] in past:
        yield from _once(source.sentence, rf"\bwill {verb[1]}\b", past[verb[1]])
    elif verb and verb[1] in _REGULAR:
        yield from _once(
            source.sentence, rf"\bwill {verb[1]}\b", f"has {verb[1]}{'d' if verb[1].endswith('e') else 'ed'}"
        )


def hedge(source: Source, chance: random.Random) -> Iterator[str]:
    """A hedge is dropped or added."""
    yield from _once(source.sentence, r"\b(?:may|might|could|can sometimes)\b", "will")
    yield from _once(source.sentence, r"\b(?:aims?|hopes?|intends?|plans?|wants?|means?) to\b", "will")
    yield from _once(source.sentence, r"\bwill\b", "may")
    yield from _once(source.sentence, r"\b(?:has|have) (been )?(\w+ed)\b", r"may have \1\2")
    yield from _once(source.sentence, r"\bshould\b", "must")


def speaker(source: Source, chance: random.Random) -> Iterator[str]:
    """It is said by somebody else."""
    if source.speaker is None:
        return
    others = [
        n
        for n in source.names
        if " " in n and n.split()[-1] not in source.speaker and n not in source.sentence
    ]
    if others:
        yield f"{chance.choice(others[:4])} said: {source.sentence}"


FALSE: dict[str, Change] = {
    f.__name__: f for f in (number, date, unit, name, polarity, tense, hedge, speaker)
}


def number_form(source: Source, chance: random.Random) -> Iterator[str]:
    """three and 3, 45% and 45 per cent, 14 January 2025 and January 14, 2025."""
    for value, word in enumerate(_WORDS[2:], start=2):
        if not re.search(
            rf"(?:{'|'.join(MONTHS)}) {word}\b", source.sentence
        ):  # "In January 2 sites" is a date
            yield from _once(source.sentence, rf"\b{word}\b", str(value))
        yield from _once(
            source.sentence, rf"(?<![\d.,(])\b{value}\b(?![\d.,)%/-]| (?:{'|'.join(MONTHS)}))", word
        )
    yield from _once(source.sentence, r"(\d)%", r"\1 per cent")
    yield from _once(source.sentence, r"\b(\d{1,2}) (January|February|March|April) (\d{4})", r"\2 \1, \3")


def dropped_clause(source: Source, chance: random.Random) -> Iterator[str]:
    """A clause that only adds is left out."""
    yield from _once(
        source.sentence, r", (?:which|so that|together with|among them|for example)\b[^.]*\.", "."
    )
    yield from _once(source.sentence, r"^(?:But|And|Then|Now|Yet) (\w)", r"\1")
    yield from _once(source.sentence, r" \([A-Z]{2,}\)", "")


def reported(source: Source, chance: random.Random) -> Iterator[str]:
    """It is given as what the speaker said, in reported speech."""
    if source.speaker is None or re.search(
        r"\b(?:I|me|my|we|us|our|you|your)\b|\?", source.sentence, re.IGNORECASE
    ):
        return
    shifted = re.sub(r"\bwill\b", "would", source.sentence)
    shifted = re.sub(r"\b(has|have)\b", "had", re.sub(r"\bare\b", "were", re.sub(r"\bis\b", "was", shifted)))
    yield f"{source.speaker} said that {shifted[0].lower()}{shifted[1:]}"


def other_word(source: Source, chance: random.Random) -> Iterator[str]:
    """A word becomes another of the same sense."""
    for old, new in OTHER_WORDS.items():
        yield from _once(source.sentence, rf"\b{old}\b", new)


TRUE: dict[str, Change] = {f.__name__: f for f in (number_form, dropped_clause, reported, other_word)}
