"""The direct answer that leads: the number, date, sum, time or name asked for, in the words of the first quote."""

from __future__ import annotations

import re

from scrutiny_rag.answering.asks import Ask
from scrutiny_rag.answering.fillers import Span
from scrutiny_rag.answering.grounding import check
from scrutiny_rag.answering.wanted import Wanted
from scrutiny_rag.store.analysis import STOP_WORDS, stem, words

_LED = (Ask.NUMBER, Ask.MONEY, Ask.DATE, Ask.DURATION, Ask.PERSON)
_YES_NO = re.compile(
    r"^(?:and )?(?P<verb>is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\s+(?P<rest>.+?)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_JOINED = re.compile(r"-[\w-]+")
_NEXT_WORDS = re.compile(r"(?:[ -][\w’'-]+){1,4}")
_AS_PRINTED = re.compile(
    r"(?:more|fewer|less) than $|(?:over|under|about|around|nearly|almost|up to|at least) $", re.IGNORECASE
)
_MOST_WORDS = 8


def lead(question: str, wanted: Wanted, quote: str) -> str | None:
    """The direct answer to `question` in `quote`, or None where the quote does not settle on one.

    What is given for a number, a sum, a date, a time or a person stands in the quote word for word. "Yes" and "No" are
    given where the grounding check finds the question's own statement in the quote, or finds it denied there.
    """
    asked = [ask for ask in wanted.asks if ask in _LED]
    if not asked:
        return _yes_or_no(question, quote) if wanted.asks == (Ask.YES_NO,) else None
    parts = []
    for ask in asked:
        span = _settled(ask, wanted, quote)
        if span is None:
            return None
        parts.append((span[0], " ".join(quote[slice(*span)].split())))
    said = "; ".join(dict.fromkeys(text for _, text in sorted(parts)))
    return said[:1].upper() + said[1:] if len(said.split()) <= _MOST_WORDS else None


def _settled(ask: Ask, wanted: Wanted, quote: str) -> Span | None:
    """The one stretch that fills this part of the question; None where there are several of the same right."""
    spans = wanted.spans(ask, quote)
    if not spans:
        return None
    if ask is Ask.NUMBER:
        return _number(wanted, quote, spans)
    if ask is Ask.PERSON and len(spans) == 2:
        joined = quote[spans[0][1] : spans[1][0]]
        return (spans[0][0], spans[1][1]) if re.fullmatch(r"\s+and (?:the )?(?:[A-Z]\w+ )*", joined) else None
    if len(spans) > 1:
        return None
    return _with_bound(quote, spans[0])


def _number(wanted: Wanted, quote: str, spans: list[Span]) -> Span | None:
    """The number with the words that it counts."""
    counted = {stem(word) for word in wanted.counted}
    for span in spans:
        following = _NEXT_WORDS.match(quote, span[1])
        if not following:
            continue
        end, hit = span[1], False
        for word in re.finditer(r"[\w’'-]+", following[0]):
            if word[0].lower() in STOP_WORDS:
                break
            end = span[1] + word.end()
            if stem(word[0]) in counted:
                hit = True
        if hit and re.match(r"[ ,]+(?:and|or)\b", quote[end:]):
            return _with_bound(quote, span)
        if hit:
            last = max(
                span[1] + word.end()
                for word in re.finditer(r"[\w’'-]+", following[0])
                if stem(word[0]) in counted and span[1] + word.end() <= end
            )
            return _with_bound(quote, (span[0], last))
    return (
        _with_bound(quote, spans[0])
        if len(spans) == 1 and (wanted.share or wanted.by_how_much or not counted)
        else None
    )


def _with_bound(quote: str, span: Span) -> Span:
    """The stretch with the "more than" or "about" before it, which is part of the answer."""
    before = _AS_PRINTED.search(quote[: span[0]])
    after = _JOINED.match(quote, span[1])
    return before.start() if before else span[0], after.end() if after else span[1]


def _yes_or_no(question: str, quote: str) -> str | None:
    match = _YES_NO.match(question.strip())
    if not match:
        return None
    verb, rest = match["verb"].lower(), match["rest"]
    claim = rest if verb in ("do", "does", "did") else f"{rest} {verb}"
    if len(words(rest)) < 3:
        return None
    verdict = check(claim, quote)
    if verdict.supported:
        return "Yes"
    return "No" if verdict.rule == "denial" and verdict.coverage >= 0.66 else None
