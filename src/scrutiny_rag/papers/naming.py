"""The names that a paper gives itself: its organisation and its committee."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

_LEGISLATURES = re.compile(
    r"\b(?:London Assembly|Greater London Authority|House of Commons(?: of Canada)?|House of Lords|"
    r"National Assembly for Wales|Senedd Cymru|Welsh Parliament|Scottish Parliament|"
    r"Northern Ireland Assembly|"
    r"Houses of the Oireachtas|Dáil Éireann|Seanad Éireann)\b",
    re.IGNORECASE,
)
_BOROUGH = re.compile(
    r"\b(?:(?:Royal|London) )+Borough of [A-Z][\w’'-]+(?: (?:and|upon|&) (?:[A-Z][\w’'-]+ ?){1,2}|"
    r" [A-Z][\w’'-]+)?"
)
_DISTRICT = re.compile(
    r"\b(?:municipal|metropolitan|borough) district of ((?:(?!(?:held|hed|joint|jpc|policing|in|on|at|to|"
    r"is|was|for)\b)"
    r"[\w’'-]+(?:- )? ?){1,3})",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    r"\b(?:council|combined authority|corporation)\b(?!\s+(?:chamber|offices?|tax|members?|officials?)\b)",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(
    r"\b(?:(?:sub[- ]?)?committee|panel|board|commission|forum|spc)\b(?! (?:room|members?|report|chair))",
    re.IGNORECASE,
)
_ON_SUBJECT = re.compile(r" (?:on|for) (?:the )?[A-Z][\w-]+(?: (?:and |of |& )?[A-Z][\w-]+){0,5}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONNECTORS = _words("and & of for the on upon in")
_SMALL_WORDS = _CONNECTORS | _words("at to by with from a an")
_GENERIC = _words(
    "a an the this that its our their each every special standing select sub meeting youth parish "
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
_MOST_NAMES = 40
_COUNCIL_KINDS = _words("city county borough district town parish and & combined authority")
_NOT_A_COUNCIL = _words(
    "the this that youth school student students community heritage arts full whole municipal "
    "national research academy residents privy"
)


def title_case(name: str) -> str:
    """A name printed in capitals, in the case of running text: "CITY AND COUNTY" is "City and County"."""
    letters = [c for c in name if c.isalpha()]
    if sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return name
    words = name.split(" ")
    cased = [
        word
        if word.upper() in {"SPC", "JPC", "NHS"}
        else word.lower()
        if i and word.lower() in _SMALL_WORDS
        else _capital(word)
        for i, word in enumerate(words)
    ]
    return " ".join(cased)


def find_body(lines: Sequence[str], text: str, *, minutes: bool) -> str | None:
    """The organisation that a paper names as its own.

    `lines` are the opening lines, `text` the whole, both without markup. A name in the opening decides. In
    minutes, a council named nowhere near the opening counts where it is clearly the one spoken of: minutes
    speak of the council whose they are. None where nothing is named, or too many are.
    """
    opening = _opening(lines)
    for pattern in (_LEGISLATURES, _BOROUGH):
        if match := pattern.search(opening):
            return _tidy(match.group())
    if named := _whole_names(_councils(opening)):
        return _well_spelt(named.most_common(1)[0][0], text)
    if not minutes:
        return None
    return _own_council(text)


def _well_spelt(name: str, text: str) -> str:
    """A council's name as the paper mostly spells it, where a scan has garbled it."""
    place = name.split(" ")[0]
    likes = [
        like
        for like in _whole_names(_councils(text))
        if like.split(" ")[1:] == name.split(" ")[1:]
        and 0 < Levenshtein.distance(like.split(" ")[0], place) <= _LONGEST_SLIP
    ]
    return max([name, *likes], key=lambda like: text.count(like.split(" ")[0]))


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


def find_committee(lines: Sequence[str]) -> str | None:
    """The committee, panel or district that a paper's opening lines name; None where they name none."""
    opening = re.sub(r"(?<=\w)- (?=\w)", "-", _opening(lines))
    opening = re.split(r"\b(?:held|hed|present|in attendance)\b", opening, maxsplit=1, flags=re.IGNORECASE)[0]
    opening = _LEGISLATURES.sub("|", opening)
    district = _DISTRICT.search(opening)
    if district:
        kind = district.group().split(" ")[0].capitalize()
        whole = f"{kind} District of {title_case(district.group(1).strip(' -,.'))}"
        joint = re.search(r"\b(?:joint policing|jpc) ?sub[- ]?committee\b", opening, re.IGNORECASE)
        return f"{whole} Joint Policing Sub-Committee" if joint else whole
    found = _committees(opening)
    # An abbreviation stands beside the full name more often than not.
    return min(found, key=lambda name: (name.endswith("SPC"), -len(name.split())), default=None)


def _opening(lines: Sequence[str]) -> str:
    """The opening lines as one, with a bar where a new statement starts and long paragraphs left out."""
    parts: list[str] = []
    for line in lines:
        if len(line) > 200 and not re.search(r"\bheld\b", line[:300]):
            parts.append("|")
            continue
        new = re.match(
            r"(?:transcript|minutes|agenda|report|date|venue|time|draft|present|to ?:|a .{0,20}meeting)\b",
            line,
            re.I,
        )
        # A name may be printed a word a line, "of" and "&" on their own; a mark or a number starts anew.
        apart = new or (len(line) < 3 and not line.isalpha() and line != "&")
        parts.append(f"| {line[:300]}" if apart else line[:300])
    return " ".join(parts)


def _councils(text: str) -> Iterator[str]:
    for match in _COUNCIL.finditer(text):
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
    for match in _COMMITTEE.finditer(text):
        name = _backwards(text, match.start(), match.end(), commas=True)
        subject = _ON_SUBJECT.match(text, match.end())
        qualified = any(word.lower() not in _GENERIC | _CONNECTORS for word in re.split(r"[ ,]+", name)[:-1])
        if name and (qualified or subject):
            yield _tidy(name + (subject.group() if subject else ""))


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
        if not (bare[0].isupper() or bare.isdigit() or low in _CONNECTORS):
            break
        if low in {"for", "in", "on", "the"} or (low == "of" and not commas):
            break
        taken.append(bare)
    while taken and taken[-1].rstrip(",").lower() in _CONNECTORS:
        taken.pop()
    return " ".join([*reversed(taken), last])


def _tidy(name: str) -> str:
    return title_case(re.sub(r"\s+", " ", name).replace(" & ", " and ").strip(" ,.-"))


def _capital(word: str) -> str:
    return re.sub(r"(?<![\w’'])\w", lambda first: first.group().upper(), word.lower())
