"""What the words before a list say of each of its items: "RESOLVED:", "Ann Hall reported that:"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrutiny_rag.record.model import ActKind

_LABELS = (
    (ActKind.RECOMMENDED, re.compile(r"\b(?:recommend(?:ed|s|ations?)?)\b[^.]{0,60}$", re.IGNORECASE)),
    (
        ActKind.DECIDED,
        re.compile(
            r"\b(?:RESOLVED|AGREED|DECISIONS?|resolved|agreed|decided|approved|Resolved|Agreed|"
            r"Decisions?)\b(?! to (?:provide|send|write))[^.]{0,60}$"
        ),
    ),
    (
        ActKind.UNDERTAKEN,
        re.compile(
            r"\b(?:undertook|undertaken|ACTIONS?(?: POINTS?)?|Actions?(?: [Pp]oints?)?|agreed to "
            r"(?:provide|send|write))\b[^.]{0,40}$"
        ),
    ),
    (ActKind.NOTED, re.compile(r"\b(?:NOTED|noted)\b[^.]{0,60}$")),
    (
        ActKind.ANSWERED,
        re.compile(r"\b(?:in (?:response|reply|answer) to|(?:responded|replied) to)\b", re.IGNORECASE),
    ),
    (ActKind.ASKED, re.compile(r"\b(?:asked|questions?|queries)\b[^.]{0,60}$")),
)
_OPENS = re.compile(
    r"[:–—-]\W*$|^\W*(?:RESOLVED|AGREED|RECOMMENDED|NOTED|ACTIONS?|DECISIONS?)\W*(?:[Tt]hat)?\W*$|"
    r"\b(?:RESOLVED|AGREED|Resolved|Agreed|resolved|agreed)\W+(?:that|to|unanimously)?\W*$"
)
_NO_ACT = re.compile(r"\b(?:had|has|have) been\b|\?$|\bin response to (?:a )?questions?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """What a list's items do, and by whom."""

    kind: ActKind
    who: str | None


def read_lead(plain: str, who: str | None) -> Lead | None:
    """What the list after a sentence does; None where no list follows. `who` was named in it."""
    if not _OPENS.search(plain):
        return None
    for kind, pattern in _LABELS:
        if pattern.search(plain) and not _NO_ACT.search(plain):
            return Lead(kind, who)
    return Lead(ActKind.REPORTED, who) if plain.rstrip("*_ ").endswith(":") else None
