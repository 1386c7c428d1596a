"""Words of a text as index terms: lower case, accents folded, English stems."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+)*(?:['’][^\W_]+)*")
_STEMMER = Stemmer.Stemmer("english")

_STOP_WORDS = """
    a an and are as at be been but by can could did do does for from had has have he her his how i if in into
    is it its me my no not of on or our she should so such than that the their them then there these they
    this to too very was we were what when where which who whom why will with would you your just about s t
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words too common to find anything by."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The index term of one word: "Officers'" and "officer" are one."""
    word = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    word = "".join(c for c in word if not unicodedata.combining(c))
    if word.endswith("'s"):
        word = word[:-2]
    return str(_STEMMER.stemWord(word.replace("'", "").replace(",", "")))


def words(text: str) -> list[str]:
    """The words of a text as written, in order; "17,000" and "35.3" are one word each."""
    return _WORD.findall(text)


def terms(text: str) -> list[str]:
    """Index terms of a text, in order, stop words left out."""
    return [stem(word) for word in words(text) if word.lower() not in STOP_WORDS]
