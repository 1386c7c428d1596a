"""Speakers' labels with a colon: "Ann Hall AM (Chair):", "Mr. B. Ode (Riding, Party):", "A member:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from scrutiny_rag.papers.structure.speaker_names import is_name, is_sure, split_role

_LONGEST = 220
_QUESTION_NUMBER = re.compile(r"Q\.?\s?\d{1,4}\s+")
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
# Without brackets or seconds it may be a time of day, as an agenda has it.
_TIMED = re.compile(rf"(?:\[{_TIME}\]|\({_TIME}\)|\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)\s*[-–—|]?\s*")
_CLOCK = re.compile(rf"{_TIME}\s*[-–—|]?\s+")
_TIMED_AFTER = re.compile(rf"\s*[\[(]?{_TIME}[\])]?$")
# Hansards part the name from the words with a stop and a dash: "HON. A. HALL.- Mr. Speaker, ...".
_DASHED = re.compile(r"(?P<label>[^\n:;?!“”\"]{3,100}?)\.[*_]*\s?[-–—]{1,2}[*_]*(?=\s)")
# "HON. A. HALL.:", though not "Ann Hall Jr.:".
_LAST_STOP = re.compile(r"(?<=[^\W\d_]{4})\.$")
_EMPHASIS = re.compile(r"\*+|__+|\\(?=[*_])")
# What stands before a colon at the head of a paper and speaks for no one.
_NO_SPEAKER = re.compile(
    r"(?:.+ )?(?:present|attendance|attending|apologies|absent|date|time|venue|location|subject|title|"
    r"meeting|witnesses|attendees|agenda|item|in the chair|(?:proposed|seconded|signed|moved) by|resolved|"
    # What a clerk writes of a vote.
    r"(?:motion|second)(?: (?:by|made by|seconded by))?|mover|seconder|ayes?|nays?|noes|yeas?|"
    r"(?:roll[- ]call )?votes?|voting|result|abstain(?:ed|ing)?|abstentions?|recused|excused|"
    r"motion (?:carried|passed|failed))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label where it stands in a text."""

    char_start: int
    speech_start: int
    """Where the speech begins, after the colon and spaces."""
    name: str | None
    """As printed, without what is in brackets; None where someone begins to speak and nothing says who."""
    role: str | None
    """What is in brackets, without them."""
    sure: bool
    """A title, a post-nominal, a bracket or an office marks it as a speaker's."""


def read_label(text: str, start: int, end: int, *, clock: bool = False) -> Label | None:
    """The label that opens `text[start:end]`, over a line break if need be; None where none can be.

    Its words must all be a name's: "He said this:" is none. A name with nothing else to show that it is one,
    such as "Ann Hall:", is not `sure`: the whole paper must tell (see `speakers_labels`). The time that a
    recording gives may stand before it; with `clock` also one that could be a time of day.
    """
    opens = start + time_before(text[start : min(end, start + _LONGEST)], clock=clock)
    window = text[opens : min(end, opens + _LONGEST)]
    if dashed := _read_dashed(text, start, opens, end, window):
        return dashed
    colon = find_colon(window) if ":" in window else -1
    if colon < 0:
        return None
    printed = printed_label(window[:colon])
    numbered = _QUESTION_NUMBER.match(printed)
    if numbered:
        printed = printed[numbered.end() :]
    name, role = split_role(_LAST_STOP.sub("", without_time(printed)))
    if not name or not any(c.isalpha() for c in name):
        return None
    sure = is_sure(name) or bool(numbered)
    if not sure and (not is_name(name) or _NO_SPEAKER.fullmatch(name)):
        return None
    if "\n\n" in window[:colon] or (window.count("\n", 0, colon) and not role):
        return None
    return Label(start, speech_after(text, opens + colon + 1, end), name, role, sure or role is not None)


def _read_dashed(text: str, start: int, opens: int, end: int, window: str) -> Label | None:
    """The label that ends with a stop and a dash, where a title or an office marks it as a speaker's."""
    dashed = _DASHED.match(window)
    if dashed is None:
        return None
    name, role = split_role(printed_label(dashed["label"]))
    # Their names stand in capitals, titles too.
    if not name or not (
        is_sure(name) or is_sure(re.sub(r"^[A-Z]+", lambda first: first[0].capitalize(), name))
    ):
        return None
    return Label(start, speech_after(text, opens + dashed.end(), end), name, role, True)


def printed_label(window: str) -> str:
    """A label's words as printed, without emphasis and with single spaces."""
    return " ".join(_EMPHASIS.sub("", window).split())


def time_before(window: str, *, clock: bool = False) -> int:
    """How many characters at the head of a line are the time in the recording."""
    timed = _TIMED.match(window) or (_CLOCK.match(window) if clock else None)
    return timed.end() if timed else 0


def without_time(printed: str) -> str:
    """A label without the time in the recording that stands at its end: "Ann Hall 0:12"."""
    return _TIMED_AFTER.sub("", printed)


def speech_after(text: str, after: int, end: int) -> int:
    """Where the speech begins at or after `after`: behind spaces and what is left of emphasis."""
    while after < end and (text[after].isspace() or text[after] in "*_"):
        after += 1
    return after


def find_colon(window: str) -> int:
    """Where the label's colon is: the first outside brackets, with a space, emphasis or the end after it."""
    depth = 0
    for i, char in enumerate(window):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char == ":" and depth == 0:
            follows = window[i + 1 : i + 2]
            if follows.isdigit() and window[i - 1 : i].isdigit():
                continue
            return i if not follows or follows.isspace() or follows in "*_" else -1
        elif depth == 0 and (char in '?!;“”"=/' or (char == "\n" and i > 120)):
            return -1
    return -1


def speakers_labels(text: str, labels: Iterable[Label]) -> list[Label]:
    """Those of `labels` that are a speaker's.

    A bare name is taken where it comes again or where its last word is never a common word of the paper's:
    "Child Protection:" falls because the paper says "protection" too.
    """
    labels = list(labels)
    times = Counter(label.name for label in labels)
    certain = {label.name for label in labels if label.sure}
    common: frozenset[str] | None = None
    kept = []
    for label in labels:
        if label.name is not None and not label.sure and label.name not in certain:
            if common is None:
                common = common_words(text)
            words = [word.lower() for word in label.name.split()]
            if words[-1] in common and (times[label.name] < 3 or all(word in common for word in words)):
                continue
        kept.append(label)
    return kept


def common_words(text: str) -> frozenset[str]:
    """The words that a paper writes in small letters."""
    return frozenset(re.findall(r"\b[a-z]{3,}\b", text))


def one_spelling(labels: Iterable[Label]) -> dict[str, str]:
    """For each printed name the paper's commonest spelling: straight and curly apostrophes are one name."""
    counts: dict[str, Counter[str]] = {}
    for label in labels:
        if label.name is not None:
            counts.setdefault(_folded(label.name), Counter())[label.name] += 1
    return {name: spellings.most_common(1)[0][0] for spellings in counts.values() for name in spellings}


def _folded(name: str) -> str:
    return " ".join(name.replace("’", "'").replace("‘", "'").lower().split())
