"""How something was voted on: numbers, and the names where they are given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scrutiny_rag.record.model import Votes

_WORDS = {w: n for n, w in enumerate(
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split())}  # fmt: skip
_NUMBER = r"(?P<{0}>\d{{1,3}}|" + "|".join(_WORDS) + ")"
_TO = re.compile(
    rf"\b{_NUMBER.format('yes')} (?:votes? )?(?:to|-|–) {_NUMBER.format('no')}\b(?: votes)?", re.IGNORECASE
)
_SIDES = {
    "for": r"(?:for|in favou?r|ayes?|yes)",
    "against": r"(?:against|nays?|noes|no votes)",
    "abstain": r"(?:abstain(?:ed|ing)?|abstentions?)",
}
_LABELLED = {
    side: re.compile(rf"\b{label}\s?(?:\((?P<a>\d{{1,3}})\)|[:–-]\s?(?P<b>\d{{1,3}})\b)", re.IGNORECASE)
    for side, label in _SIDES.items()
}
_COUNTED = {
    side: re.compile(
        rf"\b{_NUMBER.format('n')} ?(?:(?:members?|councillors?|votes?|voted|were|no\.) ){{0,2}}{label}\b",
        re.IGNORECASE,
    )
    for side, label in _SIDES.items()
}
_NAMES = re.compile(
    r"\b(?P<side>FOR|For|In [Ff]avour|IN FAVOUR|AGAINST|Against|ABSTAIN(?:ED|ING)?|Abstain(?:ed|ing)?|"
    r"ABSTENTIONS?|Abstentions?)\s?(?:\(\d{1,3}\)\s?)?[:–-]*\s*"
    r"(?P<names>(?:Councillors?|Cllrs?\.?|Mrs?\.?|Ms\.?|Miss|Dr\.?|The Mayor)\b.*?)(?=\s*\b(?:FOR|For|In "
    r"[Ff]avour|AGAINST|Against|ABSTAIN|Abstain|ABSTENTION|Abstention)|[.;]\s|\(\d{1,3}\)|$)"
)
_NAME_LIST = re.compile(r"(?:Councillors?|Cllrs?\.?|Mrs?\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady) [A-Z]")
_SENTENCE = re.compile(r"\b(?:was|were|is|are|had|has|have|that|proposed|seconded|moved)\b")
_LETTERS = re.compile(r"[A-Z]{2,4}")
"""What stands after a name: MBE, JP."""
_BETWEEN = re.compile(r",(?:\s*and)?\s+|\s+and\s+")
_LEAD = re.compile(r"^(?:Councillors?|Cllrs?\.?)\s+", re.IGNORECASE)


def read_votes(text: str) -> Votes | None:
    """The votes that `text` gives; None where it gives none. White space in it must be single spaces."""
    numbers: dict[str, int | None] = {}
    if both := _TO.search(text):
        numbers["for"], numbers["against"] = _as_number(both["yes"]), _as_number(both["no"])
        lost = re.search(r"\b(?:lost|rejected|defeated|refused)\b", text, re.IGNORECASE)
        if lost and (numbers["for"] or 0) > (numbers["against"] or 0):  # "rejected by five votes to two"
            numbers["for"], numbers["against"] = numbers["against"], numbers["for"]
    for side in _SIDES:
        if found := _LABELLED[side].search(text):
            numbers[side] = int(found["a"] or found["b"])
        elif side not in numbers and (counted := _COUNTED[side].search(text)):
            numbers[side] = _as_number(counted["n"])
    names = {_side(match["side"]): _names(match["names"]) for match in _NAMES.finditer(text)}
    for side, given in names.items():
        if given and numbers.get(side) is None:
            numbers[side] = len(given)
    if not numbers:
        return None
    return Votes(
        numbers.get("for"), numbers.get("against"), numbers.get("abstain"),
        names.get("for", ()), names.get("against", ()), names.get("abstain", ()),
    )  # fmt: skip


def together(votes: Sequence[Votes]) -> Votes:
    """Votes of which each may tell one side alone, as one; of two tellings of a side the first counts."""
    return Votes(
        next((v.in_favour for v in votes if v.in_favour is not None), None),
        next((v.against for v in votes if v.against is not None), None),
        next((v.abstained for v in votes if v.abstained is not None), None),
        next((v.names_in_favour for v in votes if v.names_in_favour), ()),
        next((v.names_against for v in votes if v.names_against), ()),
        next((v.names_abstained for v in votes if v.names_abstained), ()),
    )


def with_names(votes: Votes, text: str) -> Votes | None:
    """Votes that number one side, with the names in `text` on that side; None where it is no list of names."""
    sides = [votes.in_favour is not None, votes.against is not None, votes.abstained is not None]
    if sum(sides) != 1 or not _NAME_LIST.match(text) or _SENTENCE.search(text):
        return None
    names = _names(text)
    if sides[0]:
        return replace(votes, names_in_favour=(*votes.names_in_favour, *names))
    if sides[1]:
        return replace(votes, names_against=(*votes.names_against, *names))
    return replace(votes, names_abstained=(*votes.names_abstained, *names))


def names_in(text: str) -> tuple[str, ...]:
    """The names of a list such as "Councillors Hall, Reed (J) and Marsh MBE"."""
    return _names(text)


def _as_number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def _side(label: str) -> str:
    lowered = label.lower()
    return "against" if lowered.startswith("against") else "abstain" if lowered.startswith("abst") else "for"


def _names(text: str) -> tuple[str, ...]:
    text = _LEAD.sub("", text.strip(" .;,"))
    parts = [part.strip(" .;,") for part in _BETWEEN.split(text)]
    return tuple(
        part
        for part in parts
        if part and part[0].isupper() and len(part) < 60 and not _LETTERS.fullmatch(part)
    )
