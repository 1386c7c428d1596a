"""What a question takes for granted, and whether the papers know of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.answering.asks import Ask, asks_of
from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.answering.wanted import names_of
from scrutiny_rag.english.wording import alike
from scrutiny_rag.english.wording import stem as wording_stem
from scrutiny_rag.retrieval.question import Understood

_PREMISE = re.compile(
    r"\b(?:abandon|abolish|axe|ban|cancel|clos|cut|defeat|delay|dismiss|drop|(?<!the )end|fail|halt|leav|los|oppos|"
    r"overturn|postpon|quit|refus|reject|remov|resign|reverse|sack|scrap|shut|stop|suspend|threaten|withdr)(?:p?ped|n?ned|led|ed|e|d|t|s|ew|"
    r"aw|awn|es|ing|n)?\b|\b(?:vote|voted|voting)(?= (?:down|against)\b)",
    re.IGNORECASE,
)
_TAKES_FOR_GRANTED = (Ask.REASON, Ask.DATE, Ask.PERSON)
_READ = 5
"""Candidates in whose places the word is looked for."""


def premise(asked: Understood, candidates: Sequence[Candidate]) -> str | None:
    """The word for something that the question takes as having happened, and of which the best places know nothing.

    "rejected" in "Why did the panel reject the plan?" where no sentence found on the panel and the plan holds it.
    """
    if asks_of(asked.text)[0] not in _TAKES_FOR_GRANTED:
        return None
    names = names_of(asked.text)
    best = candidates[:_READ]
    # What is told of somebody else is not told of whoever is named.
    places = [candidate for candidate in best if names <= candidate.held] or best
    held = frozenset[str]().union(*(candidate.held for candidate in places))

    def known(word: str) -> bool:
        own = wording_stem(word)
        return any(alike(own, other) for other in held)

    return next((m[0] for m in _PREMISE.finditer(asked.text) if not known(m[0].lower())), None)
