"""The labels under which minutes list who voted how: "For", "Against the Motion (7)", "Abstentions:"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scrutiny_rag.english.rule import rule

_MATTER = r"(?: (?:of )?(?:the |this )?(?:\w+ ){0,2}(?:motion|amendment|proposal|resolution|recommendation|variation))?"

SIDE_LABEL = rule(
    "side-of-a-vote",
    r"^\W*(?:(?:votes?|voted|voting) )?(?:(?P<favour>for|in favou?r|ayes?|yeas?)|(?P<against>against|nays?|noes)|"
    rf"(?P<abstain>abstain(?:ed|ing)?|abstentions?)){_MATTER}\s*[:–-]?\s*(?:\(?(?P<count>\d{{1,3}})\)?)?[\s:*]*$",
    ("For", "**Against the Proposed Amendment:**", "In Favour (12)", "Abstentions", "Abstained: 2"),
    ("For information", "Against this background", "There were no abstentions", "Ayton", "No"),
)


class Side(StrEnum):
    """How somebody voted."""

    FAVOUR = "in favour"
    AGAINST = "against"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class SideLabel:
    """A line that is nothing but the label of a side; `count` is the number of votes where it gives one."""

    side: Side
    count: int | None


def side_label(line: str) -> SideLabel | None:
    """The label of a side of a vote that `line` is; None where it is anything else."""
    found = SIDE_LABEL.search(line)
    if found is None:
        return None
    side = Side.FAVOUR if found["favour"] else Side.AGAINST if found["against"] else Side.ABSTAINED
    return SideLabel(side, int(found["count"]) if found["count"] else None)
