"""The names that a paper gives itself: its organisation and its committee."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from scrutiny_rag.papers.metadata.casing import title_case
from scrutiny_rag.papers.metadata.opening import BOROUGH, COMMITTEE, CONNECTORS, COUNCIL, LEGISLATURES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DISTRICT = re.compile(
    r"\b(?:municipal|metropolitan|borough) district of ((?:(?!(?:held|hed|joint|jpc|policing|in|on|at|to|"
    r"is|was|for)\b|\d)"
    r"[\w’'-]+(?:- )? ?){1,3})",
    re.IGNORECASE,
)
_DISTRICT_AFTER = re.compile(
    r"\b((?:(?!(?i:of|the|minutes|meeting|agenda|draft|ordinary|annual|special|monthly|and|for|in|to|at)\b)"
    r"[A-ZÀ-Þ][\w’'-]*[ -]+){1,3}(?i:municipal district))\b(?! (?i:of|council)\b)"
)
_DAY = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
_ON_SUBJECT = re.compile(
    rf" (?:on|for) (?:the )?{_DAY}[A-Z][\w’'-]+(?: (?:and |of |& )?{_DAY}[A-Z][\w’'-]+){{0,5}}"
    # More subjects, where the list is whole: ", Education and Skills".
    rf"(?:(?:, {_DAY}[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?){{1,4}} (?:and|&) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)?"
)
# "(Children and Families)" after a name that many committees of one body share; "(Draft)" is no subject.
_IN_BRACKETS = re.compile(
    r" \((?!(?i:draft|special|virtual|public|open|hybrid|online|remote|informal|extraordinary|joint|chair|part|"
    r"agenda|minutes|meeting|call|\w+day)\b|[A-Z]{2,6}\))"
    r"(?:(?:(?i:and|of|for|the)|&|[A-Z][\w’'-]+)(?: (?=[\w&])|(?=\)))){1,6}\)"
)
_SHARED = _words("scrutiny overview select policy development and & review cabinet")
# Committees of several councils; a joint policing committee is one council's with its police.
_JOINT = re.compile(
    r"\bjoint(?! (?:policing|meeting))(?: (?!of\b)[\w’'&,-]+){0,8} (?:(?:sub-?)?committee|panel|board)\b|"
    r"\bpolice(?:, fire)? and crime panel\b",
    re.IGNORECASE,
)


_GENERIC = _words(
    "a an the this that its our their each every full special standing select sub meeting youth parish "
    "member members minutes proceedings monthly annual online ordinary at by to from in of with was "
    "is were"
)
# Words that end a name when it is read backwards from its last word.
_STOPS = _words(
    "meeting meetings minutes proceedings held agenda transcript report draft chairperson member "
    "members to from at by with was is were a an each every our this that inaugural adjourned online "
    "virtual item"
)
_AFTER_ANOTHER = re.compile(r".+ and (?=\S+ city and county council$)", re.IGNORECASE)
"""Another body named before one of those: "the police and Anytown City and County Council"."""
_LONGEST_SLIP = 2
_LONG_WORD = 8
_LOOKED_AT = 20_000
_MOST_NAMES = 40
_COUNCIL_KINDS = _words("city county borough district town parish and & combined authority")
_OF_PLACES = _words("city isle isles vale riding forest borough county")
_NOT_A_COUNCIL = _words(
    "the this that ordinary annual monthly regular special extraordinary youth school "
    "student students community heritage arts full whole municipal "
    "national research academy care residents privy"
)


def find_body(opening: str, text: str, *, minutes: bool) -> str | None:
    """The organisation that a paper names as its own.

    `opening` is what the first lines state, `text` the whole, both without markup. A name in the opening
    decides. In minutes, a council named nowhere near the opening counts where it is clearly the one spoken
    of: minutes speak of the council whose they are. None where nothing is named, or too many are.
    """
    if match := LEGISLATURES.search(opening):
        return _tidy(match.group())
    # A committee of several councils is no one's of them, and meets in the hall of any: only one council over
    # its name is its own.
    joint = _JOINT.search(opening)
    if joint:
        opening = opening[: joint.start()].rpartition("|")[0]
    boroughs = [(match.start(), _tidy(match.group())) for match in BOROUGH.finditer(opening)]
    if boroughs:
        together = {name for at, name in boroughs if joint or "|" not in opening[boroughs[0][0] : at]}
        return boroughs[0][1] if len(together) == 1 else None
    named = _whole_names(_councils(opening))
    if joint:
        return next(iter(named)) if len(named) == 1 else None
    if named:
        return well_spelt(named.most_common(1)[0][0], text)
    return _own_council(text) if minutes else None


def names_by_place(opening: str) -> bool:
    """Whether an opening names a legislature, a London borough or several councils' committee, which
    `find_body` tells apart.
    """
    return any(pattern.search(opening) for pattern in (LEGISLATURES, BOROUGH, _JOINT))


def own_name(line: str, *, whole: bool) -> str | None:
    """The body that a line names: all of it, or without `whole` where it starts with the name."""
    line = re.sub(r"^the ", "", line.strip(), flags=re.IGNORECASE)
    tidy = _tidy(line).casefold()
    found = [_tidy(match.group()) for each in (LEGISLATURES, BOROUGH) for match in each.finditer(line)]
    for name in (*found, *_councils(line)):
        if tidy == name.casefold() or (not whole and tidy.startswith(f"{name.casefold()} ")):
            return name
    return None


def well_spelt(name: str, text: str) -> str:
    """A body's name as the paper mostly spells it, where a scan has garbled it or run its words together."""
    name = _parted(name, text)
    place = name.split(" ")[0]
    likes = [
        like
        for like in _whole_names(_councils(text))
        if like.split(" ")[1:] == name.split(" ")[1:]
        and 0 < Levenshtein.distance(like.split(" ")[0], place) <= _LONGEST_SLIP
    ]
    return max([name, *likes], key=lambda like: text.count(like.split(" ")[0]))


def _parted(name: str, text: str) -> str:
    """A name whose last word the text elsewhere prints as two: "City of Eastquay" that has "East Quay"."""
    *others, last = name.split(" ")
    if len(last) < _LONG_WORD or not others or others[-1] != "of":
        return name
    words = text[:_LOOKED_AT].split()
    for one, two in itertools.pairwise(words):
        two = two.rstrip(",.;:")
        if (one + two).casefold() == last.casefold():
            return " ".join([*others, title_case(one.upper()), title_case(two.upper())])
    return name


def _own_council(text: str) -> str | None:
    """The council whose place a text keeps naming; None where no place stands out."""
    named = Counter(dict(_whole_names(_councils(text)).most_common(_MOST_NAMES)))
    places = Counter({place: text.count(place) for place in {name.split(" ")[0] for name in named}})
    (place, times), *others = places.most_common(2) or [("", 0)]
    if times < 3 or (others and times < 4 * others[0][1]):
        return None
    (name, uses), *rivals = [(n, c) for n, c in named.most_common() if n.split(" ")[0] == place]
    # "Anytown Council" is a council where the paper keeps speaking of Anytown; "Parents Council" is not.
    if not _COUNCIL_KINDS.intersection(name.lower().split()) and times - uses < 4:
        return None
    return name if not rivals or uses >= 2 * rivals[0][1] else None


def find_committee(opening: str) -> str | None:
    """The committee, panel or district that a paper's opening names; None where it names none."""
    opening = re.sub(r"(?<=\w)- (?=\w)", "-", opening)
    opening = re.split(r"\b(?:held|hed|present|in attendance)\b", opening, maxsplit=1, flags=re.IGNORECASE)[0]
    opening = BOROUGH.sub("|", LEGISLATURES.sub("|", opening))
    district = _DISTRICT.search(opening)
    if district:
        kind = district.group().split(" ")[0].capitalize()
        whole = f"{kind} District of {title_case(district.group(1).strip(' -,.'))}"
        joint = re.search(r"\b(?:joint policing|jpc) ?sub[- ]?committee\b", opening, re.IGNORECASE)
        return f"{whole} Joint Policing Sub-Committee" if joint else whole
    if after := _DISTRICT_AFTER.search(opening):
        return _tidy(after[1])
    found = _committees(opening)
    # An abbreviation stands beside the full name more often than not.
    return min(found, key=lambda name: (name.endswith("SPC"), -len(name.split())), default=None)


def _councils(text: str) -> Iterator[str]:
    for match in COUNCIL.finditer(text):
        name = _backwards(text, match.start(), match.end(), commas=False)
        own = [word for word in name.lower().split(" ")[:-1] if word not in _COUNCIL_KINDS]
        if own and not _NOT_A_COUNCIL.intersection(own):
            yield _AFTER_ANOTHER.sub("", _tidy(name))


def _whole_names(names: Iterable[str]) -> Counter[str]:
    """Counts of `names`; "Clerk Anytown Council" counts as "Anytown Council" where that is named too."""
    counts: Counter[str] = Counter()
    common = Counter(names).most_common(_MOST_NAMES)
    for name, times in sorted(common, key=lambda each: len(each[0].split())):
        counts[next((known for known in counts if name.endswith(" " + known)), name)] += times
    return counts


def _committees(text: str) -> Iterator[str]:
    return (name for name, _, _ in committees_in(text))


def committees_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The names of committees, panels and boards in `text`, with where each starts and ends."""
    for match in COMMITTEE.finditer(text):
        name = _backwards(text, match.start(), match.end(), commas=True)
        subject = _ON_SUBJECT.match(text, match.end())
        if name and not subject and _SHARED.issuperset(name.lower().split()[:-1]):
            subject = _IN_BRACKETS.match(text, match.end())
        qualified = any(word.lower() not in _GENERIC | CONNECTORS for word in re.split(r"[ ,]+", name)[:-1])
        if name and (qualified or subject):
            start = match.end() - len(name)
            yield _tidy(name + (subject.group() if subject else "")), start, (subject or match).end()


def _backwards(text: str, start: int, end: int, *, commas: bool) -> str:
    """The name that ends at `text[start:end]`: it and the capitalised words before, with "and", "of", "&"."""
    last = text[start:end]
    if not last[0].isupper():
        return ""
    before = text[max(0, start - 120) : start].split()
    taken: list[str] = []
    for word in reversed(before):
        bare = word.strip("“”\"'‘’()")
        low = bare.rstrip(",").lower()
        if low.endswith(("’s", "'s")) and low[:-2] in {"council", "assembly", "parliament"}:
            break
        if not bare or low in _STOPS or bare[-1] in ".:;|–—" or bare in "-" or low in {"council", "assembly"}:
            break
        if bare.endswith(",") and not (commas and taken):
            break
        if bare.isupper() != last.isupper() and len(bare) > 3 and (last.isupper() or not taken):
            break
        if not (bare[0].isupper() or bare.isdigit() or low in CONNECTORS):
            break
        if low in {"for", "in", "on", "the"} or (low == "of" and not commas and not _of_place(before, taken)):
            break
        taken.append(bare)
    # A bare number is what stood before the name: a page's, an item's.
    while taken and (taken[-1].rstrip(",").lower() in CONNECTORS or taken[-1].isdigit()):
        taken.pop()
    return " ".join([*reversed(taken), last])


def _of_place(before: Sequence[str], taken: Sequence[str]) -> bool:
    """Whether the "of" before the words `taken`, last first, is inside a council's name: "Isle of Quay Council"."""
    at = len(before) - len(taken) - 1
    return bool(taken) and at > 0 and before[at - 1].lower() in _OF_PLACES


def _tidy(name: str) -> str:
    return title_case(re.sub(r"\s+", " ", name).replace(" & ", " and ").strip(" ,.-"))
