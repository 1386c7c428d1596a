"""Which of the bodies that a paper names is its own: told by where the name stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from scrutiny_rag.papers.dates import find_dates
from scrutiny_rag.papers.metadata.bodies import NUMBERED_BOARD, Named, bodies_in

# What may stand beside a name on its line without saying more than what sort of paper it is.
BESIDE_NAME = re.compile(
    r"\b(?:draft|final|approved|unapproved|confirmed|adopted|official|public|revised|minutes?|agenda|"
    r"notice|record|"
    r"notes|transcript|verbatim|hansard|proceedings|meetings?|session|regular|special|annual|general|"
    r"ordinary|"
    r"extraordinary|virtual|monthly|action|summary|report|of|the|a|an|for|and|to|from|at|on|no|pack|"
    r"\w+day|[ap]m)\b",
    re.IGNORECASE,
)
_TITLED_BEFORE = re.compile(
    r"\b(?:minutes|agenda|notice|meetings?|transcript|record|notes|proceedings|resolution|ordinance|hansard|"
    r"report)\b[^.;|]{0,70}?\b(?:of|for|by|to)(?: the)? ?$|\bmeeting ?: ?$|^(?:draft |"
    r"approved )?minutes[ :–-]+(?:the )?$",
    re.IGNORECASE,
)
_TITLED_AFTER = re.compile(
    r"^(?:,? [A-Z][\w’'-]+){0,4}? ?[-–—:,(]{0,2} ?(?i:(?:draft |final |approved |regular |special |"
    r"annual |general |"
    r"ordinary |extraordinary |virtual |full |monthly |board |committee |commission |city |council |"
    r"parish |pc |"
    r"of |trustees |directors |education |[a-z]+ )"
    r"{0,4}(?:meetings?|minutes|agenda|agm|notice|hansard|transcript))\b"
)
_ISSUED = re.compile(r"\b(?:published|issued|produced|prepared|written) by(?: the)? ?$", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(?:(?:clerk|chair(?:man|woman|person)?|secretary|treasurer|proper officer|chief executive)"
    r"[ ,:–-]*(?:(?:to|of|for)(?: the)?)?|on behalf of(?: the)?) ?$",
    re.IGNORECASE,
)
# A line about a person, a place to meet or another body.
_OF_OTHERS = re.compile(
    r"\b(?:cllrs?|councillors?|mr|mrs|ms|miss|dr|pcso|represent\w+|officer|member of|c/o|hall|"
    r"offices?|chamber|"
    r"link|invited|joint)\b",
    re.IGNORECASE,
)
# A line of a list of what comes up, with its page perhaps: it names whom the item is about.
_LISTED = re.compile(r"\W*(?:agenda )?item\b\W*\d|.*\.{2,} ?\d{1,3}$", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z)”’\"][.!?]$|\b(?:was|were|has|have|had|is|are|will)\b")
_STATE = re.compile(r"^[,\s]+[A-Z][\w.]+(?: [A-Z][\w.]+)?\s*$")
_ALONE, _TITLE, _CONVENED, _NAMED_BY_FILE, _RUNNING, _ISSUER, _SHORT, _SIGNATURE, _FILE = (
    6,
    5,
    5,
    4,
    4,
    4,
    3,
    3,
    2,
)
_ENOUGH = 3
_MASTHEAD = 10
_SHORT_LINE = 100
_SIGNED_CHARS = 900
_SPOKEN = 3
_SPOKEN_CHARS = 60_000


@dataclass(frozen=True, slots=True)
class Places:
    """Where a paper may name its body."""

    head: Sequence[str]
    convened: Sequence[str] = ()
    running: Sequence[str] = ()
    titles: Sequence[str] = ()
    """What the file's properties or its front matter call it."""
    end: str = ""
    file: str = ""


@dataclass(slots=True)
class _Evidence:
    best: int = 0
    more: int = 0
    first: int = 10_000
    numbered: bool = False

    def add(self, named: Named, weight: int, at: int) -> None:
        self.numbered = named.form.name == NUMBERED_BOARD
        self.more += weight > 0
        self.first = min(self.first, at)
        self.best = max(self.best, weight)


def own_body(places: Places, *, least: int = _ENOUGH) -> str | None:
    """The body whose paper it is; None where none is named where a paper names its own, or two are alike.

    `least` is the weight of a place that will do: 3 for a short line of the head, 5 for the title or masthead.
    """
    evidence: dict[str, _Evidence] = defaultdict(_Evidence)
    for at, (named, weight) in enumerate(_weighed(places)):
        evidence[named.name].add(named, weight, at)
    for name, each in evidence.items():
        if named_by(places.file, name):
            each.best += _FILE
    for name in sorted(evidence, key=len):
        # "Quay" of "East Quay Parish Council" is that council, spelt whole elsewhere.
        for longer in evidence:
            if longer != name and longer.casefold().endswith(" " + name.casefold()):
                evidence[longer].best = max(evidence[longer].best, evidence[name].best)
                evidence[name].best = 0
                break
    _take_together(evidence)
    if any(each.numbered and each.best >= _RUNNING for each in evidence.values()):
        # The board of a city's part writes on the city's paper.
        evidence = {name: each for name, each in evidence.items() if each.numbered}
    ranked = sorted(evidence.items(), key=lambda each: (-each[1].best, -each[1].more, each[1].first))
    if not ranked or ranked[0][1].best < least:
        return None
    return ranked[0][0]


def spoken_of(text: str) -> str | None:
    """The body of which a report or a debate keeps speaking by its whole name; None where there are rivals."""
    counts = Counter(named.name for named in bodies_in(text[:_SPOKEN_CHARS], weak=False))
    (name, times), *others = counts.most_common(2) or [("", 0)]
    if not others:
        return name if times > 1 else None
    return name if times >= _SPOKEN * others[0][1] else None


def _take_together(evidence: dict[str, _Evidence]) -> None:
    """Give what names with a word too many speak for to the name itself: "City of Quay Florida"."""
    for name in sorted(evidence, key=len):
        for longer in evidence:
            if longer != name and " of " in name and longer.startswith(name + " ") and evidence[name].best:
                evidence[name].best = max(evidence[name].best, evidence[longer].best)
                evidence[longer].best = 0


def _weighed(places: Places) -> Iterator[tuple[Named, int]]:
    for at, line in enumerate(places.head):
        for named in bodies_in(line):
            yield named, _weight(line, named, at)
    for clause in places.convened:
        for named in bodies_in(clause):
            if len(clause) - (named.char_end - named.char_start) < 60:
                yield named, _CONVENED
    for line in places.running:
        for named in bodies_in(line):
            yield named, min(_RUNNING, _weight(line, named, 0))
    for title in places.titles:
        for named in bodies_in(title):
            yield named, _NAMED_BY_FILE if not _OF_OTHERS.search(title) else 1
    end = places.end[-_SIGNED_CHARS:]
    for named in bodies_in(end, weak=False):
        if _SIGNED.search(end[max(0, named.char_start - 80) : named.char_start]):
            yield named, _SIGNATURE
    for named in bodies_in(_as_words(places.file)):
        yield named, _FILE


def _weight(line: str, named: Named, at: int) -> int:
    if _LISTED.match(line):
        return 0
    before, after = line[: named.char_start], line[named.char_end :]
    rest = _STATE.sub("", after) if not BESIDE_NAME.search(after) else after
    if not any(map(str.isalpha, _without_dates(BESIDE_NAME.sub("", f"{before} {rest}")))):
        return _ALONE if at < _MASTHEAD else _ALONE - 1
    if _ISSUED.search(before):
        return _ISSUER
    if _OF_OTHERS.search(before[-60:]) or (before.count("(") > before.count(")")):
        return 0
    if _TITLED_BEFORE.search(before) or (not before.strip() and _TITLED_AFTER.match(after)):
        return _TITLE
    if _TITLED_AFTER.match(after) and BESIDE_NAME.sub("", before).strip(" .,:-–—") == "":
        return _TITLE
    if _OF_OTHERS.search(line):
        return 0
    if _SENTENCE.search(line):
        return 1
    if not before.strip() and len(line) < _SHORT_LINE:
        return _SHORT + (at < _MASTHEAD)
    return _SHORT if len(line) < _SHORT_LINE else 1


def _without_dates(text: str) -> str:
    for mention in reversed(find_dates(text)):
        text = text[: mention.char_start] + text[mention.char_end :]
    return text


def named_by(file: str, name: str) -> bool:
    """Whether the file's path has the place's words: "govan-minutes.md" those of "Govan Community Council"."""
    words = [word for word in re.findall(r"[a-z’']{4,}", name.casefold()) if word not in _KINDS]
    squeezed = re.sub(r"[^a-z’']", "", file.casefold())
    return bool(words) and all(word in squeezed for word in words)


_KINDS = frozenset(
    "council city county borough district town village parish community regional water fire school unified board "
    "township parliament authority education college transportation metropolitan".split()
)


def _as_words(file: str) -> str:
    stem = PurePosixPath(file).stem
    words = re.sub(r"[-_+.\d]+", " ", stem).split()
    return " ".join(word if word in ("of", "and") else word[:1].upper() + word[1:] for word in words)
