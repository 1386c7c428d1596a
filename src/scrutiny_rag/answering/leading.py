"""The direct answer that leads: the number, date, sum, time or name asked for, in the words of the first quote.

A lead that misleads is worse than none. So one is given only where the quote settles on one stretch, and where the
question, with that stretch put in the place of what it asks for, stands the check of grounding against the quote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from scrutiny_rag.answering.affirming import affirms
from scrutiny_rag.answering.asks import Ask
from scrutiny_rag.answering.asserted import ASKED, answered, content_words, part_of, statement
from scrutiny_rag.answering.checking import Verdict, check
from scrutiny_rag.answering.fillers import Span, stated
from scrutiny_rag.answering.plainness import (
    called_so,
    denied,
    denied_in_part,
    narrowed,
    of_another_person,
    of_another_time,
    of_the_same,
    only_meant,
    own_clause,
    turned,
)
from scrutiny_rag.answering.replies import is_asked
from scrutiny_rag.answering.stretches import merged, of_another, whole
from scrutiny_rag.answering.wanted import Wanted
from scrutiny_rag.english.dates import dates
from scrutiny_rag.english.lexicon import ROLES
from scrutiny_rag.english.wording import alike, sentences
from scrutiny_rag.english.wording import stem as wording_stem
from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

_LED = (Ask.NUMBER, Ask.MONEY, Ask.DATE, Ask.DURATION, Ask.PERSON)
_MOST_WORDS = 8
_SPEAKS = 0.5
"""Share of a longer question's words that the quote must hold where all else speaks for it."""
_SHORT = 3
"""Up to so many content words all of them must stand in the quote."""

_PLURALS = frozenset("people children men women police staff feet teeth geese mice".split())
_PROPER = re.compile(r"(?<!^)\b[A-Z][\w’'-]+")
_YES_NO = re.compile(
    r"^(?:and )?(?P<verb>is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\s+(?P<rest>.+?)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_WHO_IS = re.compile(r"(?:and )?(?:who(?: is| are|['’]s)|what is the name of)\b", re.IGNORECASE)
_WHO_IS_ONE = re.compile(r"(?:and )?who(?: is| was|['’]s)\b", re.IGNORECASE)
_NO_PLAIN_QUESTION = re.compile(r"\b(?:or|not|no|never)\b", re.IGNORECASE)
_FELL_SHORT = re.compile(
    r"\b(?:not|never|late|later than|delayed|postponed|outstanding|in progress|yet to|no longer)\b|n[’']t\b",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[“”\"]")
_NEXT_WORDS = re.compile(r"(?:[ -][\w’'-]+){1,4}")


def lead(
    question: str, wanted: Wanted, quote: str, held: AbstractSet[str] | None = None, about: str = ""
) -> str | None:
    """The direct answer to `question` in `quote`, or None where the quote does not settle on one.

    What is given for a number, a sum, a date, a time or a person stands in the quote word for word. "Yes" and "No" are
    given where the grounding check finds the question's own statement in the quote, or finds it denied there.

    A name in the question must stand in the quote or among `held`, the stems of what the quote is about, and a date in
    the quote or in `about`, the quote's attribution; both are taken on trust where `held` is None.
    """
    if of_another_time(question, quote):
        return None
    asked = [ask for ask in wanted.asks if ask in _LED]
    if not asked:
        return _yes_or_no(question, quote) if wanted.asks == (Ask.YES_NO,) else None
    if len(ASKED.findall(question)) > len(asked):
        return None
    context = _context(question, held, about)
    parts = []
    for ask in asked:
        span = _settled(ask, question, wanted, quote)
        if span is None or not _stands(ask, part_of(question, ask), wanted, quote, span, context):
            return None
        parts.append((span[0], " ".join(quote[slice(*span)].split())))
    said = "; ".join(dict.fromkeys(text for _, text in sorted(parts)))
    return said[:1].upper() + said[1:] if len(said.split()) <= _MOST_WORDS else None


def contested(question: str, given: str | None, others: Sequence[str]) -> bool:
    """True where the `others` quoted may say otherwise than the "Yes" or "No" that is to lead."""
    if given not in ("Yes", "No"):
        return False
    return any(
        (given == "Yes" and _FELL_SHORT.search(other)) or _yes_or_no(question, other) not in (given, None)
        for other in others
    )


def _context(question: str, held: AbstractSet[str] | None, about: str) -> str:
    """What may support the names and dates of the question beside the quote."""
    names = [m[0] for m in _PROPER.finditer(question)]
    if held is None:
        return ", ".join([*names, *(question[d.start : d.end] for d in dates(question))])
    return ", ".join([*(name for name in names if set(terms(name)) <= held), about])


def _settled(ask: Ask, question: str, wanted: Wanted, quote: str) -> Span | None:
    """The one stretch that fills this part of the question; None where there are several of the same right."""
    spans = merged(quote, wanted.spans(ask, quote), ask)
    if (
        ask is Ask.PERSON
        and _WHO_IS_ONE.match(question)
        and (holder := _of_the_post(question, quote, wanted))
    ):
        return holder
    if ask is Ask.NUMBER and wanted.counted and not wanted.share and not wanted.by_how_much:
        found = _number(wanted, quote, spans)
    else:
        found = spans[0] if len(spans) == 1 and quote[slice(*spans[0])].lower() != "one" else None
    part = wanted.share or wanted.rate
    one_post = ask is Ask.PERSON and bool(_WHO_IS_ONE.match(question)) and found is not None
    if found is None or of_another(quote, found, ask, change=wanted.by_how_much, part=part):
        return None
    if one_post and len(stated(quote[slice(*found)]).people) > 1:
        return None  # several cannot hold one post
    return found if ask is Ask.PERSON else whole(quote, found, ask)


def _of_the_post(question: str, quote: str, wanted: Wanted) -> Span | None:
    """For one post one person: of several named together the one who is called by it."""
    single = wanted.spans(Ask.PERSON, quote)
    roles = {stem(word) for word in words(question) if word.lower() in ROLES}
    holders = [span for span in single if roles & set(terms(quote[slice(*span)]))]
    return holders[0] if len(single) > 1 and len(holders) == 1 else None


def _number(wanted: Wanted, quote: str, spans: list[Span]) -> Span | None:
    """The number with the words that it counts; None where another number may count them."""
    # The last of them is what is counted: in "three schools officer posts" it is no schools, and no officers.
    last_plural = next((word for word in reversed(wanted.counted) if _plural(word)), None)
    heads = {stem(last_plural)} if last_plural else {stem(word) for word in wanted.counted}
    plain = {number.start: number.value for number in stated(quote).of("plain")}
    counting: list[Span] = []
    for span in spans:
        phrase = _phrase(quote, span[1])
        several = plain.get(span[0]) != 1 and any(_plural(word) for word in wanted.counted)
        hits = [end for word, end in phrase if stem(word) in heads and (_plural(word) or not several)]
        if hits:
            held = {stem(word) for word, _ in phrase}
            last = max(n for n, word in enumerate(wanted.counted) if stem(word) in held)
            lacking = {stem(word) for word in wanted.counted[:last]} - held
            if lacking & set(terms(f"{quote[: span[0]]} {quote[hits[-1] :]}")):
                return None  # "2,500 homes, 40% of them affordable": of the affordable ones it says something else
            listed = re.match(r" (?:and|or)\b", quote[phrase[-1][1] :])
            counting.append(span if listed else (span[0], hits[-1]))
        elif not phrase and span[0] in plain and not quote[span[1] : span[1] + 1].isalpha():
            return None  # "of the 40 wardens, 12 were hired"
    return counting[0] if len(counting) == 1 else None


def _plural(word: str) -> bool:
    """True for the plural of a noun, by its form: "posts", and not "warden" in "six warden posts"."""
    return word.lower() in _PLURALS or bool(re.search(r"[^s]s$", word))


def _phrase(quote: str, start: int) -> list[tuple[str, int]]:
    """The words that follow a number up to the next small word, each with its end."""
    following = _NEXT_WORDS.match(quote, start)
    found: list[tuple[str, int]] = []
    for word in re.finditer(r"[\w’'-]+", following[0]) if following else ():
        if word[0].lower() in STOP_WORDS:
            break
        found.append((word[0], start + word.end()))
    return found


def _stands(ask: Ask, question: str, wanted: Wanted, quote: str, span: Span, context: str) -> bool:
    """True where the question, answered by this stretch, is what the quote says."""
    sentence = next((quote[a:b] for a, b in sentences(quote) if a <= span[0] < b), quote)
    if turned(question, sentence) or denied(question, sentence) or of_another_person(question, quote):
        return False
    if is_asked(sentence):
        return False
    if _of_people_alone(question, sentence):
        return False
    if ask is Ask.PERSON:
        if _WHO_IS.match(question) and not called_so(question, quote, span):
            return False
    elif not own_clause(question, quote, span):
        return False
    if wanted.share and not of_the_same(wanted.counted, quote, span):
        return False
    said = " ".join(quote[slice(*span)].split())
    claim = answered(question, said, quote, wanted.counted[-1] if wanted.counted else "")
    verdict = check(claim, quote, context=context)
    return verdict.supported or _nearly(verdict, question, sentence)


def _nearly(verdict: Verdict, question: str, sentence: str) -> bool:
    """True where no rule but a mild one refuses: some of a longer question's words are missing, or it is only meant.

    "When will it open?" may be answered by what is aimed at; what only may be, or is hoped for, is no answer.
    """
    if verdict.coverage < _SPEAKS:
        return False
    if verdict.rule == "certainty":
        return only_meant(question, sentence)
    return verdict.rule == "words" and len(content_words(question)) > _SHORT


def _of_people_alone(question: str, sentence: str) -> bool:
    """True where all that `sentence` has of the question is whom it is of.

    "How long has Ada Pell been a diver?" is not answered by "Ada Pell wrote it, and it took two years".
    """
    people = {word for a, b in stated(question).people for word in words(question[a:b])}
    content = [word for word in content_words(question) if word.lower() not in ROLES and word not in people]
    told = [wording_stem(word.lower()) for word in words(sentence)]
    return bool(people and content) and not any(
        alike(wording_stem(word.lower()), other) for word in content for other in told
    )


def _yes_or_no(question: str, quote: str) -> str | None:
    match = _YES_NO.match(question.strip())
    if match is None or len(words(match["rest"])) < 3 or _NO_PLAIN_QUESTION.search(match["rest"]):
        return None
    if _QUOTES.search(quote):  # what somebody is quoted with in it is not what the paper says
        return None
    if turned(question, quote) or narrowed(question, quote) or of_another_person(question, quote):
        return None
    if any(is_asked(quote[a:b]) for a, b in sentences(quote)):
        return None
    # The cells of a row are apart: the task in one of them is not what the date in another is of.
    said = {_settles(question, match["verb"].lower(), match["rest"], part) for part in quote.split(" | ")}
    said.discard(None)
    return said.pop() if len(said) == 1 else None


def _settles(question: str, verb: str, rest: str, text: str) -> str | None:
    """ "Yes" where `text` states what is asked, "No" where it denies it."""
    verdict = check(statement(verb, rest, text), text)
    if verdict.supported:
        stated_so = affirms(verb, rest, verdict.sentence, verdict.missing)
        return "Yes" if stated_so and not denied(question, text) else None
    settled = verdict.rule == "polarity" and verdict.coverage == 1 and not denied_in_part(text)
    return "No" if settled else None
