"""What kind of answer a question asks for."""

from __future__ import annotations

import re
from enum import StrEnum


class Ask(StrEnum):
    """The kinds of answer; each tells which sentences can be one."""

    MONEY = "money"
    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    YES_NO = "yes-no"
    DECISION = "decision"
    PROMISE = "promise"
    STATEMENT = "statement"
    THING = "thing"


PEOPLE = (
    "officer|inspector|member|councillor|person|commander|superintendent|commissioner|director|witness|speaker|chair|"
    "minister|mayor|leader|manager|author"
)
"""What people are called whom a question asks for, as alternatives of a pattern; so the others below."""
HOURS = "(?:opening|closing) (?:hours|times?)|what hours"
"""How a question asks when something is open."""
MEASURES = "limit|capacity|population|turnover|headcount|caseload|temperature"
"""What is told in a number, whatever of."""
_RULES: tuple[tuple[Ask, str], ...] = (
    (Ask.DURATION, r"\bhow long\b"),
    (
        Ask.MONEY,
        r"\bhow much (?:money|did|does|do|will|would|was|were|is|has|have)\b.*\b(?:spen[dt]|cost|pa(?:y|id)|fund|"
        r"receive|worth|raise|charge|save)|\b(?:what|which) (?:is|was|are|were) the (?:\w+ )?(?:budget|salary|cost|"
        r"price|fee|fine)\b|\bwhat (?:salary|budget|fee|fine)\b|\bwhat (?:did|does|do|will|would|has|have)\b.*\bcost\b|"
        r"^(?:and )?what (?:is|are|was|were)\b[^?]*\bpaid\b",
    ),
    (
        Ask.NUMBER,
        r"\bhow (?:many|much|often|big|large|far|old)\b|\bwhat (?:percentage|proportion|share|number|fraction|amount|"
        r"figure|rate|sum|budget|cost)\b|\bby how much\b|"
        r"\bwhat (?:is|are|was|were) the (?:[\w-]+ ){0,5}(?:rate|size|total|level)\b|"
        rf"\bwhat (?:is|are|was|were) (?:the |its |their )?(?:average\b|(?:[\w-]+ ){{0,3}}(?:{MEASURES})\b)|"
        r"\bby what\b(?! (?:date|day|month|year|deadline|point|time)\b)|\bat what (?:rate|cost|age)\b|\bhow high\b",
    ),
    (
        Ask.DATE,
        r"(?:^|\b(?:and|by|since|until|from|or)\s|,\s)when\b|\bwhen(?:\W*$|\s(?:is|are|was|were|do|does|did|will|would|can|"
        r"could|should|has|have|had|might|must)\b)|\b(?:what|which) (?:date|day|month|year|deadline)\b|"
        rf"\bwhat times?\b|\bby what point\b|\bhow soon\b|\b(?:{HOURS})\b",
    ),
    (Ask.PLACE, r"^(?:and )?where\b|\bwhere (?:is|are|was|were|do|does|did|will|would|can)\b"),
    (Ask.REASON, r"^(?:and )?why\b|\bfor what reason\b|\bwhat (?:was|is|were) the reasons?\b"),
    (
        Ask.PERSON,
        rf"^(?:and )?who\b|\bwhich (?:\w+ )?(?:{PEOPLE})\b|\bby whom\b|\bwhose\b|"
        rf"\bwhat (?:is|was|are|were) the names? of\b[^?]*\b(?:{PEOPLE})s?\b",
    ),
    (Ask.DECISION, r"\b(?:resolv|decid|decision|agree[ds]?\b|conclude|recommend|vote[ds]?\b|outcome)"),
    (Ask.PROMISE, r"\b(?:promis|undert|commit(?:ted|s)? to|pledg|plan(?:s|ned)? to|intend|going to)"),
    (Ask.STATEMENT, r"\b(?:say|said|tell|told|think|thought|view|describe[ds]?|explain(?:ed)?|respon[ds])"),
    (Ask.YES_NO, r"^(?:and )?(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b"),
)
# Kinds that show in a sentence by their form; a question can ask for several of them at once.
_SLOTS = frozenset({Ask.MONEY, Ask.NUMBER, Ask.DATE, Ask.DURATION})
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_TWO = re.compile(
    r"(?P<first>[^?]+?)(?:\?|,)\s+(?:and|or)?\s*(?P<second>(?:by |since |for |at |on |in )?"
    r"(?:who|whom|what|which|when|where|why|how)\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_COMPILED = tuple((ask, re.compile(pattern, re.IGNORECASE)) for ask, pattern in _RULES)


def asks_of(question: str) -> tuple[Ask, ...]:
    """The kinds of answer a question asks for: "How many, and by when?" asks for two; THING where none fits."""
    found = tuple(ask for ask, pattern in _COMPILED if pattern.search(question))
    slots = tuple(ask for ask in found if ask in _SLOTS)
    if Ask.MONEY in slots and not _HOW_MANY.search(question):
        slots = tuple(ask for ask in slots if ask is not Ask.NUMBER)
    return slots or found[:1] or (Ask.THING,)


def two_questions(question: str) -> tuple[str, str] | None:
    """The two questions of "How many wardens are there, and what do they cost?"; None where it is one."""
    match = _TWO.match(question.strip())
    return (f"{match['first']}?", match["second"]) if match and len(match["first"].split()) > 3 else None
