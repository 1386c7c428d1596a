"""What a paragraph does, where its own words say so: resolves, recommends, undertakes or notes."""

from __future__ import annotations

import re

from scrutiny_rag.papers.model import Act

_RESOLVED = re.compile(
    r"\b(?:RESOLVED|AGREED|DECISION)\b|(?:^|\b(?:and|it was|was|be it) )(?:unanimously )?resolved\b|"
    r"\bresolved (?:that|to|unanimously)\b|"
    r"^\W*Decision\s*:|\bResolved ?:|\bAnd Resolved\b|^\W*Resolved\b",
)
_RECOMMENDED = re.compile(
    r"\bRECOMMENDED\b|\b(?:agreed|resolved|decided|wished) to recommend\b|\bit was recommended\b|"
    r"\b(?:committee|sub-committee|panel|board|commission|members|report|review) (?:\w+ly )?recommend(?:s|"
    r"ed) (?:that|to)\b|"
    r"\b(?:we|I) recommend (?:that|to)\b|^\W*recommendations? ?(?:no\.? ?)?\d*\s*:",
    re.IGNORECASE,
)
_PROVIDES = (
    r"(?:provide|send|supply|circulate|share|report back|come back|bring|revert|write|arrange|"
    r"follow(?: it)? up|look into|"
    r"investigate|forward|raise|update|get back|check|confirm|ensure|feed(?: that)? back|liaise|contact|"
    r"examine|review|"
    r"request|issue|organise|prepare|consult|meet|make)"
)
_UNDERTOOK = re.compile(
    r"\bACTIONS?\s*(?:POINT\s*)?:|\bundert(?:ook|akes?|aken) to\b|\bundertaking to\b|\bg(?:ave|"
    r"ive) an (?:undertaking|assurance)\b|"
    rf"\bagreed to {_PROVIDES}\b|\b(?:would|will) (?:then |also )?(?:report back|revert|write to|come back|"
    rf"provide (?:the|members|you|a)|"
    rf"be (?:circulated|provided|sent|brought back|reported back))\b|\b(?:I|we)(?: will|"
    rf"[’']ll) (?:of course )?{_PROVIDES}\b|"
    r"\b(?:I|we) can make \w+(?: \w+){0,3} available\b|\bpromised to\b|\bcommitted to (?:provid|report|"
    r"shar|circulat|writ)\w+"
)
_AGREED = re.compile(
    r"\b(?:it was|was|were|been|be) (?:unanimously |also |further |then )?(?:agreed|adopted|approved|"
    r"carried)\b|"
    r"^\W*(?:committee |members |board |panel )?agreed\b|\b(?:committee|members|panel|council|"
    r"board) (?:\w+ly )?(?:agreed|approved|resolved)\b",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"\bNOTED\b|\b(?:is|be|was|were|been) (?:duly )?noted\b|\b(?:committee|members|panel|council|board|"
    r"meeting) (?:\w+ly )?noted (?:the|that|and)\b",
    re.IGNORECASE,
)

# In order of precedence. The plain words are looked for first: most paragraphs hold none of them.
_ACTS = (
    (Act.RECOMMENDS, ("recommend",), _RECOMMENDED),
    (Act.RESOLVES, ("resolved", "agreed", "decision"), _RESOLVED),
    (
        Act.UNDERTAKES,
        (
            "undert",
            "action",
            "agreed to",
            "will",
            "would",
            "’ll",
            "'ll",
            "assurance",
            "promised",
            "committed",
            "can make",
        ),
        _UNDERTOOK,
    ),
    (Act.RESOLVES, ("agreed", "adopted", "approved", "carried", "resolved"), _AGREED),
    (Act.NOTES, ("noted",), _NOTED),
)


def act_of(text: str, *, speech: bool = False) -> Act | None:
    """The act that `text` states of itself; None where it states none.

    A resolution comes before the recommendation, undertaking or note that it may hold. In speech only
    undertakings count: a speaker who says "it was agreed" reports, and resolves nothing.
    """
    if speech:
        return Act.UNDERTAKES if _UNDERTOOK.search(text) else None
    lowered = text.lower()
    for act, words, pattern in _ACTS:
        if any(word in lowered for word in words) and pattern.search(text):
            return act
    return None
