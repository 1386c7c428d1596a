"""By when: the time that a sentence or a cell names, and its last day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from scrutiny_rag.papers.dates import find_dates
from scrutiny_rag.record.times import BARE_MONTH, MONTH_DAY, MONTH_WORDS, TIMES, by_month, coming

_NO_DUE = re.compile(
    r"\b(?:since|dated|held on|meeting of|minutes of|published (?:on|in)|of the)\s*(?:the )?$"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A time as written, and its last day; None where the paper leaves the day open."""

    text: str
    day: date | None


def find_due(sentence: str, meeting: date | None, after: int = 0) -> Due | None:
    """The time by which something in `sentence` is to be done; None where none is named.

    `meeting` is the day on which it was said: without it, times without a year have no day. Of several times the
    first one from `after` on counts. White space in `sentence` must be single spaces.
    """
    found: list[tuple[int, int, date | None, bool]] = []
    lowered = sentence.lower()
    dated = any(c.isdigit() for c in sentence) or any(month in lowered for month in MONTH_WORDS)
    for mention in find_dates(sentence) if dated else ():
        if mention.char_start >= after and not _NO_DUE.search(sentence[: mention.char_start]):
            day = mention.date or coming(meeting, mention.month, mention.day)
            if day is not None and (meeting is None or day >= meeting):
                found.append((mention.char_start, mention.char_end, day, True))
    for words, pattern, work_out in TIMES:
        if not any(word in lowered for word in words):
            continue
        for match in pattern.finditer(sentence, after):
            day = work_out(match, meeting)
            if day is not None and meeting is not None and day < meeting:
                continue
            found.append((match.start(), match.end(), day, pattern is MONTH_DAY))
    if not found:
        return None
    # A day named outright goes before a month or a meeting; else the first one counts.
    found.sort(key=lambda each: (each[2] is None, not each[3], each[0], each[0] - each[1]))
    start, end, day, _ = found[0]
    return Due(sentence[start:end].strip(" .,"), day)


def read_due(cell: str, meeting: date | None) -> Due | None:
    """The time that a cell of a "due" column holds; None where it is empty."""
    cell = " ".join(cell.split())
    if not cell:
        return None
    found = find_due(f"by {cell}", meeting)
    if found is None or found.day is None:
        # A day long past is still the day the list gives.
        mentions = [mention.date for mention in find_dates(cell) if mention.date]
        bare = BARE_MONTH.search(cell)
        day = mentions[0] if mentions else by_month(bare, meeting) if bare else None
        return Due(cell, day)
    return Due(cell, found.day)
