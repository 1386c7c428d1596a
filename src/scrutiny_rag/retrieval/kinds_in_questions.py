"""Kinds of paper in a question: "in the minutes of", "what does the transcript say"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrutiny_rag.papers.model import PaperType

_WORDS = {
    PaperType.MINUTES: r"minutes",
    PaperType.TRANSCRIPT: r"transcripts?",
    PaperType.ACTION_LIST: r"(?:action|actions) (?:list|log|tracker)s?|(?:summary )?lists? of actions",
    PaperType.AGENDA: r"agendas?",
    PaperType.STRATEGY: r"strateg(?:y|ies)",
    PaperType.ARTICLE: r"articles?",
}
_NARROWING = frozenset({PaperType.MINUTES, PaperType.TRANSCRIPT, PaperType.ACTION_LIST})
"""Kinds that a question names to say where to look; a strategy or an agenda is as often what it is about."""
_GAP = r"(?:(?:(?-i:[A-Z0-9])[\w'’&-]*|and|of|for|&|year['’]s|committee|council|scrutiny|meeting|last|latest) ){0,9}"
_WHERE = re.compile(
    rf"\b(?:in|from|within|according to|do|does|did|per|search) (?:(?:the|its|their|our|all|any) {_GAP}|"
    rf"(?:last|this|latest) {_GAP}|(?-i:[A-Z])[\w'’-]* {_GAP})$",
    re.IGNORECASE,
)
_SAYS = re.compile(r"^ (?:say|says|record|records|recorded|show|shows|state|states|mention|mentions)\b")
# "Seven minutes in the meeting": a time, and "the minutes were approved": about them.
_TIME = re.compile(r"(?:\b\d+|\b(?:few|ten|five|two|three|fifteen|twenty|thirty|many|how)) $", re.IGNORECASE)
_APPROVAL = re.compile(r"\b(?:approv|confirm|accura|signed|correct record|adopt(?:ed|ion))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of paper that a question names; `where` is True where the wording says to look there."""

    type: PaperType
    start: int
    end: int
    where: bool


def kinds_named(question: str) -> list[KindWords]:
    """The kinds of paper of a question, in order; white space in it must be single spaces."""
    found: list[KindWords] = []
    approval = _APPROVAL.search(question) is not None
    for kind, words in _WORDS.items():
        for match in re.finditer(rf"\b(?:{words})\b", question, re.IGNORECASE):
            before, after = question[: match.start()], question[match.end() :]
            if _TIME.search(before):
                continue
            where = (
                kind in _NARROWING
                and not approval
                and (_WHERE.search(before) is not None or _SAYS.match(after) is not None)
            )
            found.append(KindWords(kind, match.start(), match.end(), where))
    return sorted(found, key=lambda words: words.start)
