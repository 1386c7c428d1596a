"""Words of a question that point to something outside it."""

from __future__ import annotations

import re

from scrutiny_rag.store.analysis import STOP_WORDS, words

_PERSONAL = frozenset("he she him it they them".split())
_POSSESSIVE = frozenset("his her their its hers theirs".split())
_BOUNDARY = re.compile(
    r"(?:,|;|:|\b(?:and|but|or|when|while|if|because|after|before|since|until|that|who|which|where|whether|so|as|than))\W*",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"\bit (?:(?:been |was |is )?(?:true|said|possible|likely|clear|right|fair|the case|expected|planned|agreed|hoped|"
    r"felt|thought|reported|known|important|necessary|raining) |takes? \w+ \w+|cost (?:to|the)\b)",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(
    r"\b(?:these|those)\b(?! (?:who|that|which|with|in|of|from|aged|under|over)\b)"
    r"|\bthis\b(?! (?:year|month|week|time|spring|summer|autumn|winter|morning|afternoon|decade|century)\b)"
    r"|(?<!\bso )\bthat(?=\W*$| (?:mean|happen|work|change|help|cost|affect|compare|done|be|include|apply)\w*\b)"
    r"|\b(?:of|in|on|for|about|to|with|by|at|from|after|before|since|during|under|into|behind|against|than|like) that\b"
    r"|\b(?:is|are|was|were|does|did|do|will|would|can|could|has|had|should) that\b(?! the\b)",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:what|who|anything|anyone|where|how|someone|something) else\b|\bthe (?:others?|former|latter|"
    r"same (?:one|person|paper|meeting|report|committee|year|place|speaker|subject|body))\b"
    r"|\b(?:the other|another) ones?\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"\bthen\b(?!\s+(?:mayor|chair|minister|commissioner|leader)\b)", re.IGNORECASE)
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bis$)\bthere\W*$", re.IGNORECASE
)


def pointing_words(text: str) -> tuple[str, ...]:
    """The words of `text` that point to something outside it, in order, in small letters."""
    found: list[tuple[int, str]] = []
    for match in re.finditer(r"\b[A-Za-z]+\b", text):
        word, before = match.group().lower(), text[: match.start()]
        if word in _PERSONAL:
            points = not _explained(before) and not _EXPLETIVE.match(text, match.start())
        else:
            points = word in _POSSESSIVE and not _names_something(before)
        if points:
            found.append((match.start(), word))
    for pattern in (_DEMONSTRATIVE, _SAME, _THEN, _THERE):
        for match in pattern.finditer(text):
            if not _explained(text[: match.start()]):
                found.append((match.start(), match.group().lower().split()[-1]))
    return tuple(dict.fromkeys(word for _, word in sorted(found)))


def _explained(before: str) -> bool:
    """True where a clause before a pronoun names what it may stand for: "what did the council say when it met"."""
    boundaries = list(_BOUNDARY.finditer(before))
    return bool(boundaries) and _names_something(before[: boundaries[-1].start()])


def _names_something(before: str) -> bool:
    """True where `before` holds a name or a noun with its article."""
    rest = words(before)[1:]
    if any(word[0].isupper() and word.lower() not in STOP_WORDS for word in rest):
        return True
    return bool(re.search(r"\b(?:the|a|an|every|each|all|no)\s+(?!same\b)[a-z]{3,}", before, re.IGNORECASE))
