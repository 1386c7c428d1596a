"""Putting new words in the place of old ones in the question before: "and in Croydon?", "what about 2017?"."""

from __future__ import annotations

import re
from collections.abc import Collection

from scrutiny_rag.english.lexicon import GENERIC_NAMES, ROLES
from scrutiny_rag.retrieval.naming import speakers_named
from scrutiny_rag.store.analysis import STOP_WORDS, stem, words

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec)"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}(?: \d{{4}})?\b|\b(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IN = r"in|at|across|within|for|of|from|around|throughout|inside|outside|near"
_PREPOSITION = re.compile(
    rf"^(?:{_IN}|by|about|on|since|during|before|after|under|regarding|concerning|to|with)\s+", re.I
)
_CAPITALS = re.compile(r"\b[A-Z][\w’'-]*(?:(?: (?:and|of|the|upon) (?=[A-Z])| )[A-Z][\w’'-]*)*")
_RELATIVE_YEAR = re.compile(
    r"^(?:in |for )?(?:the )?(?:(?P<before>year before(?: that)?|previous year)|(?P<after>year after(?: that)?|"
    r"following year|next year))$",
    re.IGNORECASE,
)
_WHO_SPEAKS = re.compile(
    r"\b(?:did|does|do|has|have|had|would|will)\s+(?P<who>(?:[\w’'.-]+\s+){1,6}?)(?=(?:say|said|think|thought|ask|asked|want|reply|"
    r"answer|argue|suggest|promise|agree|call|describe|explain|raise|tell|respond|propose|object|mean|claim|mention|undertake|"
    r"commit|pledge|resolve|decide|recommend|conclude)\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|on)\s+(?P<what>(?:(?!\b(?:in|at|by|since|when|during)\b)[^?,])+)", re.I
)
_HOW_MANY = re.compile(
    r"^how (?:many|much) (?P<what>.+?)(?= (?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b)",
    re.I,
)
_WHAT_IS = re.compile(
    r"^(?:what|who|where|which|when|how much|how many) (?:is|are|was|were) (?P<what>[^?]+?)\s*\??$", re.I
)


def substitute(core: str, new: str, speakers: Collection[str] = (), said_in: int | None = None) -> str | None:
    """`core`, the question before, with `new` in the place of the words of its kind; None where it has no such place.

    `speakers` are names that are known to be people's; `said_in` is the year of the paper that answered `core`,
    from which "the year before" counts where the question names no year.
    """
    if not new.strip():
        return None
    bare = _PREPOSITION.sub("", new)
    if relative := _RELATIVE_YEAR.match(new):
        years = _YEAR.findall(core)
        known = int(years[-1]) if years else said_in
        if known is None:
            return None
        year = str(known - 1 if relative["before"] else known + 1)
        return _date(core, year, f"in {year}")
    if _DATE.fullmatch(bare):
        return _date(core, bare, new if bare != new else f"in {bare}")
    if new.lower().split(maxsplit=1)[0] in _ABOUTS and (made := _subject(core, new)):
        return made
    if is_person(bare, speakers):
        return _person(core, bare, speakers) or _subject(core, new)
    if bare[:1].isupper() or new.lower().startswith(("in ", "at ", "across ")):
        # A place where the question names one; what has the same last word comes first: "Youth Safety Plan".
        return _same_head(core, bare) or _place(core, new, bare, speakers) or _subject(core, new)
    return _subject(core, new) or _person(core, new, speakers)


def is_person(name: str, speakers: Collection[str]) -> bool:
    """True where `name` is a known speaker's, has a title or role in it, or looks like first name and surname."""
    tokens = words(name)
    if any(word.lower() in ROLES for word in tokens) or speakers_named(name, speakers):
        return True
    capitals = [word for word in tokens if word[0].isupper()]
    generic = any(word.lower() in GENERIC_NAMES for word in tokens)
    return 2 <= len(capitals) <= 3 and len(capitals) == len(tokens) and not generic


def _date(core: str, new: str, phrase: str) -> str:
    found = list(_DATE.finditer(core))
    if not found:
        return _appended(core, phrase)
    last = found[-1]
    return core[: last.start()] + new + core[last.end() :]


def _person(core: str, new: str, speakers: Collection[str]) -> str | None:
    found = _WHO_SPEAKS.search(core)
    if found:
        start, end = found.span("who")
        return f"{core[:start]}{new} {core[end:]}"
    for match in _CAPITALS.finditer(core, 1):
        if is_person(match.group(), speakers):
            return _replaced(core, match.start(), match.end(), new)
    return None


def _place(core: str, new: str, bare: str, speakers: Collection[str]) -> str | None:
    best: tuple[int, int, int] | None = None
    for match in _CAPITALS.finditer(core, 1):
        text, start, end = match.group(), match.start(), match.end()
        if is_person(text, speakers) or text.split()[0].lower() in STOP_WORDS:
            continue
        before = re.search(r"(\w+) (?:the )?$", core[:start])
        rank = 0
        if before and before[1].lower() in ("in", "at", "across", "within", "around", "throughout"):
            rank += 3
        elif before and before[1].lower() in _BEFORE_A_SUBJECT:
            rank += 1
        if re.search(r"[’']s?$", text.split()[0]) or core[end:].startswith(("’", "'")):
            rank += 3
            owner = re.match(r"[A-Z][\w-]*", text)
            end = start + owner.end() if owner else end
        elif " " not in text:
            rank += 2 if not text.isupper() else 1
        elif text.split()[-1].lower() in GENERIC_NAMES and len(text.split()) == 2 and not text.endswith("s"):
            rank += 1
            end = start + len(text.split()[0])
        if rank >= 2 and (best is None or rank > best[0]):
            best = (rank, start, end)
    if best is None:
        return _appended(core, new) if bare != new else None
    return core[: best[1]] + bare + core[best[2] :]


def _same_head(core: str, new: str) -> str | None:
    """`new` in the place of the words of `core` that end alike: "local teams", "the other teams"."""
    tokens = words(new)
    if len(tokens) < 2:
        return None
    head = stem(tokens[-1])
    spans = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[\w’'-]+", core)]
    for n in range(len(spans) - 1, 0, -1):
        if stem(spans[n][0]) != head:
            continue
        first = n
        while first > 1 and spans[first - 1][0].lower() not in STOP_WORDS | _QUANTITY:
            if core[spans[first - 1][2] : spans[first][1]].strip():
                break
            first -= 1
        if first > 1 and spans[first - 1][0].lower() in ("the", "a", "an") and tokens[0].lower() == "the":
            first -= 1
        if first < n or n == 0:
            return core[: spans[first][1]] + new + core[spans[n][2] :]
    return None


_BEFORE_A_SUBJECT = frozenset("for of from does did do has is are will".split())
_ABOUTS = frozenset("about on regarding concerning".split())
_QUANTITY = frozenset("many much what which".split())


def _subject(core: str, new: str) -> str | None:
    bare = _PREPOSITION.sub("", new)
    if same := _same_head(core, bare):
        return same
    lead = _PREPOSITION.match(new)
    about = _ABOUT.search(core)
    if about and (lead is None or lead.group().strip().lower() in _ABOUTS):
        return _replaced(core, *about.span("what"), bare)
    if lead is not None:
        return None
    for pattern in (_HOW_MANY, _WHAT_IS):
        if found := pattern.search(core):
            return _replaced(core, *found.span("what"), bare)
    return None


def _replaced(core: str, start: int, end: int, new: str) -> str:
    return core[:start] + new + core[end:]


def _appended(core: str, phrase: str) -> str:
    return f"{core.rstrip(' ?.')} {phrase}?"
