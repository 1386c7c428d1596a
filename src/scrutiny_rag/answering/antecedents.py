"""Whom or what a pronoun in a follow-up stands for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.answering.asks import PEOPLE
from scrutiny_rag.answering.substitution import is_person
from scrutiny_rag.english.lexicon import GENERIC_NAMES, ROLES
from scrutiny_rag.retrieval.naming import speakers_named
from scrutiny_rag.store.analysis import STOP_WORDS

_MALE_TITLES = re.compile(r"\b(?:Mr|Sir|Lord|Cllr Mr)\b")
_FEMALE_TITLES = re.compile(r"\b(?:Mrs|Ms|Miss|Lady|Baroness|Dame)\b")
_NAME = re.compile(r"\b[A-Z][\w’'-]*(?: (?:of |for )?[A-Z][\w’'-]*)*")
_ASKS_WHO = re.compile(rf"^(?:and )?(?:who|by whom|whose|which (?:\w+ )?(?:{PEOPLE}))\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:said|say|says|ask(?:ed)?|told|tell|raised?|mention(?:ed)?|called|described?|think|thought)\b", re.I
)
_IS_ONE = re.compile(
    r"^(?:what|who|where) (?:is|are|was|were) (?P<what>(?:the |a |an )?[^?]{3,80}?)\s*\??$",
    re.IGNORECASE,
)
_DID_ONE = re.compile(
    r"^who (?:\w+ed|wrote|made|led|ran|gave|took|chose|set up|drew up|saw|won|built|paid for) "
    r"(?P<what>the [^?]{3,80}?)\s*\??$",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"^who(?:’s|'s| is| was) (?:the |[A-Z])", re.IGNORECASE)
_FEMININE = frozenset("she her hers".split())
_TITLED = "|".join(sorted(role.title() for role in ROLES if len(role) > 3))
_ROLE = re.compile(
    rf"\b[Tt]he (?:[A-Z][\w’'-]* |Detective |Deputy |Vice |Assistant )*(?:{_TITLED})"
    r"(?: (?:for|of) (?:[A-Z][\w’'-]*(?: and)? ?)+)?\b"
)


def person_meant(
    pronoun: str, asked_before: str, answer: Answer, speakers: Collection[str] = ()
) -> str | None:
    """The person that `pronoun` (he, she, his …) stands for: named in the question before, or in its answer.

    None where nobody is, or where it may be one of several: titles tell men and women apart, nothing else does.
    """
    wrong = _MALE_TITLES if pronoun in _FEMININE else _FEMALE_TITLES

    def only_one(names: Iterable[str]) -> str | None:
        fitting = [name for name in dict.fromkeys(names) if not wrong.search(name)]
        # A title shows a person; capitals alone may be a report's name.
        titled = [name for name in fitting if set(name.lower().split()) & ROLES or name in speakers]
        return next(iter(titled or fitting)) if len(titled or fitting) == 1 else None

    in_question = people(asked_before, speakers)
    if in_question and not _ASKS_WHO.match(asked_before):
        return only_one(in_question)
    if _WHO_IS.match(asked_before):
        return only_one([said]) if (said := thing_meant(asked_before)) else None  # "Pell's harbour master"
    spoke = [c.speaker for c in answer.citations[:1] if c.speaker]
    if spoke and _SAYS.search(asked_before):
        return only_one(spoke)
    # What an answer says before it quotes is the direct answer.
    told = [answer.text.partition("“")[0], *(c.quote for c in answer.citations[:2])]
    named = next((found for text in told if (found := people(text, speakers, first_word=True))), spoke)
    return only_one(named)


def thing_meant(asked_before: str) -> str | None:
    """What "it" stands for after "what is X?" or "who wrote X?": X. None where the question before is less simple."""
    found = _IS_ONE.match(asked_before) or _DID_ONE.match(asked_before)
    if found is None or re.search(
        r"\b(?:it|its|that|this|they|them|their|he|she|said|done)\b", found["what"], re.I
    ):
        return None
    if len(found["what"].split()) > 7:
        return None
    return found["what"]


def put_in_place(text: str, pronoun: str, name: str) -> str:
    """`text` with `name` for the first `pronoun`; a possessive one gets the name's possessive."""
    possessive = pronoun in ("his", "her", "its", "their")
    if pronoun == "her" and not re.search(r"\bher [a-z]", text):
        possessive = False
    shown = f"{name}'s" if possessive else name
    return re.sub(rf"\b{re.escape(pronoun)}\b", lambda _: shown, text, count=1, flags=re.IGNORECASE)


def people(text: str, speakers: Collection[str], first_word: bool = False) -> list[str]:
    """The people named in `text`, in order: known speakers, names with a title or first name, "the Superintendent".

    The first word of a question is no name; `first_word` says that it may be one.
    """
    found: list[tuple[int, str]] = [(text.find(m.group()), m.group()) for m in _ROLE.finditer(text)]
    for match in _NAME.finditer(text, 0 if first_word else 1):
        name = match.group()
        while name and name.split()[0].lower() in STOP_WORDS:
            name = name.partition(" ")[2]
        name = re.sub(r"[’']s?$", "", name)
        tokens = [word.lower() for word in name.split()]
        if not tokens or all(word in ROLES | GENERIC_NAMES for word in tokens):
            continue
        known = speakers_named(name, speakers)
        if known and known[0].strength >= 0.7:
            found.append((match.start(), known[0].name))
        elif any(word in ROLES for word in tokens) or (
            is_person(name, ()) and not any(word in GENERIC_NAMES for word in tokens)
        ):
            found.append((match.start(), name))
    return list(dict.fromkeys(name for _, name in sorted(found)))
