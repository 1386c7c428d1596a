"""The type of value that a question asks for, and whether a sentence holds one."""

from __future__ import annotations

import re
from enum import StrEnum

from scrutiny_rag.english.rule import Rule, rule


class Expected(StrEnum):
    """Types of value."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    SHARE = "share"


_ASKS: tuple[tuple[Expected, Rule], ...] = (
    (
        Expected.MONEY,
        rule(
            "asks-for-money",
            r"\bhow much\b(?! of\b).*\b(?:cost|pa(?:y|id|ying)|spen[dt]|raise|fund|money|charge|worth|"
            r"price|budget|get|owe)\w*|"
            r"\b(?:cost|price|budget|fee|fine|salary|wage|grant|council tax|precept|"
            r"spend(?:ing)?) (?:of|for|to|per|is|was|on)\b|"
            r"\bwhat(?:'s| is| was| are| were)?(?: the| a| their| its)? (?:\w+ )?(?:cost|price|budget|"
            r"fee|fine|salary|money|precept)\b|"
            r"\bhow much (?:is|are|was|were|will|would|did|does)\b|\bwhat (?:would|will|does|"
            r"did) (?:it|that|this|they) cost",
            ("how much did the bin cost", "what's the budget for parks", "what would it cost us"),
            ("how many bins", "how much of the plan is done"),
        ),
    ),
    (
        Expected.DURATION,
        rule(
            "asks-how-long",
            r"\bhow (?:long|old)\b",
            ("how long will it take", "how old was she"),
            ("as long as",),
        ),
    ),
    (
        Expected.TIME,
        rule(
            "asks-for-a-time-of-day",
            r"\b(?:what|which) time\b|\bopening (?:times?|hours)\b",
            ("what time does it open", "opening hours of the baths"),
            ("how many times", "what is the time limit"),
        ),
    ),
    (
        Expected.SHARE,
        rule(
            "asks-for-a-share",
            r"\bwhat (?:percentage|proportion|share|fraction)\b|\bhow much of\b|\binterest rate\b",
            ("what share of burglaries", "interest rate on the loan"),
            ("how many shares", "at what rate"),
        ),
    ),
    (
        Expected.NUMBER,
        rule(
            "asks-for-a-number",
            r"\bhow (?:many|big|large|far|high|often)\b|\bwhat number\b|\bby how much\b|"
            r"\b(?:average|total|turnout|caseload|response times?|figures|numbers|rates?)\b",
            ("how many cameras", "what was the turnout"),
            ("who counted them",),
        ),
    ),
    (
        Expected.DATE,
        rule(
            "asks-for-a-date",
            r"^\W*(?:and |by |since |until |from )*when\b|\b(?:what|which) (?:date|day|month|year)\b|"
            r"\bhow soon\b|\bby when\b|"
            r"\bwhen(?:'s| is| was| will| did| does| do| are| were| can)\b|\b(?:start|end|opening|closing|completion|"
            r"finish|launch|due|closure) (?:date|day)s?\W*$|^\W*(?:the )?date (?:of|for|when)\b",
            (
                "when is the fundraiser",
                "by when",
                "which year did it open",
                "skatepark opening date?",
                "date of the fair",
            ),
            ("what happens when it rains", "keep the date book up to date"),
        ),
    ),
    (
        Expected.PLACE,
        rule(
            "asks-for-a-place",
            r"^\W*(?:and )?where(?:'?s|abouts)?\b(?! (?:have|are) (?:we|they|things)\b)|"
            r"\b(?:what|which) (?:venue|location|place|street|road|site|building|hall)\b",
            ("where was it held", "wheres the new bin", "which street is closed"),
            ("the place where it was", "where are we with the bins"),
        ),
    ),
    (
        Expected.PERSON,
        rule(
            "asks-for-a-person",
            r"^\W*(?:and )?who(?:'?s|m|se)?\b|\bwhich (?:councillor|member|officer|person|minister|"
            r"director)\b|\bname of the\b",
            ("who chairs it", "whos the clerk", "which councillor asked"),
            ("the officer who came",),
        ),
    ),
)

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|fifteen|twenty|thirty|forty|fifty|sixty|seventy|"
    "eighty|ninety|hundred|thousand|million|half|third|quarter|none|nil|zero|once|twice"
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_HOLDS: dict[Expected, Rule] = {
    Expected.MONEY: rule(
        "holds-money",
        r"[£$€]\s?\d|\b\d[\d,.]*\s?(?:p\b|pence|pounds?|euros?|dollars?)|\b\d[\d,.]*\s?(?:m|bn|k|million|billion|thousand)\b|"
        r"\bfree of charge\b|\bno (?:cost|charge)\b|\bper cent\b",
        ("it cost £40", "3 million was set aside", "free of charge"),
        ("40 bins",),
    ),
    Expected.NUMBER: rule(
        "holds-a-number", rf"\d|\b(?:{_NUMBER_WORDS})\b", ("there were 9", "twelve came"), ("several came",)
    ),
    Expected.DATE: rule(
        "holds-a-date",
        rf"\b(?:{_MONTHS})\b|\b(?:19|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{{1,2}}[:.]\d\d\b|"
        r"\b(?:next|this|last|end of(?: the)?|later this|early|late|mid) ?-?(?:week|month|year|spring|"
        r"summer|autumn|winter|financial year)\b|"
        r"\b(?:spring|summer|autumn|winter|today|tomorrow|yesterday|tonight|immediately|shortly|fortnight)\b|"
        r"\bin (?:\w+ ){1,3}(?:days?|weeks?|months?|years?)\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b",
        ("by June", "in a couple of weeks", "the end of the year", "on the 14th"),
        ("soon enough",),
    ),
    Expected.PLACE: rule(
        "holds-a-place",
        r"(?-i:\b(?:[Aa]t|[Ii]n|[Oo]n|[Nn]ear|[Oo]utside|[Bb]eside|[Ff]rom|[Tt]o|[Bb]etween|[Oo]ff|[Aa]long|[Oo]pposite|[Bb]ehind)"
        r" (?:the )?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|"
        r"Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b)[A-Z][\w’'-]+|\b[A-Z][\w’'-]+ (?:Street|Road|Lane|Hall|House|"
        r"Square|Avenue|Park|Centre|Court|Green|Quay|Terrace|Building|Bridge)\b)",
        ("it was held in Thorne Hall", "the corner of Quay Street"),
        ("it was held in May", "the place was full"),
    ),
    Expected.TIME: rule(
        "holds-a-time-of-day",
        r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\bnoon\b|\bmid(?:day|night)\b|o['’]clock",
        ("at 7pm", "from 10.30", "until noon"),
        ("in the morning of 7 May",),
    ),
    Expected.SHARE: rule(
        "holds-a-share",
        r"\d ?%|\bper ?cent\b|\b(?:half|third|quarter|fifth|tenth|majority|none|all|most)\b|"
        r"\b(?:one|two|three|\w+) (?:in|out of) (?:\d+|ten|five|four|three)\b",
        ("4% of them", "nine in ten", "a third of the force"),
        ("a loan of €300,000",),
    ),
    Expected.DURATION: rule(
        "holds-a-duration",
        rf"\b(?:\d+|{_NUMBER_WORDS}|several|few|couple of)[ -](?:\w+[ -])?(?:minutes?|hours?|days?|"
        rf"weeks?|months?|years?)\b|"
        r"\baged? \d+|\b\d+ years old",
        ("it takes six weeks", "aged 15"),
        ("in 2015",),
    ),
}
_NAME = re.compile(
    r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+|\b(?:Mr|Mrs|Ms|Dr|Cllr|Councillor|Sir|Dame|Lord)\.? [A-Z]|\b[A-Z]{2,3}\b"
)
_ROLE = re.compile(
    r"\b(?:chair\w*|director|superintendent|inspector|commander|commissioner|officer|head of|leader|"
    r"mayor|minister|clerk|manager|"
    r"secretary|treasurer|councillor|member|committee|department|company|police|engineer)\b",
    re.IGNORECASE,
)
_WHO_HOLDS = re.compile(r"\bwho(?:'?s| is| was| are| were) (?:the|our|their)\b", re.IGNORECASE)
"""Who holds an office: only a name tells."""
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_COUNTS = frozenset(_NUMBER_WORDS.split("|"))
_YEAR = re.compile(r"(?:19|20)\d\d")


def expected_of(question: str) -> Expected | None:
    """The type of value that `question` asks for; None where it asks for none."""
    return next((expected for expected, each in _ASKS if each.search(question)), None)


def holds(expected: Expected, text: str, question: str = "") -> bool:
    """Whether `text` holds a value of that type, other than those that `question` names itself.

    "How many were robbed in the three weeks" is not answered by "three"; "who is the mayor" not by "the mayor".
    """
    own = {word.lower() for word in _WORD.findall(question)}
    if expected is Expected.PERSON:
        named = any(
            not own.issuperset(word.lower() for word in _WORD.findall(match[0]))
            for match in _NAME.finditer(text)
        )
        if named or (_WHO_HOLDS.search(question) and _ROLE.search(question)):
            return named
        return any(match[0].lower() not in own for match in _ROLE.finditer(text))
    counted = own & _COUNTS | {word for word in own if word.isdigit() and not _YEAR.fullmatch(word)}
    if counted:
        text = _WORD.sub(lambda match: " " if match[0].lower() in counted else match[0], text)
    return bool(_HOLDS[expected].search(text))


ALL_RULES = (*(each for _, each in _ASKS), *_HOLDS.values())
"""For the test that runs the rules' examples."""
