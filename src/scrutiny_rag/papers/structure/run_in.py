"""Titles that run into the words of their item on one line: "1. PUBLIC FORUM A member of the public said"."""

from __future__ import annotations

import re

_CAPITALS = re.compile(
    r"(?P<title>[A-Z][A-Z’'&,/()-]*(?:[ ]+(?:[A-Z0-9&][A-Z0-9’'&,./()-]*|"
    r"[-–]))*[A-Z)])(?=[ .:–-]+(?![A-Z]{2}\b)\S)"
)
_SET_OFF = re.compile(r"(?P<title>[A-Z][^:.;–—]{2,90}?)(?: ?[:;]| [–—-] |\. (?=[A-Z])|[.:]$)")
# Words with which the sentence after a title starts.
_SENTENCE = re.compile(
    r"(?<=[\w)’'\"”]) (?=(?:The|There|It|No|None|Nil|RESOLVED|Resolved|This|These|All|That|As|In|On|Mr|Mrs|Ms|Dr|A|"
    r"An|Following|After|Proposed|Noted|NOTED|AGREED|Agreed)\b[\s.,:]|"
    r"(?:Apologies|Councill?ors|Members|(?:Cllrs?\.?|Councill?or) [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?) "
    r"(?:were|was|had|have|has|received|agreed|noted|declared|asked|said|reported)\b)"
)
_LEAST_CAPITALS = 6
_LONGEST = 120
_MOST_WORDS = 14


def run_in_title(rest: str, *, sure: bool) -> str | None:
    """The title that opens `rest`, the words after an item's number; None where none stands out.

    `sure` says that the number alone makes it an item ("107/20"): then its first words are the title at worst.
    """
    if (match := _CAPITALS.match(rest)) and len(match["title"]) >= _LEAST_CAPITALS:
        return match["title"].rstrip(" ,:-–")
    sentence = _SENTENCE.search(rest[: _LONGEST + 10], 3)
    match = _SET_OFF.match(rest)
    if (
        match
        and _is_short(match["title"])
        and not (sure and sentence and sentence.start() < match.end("title"))
    ):
        return match["title"].strip()
    if sentence and sure:
        return rest[: sentence.start()].strip(" .:")
    if not sure:
        return None
    return rest if len(rest) <= _LONGEST else rest[:_LONGEST].rsplit(" ", 1)[0]


def _is_short(title: str) -> bool:
    return len(title.split()) <= _MOST_WORDS and not re.search(
        r"\b(?:was|were|is|are|has|have|had|will)\b", title
    )
