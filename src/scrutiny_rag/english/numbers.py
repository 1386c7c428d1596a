"""Numbers in text, brought to one form: three is 3, 45 per cent is 45%, £1.2m is £1,200,000."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from scrutiny_rag.english.lexicon import words
from scrutiny_rag.english.measures import MEASURES

Kind = Literal["plain", "ordinal", "money", "percent", "duration", "frequency", "relative", "time"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text."""

    kind: Kind
    value: float
    unit: str
    """Currency, measure, or unit of time in the singular; "" for a plain number."""
    start: int
    end: int
    printed: str
    bound: str = ""
    """"over", "under", "within", "from", "to" or "by" where such a word stands before it."""

    def same(self, other: Quantity) -> bool:
        """True when both say the same amount of the same thing."""
        return self.kind == other.kind and self.unit == other.unit and abs(self.value - other.value) < 1e-6


_UNITS = {
    word: value
    for value, word in enumerate(
        words(
            """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9} | _SCALES
_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_ONE_WORD = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(list(_UNITS)[1:10])})|{_WORD})"
_SPELT = (
    rf"(?:(?:{_ONE_WORD}|an?)(?:[- ](?:{_SCALE}))+(?:(?:,? and|,)?[- ]{_ONE_WORD}(?:[- ](?:{_SCALE}))*)*"
    rf"|{_ONE_WORD})"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TIME_UNIT = r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade)"
_MEASURE = "|".join(sorted(MEASURES, key=len, reverse=True))
_CURRENCY = {"£": "GBP", "€": "EUR", "$": "USD", "pound": "GBP", "euro": "EUR", "dollar": "USD"}
_NUMBER = re.compile(
    rf"(?P<cur>[£€$])?\s?(?<![\w.,])(?P<num>{_DIGITS}|{_SPELT})(?![\w]*\d)"
    rf"(?:\s?(?P<scale>k|mn?|bn|{_SCALE})\b)?"
    rf"(?P<after>\s?%|[ -]?per[ -]?cents?\b|[ -]percentage points?\b"
    rf"|\s(?:pounds?|euros?|dollars?)\b|[ -]{_TIME_UNIT}s?\b)?(?:\s?(?P<measure>{_MEASURE})\b|(?![a-rt-z]))",
    re.IGNORECASE,
)
_RANGE_TAIL = re.compile(
    rf"(?:,\s(?:{_DIGITS}|{_SPELT}))*,?\s?(?:-|–|to|or|and)\s?(?P<cur>[£€$])?(?:{_DIGITS}|{_SPELT})"
    rf"(?:\s?(?P<scale>k|mn?|bn|{_SCALE})\b)?"
    rf"(?P<after>\s?%|[ -]?per[ -]?cents?\b|\s(?:pounds?|euros?|dollars?)\b|[ -]{_TIME_UNIT}s?\b)?",
    re.IGNORECASE,
)
_ONE_UNIT = re.compile(rf"\b(?:an?|per|a single|half an?)\s(?P<unit>{_TIME_UNIT})\b", re.IGNORECASE)
_EVERY = re.compile(
    rf"\b(?:each|every|once an?|once every|once per)\s"
    rf"(?:(?P<num>{_DIGITS}|{_WORD}|other)\s)?(?P<unit>{_TIME_UNIT})s?\b"
    r"|\b(?P<adverb>hourly|daily|weekly|fortnightly|monthly|bi-?monthly|quarterly|yearly|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
}
_ADVERBS |= {"quarterly": "quarter", "yearly": "year", "annual": "year", "annually": "year"}
_RELATIVE = re.compile(
    rf"\b(?P<which>next|last|previous|past|coming|following)\s(?P<unit>{_TIME_UNIT})\b"
    rf"|\b(?:an?|the)\s(?P<unit_before>{_TIME_UNIT})\s(?P<before>earlier|before|ago)\b",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?P<half>half)(?! an? (?:hour|day|year))|(?P<top>an?|one|two|three|four)[ -]"
    r"(?P<part>third|quarter|fifth|tenth)s?"
    rf"(?=\s(?:of|more|less|fewer|\w+er)\b)|(?P<in_num>{_WORD}|\d+) in (?:every )?(?P<in_of>{_WORD}|\d+))\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:by|about|around|almost|nearly|over|under|than)\s(?P<top>an?|one|two|three|four)[ -]"
    r"(?P<part>third|quarter|fifth|tenth)s?\b",
    re.IGNORECASE,
)
_ORDINALS = {
    word: float(value)
    for value, word in enumerate(
        words("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"),
        start=2,
    )
}
_ORDINAL = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_ORDINALS)})|(?P<digits>\d{{1,3}})(?:st|nd|rd|th))\b", re.IGNORECASE
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_CLOCK = re.compile(
    r"\b(?P<h>\d{1,2})(?:[.:](?P<m>\d{2}))?\s?(?P<half>am|pm|a\.m\.|p\.m\.|noon)\b"
    r"|\b(?P<h24>\d{1,2}):(?P<m24>\d{2})\b",
    re.I,
)
_BOUND = re.compile(
    r"(?:(?P<over>over|above|in excess of|exceed(?:s|ed|ing)?|(?:more|greater|higher|longer|later|older) than"
    r"|at least|a minimum of|no (?:fewer|less) than)"
    r"|(?P<under>under|below|up to|(?:fewer|less|lower|shorter|younger) than"
    r"|at most|a maximum of|no (?:more|longer|later) than)|(?P<within>within)"
    r"|(?P<from>from|between)|(?P<to>to|and)|(?P<by>by))[\s-](?:(?:the|a|an|just|about|around|only|approximately)\s)?$",
    re.IGNORECASE,
)


def spelt_number(words: str) -> float:
    """The value of a number in words or digits ("two hundred and sixty"); ValueError if it is none."""
    cleaned = words.lower().replace(",", "").strip()
    try:
        return float(cleaned)
    except ValueError:
        pass
    total = 0.0
    group = 0.0
    for word in re.split(r"[ -]+", cleaned):
        if word == "and":
            continue
        if word in ("a", "an"):
            group = 1.0
        elif word in _UNITS or word in _TENS:
            group += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            group = (group or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total, group = total + (group or 1.0) * _SCALES[word], 0.0
        else:
            raise ValueError(f"{word!r} is no number")
    return total + group


def _duration(value: float, unit: str) -> tuple[float, str]:
    """One unit for months and years, one for days and weeks, so that 12 months is a year."""
    factor, base = {
        "year": (12.0, "month"),
        "decade": (120.0, "month"),
        "quarter": (3.0, "month"),
        "week": (7.0, "day"),
        "fortnight": (14.0, "day"),
        "hour": (60.0, "minute"),
    }.get(unit, (1.0, unit))
    return value * factor, base


def _bound(text: str, start: int) -> str:
    found = _BOUND.search(text, max(0, start - 40), start)
    return (found.lastgroup or "") if found else ""


def quantities(text: str, taken: tuple[tuple[int, int], ...] = ()) -> list[Quantity]:
    """Every quantity in `text`, in order; stretches in `taken` (dates, say) are passed over."""
    used = list(taken)
    found: list[Quantity] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in used)

    def add(kind: Kind, value: float, unit: str, start: int, end: int) -> None:
        used.append((start, end))
        found.append(Quantity(kind, value, unit, start, end, text[start:end].strip(), _bound(text, start)))

    for m in _CLOCK.finditer(text):
        if free(*m.span()) and int(m["h"] or m["h24"]) < 25:
            hour = int(m["h"] or m["h24"]) % (12 if m["h"] else 24)
            hour += 12 if (m["half"] or "").lower().startswith(("p", "n")) else 0
            add("time", hour * 60.0 + int(m["m"] or m["m24"] or 0), "", *m.span())
    for m in _EVERY.finditer(text):
        if free(*m.span()):
            if m["adverb"]:
                adverb = m["adverb"].lower().replace("-", "")
                value, unit = _duration(2.0 if adverb == "bimonthly" else 1.0, _ADVERBS.get(adverb, "month"))
            else:
                printed = (m["num"] or "one").lower()
                value, unit = _duration(
                    2.0 if printed == "other" else spelt_number(printed), m["unit"].lower()
                )
            add("frequency", value, unit, *m.span())
    for m in _RELATIVE.finditer(text):
        if free(*m.span()):
            back = m["before"] or m["which"].lower() in ("last", "previous", "past")
            add("relative", -1.0 if back else 1.0, (m["unit"] or m["unit_before"]).lower(), *m.span())
    for m in _FRACTION.finditer(text):
        if free(*m.span()):
            if m["half"]:
                share = 50.0
            elif m["part"]:
                top = 1.0 if m["top"].lower() in ("a", "an") else spelt_number(m["top"])
                share = 100 * top / _PARTS[m["part"].lower()]
            else:
                of = spelt_number(m["in_of"])
                if of <= spelt_number(m["in_num"]):
                    continue
                share = 100 * spelt_number(m["in_num"]) / of
            add("percent", share, "", *m.span())
    for m in _SHARE.finditer(text):
        if free(*m.span()):
            top = 1.0 if m["top"].lower() in ("a", "an") else spelt_number(m["top"])
            add("percent", 100 * top / _PARTS[m["part"].lower()], "", m.start("top"), m.end())
    for m in _ORDINAL.finditer(text):
        if free(*m.span()):
            value = _ORDINALS[m["word"].lower()] if m["word"] else float(m["digits"])
            add("ordinal", value, "", *m.span())
    for m in _NUMBER.finditer(text):
        start = m.start("cur") if m["cur"] else m.start("num")
        if not free(start, m.end()):
            continue
        quantity = _read_number(text, m)
        if quantity is not None:
            add(*quantity, start, m.end())
    for m in _ONE_UNIT.finditer(text):
        if free(*m.span()):
            half = 0.5 if m[0].lower().startswith("half") else 1.0
            value, unit = _duration(half, m["unit"].lower())
            add("duration", value, unit, *m.span())
    return sorted(found, key=lambda q: q.start)


def _read_number(text: str, m: re.Match[str]) -> tuple[Kind, float, str] | None:
    printed = m["num"].lower()
    if printed == "one" and re.match(r"\s?(?:of|another|or)\b", text[m.end("num") :], re.IGNORECASE):
        return None
    if printed == "one" and re.search(
        r"\b(?:no|any|every|some|each|this|that|which)\s$", text[: m.start("num")], re.I
    ):
        return None
    try:
        value = spelt_number(printed)
    except ValueError:
        return None
    scale, after, currency = m["scale"], m["after"] or "", m["cur"]
    tail = None if after and scale else _RANGE_TAIL.match(text, m.end())
    if tail:
        scale, after = scale or tail["scale"], after or tail["after"] or ""
        currency = currency or tail["cur"]
    value *= _SHORT_SCALES[scale.lower()] if scale else 1.0
    if tail and re.match(r"[ -]olds?\b", text[tail.end() :]):  # "18 to 25 year olds"
        return "plain", value, ""
    after = after.strip(" -").lower()
    if re.match(r"[ -]olds?\b", text[m.end() :]):  # an age, however it is put
        return "plain", value, ""
    if currency:
        return "money", value, _CURRENCY[currency]
    if after.startswith(("%", "per")):
        return "percent", value, ""
    if after.rstrip("s") in _CURRENCY:
        return "money", value, _CURRENCY[after.rstrip("s")]
    if after:
        value, unit = _duration(value, after.rstrip("s"))
        return "duration", value, unit
    return "plain", value, MEASURES[m["measure"].lower()] if m["measure"] else ""
