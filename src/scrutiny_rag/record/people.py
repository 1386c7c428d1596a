"""Who a phrase means: pronouns, initials and names as the paper gives them."""

from __future__ import annotations

import re
from itertools import pairwise

from scrutiny_rag.papers.model import Block, BlockKind, Paper

_PRONOUN = re.compile(r"(?:he|she|they|we|i|it|him|her|them|you)\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:/|,|&|\band\b|\s)\s*")
_ONE = r"(?:[A-Z]{2,3}|[A-Z]{1,2}[a-z][A-Z]?)"
"""Initials: "HL", "MCa" beside "MC"."""
_INITIALS = re.compile(rf"{_ONE}(?:(?:\s*[/,&]\s*|\s+and\s+|\s+){_ONE})*")
_NAMED = re.compile(
    r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}),?(?: \([^)]*\))? ?[({]\s*([A-Z]{2,3}|[A-Z]{1,2}[a-z][A-Z]?)\s*[)}]"
)
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}")
_LEADING = re.compile(r"^(?:and|that|but|then|so)\s+", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:this|that|it|there|these|those|which|works?|item|section|report|following|minutes|motion|issue|matter|"
    r"(?:\d|january|february|march|april|may|june|july|august|september|october|november|december).*)$",
    re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(r"^.* (?=The [A-Z])")
"""What a heading on the same line leaves before a name: "Urgent Matters The Clerk"."""
_LONGEST = 120


class People:
    """The people of one paper."""

    def __init__(self, paper: Paper) -> None:
        self._names = _initials(paper)

    def named(self, phrase: str | None, speaker: str | None) -> str | None:
        """A phrase as somebody's name; a pronoun is `speaker`. None where nobody is meant."""
        if not phrase:
            return None
        phrase = _LEADING.sub("", phrase.strip(" ,;:.–—-“”\"'*|·"))
        if _PRONOUN.fullmatch(phrase):
            return speaker
        if not phrase or _NOBODY.fullmatch(phrase):
            return None
        if self.are_initials(phrase):
            return self.spelt(phrase)[:_LONGEST]
        phrase = _TITLE_BEFORE.sub("", phrase)
        last = phrase.rsplit(" ", 1)[-1]
        return self.spelt(last if last in self._names else phrase)[:_LONGEST]

    def spelt(self, phrase: str) -> str:
        """Initials with the names that the paper gives them: "HL" is "Hanna Lind (HL)"."""
        if not _INITIALS.fullmatch(phrase):
            return phrase
        parts = [part for part in _SPLIT.split(phrase) if part]
        return ", ".join(f"{self._names[part]} ({part})" if part in self._names else part for part in parts)

    def are_initials(self, text: str) -> bool:
        """Whether a text is nothing but initials of people that the paper names."""
        text = text.strip(" .|")
        if not _INITIALS.fullmatch(text):
            return False
        return all(part in self._names for part in _SPLIT.split(text) if part)


def _initials(paper: Paper) -> dict[str, str]:
    """Initials by which the paper calls people, each with the name."""
    found: dict[str, str] = {}
    for block in paper.blocks:
        if block.kind is BlockKind.ROW:
            _from_row(block, found)
    if "(" in paper.text or "{" in paper.text:
        for match in _NAMED.finditer(" ".join(paper.text[:20_000].split())):
            _note(match[1], match[2], found)
    return found


def _from_row(block: Block, found: dict[str, str]) -> None:
    cells = [cell for _, cell in block.cells]
    for name, initials in pairwise(cells):
        if _NAME.fullmatch(name.split(" (")[0]):
            _note(name.split(" (")[0], initials, found)


def _note(name: str, initials: str, found: dict[str, str]) -> None:
    words = name.split()
    while len(words) > 1 and words[0][0] != initials[:1]:
        words = words[1:]
    if (
        re.fullmatch(_ONE, initials)
        and words[0][0] == initials[0]
        and words[-1].startswith(initials[-1] if initials.isupper() else initials.lstrip(initials[0]))
    ):
        found.setdefault(initials, " ".join(words))
