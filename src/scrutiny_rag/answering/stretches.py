"""The stretch of a sentence that fills a question, whole: with its bound and its range, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.answering.asks import Ask
from scrutiny_rag.answering.fillers import Span

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_JOINS = re.compile(
    r"\s*(?:-|–|—|\bto\b|\bor\b|\band\b)\s*(?:the\s+)?(?:end|start|beginning|middle)?(?:\s+of)?\s*",
    re.IGNORECASE,
)
_JOINS_PEOPLE = re.compile(r"\s+and (?:the )?(?:[A-Z]\w+ )*")
_HALF_A_RANGE = re.compile(rf"(?:\b(?:{_MONTH})|\d)\s*(?:-|–|—|\bto\b|\bor\b|\band\b)\s*$")
_BOUND = re.compile(
    r"(?:\b(?:(?:no|not) )?(?:more|fewer|less|greater|higher|lower|longer|later) than|\bin excess of|\ban? estimated|"
    r"\b(?:up to )?a (?:maximum|minimum|total) of|\b(?:over|under|above|below|about|around|approximately|roughly|"
    r"nearly|almost|some|up to|at least|at most|close to|just|only|between|from))\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:(?:by|before|until|till|since|after|from|between|(?:no|not) later than)\s+)?"
    r"(?:(?:the\s+)?(?:end|start|beginning|middle|early|late|mid)\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"-[\w-]+|\s+(?:or|and) (?:more|fewer|less|over|above|so)\b")
_PER = re.compile(r"\s+(?:times\s+)?(?:an?|per|each|every)\s+\w+", re.IGNORECASE)

# What shows that a number or date is said of another thing than what is asked.
_OF_ALL = re.compile(
    r"\bof (?:the|its|their|our|these|those|all)\s+(?:(?:first|last|other|remaining|same)\s+)?$",
    re.IGNORECASE,
)
_CHANGED = r"\b(?:ris|rose|gr[eo]w|increas|f[ae]ll|drop|decreas|declin|reduc|cut|up|down|improv)\w*\s+"
_CHANGE = re.compile(rf"{_CHANGED}(?:\w+\s+){{0,3}}?(?:by|of)\s+(?:\w+\s+)?$", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:to|at|is|are|was|were|stands|stood)\s+(?:\w+\s+)?$", re.IGNORECASE)
_COUNTED_FROM = re.compile(
    r"\b(?:last|past|previous|next|coming|following|within|after|aged|in)\s+$", re.IGNORECASE
)
_AGO = re.compile(r"[\s-]+(?:ago|earlier|later|before|after|notice)\b", re.IGNORECASE)
_ANOTHER_EVENT = re.compile(
    r"\b(?:after|before|following|since|until|pending|once|when|prior to|ahead of)\s[^,;:]*\w[^,;:]*$",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"\b(?<!end )(?<!start )(?<!beginning )(?<!middle )(?:of|dated|years?)\s+$|[’']s\s+$", re.IGNORECASE
)
_DETERMINER = re.compile(r"(?<!\bby)(?<!\bin)(?:^|\s)(?:the|an?|its|their|our|this)\s+$", re.IGNORECASE)
_NOUN = re.compile(
    r"\s+(?!(?:and|or|but|by|in|at|on|to|for|when|with|as|from|of|that|which|who|was|were|is|will|would)\b)[a-z]"
)
_ONE_OF_SEVERAL = re.compile(r"\band (?:the )?(?:[A-Z]\w+ )*$"), re.compile(r",? and\b|, (?:the )?[A-Z]")


def merged(quote: str, spans: Sequence[Span], ask: Ask) -> list[Span]:
    """`spans` in their order, those that make a range or a list joined: "15" and "20" in "15 to 20"."""
    joins = _JOINS_PEOPLE if ask is Ask.PERSON else _JOINS
    made: list[Span] = []
    for span in sorted(spans):
        if made and joins.fullmatch(quote, made[-1][1], span[0]):
            made[-1] = made[-1][0], span[1]
        else:
            made.append(span)

    def first(span: Span) -> int:
        return min(n for n, own in enumerate(spans) if span[0] <= own[0] < span[1])

    return sorted(made, key=first)


def whole(quote: str, span: Span, ask: Ask) -> Span | None:
    """The stretch with "more than", "about" or "by the end of" before it; None where the rest of a range is lost."""
    start, end = span
    before = (_AT if ask is Ask.DATE else _BOUND).search(quote, 0, start)
    if before:
        start = before.start()
    if _HALF_A_RANGE.search(quote, 0, start):
        return None
    after = _MORE.match(quote, end)
    if (
        not after
        and ask in (Ask.NUMBER, Ask.DURATION)
        and re.search(r"\b(?:once|twice|times)$", quote[:end], re.I)
    ):
        after = _PER.match(quote, end)
    return start, after.end() if after else end


def of_another(quote: str, span: Span, ask: Ask, *, change: bool, part: bool) -> bool:
    """True where the words around the stretch say it of another thing than what a question asks for.

    `change`: a change is asked for, not a level. `part`: a share or rate is.
    """
    before, after = quote[: span[0]], quote[span[1] :]
    if ask is Ask.DATE:
        noun = _DETERMINER.search(before) and _NOUN.match(after)
        return bool(_OF_A_THING.search(before) or _ANOTHER_EVENT.search(before) or noun)
    if ask is Ask.DURATION:
        return bool(_COUNTED_FROM.search(before) or _AGO.match(after))
    if ask is Ask.PERSON:
        return bool(_ONE_OF_SEVERAL[0].search(before) or _ONE_OF_SEVERAL[1].match(after))
    if change:
        return bool(_LEVEL.search(before))
    if part or ask is Ask.MONEY:
        return bool(_CHANGE.search(before))
    return bool(ask is Ask.NUMBER and _OF_ALL.search(before))
