"""A question said as a statement, so that it can be checked against a text."""

from __future__ import annotations

import re

from scrutiny_rag.answering.wording import alike, stem

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


def answered(question: str, said: str, quote: str, counted: str = "") -> str:
    """The question as a statement with `said` for what it asks: "12 wardens were hired" of "How many wardens …?".

    Of a question in parts the first is taken, which the others lean on. Where `said` holds the word `counted`, the
    question's own goes.
    """
    part = _FURTHER.split(question.strip().rstrip("? "), maxsplit=1)[0]
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
