"""Bodies and committees in a question, matched against those that the index holds.

A full name counts whatever its spelling slips; "the Scrutiny Committee" is the committee whose name has those
words; the place in a body's name ("in Croydon") is a mention of it in passing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scrutiny_rag.retrieval.naming import fold, is_slip
from scrutiny_rag.store.analysis import stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CONNECTORS = frozenset("a an and of the for on in upon with".split())
_KINDS = frozenset("committee subcommittee panel board commission forum spc partnership".split())
_GENERIC = _KINDS | frozenset(
    "sub joint scrutiny overview select strategic policy area standing special council city county borough district "
    "town parish municipal metropolitan royal london service services assembly authority combined working group".split()
)
_COMMON_PLACES = frozenset("london england wales scotland ireland britain uk".split())
_PLACES = (
    re.compile(r"\b(?:District|Borough|City|County|Town|Parish|Council) of (.+)$", re.IGNORECASE),
    re.compile(
        r"^(.+?)(?: (?:City|County|Borough|District|Town|Parish|Metropolitan|Combined|Municipal|and))* "
        r"(?:Council|Authority)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(.+?) (?:Area|Neighbourhood|Locality|Ward) (?:Committee|Forum|Panel|Board)$", re.IGNORECASE
    ),
)
_PLACE_ENDS = re.compile(r"\s(?:joint|sub|area|council|committee|policing)\b.*$", re.IGNORECASE)
# What people call a body whose name they would not say in full.
_OTHER_NAMES = {
    "metropolitan police": ("met", "met police", "mps", "scotland yard", "metropolitan police"),
    "london assembly": ("assembly",),
    "greater london authority": ("gla",),
}
_ALSO_VERBS = frozenset({"met"})
_MOST_ALIKE = 3
_FUZZY_WORDS = 80
"""Different words of a question that are compared in near spellings."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a question holds."""

    name: str
    start: int
    end: int
    whole: bool
    """True where the full name stands there, spelling slips aside; False for a part of it, or its place."""


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    capital: bool


class Names:
    """The names of one field of the index, ready to be found in questions."""

    def __init__(self, names: Iterable[str]) -> None:
        self._full: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, list[tuple[str, ...]]] = {}
        self._by_first: dict[str, set[str]] = defaultdict(set)
        self._vocabulary: dict[str, set[str]] = defaultdict(set)
        for name in dict.fromkeys(names):
            full = tuple(token.word for token in _tokens(name))
            if not full:
                continue
            self._full[name] = full
            self._parts[name] = list(_places(name)) + list(_other_names(name))
            for words in (full, *self._parts[name]):
                self._by_first[words[0]].add(name)
                for word in words:
                    self._vocabulary[word[0]].add(word)

    def of_place(self, name: str) -> list[str]:
        """The names that share their place with `name`, itself first: a council has had several."""
        own = self._parts.get(name, [])
        return [name, *(n for n, parts in self._parts.items() if n != name and set(own) & set(parts))]

    def named(self, question: str) -> list[Named]:
        """The names that a question holds, in order; where one stands within another, the longer alone."""
        tokens = _tokens(question)
        if not tokens or not self._full:
            return []
        meant = self._meant(tokens)
        found = [*self._runs(tokens, meant), *self._shortened(tokens, meant)]
        kept: list[Named] = []
        for each in sorted(found, key=lambda n: (n.start - n.end, not n.whole, n.start, n.name)):
            if not any(each.start < k.end and k.start < each.end and _longer(k, each) for k in kept):
                kept.append(each)
        return sorted(kept, key=lambda n: (n.start, n.name))

    def _meant(self, tokens: Sequence[_Token]) -> list[frozenset[str]]:
        """For each word of the question the words of names that it may stand for, itself among them."""
        near: dict[str, frozenset[str]] = {}
        for token in tokens:
            if token.word in near:
                continue
            held = self._vocabulary.get(token.word[0], set())
            if token.word in held or len(near) >= _FUZZY_WORDS:
                near[token.word] = frozenset({token.word})
            else:
                near[token.word] = frozenset(
                    {token.word, *(word for word in held if _slip(token.word, word))}
                )
        return [near[token.word] for token in tokens]

    def _runs(self, tokens: Sequence[_Token], meant: Sequence[frozenset[str]]) -> Iterator[Named]:
        """Full names and places, word for word."""
        shouted = not any(token.capital for token in tokens[1:]) or all(token.capital for token in tokens)
        for at in range(len(tokens)):
            for name in {name for word in meant[at] for name in self._by_first.get(word, ())}:
                for words in (self._full[name], *self._parts[name]):
                    last = at + len(words) - 1
                    if last >= len(tokens) or any(w not in meant[at + n] for n, w in enumerate(words)):
                        continue
                    whole = words is self._full[name]
                    # A place is a name: "reading" is none. Near spellings of places are other places.
                    # Without capitals anywhere a place may be meant, but "met" is no police.
                    lenient = shouted and words[0] not in _ALSO_VERBS
                    if not whole and not all(
                        (t.capital or lenient) and t.word == w
                        for t, w in zip(tokens[at : last + 1], words, strict=True)
                    ):
                        continue
                    yield Named(name, tokens[at].start, tokens[last].end, whole)

    def _shortened(self, tokens: Sequence[_Token], meant: Sequence[frozenset[str]]) -> Iterator[Named]:
        """Committees by some words of their names and the kind: "the children's committee"."""
        for at, token in enumerate(tokens):
            kind = next((word for word in meant[at] if word in _KINDS), None)
            if kind is None or at == 0:
                continue
            best: dict[str, tuple[float, int]] = {}
            for name, full in self._full.items():
                if full[-1] != kind:
                    continue
                first = at
                own = set(full)
                while first > 0 and meant[first - 1] & own:
                    first -= 1
                words = {next(iter(m & own)) for m in meant[first:at]}
                if words - _GENERIC:
                    best[name] = (len(words) / max(1, len(full) - 1), first)
            most = max((share for share, _ in best.values()), default=0.0)
            names = [name for name, (share, _) in best.items() if share == most]
            if len(names) <= _MOST_ALIKE:
                yield from (Named(name, tokens[best[name][1]].start, token.end, False) for name in names)


def _longer(kept: Named, other: Named) -> bool:
    """True where the kept one makes the other superfluous: names of one length at one place are all kept."""
    return (kept.whole and not other.whole) or kept.end - kept.start > other.end - other.start


def _tokens(text: str) -> list[_Token]:
    """Content words, small letters without accents and possessive endings, with their offsets."""
    tokens = []
    for match in _WORD.finditer(text):
        word = fold(match.group() + " ").strip()
        if word and word not in _CONNECTORS:
            tokens.append(_Token(word, match.start(), match.end(), match.group()[0].isupper()))
    return tokens


def _places(name: str) -> Iterator[tuple[str, ...]]:
    for pattern in _PLACES:
        match = pattern.search(name)
        if match is None:
            continue
        place = _PLACE_ENDS.sub("", match[1])
        # A district of two places is named by both, with or without the hyphen, or by one.
        for part in dict.fromkeys((place, *place.split("-"))):
            words = tuple(token.word for token in _tokens(part))
            if words and set(words) - _GENERIC - _COMMON_PLACES and len(words) <= 3:
                yield words
        return


def _other_names(name: str) -> Iterator[tuple[str, ...]]:
    folded = fold(name)
    for known, others in _OTHER_NAMES.items():
        if known in folded:
            yield from (tuple(other.split()) for other in others if other != folded)


def _slip(word: str, other: str) -> bool:
    """True for another form of a word, and one slip of the pen in five letters or more, two in nine or more."""
    # "The Transport Committee" is the Transportation Committee.
    return stem(word) == stem(other) or is_slip(other, word)
