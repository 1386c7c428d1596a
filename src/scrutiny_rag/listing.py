"""Names, and long lists of them, as people are shown them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def first_few(names: Sequence[str], most: int) -> str:
    """The first `most` names, and how many more there are: "a, b and 3 more"."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def printable(name: str) -> str:
    """A name without control characters, direction marks and bytes that are no text."""
    return "".join("�" if unicodedata.category(c) in _UNSHOWN else c for c in name)
