"""Whether a sentence says plainly what a question asks, or turns, narrows or doubts it, or says it of another thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from scrutiny_rag.answering.asserted import ASKED, content_words
from scrutiny_rag.answering.fillers import Span, stated
from scrutiny_rag.english.lexicon import IRREGULAR
from scrutiny_rag.english.wording import alike
from scrutiny_rag.english.wording import stem as wording_stem
from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

_WORD = re.compile(r"[\w’'-]+")

_TURNED = re.compile(
    r"\b(?:whether|if|unless|wish(?:ed|es)?|nobody|no one|none|neither|nor|except|apart from|instead of|not the case|"
    r"former(?:ly)?|used to|allege(?:d|dly)|rumour(?:s|ed)?|denie[ds]|false|untrue)\b|\?\W*$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not(?! only| (?:more|fewer|less|later|longer) than)|never|cannot)\b|n[’']t\b", re.IGNORECASE
)
_NARROWED = re.compile(
    r"\b(?:only|part|partly|partially|in principle|subject to|but|until|yet|although|though|however|provided|some|most|"
    r"or|(?-i:may)|might|could|should|hope[ds]?|aim(?:s|ed)?|inten(?:d|ds|ded|tion)|plan(?:s|ned)?|likely|expected|proposed|"
    r"(?:threaten|refus|attempt|tri|offer|want|fail|consider|s(?:ee|ough)[kt])(?:ed|es|s)?(?= to\b))\b",
    re.IGNORECASE,
)
_DENIED_IN_PART = re.compile(
    r"\b(?:all|every|each|always|fully|enough|just|more|less|fewer|before|after|by|because|both)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:remain|stay|still|now|current|today|nowadays|at present|latest|continue)\w*\b", re.IGNORECASE
)
_TO_COME = re.compile(r"\b(?:will|shall|due|going to|to be|should|plan(?:s|ned)?)\b", re.IGNORECASE)
_MEANT = re.compile(
    r"\b(?:aim|goal|intention|intend|plan|target|due|schedul|commit|undert|pledg|propos|action\b)",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"\b(?:may(?! \d)|might|could|perhaps|possibl[ey]|hop(?:e[ds]?|ing)|likely)\b")
_CLAUSES = re.compile(
    r"[;:]|,? \b(?:but|while|whereas|although|(?:some|many|most|few|half|none|all|\d+%?) of (?:whom|which|them))\b|"
    rf", (?=(?:which|who|whose)\b)|(?P<and>,? and (?=(?:the|an?|its|their|our|is|\w+ed|{'|'.join(IRREGULAR)})\b))",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s+((?:\w+ed|who|which|born|\d)\b[^,;:.]+),")
_IS_CALLED = re.compile(
    r"[\s,(:–-]*(?:(?:is|are|was|were|as|has|have|been|be|the|an?|our|its|their|new|acting|interim|appointed|named|elected|"
    r"who)\b[\s,(]*)*",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|then|previous|late|deputy|assistant|vice|co)\b", re.IGNORECASE)
_OF_WHAT = re.compile(
    r"\s+of\s+(?:(?:all|the|those|these|its|their|our)\s+)*((?:[\w’'-]+ ?){1,5})", re.IGNORECASE
)


def turned(question: str, text: str) -> bool:
    """True where `text` supposes, asks or reports as doubtful what it says, and the question does not."""
    return _says_besides(_TURNED, text, question)


def denied(question: str, text: str) -> bool:
    """True where `text` denies something that the question does not."""
    return _says_besides(_DENIED, text, question)


def narrowed(question: str, text: str) -> bool:
    """True where `text` says less than its words do at first sight: "only in part", "threatened to"."""
    return _says_besides(_NARROWED, text, question)


def denied_in_part(text: str) -> bool:
    """True where a denial may be of a part: "not all", "not by May"."""
    return bool(_DENIED_IN_PART.search(text))


def of_another_time(question: str, text: str) -> bool:
    """True where how things stand now is asked for and `text` does not say that it speaks of now."""
    return bool(_NOW.search(question)) and not _NOW.search(text)


def only_meant(question: str, text: str) -> bool:
    """True where a question about what is to come meets what is aimed at, undertaken or planned."""
    return bool(_TO_COME.search(question) and _MEANT.search(text) and not _UNSURE.search(text))


def of_another_person(question: str, text: str) -> bool:
    """True where `text` names people, and not the one whom the question names."""
    asked, told = _people(question), _people(text)
    return bool(told) and any(not any(name & other for other in told) for name in asked)


def own_clause(question: str, quote: str, span: Span) -> bool:
    """True where the clause that holds this stretch says what is asked, and no other clause says more of it.

    A clause joined by "and" may say nothing of what is asked that this one does not.
    """
    cuts = [m for m in _CLAUSES.finditer(quote) if not span[0] < m.end() < span[1]]
    starts = [(0, False), *((m.end(), bool(m["and"])) for m in cuts), (len(quote), False)]
    asked = {wording_stem(word.lower()) for word in content_words(question)}
    aside = next((m for m in _ASIDE.finditer(quote) if m.start() < span[0] and span[1] < m.end()), None)
    if aside:
        told = [wording_stem(word.lower()) for word in words(aside[1])]
        if not any(alike(one, other) for one in asked for other in told):
            return False
    held: list[set[str]] = []
    at = 0
    for (a, _), (b, _) in pairwise(starts):
        told = [wording_stem(word.lower()) for word in words(quote[a:b])]
        if a <= span[0] < b:
            at = len(held)
        held.append({one for one in asked if any(alike(one, other) for other in told)})
    own = held[at]
    for n, other in enumerate(held):
        beside = abs(n - at) == 1 and starts[max(n, at)][1]
        if n != at and len(other - own) >= (1 if beside and own else max(1, len(own))):
            return False
    return True


def called_so(question: str, quote: str, span: Span) -> bool:
    """True where the person at `span` is what "who is the …?" asks for: "the Clerk, Ada Thorne", "Ada is the Clerk"."""
    if _says_besides(_UNTIL, quote, question):
        return False
    asked = set(terms(ASKED.sub(" ", question)))
    ahead = [m for m in _WORD.finditer(quote, 0, span[0]) if m[0].lower() not in STOP_WORDS]
    after = [m for m in _WORD.finditer(quote, span[1]) if m[0].lower() not in STOP_WORDS]
    gaps = [quote[m.end() : span[0]] for m in reversed(ahead) if stem(m[0]) in asked][:1]
    gaps += [quote[span[1] : m.start()] for m in after if stem(m[0]) in asked][:1]
    return bool(set(terms(quote[slice(*span)])) & asked) or any(_IS_CALLED.fullmatch(gap) for gap in gaps)


def of_the_same(counted: Sequence[str], quote: str, span: Span) -> bool:
    """True where a share is of what the question asks a share of, or does not say of what."""
    whole = _OF_WHAT.match(quote, span[1])
    if not counted or whole is None:
        return True
    named = takewhile(lambda word: word.lower() not in STOP_WORDS, words(whole[1]))
    return bool({stem(word) for word in counted} & {stem(word) for word in named})


def _says_besides(pattern: re.Pattern[str], text: str, question: str) -> bool:
    """True where `text` has a word of `pattern` that the question has not."""
    own = {m[0].lower() for m in pattern.finditer(question.rstrip(" ?"))}
    return any(m[0].lower() not in own for m in pattern.finditer(text))


def _people(text: str) -> list[set[str]]:
    return [set(terms(text[a:b])) for a, b in stated(text).people]
