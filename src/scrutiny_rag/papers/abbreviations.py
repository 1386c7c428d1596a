"""Abbreviations that a paper explains: "Multi-Agency Safeguarding Hub (MASH)", "MASH (Multi-Agency …)"."""

from __future__ import annotations

import re

_SHORT = r"[A-Z][A-Za-z0-9&/-]{0,8}[A-Z0-9]s?|[A-Z]{2,}s?"
_AFTER = re.compile(rf"[(\[]\s?[“\"‘']?({_SHORT})[”\"’']?\s?[)\]]")
_BEFORE = re.compile(rf"(?<![\w(])({_SHORT}) ?\(([A-Za-z][^()\n]{{5,100}})\)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = frozenset("and of the for in on to with a an at by de la".split())
_REACH = 160
_MOST = 200


def find_abbreviations(text: str) -> list[tuple[str, str]]:
    """Pairs of abbreviation and what it stands for, as the text spells them, each pair once, 200 at most.

    The letters of the abbreviation must be the first letters of the words, in order, small words being free to
    count or not; this is the strict form of Schwartz and Hearst, "A simple algorithm for identifying
    abbreviation definitions in biomedical text" (2003).
    """
    found: dict[tuple[str, str], None] = {}
    for match in _AFTER.finditer(text):
        before = " ".join(text[max(0, match.start() - _REACH) : match.start()].split())
        if long := _long_before(_letters(match[1]), before):
            found.setdefault((_singular(match[1]), long))
    for match in _BEFORE.finditer(text):
        inside = " ".join(match[2].split())
        if _stands_for(_letters(match[1]), _parts(inside)):
            found.setdefault((_singular(match[1]), inside))
    return list(found)[:_MOST]


def _singular(short: str) -> str:
    return short[:-1] if len(short) > 2 and short.endswith("s") else short


def _letters(short: str) -> str:
    return "".join(c for c in _singular(short).lower() if c.isalnum())


def _parts(long: str) -> list[str]:
    """The words in small letters, hyphenated ones apart."""
    return [word.lower() for word in _WORD.findall(long)]


def _long_before(letters: str, before: str) -> str | None:
    """The shortest run of words at the end of `before` that the letters stand for."""
    words = list(_WORD.finditer(before))
    if len(letters) < 2 or re.search(r"[.;:!?]\s*$", before):
        return None
    for first in range(len(words) - 1, max(-1, len(words) - 2 * len(letters) - 3), -1):
        run = before[words[first].start() :]
        if re.search(r"[.;:!?()|]\s", run):
            return None
        opening = words[first].group().lower()
        if opening[0] == letters[0] and opening not in _SMALL and _stands_for(letters, _parts(run)):
            return run.strip(" ,“\"‘'")
    return None


def _stands_for(letters: str, words: list[str]) -> bool:
    """True where each letter begins a word, in order, and no word that counts is without its letter."""
    if len(letters) < 2 or not words or len(words) > 2 * len(letters) + 2:
        return False
    reached = {0}
    for word in words:
        following = {at + 1 for at in reached if at < len(letters) and word[0] == letters[at]}
        # "CCTV" for closed-circuit television: a word may give its first two letters or more.
        for at in reached:
            if at + 2 <= len(letters) and len(word) > 3 and word.startswith(letters[at : at + 2]):
                following.add(at + 2)
        reached = following | (reached if word in _SMALL else set())
        if not reached:
            return False
    return len(letters) in reached
