"""Lines of print as running text: words that the print has cut at a line's end are whole again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import reduce

from scrutiny_rag.papers.readers.pdf_lines import Line

_KEPT_HYPHEN = re.compile(
    r"(?:^|[^A-Za-z])(?:multi|non|co|self|well|long|short|cross|anti|ex|vice|post|pre|half|mid|low|high|"
    r"re|all|part|full|one|two|three|four|five|first|second|third|decision|policy|year|day|week|month)-$",
    re.IGNORECASE,
)


def join_text(lines: list[Line], words: Counter[str]) -> tuple[str, dict[int, int]]:
    """The text of `lines` as one, and for each page that starts in it the offset at which it does.

    A word hyphenated over a line end is whole again; `words` are the paper's words, counted in small letters,
    and say which hyphens are its own.
    """
    text = ""
    starts: dict[int, int] = {}
    for line in lines:
        text = _append(text, line.text, words)
        starts.setdefault(line.page, len(text) - len(line.text))
    return text, starts


def join_cell(lines: Sequence[str], words: Counter[str]) -> str:
    """The lines of a table's cell as one text, as `join_text` does."""
    return reduce(lambda text, line: _append(text, line, words), lines, "")


def _append(text: str, line: str, words: Counter[str]) -> str:
    joint = _joint(text, line, words)
    return text[:-1] + line if joint is None else text + joint + line


def _joint(before: str, after: str, words: Counter[str]) -> str | None:
    """What goes between two lines: a space, nothing, or None to take the hyphen away."""
    if not before:
        return ""
    if re.search(r"\d-$", before) and after[:1].isdigit():
        return ""
    match = re.search(r"([^\W\d_]+)-$", before)
    if match is None:
        return " "
    tail = re.match(r"[^\W\d_]+", after)
    if tail is None or tail[0][0].isupper():
        # A dash, a range, or a double name.
        return " " if tail is None and not after[:1].isdigit() else ""
    whole = (match[1] + tail[0]).lower()
    hyphened = f"{match[1]}-{tail[0]}".lower()
    if words[hyphened] or words[whole]:
        return "" if words[hyphened] > words[whole] else None
    return "" if _KEPT_HYPHEN.search(before) else None
