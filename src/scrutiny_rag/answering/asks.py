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


_WH = r"(?:\b|^)"
_RULES: tuple[tuple[Ask, str], ...] = (
    (Ask.DURATION, r"\bhow long\b"),
    (
        Ask.MONEY,
        r"\bhow much (?:money|did|does|do|will|would|was|were|is|has|have)\b.*\b(?:spen[dt]|cost|pa(?:y|id)|fund|"
        r"receive|worth|raise|charge|save)|\b(?:what|which) (?:is|was|are|were) the (?:\w+ )?(?:budget|salary|cost|"
        r"price|fee|fine)\b|\bwhat (?:salary|budget|fee|fine)\b",
    ),
    (
        Ask.NUMBER,
        r"\bhow (?:many|much|often|big|large|far|old)\b|\bwhat (?:percentage|proportion|share|number|fraction|amount|"
        r"figure|rate|sum|budget|cost)\b|\bby how much\b|"
        r"\bby what\b(?! (?:date|day|month|year|deadline|point|time)\b)|\bat what (?:rate|cost|age)\b|\bhow high\b",
    ),
    (
        Ask.DATE,
        r"\bwhen\b|\b(?:what|which) (?:date|day|month|year|deadline)\b|\bby what (?:point|time)\b|\bhow soon\b",
    ),
    (Ask.PLACE, r"^(?:and )?where\b|\bwhere (?:is|are|was|were|do|does|did|will|would|can)\b"),
    (Ask.REASON, r"^(?:and )?why\b|\bfor what reason\b|\bwhat (?:was|is|were) the reasons?\b"),
    (
        Ask.PERSON,
        r"^(?:and )?who\b|\bwhich (?:\w+ )?(?:officer|inspector|member|councillor|person|commander|superintendent|"
        r"commissioner|assembly member|director|witness|speaker|chair|minister)\b|\bby whom\b|\bwhose\b",
    ),
    (Ask.DECISION, r"\b(?:resolv|decid|decision|agree[ds]?\b|conclude|recommend|vote[ds]?\b|outcome)"),
    (Ask.PROMISE, r"\b(?:promis|undert|commit(?:ted|s)? to|pledg|plan(?:s|ned)? to|intend|going to)"),
    (Ask.STATEMENT, r"\b(?:say|said|tell|told|think|thought|view|describe[ds]?|explain(?:ed)?|respon[ds])"),
    (Ask.YES_NO, r"^(?:and )?(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b"),
)
# Kinds that show in a sentence by their form; a question can ask for several of them at once.
_SLOTS = frozenset({Ask.MONEY, Ask.NUMBER, Ask.DATE, Ask.DURATION})
_COMPILED = tuple((ask, re.compile(pattern, re.IGNORECASE)) for ask, pattern in _RULES)

_COMPARE = re.compile(
    r"\b(?:compar|both|differ|versus|vs|between|across|same|each of|in \w+ and (?:in |across )?\w+)",
    re.IGNORECASE,
)
_TIMELINE = re.compile(
    r"\b(?:chang(?:e|ed|es)|over time|since|evolv|develop(?:ed)? (?:from|between)|timeline|history|"
    r"between \d{4} and \d{4}|from \d{4} to \d{4}|became of|happened to|progress)\b",
    re.IGNORECASE,
)

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
    "million billion half third thirds quarter quarters dozen dozens twice once double single none"
).split()
_MONTHS = (
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sept sep oct nov dec"
).split()
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:{'|'.join(_MONTHS)})\b|\b(?:19|20)\d\d\b|\b(?:end|beginning|start|middle) of (?:the )?(?:\w+ )?"
    r"(?:year|month|week|term|\w+)\b|\b(?:next|this|last|coming|following) (?:year|month|week|spring|summer|autumn|"
    r"winter|term|meeting|fortnight)\b|\b(?:fortnight|tomorrow|yesterday|today|weeks?' time|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|spring|summer|autumn|winter|quarterly|monthly|weekly|daily|annually)\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[£€$]\s?\d|\b\d[\d,.]*\s?(?:pounds|euros?|million|billion|p)\b", re.IGNORECASE)
_DURATION = re.compile(
    r"\b(?:second|minute|hour|day|night|week|fortnight|month|quarter|term|year|decade)s?\b|\b(?:five|one|two|three)-day\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.?!:]\s)(?<!^)(?<!\w)[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
_REASON = re.compile(
    r"\b(?:because|due to|so that|so as to|in order|since|as a result|therefore|thus|to (?:recognise|ensure|allow|help|"
    r"enable|reflect|give|make|prevent|reduce|improve)|reason|thereby|owing to|for example)\b",
    re.IGNORECASE,
)


def asks_of(question: str) -> tuple[Ask, ...]:
    """The kinds of answer a question asks for: "How many, and by when?" asks for two; THING where none fits."""
    found = tuple(ask for ask, pattern in _COMPILED if pattern.search(question))
    slots = tuple(ask for ask in found if ask in _SLOTS)
    if Ask.MONEY in slots:
        slots = tuple(ask for ask in slots if ask is not Ask.NUMBER)
    return slots or found[:1] or (Ask.THING,)


def ask_of(question: str) -> Ask:
    """The first kind of answer that a question asks for."""
    return asks_of(question)[0]


def fits(asks: tuple[Ask, ...], sentence: str, speaker: str | None, act: str | None) -> float:
    """How far a sentence holds what is asked for: 1 all of it, 0 none, 0.5 where nothing special is asked."""
    held = [can_answer(ask, sentence, speaker, act) for ask in asks]
    return sum(0.5 if value is None else float(value) for value in held) / len(held)


def compares(question: str) -> bool:
    """True where the question wants several papers side by side, or one matter over time."""
    return bool(_COMPARE.search(question) or _TIMELINE.search(question))


def over_time(question: str) -> bool:
    """True where the question is about change over time."""
    return bool(_TIMELINE.search(question))


def can_answer(ask: Ask, sentence: str, speaker: str | None, act: str | None) -> bool | None:
    """Whether a sentence holds the kind of thing asked for; None where the kind asks for nothing special."""
    match ask:
        case Ask.MONEY:
            return bool(_MONEY.search(sentence))
        case Ask.NUMBER:
            return bool(_NUMBER.search(_DATE.sub(" ", sentence)))
        case Ask.DATE:
            return bool(_DATE.search(sentence))
        case Ask.DURATION:
            return bool(_DURATION.search(sentence))
        case Ask.PERSON:
            return bool(speaker or _NAME.search(sentence))
        case Ask.PLACE:
            return bool(_NAME.search(sentence))
        case Ask.REASON:
            return bool(_REASON.search(sentence))
        case Ask.DECISION:
            return act in ("resolves", "recommends") or bool(
                re.search(r"\b(?:resolv|agree|conclud|recommend|decid|noted|approv)", sentence, re.IGNORECASE)
            )
        case Ask.PROMISE:
            return act == "undertakes" or bool(
                re.search(
                    r"\b(?:will|shall|going to|pledg|commit|undert|plan|aim|intend)", sentence, re.IGNORECASE
                )
            )
        case _:
            return None
