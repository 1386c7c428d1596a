"""How something was voted on: numbers, and the names where they are given."""

from __future__ import annotations

import re

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
        rf"\b{_NUMBER.format('n')} (?:(?:members?|councillors?|votes?|voted|were) ){{0,2}}{label}\b",
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


def _as_number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def _side(label: str) -> str:
    lowered = label.lower()
    return "against" if lowered.startswith("against") else "abstain" if lowered.startswith("abst") else "for"


def _names(text: str) -> tuple[str, ...]:
    text = _LEAD.sub("", text.strip(" .;,"))
    parts = [part.strip(" .;,") for part in _BETWEEN.split(text)]
    return tuple(part for part in parts if part and part[0].isupper() and len(part) < 60)
