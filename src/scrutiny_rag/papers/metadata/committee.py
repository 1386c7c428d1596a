"""Which committee, panel or governing board of its body a paper is of, told by where the name stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scrutiny_rag.papers.dates import find_dates
from scrutiny_rag.papers.metadata.bodies import bodies_in, tidy
from scrutiny_rag.papers.metadata.naming import committees_in
from scrutiny_rag.papers.metadata.own_body import BESIDE_NAME

# The board that governs a body, named apart from it.
_GOVERNING = re.compile(
    r"\b(?:(?:(?:Library|Museum|Parks?|Pension|Retirement|Cemetery|Hospital|Airport|Harbou?r|Utilit(?:y|ies)) )?"
    r"Board of (?:(?:[A-Z][\w’'-]+|and|&) ){0,4}?(?:Directors|Trustees|Supervisors|Commissioners|"
    r"Education|"
    r"Governors|Aldermen|Selectmen|Managers|Regents|Estimates?|Health)|"
    r"Board of (?:[A-Z][\w’'-]+ (?:and )?){1,3}Commissioners|"
    r"Select Board|Council of Governors|Committee of the Whole|"
    r"(?:City|Town|Village|County|District|Municipal) (?:Council|"
    r"Commission))\b(?! (?:chambers?|offices?|"
    r"members?|hall|room|auditorium)\b)|"
    r"^Board of [A-Z]\w+(?: (?:and|&|[A-Z]\w+))*$",
    re.IGNORECASE,
)
_EXECUTIVE = re.compile(r"(?:the )?(?:cabinet|executive|executive board)", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"(?:report )?(?:to|meeting|committee|decision[- ]maker|for consideration by)\s*:?\s*", re.IGNORECASE
)
_TITLED_BEFORE = re.compile(
    r"\b(?:minutes|agenda|notice|meetings?|transcript|record|notes|resolution|ordinance)\b[^.;|]{0,50}?\b"
    r"(?:of|for|by|to)(?: the| a)?(?: (?:regular|special|annual|general|ordinary))? ?$",
    re.IGNORECASE,
)
_TITLED_AFTER = re.compile(
    r"^ ?[-–—:,(]{0,2} ?(?:(?:draft|final|approved|regular|special|annual|general|ordinary|public|virtual) )?"
    r"(?:meetings?|minutes|agenda)\b",
    re.IGNORECASE,
)
_ADJECTIVES = re.compile(
    r"^(?:(?:the|a|an|current|draft|final|approved|adopted|revised|minutes|agenda(?! committee)|notice|regular|"
    r"ordinary|extraordinary|virtual|monthly|inaugural|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|[ap]m|of|and|for|pack|\w+day|"
    # "Public Accounts Committee" and "Special Needs Panel" are names.
    r"(?:special|public|general|annual|official)(?= (?:meetings?|session|board|regular|minutes|agenda)\b))[ :–-]+)+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:full )?(?:sub-?committee|committee|panel|board|commission|forum|council|boardroom)", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?<![\w-])\d|\b(?:hall|chambers?|room|bar|way|street|st\.|road|avenue|ave|suite|floor|drive|blvd|"
    r"[A-Z]{2} \d{5})\b",
    re.IGNORECASE,
)
_ALONE, _TITLE, _SHORT = 6, 5, 3
_ENOUGH = 5
_SHORT_LINE = 90
_MOST_WORDS = 12


def addressee(head: Sequence[str]) -> str | None:
    """The executive to which a paper's head addresses it: "To: Cabinet - 3 June"; None for none."""
    for at, line in enumerate(head):
        label = _ADDRESSED.match(line)
        if label:
            name = _without_date(line[label.end() :] or "".join(head[at + 1 : at + 2]))
            if _EXECUTIVE.fullmatch(name):
                return tidy(name)
    return None


def own_committee(head: Sequence[str], body: str | None) -> str | None:
    """The committee or board of `body` that the lines of a paper's head name as its own; None for none.

    A committee goes before the governing board on whose letter paper it writes; the board is named only where
    the body has a name of its own beside it.
    """
    best: dict[str, tuple[int, int, int]] = {}
    for line in head:
        for name, governing, weight in _weighed(line, body):
            rank = (weight, 0 if governing else 1, len(name.split()))
            if weight >= _ENOUGH and rank > best.get(name, (0, 0, 0)):
                best[name] = rank
    if not best:
        return None
    committees = {name: rank for name, rank in best.items() if rank[1]}
    among = committees or best
    return max(among, key=lambda name: (among[name][0], among[name][2]))


def is_sound(name: str) -> bool:
    """Whether a name has no address, hour or mere adjective in it."""
    own = _ADJECTIVES.sub("", name)
    return (
        own == name
        and not _ADDRESS.search(name)
        and name.casefold().count("board") < 2
        and not _NO_NAME.fullmatch(own)
    )


def _weighed(line: str, body: str | None) -> Iterator[tuple[str, bool, int]]:
    if _EXECUTIVE.fullmatch(name := _without_date(line)) and name != line:
        yield tidy(name), False, _TITLE
    bare = line
    for named in sorted(bodies_in(line), key=lambda each: -each.char_start):
        # The body's own name is not its board's: "Quay Township Board of Trustees".
        if not re.search(r"board|council", named.name, re.IGNORECASE):
            bare = f"{bare[: named.char_start]}| {bare[named.char_end :]}"
    for match in _GOVERNING.finditer(bare):
        if not body or (match.group().casefold() not in body.casefold() and not body.endswith("Council")):
            yield tidy(match.group()), True, _weight(bare, match.start(), match.end())
    for name, start, end in committees_in(bare):
        own = _ADJECTIVES.sub("", name)
        if (
            _NO_NAME.fullmatch(own)
            or own.casefold().count("board") > 1
            or _ADDRESS.search(own)
            or (body and own.casefold() in body.casefold())
        ):
            continue
        if _GOVERNING.fullmatch(own) or _GOVERNING.match(bare, start):
            continue
        yield own, False, _weight(bare, start, end)


def _weight(line: str, start: int, end: int) -> int:
    before, after = line[:start].rsplit("|", 1)[-1], line[end:]
    rest = _without_date(BESIDE_NAME.sub("", f"{before} {after}"))
    if not any(map(str.isalpha, rest)):
        return _ALONE
    label = _ADDRESSED.match(before)
    if _TITLED_BEFORE.search(before) or (label and label.end() == len(before)):
        return _TITLE
    if not BESIDE_NAME.sub("", before).strip(" ,.:-–—|") and (
        _TITLED_AFTER.match(after) or after.startswith((",", " - ", " – ", "–"))
    ):
        return _TITLE
    return _SHORT if len(line) < _SHORT_LINE else 0


def _without_date(text: str) -> str:
    for mention in reversed(find_dates(text)):
        text = text[: mention.char_start] + text[mention.char_end :]
    return re.sub(r"\b\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m\.?|hours)|\b\w+day\b", "", text, flags=re.I).strip(
        " ,.:-–—|"
    )
