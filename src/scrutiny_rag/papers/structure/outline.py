"""Where in a paper's outline a block stands: its heading path and agenda item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.papers.structure.lines import BULLET, HANGING, LISTED, Piece

_PERSON = re.compile(
    r"(?:councillors?|cllrs?|cmhlrs?|mr|mrs|ms|miss|dr|prof(?:essor)?|officers?|apologies|present|proposed|"
    r"seconded|yours|dear)\b",
    re.IGNORECASE,
)
_ENDS_OPEN = re.compile(r"[.,;:!?…]$")
_LONGEST_HEADING = 120
_LONGEST_BOLD_HEADING = 240


class Outline:
    """The headings that are open at a point of the paper, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str, str | None]] = []

    def open(self, level: int, title: str, item: str | None = None) -> None:
        """Open a heading, closing those of its level and deeper; `item` is its agenda number."""
        self.close(level)
        self._open.append((level, title, item))

    def close(self, level: int) -> None:
        """Close the headings of `level` and deeper."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()

    @property
    def path(self) -> tuple[str, ...]:
        """Titles, outermost first; an item without a title is not in it."""
        return tuple(title for _, title, _ in self._open if title)

    @property
    def item(self) -> str | None:
        """Number of the innermost open agenda item."""
        return next((item for _, _, item in reversed(self._open) if item), None)


def is_capitals(text: str, at_least: float = 1.0) -> bool:
    """Whether a text of four letters or more is in capitals, or at least that share of its letters is."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= at_least * len(letters)


def names_a_person(text: str) -> bool:
    """Whether a text opens as a line about a person does: "Councillor Hall", "Proposed by ..."."""
    return bool(_PERSON.match(text))


def reads_as_title(piece: Piece, *, numbered: bool = False) -> bool:
    """Whether a piece could be a title: short, starting with a capital, not ending as a sentence does.

    A line that opens with a person is a name or a signature, unless it is `numbered`: an item may be
    "Mr Hall's petition".
    """
    text = piece.plain
    if not 3 <= len(text) <= (_LONGEST_BOLD_HEADING if piece.bold else _LONGEST_HEADING):
        return False
    if HANGING.search(text) or _ENDS_OPEN.search(text) or BULLET.match(text):
        return False
    if not numbered and names_a_person(text):
        return False
    return text[0].isupper() and sum(c.isalpha() for c in text) >= max(3, len(text) // 2)


def is_plain_heading(pieces: Sequence[Piece], i: int, *, headline: bool) -> bool:
    """Whether `pieces[i]`, which has no sign of it but its words, is a heading of what follows.

    All capitals will do; otherwise it stands alone after a finished paragraph and before a full one. With
    `headline` any short line will do there; without, most of its words must start with capitals.
    """
    piece = pieces[i]
    text = piece.plain
    if not reads_as_title(piece) or len(piece.lines) > 2 or LISTED.match(text):
        return False
    after = pieces[i + 1] if i + 1 < len(pieces) else None
    if after is None or len(after.plain) < 60 or (after.mark and after.mark.kind in ("furniture", "row")):
        return is_capitals(text) and " " in text and len(text) <= 80 and after is not None
    if is_capitals(text):
        return True
    if ": " in text and not headline:
        return False
    before = next(
        (p for p in reversed(pieces[max(0, i - 3) : i]) if not p.mark or p.mark.kind != "furniture"), None
    )
    if before is not None and not re.search(r"[.!?:;][”’\"')\]]*$", before.plain) and len(before.plain) > 60:
        return False
    if not piece.lines[0].gap and i:
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if len(word) > 3]
    if headline:
        return len(text) <= 90
    return bool(words) and len(text) <= 100 and sum(w[0].isupper() for w in words) >= 0.6 * len(words)
