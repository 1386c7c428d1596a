"""What readers of several formats look for in the words and the looks of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

DECIDES = re.compile(
    r"(?:RESOLVED|RECOMMENDED|AGREED|ACTION|NOTED)\s*(?:[:.–(-]|that\b|to\b|$)",
    re.IGNORECASE,
)
"""Opens what a meeting decided; bold as it often is, it is no heading."""

_LONGEST_TITLE = 40


def looks_like_titles(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """True where the first row of a table, though nothing marks it, names the columns of `others`.

    Every column has a short name without figures or full stop, no name twice, and the rows below say more.
    """
    names = [name.strip() for name in first]
    if len(names) < 2 or not others or len(set(names)) < len(names):
        return False
    if not all(name and len(name) <= _LONGEST_TITLE and not re.search(r"\d|[.;,]$", name) for name in names):
        return False
    longest = max((len(cell) for row in others for cell in row), default=0)
    return longest > 1.5 * max(map(len, names)) or any(
        re.search(r"\d", cell) for row in others for cell in row
    )
