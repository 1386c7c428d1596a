"""What a follow-up looks like: which words of a question point back, and what it leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from scrutiny_rag.store.analysis import STOP_WORDS, words


class Form(StrEnum):
    """How a question leans on the turns before."""

    WHOLE = "whole"
    """It stands alone."""
    SOURCE = "source"
    """It asks who said what was just answered, when, or in which paper."""
    SWAP = "swap"
    """It gives another place, person, date or subject for the same question: "and in Croydon?"."""
    ELLIPSIS = "ellipsis"
    """It is a question word and little else: "by when?"."""
    ANAPHORA = "anaphora"
    """It holds a word such as "she", "it", "that plan" or "then" that the turns before explain."""


class Source(StrEnum):
    """What is asked about where an answer came from."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question read as a follow-up."""

    form: Form
    text: str
    """The question without "and", "what about" and the like before it."""
    source: Source | None = None
    swapped: str | None = None
    """The words that take the place of others, in SWAP: "in Croydon"."""
    pronouns: tuple[str, ...] = ()
    """The words that point back, in ANAPHORA, in small letters."""


_LEAD = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?|yes|no|then|also|well|sorry|thanks|thank you)\b[,.!]?\s+)+", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^(?:(?:and |but )?(?:what|how) about|what of|how is it (?=in )|(?:and )?(?:is|was) it the same (?=in |for )|"
    r"(?:and )?the same (?=in |for ))\s*",
    re.IGNORECASE,
)
_AUX = (
    "is are was were do does did has have had will would can could should shall may might must isn't aren't "
    "wasn't weren't don't doesn't didn't won't hasn't haven't"
).split()
_WH = "who whom whose what which when where why how".split()
_SAY = (
    r"(?:said|says|say|stated?|claimed?|mentioned|mention|told|tells?|called|raised|asked|explained|reported|promised|"
    r"described|suggested|argued|confirmed|pointed|added|warned|thought|thinks)"
)
_THAT = r"(?:that|this|so|it|these|those|them)"
_SAID_WHAT = rf"(?:(?:{_THAT})(?:\s+(?:{_THAT}|out|about (?:it|that)))?)"
_PAPER = r"(?:paper|document|report|meeting|source|transcript|minutes|page|article|file)"
_SOURCES: tuple[tuple[Source, re.Pattern[str]], ...] = tuple(
    (source, re.compile(pattern, re.IGNORECASE))
    for source, pattern in (
        (
            Source.WHO,
            rf"^(?:who|whom|which (?:\w+ ){{1,2}}?)\s*(?:was it (?:that|who) |exactly |actually )?"
            rf"{_SAY}(?: {_SAID_WHAT})?\?*$"
            rf"|^who (?:was|is) (?:it|that)(?: (?:that|who) {_SAY}(?: {_SAID_WHAT})?)?\?*$"
            r"|^(?:according to whom|whose words (?:are|were) (?:these|those|they|that)|says who|said by whom)\?*$"
            rf"|^who (?:is|was) (?:saying|speaking|the speaker)(?: {_THAT})?\?*$",
        ),
        (
            Source.WHEN,
            rf"^(?:when|on (?:what|which) (?:date|day)|in (?:what|which) year) (?:was|were) {_THAT} (?:said|stated|"
            rf"reported|raised|asked|mentioned|minuted|written|published)\?*$"
            rf"|^when did (?:he|she|they) {_SAY} {_SAID_WHAT}\?*$"
            rf"|^when was (?:that|this|the) (?:meeting|paper|report|document)(?: (?:held|published|from))?\?*$",
        ),
        (
            Source.WHERE,
            rf"^(?:in|from|at)? ?(?:which|what) {_PAPER}(?: (?:is|was|were) {_THAT}(?: (?:in|from|at|said|said in|"
            rf"said at))?| says? {_THAT}| (?:does|did) {_THAT} come from)?\?*$"
            rf"|^where (?:does|did) (?:it|the paper|the report|he|she|they) say {_THAT}\?*$"
            rf"|^where (?:is|was|does|did) {_THAT} (?:from|said|written|stated|come from)\?*$"
            r"|^(?:what is|what's) (?:the|your) source\??$",
        ),
    )
)

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
# Words that fill an elliptical question without naming any subject.
_THIN = frozenset(
    "date day year month time point deadline be been being done do happen happened happening mean exactly precisely "
    "again say said reason many much long often soon far roughly approximately so else come going now today really "
    "finish finished start started begin complete completed true certain sure number figure agree agreed answer reply "
    "respond responded think thought matter since until after before during come".split()
)
_DATE = re.compile(
    r"^(?:in |by |for |since |during |before |after )?(?:the )?(?:(?:year|month) (?:before|after)(?: that)?|"
    r"(?:previous|following|next) year|(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)"
    r"(?: \d{4})?|(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?)\?*$",
    re.IGNORECASE,
)
_MOST_WORDS_SWAPPED = 9
_MOST_BARE_WORDS = 4


def read_follow_up(question: str) -> FollowUp:
    """How `question` (one line) leans on what came before; WHOLE where it does not."""
    lead = _LEAD.match(question)
    text = question[lead.end() :] if lead else question
    for source, pattern in _SOURCES:
        if pattern.match(text.strip()):
            return FollowUp(Form.SOURCE, text, source=source)
    about = _ABOUT.match(text)
    if about and (swapped := _swapped(text[about.end() :])):
        return swapped
    lower = [word.lower() for word in words(text)]
    if not lower:
        return FollowUp(Form.WHOLE, question)
    asks = any(word in _AUX or word in _WH for word in lower)
    if not asks and _is_bare(text, lower, bool(lead)):
        return FollowUp(Form.SWAP, text, swapped=_trimmed(text))
    content = [word for word in lower if word not in STOP_WORDS and word not in _THIN and word not in _AUX]
    pronouns = pointing_words(text)
    if asks and not content:
        # "How many of them?", "Did they agree?", "By when?": the subject is all in the turns before.
        return FollowUp(Form.ELLIPSIS, text, pronouns=pronouns)
    if pronouns:
        return FollowUp(Form.ANAPHORA, text, pronouns=pronouns)
    if lead and _lacks_object(text):
        return FollowUp(Form.SWAP, text, swapped=_who_speaks(text))
    return FollowUp(Form.WHOLE, text if lead else question)


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


def _swapped(text: str) -> FollowUp | None:
    """What follows "what about": the words that take the place of others, or a question of its own about them."""
    subject, comma, rest = text.partition(",")
    if comma and (pointing := pointing_words(rest)):
        # "What about Westminster, who does it share a hub with?" explains its own pronoun.
        name = _trimmed(subject)
        own = rest.strip()
        for word in pointing:
            if word in _PERSONAL:
                own = re.sub(rf"\b{word}\b", lambda _: name, own, count=1, flags=re.IGNORECASE)
                return FollowUp(Form.WHOLE, own[:1].upper() + own[1:])
    trimmed = _trimmed(text)
    if not trimmed:
        return None
    if pointing := pointing_words("about " + trimmed):
        return FollowUp(Form.ANAPHORA, text, pronouns=pointing)
    if len(words(trimmed)) > _MOST_WORDS_SWAPPED:
        return FollowUp(Form.WHOLE, text)
    return FollowUp(Form.SWAP, text, swapped=trimmed)


def _is_bare(text: str, lower: list[str], led: bool) -> bool:
    """True for a few words without a verb that ask: "Croydon?", "and in Croydon", "the year before?"."""
    if _DATE.match(text.strip()):
        return True
    if len(lower) > (_MOST_WORDS_SWAPPED if led else _MOST_BARE_WORDS):
        return False
    prepositional = lower[0] in ("in", "at", "for", "by", "from", "about", "on", "under")
    return led or text.rstrip().endswith("?") or (prepositional and len(lower) <= _MOST_BARE_WORDS)


_WHAT_DID = re.compile(
    r"^what (?:did|does|do|has|have) (?P<who>.+?) "
    r"(?:say|said|think|thought|ask|asked|want|reply|answer|argue|suggest)\?*$",
    re.IGNORECASE,
)


def _lacks_object(text: str) -> bool:
    """True for "(and) what did she say?", which leaves open about what."""
    return bool(_WHAT_DID.match(text.strip()))


def _who_speaks(text: str) -> str | None:
    match = _WHAT_DID.match(text.strip())
    return match["who"] if match else None


def _trimmed(text: str) -> str:
    return text.strip().strip("?.!,;: ").strip()
