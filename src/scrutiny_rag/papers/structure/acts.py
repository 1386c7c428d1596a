"""What a paragraph does, where its own words say so: resolves, recommends, undertakes or notes."""

from __future__ import annotations

import re

from scrutiny_rag.papers.model import Act

_RESOLVED = re.compile(
    r"\b(?:RESOLVED|AGREED|DECISION)\b|(?:^|\b(?:and|it was|was|be it) )(?:unanimously )?resolved\b|"
    r"\bresolved (?:that|to|unanimously)\b|"
    r"^\W*Decision\s*:|\bResolved ?:|\bAnd Resolved\b|^\W*Resolved\b|"
    r"\bbe and (?:is|are) hereby\b",
)
_RECOMMENDED = re.compile(
    # "The recommended option" and "as recommended" tell of another's advice.
    r"(?<!\bthe )(?<!\ba )(?<!\bas )\bRECOMMENDED\b|\bit was recommended\b|"
    r"\b(?:agreed|resolved|decided|wished) to recommend\b|"
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
# Who would do it: "the Director", "she", "officers"; "this" and "which" do nothing.
_SOMEONE = (
    r"(?:\b(?:he|she|they|officers?|staff)|\b(?:He|She|They|(?!This|That|These|It|Which|There)[A-Z][\w’'-]+)"
    r"(?: \([^)]{1,60}\))?)"
)
_SENT = (
    r"(?:the(?! (?:wrong|right|message|signal)\b)|members|councillors|you|him|her|them|those|these|that|"
    r"details?|further|more|information|figures|data|copies|"
    r"a (?:copy|note|list|link|report|briefing|letter|summary))"
)
_HANDED = r"(?:that|this|it|those|these|them)"
_UNDERTOOK = re.compile(
    r"\bACTIONS?\s*(?:POINT\s*)?:|"
    r"^\W*(?:A(?:CTION|ction)s?(?: (?:POINT|[Pp]oint))?(?: ?(?:[Nn]o\.? ?)?\d{1,3})?|AP ?\d{1,3})"
    r"(?: ?:| ?[–—-](?= ))|"
    r"\bundert(?:ook|akes?|aken) to\b|\bundertaking to\b|\bg(?:ave|ive) an (?:undertaking|assurance)\b|"
    rf"\bagreed to {_PROVIDES}\b|\b(?:would|will) (?:then |also )?(?:report back|revert|write to|come back|"
    rf"provide (?:the|members|you|a)|"
    rf"be (?:circulated|provided|sent|brought back|reported back))\b|{_SOMEONE} (?:would|will) (?:then |also )?"
    rf"(?:circulate|send {_SENT}|share {_SENT})\b|\b(?:I|we)(?: will|"
    rf"[’']ll) (?:of course )?{_PROVIDES}\b|"
    rf"\b(?:I|[Ww]e)(?: can| will|[’']ll) (?:send|share|get|provide|circulate) {_HANDED} (?:to you|to the|on|"
    rf"in writing|over|through|across)\b|\b(?:I|[Ww]e)(?: can| will|[’']ll) (?:send|share|circulate) {_HANDED}\b|"
    rf"\b(?:[Ll]et (?:me|us)|(?:I|[Ww]e)(?: can| will|[’']ll)) take (?:that|this|it|those) (?:away|back)\b|"
    r"\b(?:I|we) can make \w+(?: \w+){0,3} available\b|\bpromised to\b|\bcommitted to (?:provid|report|"
    r"shar|circulat|writ)\w+"
)
_AGREED = re.compile(
    r"\b(?:it was|was|were|been|be) (?:unanimously |also |further |then )?(?:agreed|adopted|approved|"
    r"carried(?! (?:out|on|over|forward)\b))\b|"
    r"^\W*(?:committee |members |board |panel )?agreed\b|\b(?:committee|members|panel|council|"
    r"board) (?:\w+ly )?(?:agreed|approved|resolved)\b",
    re.IGNORECASE,
)
# What makes none of a statement: "whether it was agreed", "not agreed", "no change was agreed", "had been agreed".
_DOUBTED = re.compile(
    r"\b(?:whether|if)\b"
    r"(?:(?! and (?:noted|the|it|he|she|they|officers?|mr|mrs|ms|dr|cllr|councillor)\b)[^,;:])*$",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|cannot)(?: \w+ly)? $|\bno (?:\w+ ){1,3}$", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:had|has|have)(?: \w+ly| also| already| since| not){0,2} $", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:will|would|could|can|do|did) (?:you|he|she|they|the \w+)\b[^.?!]*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!](?=\s|$)")
_LOOK_BACK = 200
_LIST_LABEL = re.compile(
    r"\b(?:resolved|agreed|recommended|decided|decision|recommendations?|undertook)\b"
    r"(?: (?:unanimously|as follows)| \([^)]{1,40}\))*\s*(?:[:–—-]+\s*(?:that|to)?|that|to)\s*[:–—-]*$|"
    r"^\W*(?-i:RESOLVED|AGREED|RECOMMENDED)\W*$",
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
    (Act.RESOLVES, ("resolved", "agreed", "decision", "hereby"), _RESOLVED),
    (
        Act.UNDERTAKES,
        (
            "undert",
            "action",
            "ap",
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
        return Act.UNDERTAKES if _states(text, _UNDERTOOK, Act.UNDERTAKES) else None
    lowered = text.lower()
    for act, words, pattern in _ACTS:
        if any(word in lowered for word in words) and _states(text, pattern, act):
            return act
    return None


def opens_list(text: str) -> bool:
    """Whether a list follows `text`, of which its act holds: "RESOLVED:", "RESOLVED: That", "It was AGREED to"."""
    return text.endswith(":") or bool(_LIST_LABEL.search(text))


def act_of_listed(text: str, of_list: Act | None) -> Act | None:
    """The act of an item of a list whose label does `of_list`.

    "That the report be noted" under "RESOLVED:" is resolved; "that Cabinet be recommended to ..." is still a
    recommendation. Under "Members noted:" an item may do more.
    """
    own = act_of(text)
    if of_list in (None, Act.NOTES) or (of_list is Act.RESOLVES and own is Act.RECOMMENDS):
        return own or of_list
    return of_list


def _states(text: str, pattern: re.Pattern[str], act: Act) -> bool:
    """Whether `text` itself does what `pattern` finds, and does not deny, doubt, ask or report it."""
    for match in pattern.finditer(text):
        before = _SENTENCE_END.split(text[max(0, match.start() - _LOOK_BACK) : match.start()])[-1]
        words = before + match[0].rstrip(":")
        if _DOUBTED.search(words) or _DENIED.search(before):
            continue
        if act is Act.RESOLVES and _REPORTED.search(before):
            continue
        end = _SENTENCE_END.search(text, match.end())
        if act is Act.UNDERTAKES and end and end[0] == "?" and _ASKED.search(words):
            continue
        return True
    return False
