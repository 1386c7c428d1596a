"""Numbers as papers print them in front of a title: "5.", "11A", "3(a)", "Minute 34", "12/24", "OS.43"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERED = re.compile(
    r"(?P<word>(?:(?:agenda )?item|minute) (?:no\.? ?)?)?"
    # A committee's letters, with the municipal year or without: "OS.43", "AGC.24/25.12".
    r"(?P<prefix>(?-i:(?!NOS?\b)[A-Z]{2,6})[./](?:\d{2}(?:[/-]\d{2})?[./])?)?"
    r"(?P<number>\d{1,4})(?:(?P<year>/(?:20)?\d{2}(?:[-–/]\d{2})?)(?![\d/])|(?P<letter>[A-Z](?![A-Za-z])))?"
    r"(?:(?P<dot>[.):,]| ?[-–:](?= ))(?!\d)|(?= |\(|$))\s*(?:\((?P<sub>[a-z]|[ivx]{1,4})\)(?: |$|"
    r"\.))?\s*[-–:]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\((?P<sub>[a-z]|[ivx]{1,4})\)\s*(?P<rest>.*)")
_YEARS = range(1900, 2100)


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
    label = prefix + printed + (match["letter"] or "").upper() + year
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


def read_letter(text: str) -> tuple[str, str] | None:
    """The "(a)" that `text` opens with, as (letter, rest of the text); None where there is none."""
    match = _LETTERED.match(text)
    return (match["sub"], match["rest"].strip()) if match else None
