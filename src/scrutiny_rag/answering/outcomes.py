"""What became of a thing comes before what was planned, where a question asks whether it was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scrutiny_rag.answering.asks import Ask, asks_of
from scrutiny_rag.answering.candidates import Candidate

_WAS_IT_DONE = re.compile(r"^(?:and )?(?:is|are|was|were|did|has|have|had)\b", re.IGNORECASE)
_STATUS = re.compile(
    r"(?:^|\| )(?:completed?(?: late)?|done|closed|achieved|in (?:progress|hand)|outstanding|"
    r"not (?:started|met|achieved)|open|overdue|delayed|on hold|ongoing)(?: (?:in|on|by|since|from) [^|]{1,40})?\s*"
    r"(?:[.,;:(][^|]*)?(?:\||$)",
    re.IGNORECASE,
)
"""A cell of an action list that says how a task stands."""
_ENDED = re.compile(
    r"\b(?:has|have|had|was|were)(?: \w+){0,2} (?:been |now )?(?:finished|completed|filled|taken up|published|opened|"
    r"appointed|achieved|met|delivered|launched|postponed|delayed|abandoned|dropped)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|aim(?:s|ed)?|plan(?:s|ned)?|inten(?:ds?|ded)|due|to be|to have|target was|expects?|"
    r"hope[sd]?)\b",
    re.IGNORECASE,
)
_NEARLY = 0.85
"""Share of the best one's score that what tells the outcome must have."""
_SAME_PLACE = 0.8
"""The same for how much of the question its place holds."""


def tells_outcome(text: str) -> bool:
    """True where a row or sentence says what became of something."""
    if " | " in text:
        return bool(_STATUS.search(text))
    return bool(_ENDED.search(text)) and not _PLANNED.search(text)


def outcome_first(candidates: Sequence[Candidate], question: str) -> list[Candidate]:
    """`candidates`, led for "Was it done?" by one that tells the outcome, of the newest paper, where it is as near."""
    ranked = list(candidates)
    if not ranked or asks_of(question) != (Ask.YES_NO,) or not _WAS_IT_DONE.match(question.strip()):
        return ranked
    best = ranked[0]
    telling = [c for c in ranked if _as_near(c, best) and tells_outcome(c.text)]
    if not telling:
        return ranked
    # Of the same day the first stays: it ranks highest.
    newest = max(telling, key=lambda c: c.paper.metadata.date or date.min)
    rest = [other for other in ranked if other is not newest]
    return [replace(newest, score=best.score), *rest]


def _as_near(candidate: Candidate, best: Candidate) -> bool:
    near = candidate.score >= _NEARLY * best.score
    return near and candidate.features.place >= _SAME_PLACE * best.features.place
