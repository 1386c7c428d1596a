"""How far a sentence holds the kind of thing that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scrutiny_rag.answering.asks import HOURS, MEASURES, Ask, asks_of
from scrutiny_rag.answering.fillers import NOT_A_PERSON, Span, Stated, stated
from scrutiny_rag.answering.forms import decides, gives_reason, promises
from scrutiny_rag.english.lexicon import ROLES, SAYING
from scrutiny_rag.papers.model import Block
from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

Near = Callable[[Iterable[str], Iterable[str]], dict[str, float]]
"""For each word of the first, how near the nearest of the second is in meaning, 0 to 1."""

_COUNTED = re.compile(
    r"\b(?:how many|number of|how much of the|(?:what )?(?:proportion|percentage|share) of)\s+"
    r"(?:(?:the|its|their|new|more|other|extra|additional)\s+)*(?P<what>[^?.,;]+)",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\bwhat (?:is|are|was|were) (?:the |its |their )?"
    rf"(?:average |(?=(?:[\w-]+ ){{0,3}}(?:{MEASURES})\b))(?P<what>[^?.,;]+)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)\b[A-Z][a-z][\w-]+")
_SAYS = re.compile(
    r"\bdid (?P<who>(?:[\w’'.-]+ ){1,6}?)(?:say|tell|told|think|ask|explain|describe|respond|answer|reply|warn|argue|"
    r"suggest|mention|comment)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_RATE = re.compile(r"\brate\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:percentage|proportion|fraction|(?:what|which) share|share of|how much of)\b", re.IGNORECASE
)
_BY_HOW_MUCH = re.compile(r"\bby (?:how much|what)\b", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:by|of) (?:\w+ )?$", re.IGNORECASE)
_CLOCK = re.compile(rf"\b(?:(?<!by )what times?|{HOURS})\b", re.IGNORECASE)
_OFTEN = re.compile(r"\bhow (?:often|frequently|regularly)\b", re.IGNORECASE)
# Where the noun that is counted ends: "how many officers | were", "how many schools | in".
_ENDS = STOP_WORDS | frozenset(
    "short left got get need needed went go came come joined attended took take made work works worked per "
    "responded resulted currently still already across available involved said say".split()
)
_ANYTHING = frozenset(
    stem(word)
    for word in "people person persons time thing one day staff member number figure them case place".split()
)
_WHO_IS = re.compile(
    r"^(?:and )?who(?:['’]s| is| was| are| were) (?:the|a|an|its|their|our|now|currently|\w+['’]s?)\b|\bnames? of\b|"
    r"^(?:and )?which (?:\w+ ){1,4}(?:leads?|led|heads?|headed|chairs?|chaired)\b",
    re.IGNORECASE,
)
_NAMED_KINDS = re.compile(
    r"\b(?:which|what|names? of (?:the )?)\s?(?:(?!are|is|was|were|do|did|grounds|basis)\w+ ){0,2}?"
    r"(?:company|firm|vendor|supplier|contractor|manufacturer|university|hospital|charity|schools|boroughs|wards|councils|hospitals|streets|roads|"
    r"universities|companies|charities|firms|towns|villages|estates|parks|stations)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<![\w’'])[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_ALIKE = 0.5
"""Nearness from which another word may stand for what is counted."""
_TITLES = frozenset(stem(word) for word in ROLES)
_NOT_THIS = 0.3
"""A part of a question filled no better than this is left open."""
_TIMES = re.compile(r"\s(?:times?|occasions?)\b", re.IGNORECASE)
"""After a number: it counts how often, not what is asked for."""
_REACH = 6
"""Words between a number and what it counts."""


@dataclass(frozen=True)
class Wanted:
    """What a question asks for."""

    asks: tuple[Ask, ...]
    counted: tuple[str, ...] = ()
    """What "how many" counts, in small letters; () where anything will do."""
    share: bool = False
    """A part of a whole: a percentage, or one in so many."""
    rate: bool = False
    """A rate: a share, or so many in a time; a bare number may be another one."""
    by_how_much: bool = False
    """A change is asked for, not a level."""
    often: bool = False
    clock: bool = False
    """A time of day is asked for, not a date."""
    who_is: bool = False
    """A person is asked for by what they are, so that who speaks is no answer."""
    named: bool = False
    """Places or bodies are asked for by name."""
    sayer: frozenset[str] = frozenset()
    """Stems of the name of whoever is asked about: "What did Ada Thornbury say …"."""
    said: frozenset[str] = frozenset()
    """Stems of the question: a name that it holds itself is no answer to it."""

    @classmethod
    def of(cls, question: str) -> Wanted:
        """Read a question."""
        return cls(
            asks=asks_of(question),
            counted=_counted(question),
            share=bool(_SHARE.search(question)),
            rate=bool(_RATE.search(question)),
            by_how_much=bool(_BY_HOW_MUCH.search(question)),
            often=bool(_OFTEN.search(question)),
            clock=bool(_CLOCK.search(question)),
            who_is=bool(_WHO_IS.search(question.strip())),
            named=bool(_NAMED_KINDS.search(question)),
            sayer=_sayer(question),
            said=frozenset(terms(question)),
        )

    def fit(self, text: str, block: Block, before: str = "", near: Near | None = None) -> float:
        """How far `text`, a sentence of `block` that follows `before`, holds all that is asked for.

        1 all of it, 0 nothing, 0.5 where nothing special is asked for. `near` lets what is counted stand in other
        words.
        """
        parts = [self._part(ask, text, block, before, near) for ask in self.asks]
        value = sum(parts) / len(parts)
        if self.named and not self._names_something(text):
            value = min(value, 0.1)
        return value

    def fills(self, ask: Ask, text: str, block: Block) -> bool:
        """True where `text` holds something that can fill this part of the question."""
        return self._part(ask, text, block, "", None) > _NOT_THIS

    def spans(self, ask: Ask, text: str) -> list[Span]:
        """Where the words stand in `text` that can fill this part of the question, likeliest first."""
        held = stated(text)
        match ask:
            case Ask.MONEY:
                return [(n.start, n.end) for n in held.of("money")]
            case Ask.DURATION:
                return [(n.start, n.end) for n in held.of("duration")]
            case Ask.DATE:
                return _exact_first(held)
            case Ask.PERSON:
                return [(a, b) for a, b in held.people if not set(terms(text[a:b])) <= self.said]
            case Ask.NUMBER:
                return self._numbers(text, held)
            case _:
                return []

    def _part(self, ask: Ask, text: str, block: Block, before: str, near: Near | None) -> float:
        held = stated(text)
        match ask:
            case Ask.MONEY:
                return float(bool(held.of("money")))
            case Ask.DURATION:
                return float(bool(held.of("duration", "frequency") or held.often))
            case Ask.DATE if self.clock:
                return float(bool(held.of("time")))
            case Ask.DATE:
                return float(bool(held.dates or held.loose_dates or held.of("relative", "time", "duration")))
            case Ask.NUMBER:
                return self._number(text, held, before, near)
            case Ask.PERSON:
                return self._person(text, block)
            case Ask.PLACE:
                return 1.0 if self._names_something(text) else 0.2
            case Ask.REASON:
                return 1.0 if gives_reason(text) else 0.3
            case Ask.DECISION:
                return 1.0 if block.act in ("resolves", "recommends") or decides(text) else 0.3
            case Ask.PROMISE:
                return 1.0 if block.act == "undertakes" or promises(text) else 0.3
            case Ask.STATEMENT:
                return self._statement(text, block)
            case _:
                return 0.5

    def _statement(self, text: str, block: Block) -> float:
        """Whoever is asked about must have said it, or be said to have said it."""
        if " | " in text:  # a row of a table says nothing in anybody's voice
            return 0.3
        if not self.sayer:
            return 0.5
        if self.sayer & set(terms(f"{block.speaker or ''} {block.role or ''}")):
            return 0.8
        told = {word.lower() for word in words(text)}
        if self.sayer & {stem(word) for word in told}:
            return 0.7 if told & SAYING else 0.25
        return 0.2

    def _number(self, text: str, held: Stated, before: str, near: Near | None) -> float:
        if self.share:
            return 1.0 if held.of("percent") else 0.15 if held.of("plain", "money") else 0.0
        if self.rate and not held.of("percent", "frequency", "money"):
            return 0.2 if held.numbers else 0.0
        if self.often:
            return float(bool(held.of("frequency") or held.often))
        if not (held.numbers or held.vague):
            return 0.0
        if not held.of("plain", "percent", "money", "duration"):
            return 0.3
        if not self.counted:
            return 1.0
        if not (held.of("plain", "percent") or held.vague):
            return 0.15
        if self._counts(text, held):
            return 1.0
        told = {word.lower() for word in words(text)}
        wanted = {stem(word) for word in self.counted}
        if wanted & {stem(word) for word in told}:
            return 0.75 if held.vague or any(n.printed.lower() != "one" for n in held.numbers) else 0.25
        if wanted & set(terms(before)):
            return 0.7
        if near is not None and told:
            alike = max(near(self.counted[-1:], told - STOP_WORDS).values(), default=0.0)
            return 0.15 + 0.6 * alike if alike >= _ALIKE else 0.15
        return 0.3

    def _counts(self, text: str, held: Stated) -> bool:
        """True where a number of the sentence stands within a few words of what is counted."""
        wanted = {stem(word) for word in self.counted}
        for number in held.of("plain", "percent"):
            if _TIMES.match(text, number.end):
                continue
            after = [stem(word) for word in words(text[number.end :])[:_REACH]]
            ahead = [stem(word) for word in words(text[: number.start])[-_REACH:]]
            if len(wanted & {*after, *ahead}) >= len(wanted) / 2:
                return True
        return False

    def _numbers(self, text: str, held: Stated) -> list[Span]:
        if self.by_how_much:
            return [
                (n.start, n.end)
                for n in held.of("percent", "plain", "money")
                if n.kind == "percent" or _CHANGE.search(text[: n.start])
            ]
        kinds = ("percent",) if self.share else ("plain", "percent", "money", "duration")
        found = [(n.start, n.end) for n in held.of(*kinds)]
        if self.often:
            return [(n.start, n.end) for n in held.of("frequency")] or list(held.often)
        wanted = {stem(word) for word in self.counted}

        def apart(span: Span) -> int:
            after = [stem(word) for word in words(text[span[1] :])[:_REACH]]
            return next((n for n, word in enumerate(after) if word in wanted), _REACH)

        return sorted(found, key=apart) if wanted else found

    def _person(self, text: str, block: Block) -> float:
        if self.spans(Ask.PERSON, text):
            return 1.0
        role = set(terms(f"{block.role or ''} {block.speaker or ''}"))
        if self.who_is:
            return 0.6 if block.speaker and len(role & self.said) >= 2 else 0.0
        if block.speaker:
            return 0.7
        return 0.6 if self._names_something(text) or _ROLE.search(text) else 0.0

    def _names_something(self, text: str) -> bool:
        """True where the text holds a name that the question does not; a sentence's first word alone is none."""
        for run in _CAPITALISED.finditer(text):
            own = [word for word in words(run[0]) if word.lower() not in STOP_WORDS]
            if run.start() <= 2:
                own = own[1:] or []
            telling = [
                word for word in own if word.lower() not in NOT_A_PERSON and stem(word) not in self.said
            ]
            if telling and not any(word.lower() in ROLES for word in own):
                return True
        return False


_ROLE = re.compile(rf"\b(?:{'|'.join(sorted(ROLES))})\b", re.IGNORECASE)


def _exact_first(held: Stated) -> list[Span]:
    exact = sorted(held.dates, key=lambda d: -sum(part is not None for part in (d.year, d.month, d.day)))
    return [(d.start, d.end) for d in exact] + list(held.loose_dates)


def _sayer(question: str) -> frozenset[str]:
    match = _SAYS.search(question)
    return names_of(f"did {match['who']}") if match else frozenset()


def _counted(question: str) -> tuple[str, ...]:
    """What "how many …" counts, or an average is of: the words up to the verb or preposition; () if generic."""
    match = _COUNTED.search(question) or _MEASURED.search(question)
    if not match:
        return ()
    kept: list[str] = []
    for word in words(match["what"]):
        low = word.lower()
        if low in ("and", "or"):
            continue
        # "how many libraries opened": a verb, where a noun has gone before.
        if low in _ENDS or len(kept) == 5 or (kept and low.endswith("ed")):
            break
        kept.append(low)
    if not kept or all(stem(word) in _ANYTHING for word in kept):
        return ()
    return tuple(kept)


def names_of(question: str) -> frozenset[str]:
    """Stems of the names of people, places and bodies in a question, and its years.

    Roles ("Commander") and words that name nobody alone ("Committee") are left out.
    """
    found = {word.lower() for match in _NAME.finditer(question) for word in words(match[0])}
    named = {stem(name) for name in found - ROLES - NOT_A_PERSON - STOP_WORDS}
    return frozenset(named | set(_YEAR.findall(question)))
