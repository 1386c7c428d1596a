"""Does a draft answer the question? The grounding check tells what is true, not what was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.answering.answer import Citation, Claim
from scrutiny_rag.answering.asks import Ask, asks_of
from scrutiny_rag.answering.evidence import Quote, cite
from scrutiny_rag.answering.wanted import Wanted
from scrutiny_rag.english.lexicon import ACTS, GENERIC_NAMES, ROLES, SAYING
from scrutiny_rag.english.reading import Reading, read
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.store.analysis import stem, terms, words

Value = tuple[object, ...]
Drafted = tuple[tuple[Claim, ...], tuple[Citation, ...], str]
"""A draft's claims, its citations, and the text that they make."""
_VALUES = {
    Ask.MONEY: "quantity",
    Ask.NUMBER: "quantity",
    Ask.DURATION: "quantity",
    Ask.DATE: "date",
    Ask.PERSON: "name",
    Ask.PLACE: "name",
}
"""The kind of value that answers each kind of question; the others are answered by words alone."""
_SHARE = 0.8
"""Of the question's terms that a quote holds, a draft that stands for it must hold this share."""
_TOUCHES = 0.5
"""And a single claim of a draft this one."""
_WORDS = 0.6
"""Where no value answers, the share of a quote's own words that a draft must hold to stand for it."""

_WORDS_OF_ITS_OWN = 0.4
"""The same where the draft cites that very sentence: it may be put more shortly."""
_RUN = 5
_REPORTING = frozenset(stem(word) for word in SAYING.union(GENERIC_NAMES, ROLES, *ACTS.values()))
_ITEM_NUMBER = re.compile(r"^\W*\d+(?:\.\d+)*\s+")


def is_relevant(claim: str, asked: Understood, lead: Quote) -> bool:
    """True where `claim` answers as `lead`, the best sentence of the papers, does.

    It speaks of what is asked, says something that the question does not, and holds a value of the kind asked
    for where the lead does.
    """
    held, own = set(terms(claim)), set(asked.telling)
    if _repeats_itself(claim):
        return False
    wanted = Wanted.of(asked.text)
    if any(wanted.spans(ask, _said(lead)) and not wanted.spans(ask, claim) for ask in wanted.asks):
        return False
    if asked.share(held) < _TOUCHES * asked.share(set(terms(_said(lead)))):
        return False
    kinds = _kinds(asked)
    if _values(_said(lead), kinds, asked.text):
        return bool(_values(claim, kinds, asked.text))
    return bool(held - own) or asks_of(asked.text) == (Ask.YES_NO,)


def covers(drafted: Drafted, quote: Quote, asked: Understood) -> bool:
    """True where a draft says of what is asked all that `quote` says, so that it need not be shown as well."""
    claims, citations, _ = drafted
    text = " ".join(claim.text for claim in claims)
    held, quoted = set(terms(text)), set(terms(_said(quote)))
    if asked.share(held) < _SHARE * asked.share(quoted):
        return False
    wanted = _values(_said(quote), _kinds(asked), asked.text)
    if wanted:
        return wanted <= _values(text, _kinds(asked), asked.text)
    told = set(terms(_ITEM_NUMBER.sub("", quote.text))) - set(asked.telling) - _REPORTING
    rests = any(
        c.paper == quote.paper.name and c.char_start < quote.char_end and quote.char_start < c.char_end
        for c in citations
    )
    return len(told & held) >= (_WORDS_OF_ITS_OWN if rests else _WORDS) * len(told)


def add_quotes(drafted: Drafted, quotes: Sequence[Quote]) -> Drafted:
    """`drafted` with `quotes` after it, numbered on; words that it cites keep their number."""
    claims, citations, text = drafted
    numbers = {(c.paper, c.char_start, c.char_end): c.number for c in citations}
    for quote in quotes:
        (claim,), (cited,), _ = cite([quote])
        place = (cited.paper, cited.char_start, cited.char_end)
        if place not in numbers:
            numbers[place] = len(citations) + 1
            citations = (*citations, cited.model_copy(update={"number": numbers[place]}))
        line = f"{claim.text.removesuffix(' [1]')} [{numbers[place]}]"
        claims = (*claims, Claim(text=line, citations=(numbers[place],), verified=claim.verified))
        text = f"{text}\n\n{line}" if text else line
    return claims, citations, text


def _repeats_itself(claim: str) -> bool:
    """True where five words stand twice, as a small model that runs on writes them."""
    spoken = words(claim.lower())
    runs = [tuple(spoken[n : n + _RUN]) for n in range(len(spoken) - _RUN + 1)]
    return len(set(runs)) < len(runs)


def _said(quote: Quote) -> str:
    label = quote.block.speaker
    words = " ".join(quote.text.split())
    return f"{label}: {words}" if label else words


def _kinds(asked: Understood) -> frozenset[str]:
    return frozenset(_VALUES[ask] for ask in asks_of(asked.text) if ask in _VALUES)


def _values(text: str, kinds: frozenset[str], question: str) -> set[Value]:
    """What of the asked kinds `text` states and the question does not, each in a form that compares."""
    if not kinds:
        return set()
    return _stated(read(text), kinds) - _stated(read(question), kinds)


def _stated(reading: Reading, kinds: frozenset[str]) -> set[Value]:
    found: set[Value] = set()
    if "quantity" in kinds:
        found |= {("quantity", q.kind, q.value, q.unit) for q in reading.quantities}
    if "date" in kinds:
        found |= {("date", d.year, d.month, d.day, d.part) for d in reading.dates}
    if "name" in kinds:
        found |= {("name", reading.tokens[i].low.removesuffix("'s")) for run in reading.names for i in run}
    return found
