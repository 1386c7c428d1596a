"""A question said as a statement, so that it can be checked against a text."""

from __future__ import annotations

import re
from itertools import pairwise

from scrutiny_rag.answering.asks import Ask, asks_of
from scrutiny_rag.english.wording import alike, stem
from scrutiny_rag.store.analysis import STOP_WORDS, terms, words

ASKED = re.compile(
    r"\b(?:by when|(?:(?:by|in|on|at|for|over) )?(?:what|which) (?:date|day|month|year|deadline|point|time)|when|"
    r"how (?:many|much|long|often|old|far|big|large|high)(?: (?:of the|money))?|by (?:how much|what)|"
    r"(?:by )?(?:what|which) (?:percentage|proportion|share|number|fraction|amount|sum|rate)(?: of)?|(?:by )?whom?|"
    r"(?:what|which) (?:\w+ )?(?:officer|inspector|member|councillor|director|commander|commissioner|chair))\b",
    re.IGNORECASE,
)
"""What stands in a question for what it asks."""
_FURTHER = re.compile(
    r",?\s+and\s+(?:(?:by|for|in|on|since|until|starting)\s+)?(?:how|when|what|which|who)\b", re.I
)
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|there|that|this|these|those|he|she|his|her)\b", re.IGNORECASE
)
_SIMPLE = ("do", "does", "did")
_MODALS = ("will", "would", "can", "could", "should", "has", "have", "had")
_AFTER_MODAL = re.compile(
    rf"\b(?:{'|'.join(_MODALS)})\s+(?:(?:not|also|now|soon|been|be|have)\s+)*([\w’'-]+)", re.IGNORECASE
)
_BEFORE_ITS_SUBJECT = re.compile(
    rf"^(?P<what>(?:[\w’'-]+\s+){{0,5}}?)(?P<verb>{'|'.join((*_SIMPLE, *_MODALS))}|is|are|was|were)\s+"
    r"(?P<rest>(?:the|an?|its|their|our|it|they|he|she|we|[A-Z]|[\w’'-]+['’]s?\s).*)$",
    re.DOTALL,
)


def content_words(question: str) -> list[str]:
    """The words of a question that carry it, in order: no stop words, and not what stands for the answer."""
    return [word for word in words(ASKED.sub(" ", question)) if word.lower() not in STOP_WORDS]


def statement(verb: str, rest: str, quote: str) -> str:
    """What "VERB REST?" asks about, said: "the bridge will reopen" of "will the bridge reopen".

    `quote` tells before which word the verb belongs.
    """
    if verb in _SIMPLE or (verb in ("is", "are", "was", "were") and re.search(r"\bto be\b", rest)):
        return rest
    if verb in _MODALS:
        told = {stem(word.lower()) for word in _AFTER_MODAL.findall(quote)}
        for word in re.finditer(r"[\w’'-]+", rest):
            low = word[0].lower()
            if low in ("be", "been") or any(alike(stem(low), other) for other in told):
                return f"{rest[: word.start()]}{verb} {rest[word.start() :]}"
    return f"{rest} {verb}"


def part_of(question: str, ask: Ask) -> str:
    """The part of a question in parts that asks for `ask`; the first, where that part leans on it: "and by when?"."""
    cuts = [0, *(m.start() for m in _FURTHER.finditer(question)), len(question)]
    parts = [re.sub(r"^,?\s+and\s+", "", question[a:b]) for a, b in pairwise(cuts)]
    own = next((part for part in parts if ask in asks_of(part)), parts[0])
    leans = bool(_LEANS.search(own)) or len(terms(ASKED.sub(" ", own))) < 2
    return parts[0] if leans else own


def answered(question: str, said: str, quote: str, counted: str = "") -> str:
    """The question as a statement with `said` for what it asks: "12 wardens were hired" of "How many wardens …?".

    Where `said` holds the word `counted`, the question's own goes.
    """
    part = question.strip().rstrip("? ")
    if counted and re.search(rf"\b{re.escape(counted)}\b", said, re.IGNORECASE):
        part = re.sub(rf"\b{re.escape(counted)}\b", "", part, count=1, flags=re.IGNORECASE)
    asked = ASKED.search(part)
    if asked is None:
        return f"{part} {said}."
    before, after = part[: asked.start()].strip(), part[asked.end() :].strip()
    turned = _BEFORE_ITS_SUBJECT.match(after)
    if turned and not before:
        told = statement(turned["verb"], turned["rest"], quote)
        return f"{told} {said} {turned['what']}".strip() + "."
    return " ".join(f"{before} {said} {after}".split()) + "."
