"""Numbers as papers print them before a title: "5.", "5a", "3(a)", "Minute 34", "12/24", "OS.43", "E.-1", "IV."."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERED = re.compile(
    r"(?P<word>(?:(?:agenda )?item|minute) (?:no\.? ?)?)?"
    # A committee's letters, with the municipal year or without: "OS.43", "AGC.24/25.12".
    r"(?P<prefix>(?:(?-i:(?!NOS?\b)[A-Z]{2,6})[./]|(?-i:[A-Z][a-z]{1,4})/)(?:\d{2}(?:[/-]\d{2})?[./])?|"
    # The month and year of the meeting: "20.07.01", "16/05/7".
    r"\d{2}(?P<mark>[./])\d{2}(?P=mark)(?=\d{1,2}\b(?![./]?\d)))?"
    r"(?P<number>\d{1,4})(?:(?P<year>/(?:20)?\d{2}(?:[-–/]\d{2})?|\.\d{2}(?= ?[-–] ))(?![\d/])|"
    r"(?P<letter>[A-Z](?![A-Za-z])))?"
    r"(?:(?P<dot>[.):,]| ?[-–:](?= ))(?!\d)|(?= |\(|$))\s*(?:\((?P<sub>[a-z]|[ivx]{1,4})\)(?: |$|"
    r"\.))?\s*[-–:]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\((?P<sub>[a-z]|[ivx]{1,4})\)\s*(?P<rest>.*)")
_YEARS = range(1900, 2100)
# A section's letter or number and the item's: "E.-1.", "K-2", "1.-3.".
_SECTIONED = re.compile(r"(?P<section>[A-Z]|\d{1,2})(?P<sign>\.?-)(?P<number>\d{1,2})[.):]?\s+(?P<rest>\S.*)")
_CAPITAL = re.compile(r"(?P<capital>[IVX]{1,6}|[A-Z])[.)]\s+(?P<rest>\S.*)")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_PLAIN_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_A_SECTION = 100
"""What the sections of an agenda count: E-1 is item 501."""
ROMAN, LETTER, SECTIONED = "I.", "A.", "A-1"


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """The number that a text opens with."""

    value: int
    label: str
    """As printed, without its word and full stop: "5", "11A", "3(a)", "12/24", "OS.43"."""
    rest: str
    """The words after it."""
    series: str
    """What is the same in all numbers of its run: "OS." of OS.43, "/24" of 12/24, "" of 5."""
    word: str
    """"item" or "minute" where the paper says so, in lower case; else empty."""
    dot: bool
    """Whether a full stop, bracket, colon or dash sets it off from the words."""


def read_number(text: str) -> PrintedNumber | None:
    """The number that `text` opens with; None where there is none that could be an item's.

    A year opens a title of its own ("2024 Budget") and the municipal year is "2023/24": neither is a number.
    """
    match = _NUMBERED.match(text)
    if not match or not (value := int(match["number"])):
        return None
    if value in _YEARS and (match["year"] or not match["dot"] or not match["rest"]):
        return None
    prefix, year = match["prefix"] or "", match["year"] or ""
    printed = match["number"] if prefix or year else match["number"].lstrip("0")
    label = prefix + printed + (match["letter"] or "") + year
    if match["sub"]:
        label += f"({match['sub'].lower()})"
    word = (match["word"] or "").lower()
    return PrintedNumber(
        value,
        label,
        match["rest"].strip(),
        prefix + year,
        "item" if "item" in word else word.partition(" ")[0],
        bool(match["dot"]),
    )


def read_capital(text: str, *, roman: bool) -> PrintedNumber | None:
    """The Roman number, capital or section's number that `text` opens with: "IV.", "C.", "E.-1"; else None.

    `roman` says whether the paper counts in Roman numbers: "I." is then one, and else the ninth letter.
    """
    if match := _SECTIONED.match(text):
        section = match["section"]
        above = int(section) if section.isdigit() else ord(section) - ord("A") + 1
        label = section + match["sign"] + match["number"]
        value = above * _A_SECTION + int(match["number"])
        return PrintedNumber(value, label, match["rest"].strip(), SECTIONED, "", True)
    match = _CAPITAL.match(text)
    if not match:
        return None
    capital, rest = match["capital"], match["rest"].strip()
    if roman and _PLAIN_ROMAN.fullmatch(capital):
        return PrintedNumber(roman_value(capital), capital, rest, ROMAN, "", True)
    if len(capital) > 1:
        return None
    return PrintedNumber(ord(capital) - ord("A") + 1, capital, rest, LETTER, "", True)


def roman_value(capital: str) -> int:
    """The value of a Roman number of I, V and X."""
    values = [_ROMAN[sign] for sign in capital]
    return sum(
        -value if any(value < after for after in values[i + 1 : i + 2]) else value
        for i, value in enumerate(values)
    )


def read_letter(text: str) -> tuple[str, str] | None:
    """The "(a)" that `text` opens with, as (letter, rest of the text); None where there is none."""
    match = _LETTERED.match(text)
    return (match["sub"], match["rest"].strip()) if match else None
