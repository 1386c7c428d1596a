"""Sentences, words and what they stand for: stems, like words, opposites."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

import Stemmer

from scrutiny_rag.english.lexicon import ALIASES, IRREGULAR, OPPOSITES, PHRASAL, SMALL_WORDS, SYNONYMS, words

_STEMMERS = threading.local()
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " "}
)
PREFIX = r"(?:re|co|pre|non|un|de|anti|multi|semi)"
"""What a hyphen joins to a word without making two of it: "re-instated"."""
_WORD = re.compile(rf"(?:\b{PREFIX}-(?=[a-z]{{3}}))?[^\W_]+(?:['.&][^\W_]+)*(?:'(?=\s|$))?", re.UNICODE)
_ABBREVIATIONS = frozenset(
    words(
        """
    cllr mr mrs ms dr prof sgt insp supt st no nos rev hon lt col e.g i.e vs approx dept ltd
    """
    )
)
_BREAK = re.compile(
    r"(?:[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9£$€·•\[-])|\n\s*\n|\n(?=\s*(?:[·•*|#-]|\d+[.)]))"
    r"|[.!?;]\s+(?=\(?[a-z]\)\s+[A-Z])"  # "a) Bridge – … b) Pier – …"
    r"|\s+(?=[\uf0b7\uf0a7▪◦‣●➢]\s)"
    r"|\n(?=[^\n]*\s\|\s)|(?<=\|)[ \t]*\n|;\s+(?=(?:and\s|or\s)?\([a-z]{1,3}\)|\n))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as printed, in small letters, and the concept that it and its like words share."""

    text: str
    low: str
    concept: str
    start: int
    end: int
    content: bool
    capital: bool


_VERBS_WITH: dict[tuple[str, str], str] = {}
"""What a verb's stem means with a small word; with "" it says that the verb has such a word at all."""
_BETWEEN = frozenset(("it", "them", "this", "that"))


def plain(text: str) -> str:
    """`text` with one kind of quote, dash and space, so that only words differ."""
    return unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball (English) stem of a word in small letters; irregular forms are made regular first."""
    word = IRREGULAR.get(word, word)
    word = re.sub(r"iz(e[drs]?|ing|ations?)$", r"is\1", word)
    word = re.sub(r"(?<=\w\w\w)our(?=$|s$|ed$|ing$|al$|able$)", "or", word)
    stemmer = getattr(_STEMMERS, "english", None)
    if stemmer is None:  # a Stemmer is not safe to share between threads
        stemmer = _STEMMERS.english = Stemmer.Stemmer("english")
    return str(stemmer.stemWord(word))


def _like_words() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, group in enumerate(SYNONYMS):
        for word in group:
            table.setdefault(stem(word), set()).add(number)
    return {word: frozenset(groups) for word, groups in table.items()}


_LIKE = _like_words()
for (_verb, _small), _meaning in PHRASAL.items():
    _VERBS_WITH[stem(_verb), _small] = _meaning
    _VERBS_WITH[stem(_verb), ""] = ""
_OPPOSITE: dict[str, frozenset[str]] = {}
for _a, _b in OPPOSITES:
    for _x, _y in ((_a, _b), (_b, _a)):
        _OPPOSITE[stem(_x)] = _OPPOSITE.get(stem(_x), frozenset()) | {stem(_y)}
_PREFIXES = ("un", "in", "dis", "im", "non", "mis", "il", "ir")


def alike(a: str, b: str) -> bool:
    """True when two stems are the same, stand in one group of like words, or share a long beginning."""
    if a == b:
        return True
    if a[:5] == b[:5] and len(a) > 4:
        return _one_beginning(a, b)
    return a in _LIKE and b in _LIKE and not _LIKE[a].isdisjoint(_LIKE[b])


@lru_cache(maxsize=200_000)
def _one_beginning(a: str, b: str) -> bool:
    if not _LIKE.get(a, frozenset()).isdisjoint(_LIKE.get(b, frozenset())):
        return True
    if opposed(a, b):
        return False
    shorter, longer = sorted((a, b), key=len)
    return (
        len(shorter) >= 5
        and longer.startswith(shorter[: max(5, len(shorter) - 1)])
        and len(longer) - len(shorter) <= 4
    )


@lru_cache(maxsize=200_000)
def opposed(a: str, b: str) -> bool:
    """True when two stems are opposites ("increas", "decreas"), or differ by un-, in-, dis- alone."""
    if b in _OPPOSITE.get(a, frozenset()):
        return True
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) >= 4 and any(longer == prefix + shorter for prefix in _PREFIXES)


_GOING = frozenset(
    {"go", "goes", "going", "gone", "went", "move", "moved", "come", "came", "is", "are", "was", "were"}
)
_UP_OR_DOWN = {"up": "rise", "down": "fall"}


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of `text`, in order; bullets and blank lines end one too."""
    spans: list[tuple[int, int]] = []
    start = 0
    for m in _BREAK.finditer(text):
        before = re.search(r"([\w.]+)\.$", text[max(start, m.start() - 12) : m.start() + 1])
        if (
            before
            and m[0].startswith(".")
            and (before[1].lower() in _ABBREVIATIONS or re.fullmatch(r"[A-Z]", before[1]))
        ):
            continue
        if text[start : m.end()].strip():
            spans.append((start, m.end()))
        start = m.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def _unaccented(word: str) -> str:
    """A word without accents, as papers print "Gardaí" and "Gardai" of the same people."""
    if word.isascii():
        return word
    return "".join(ch for ch in unicodedata.normalize("NFKD", word) if not unicodedata.combining(ch)) or word


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of `text[start:end]`, possessive 's taken off, offsets into `text`."""
    out: list[Token] = []
    for m in _WORD.finditer(text, start, len(text) if end is None else end):
        word = m[0].rstrip("'")
        if len(word) > 2 and word.lower().endswith("'s"):
            word = word[:-2]
        plain_word = re.sub(rf"^({PREFIX})-", r"\1", _unaccented(word.lower()))
        low = ALIASES.get(plain_word, plain_word)
        if low in _UP_OR_DOWN and out and out[-1].low in _GOING:
            low = _UP_OR_DOWN[low]
        content = low not in SMALL_WORDS and not low.endswith("n't") and len(low) > 1
        out.append(Token(word, low, stem(low), m.start(), m.start() + len(word), content, word[0].isupper()))
    return _phrasal(out, text)


def _phrasal(words: list[Token], text: str) -> list[Token]:
    """`words` with the verb of "put off" as another form of "defer", its small word without content of its own."""
    out = list(words)
    for i, verb in enumerate(words):
        if (stem(verb.low), "") not in _VERBS_WITH:
            continue
        k = i + 2 if i + 1 < len(words) and words[i + 1].low in _BETWEEN else i + 1
        for small in (" ".join(w.low for w in words[k : k + 2]), " ".join(w.low for w in words[k : k + 1])):
            meaning = _VERBS_WITH.get((stem(verb.low), small))
            if meaning is not None and small and not set(",;:.()") & set(text[verb.end : words[k].start]):
                out[i] = replace(verb, concept=stem(meaning), content=True)
                for n in range(k, k + small.count(" ") + 1):
                    out[n] = replace(words[n], content=False)
                break
    return out
