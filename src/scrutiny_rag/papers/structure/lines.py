"""A draft cut into lines, and lines joined into the pieces that belong together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from scrutiny_rag.papers.readers import Draft, Mark, MarkKind

_EMPHASIS = re.compile(
    r"\*+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])|\\(?=[_*\\.()#&+!-])|</?(?:small|sub|sup|b|i|br)\s*/?>"
)
_HASHES = re.compile(r"^#{1,6}[ \t]+|[ \t]+#+$")
_BOLD = re.compile(r"^(?:#+ )?(?:\*\*|__)(?!\*)[^*]+(?:\*\*[ ]?\*\*[^*]+)*(?:\*\*|__)[:.]?$")
_MARKS = frozenset("*_\\<")
"""Signs one of which all emphasis has."""
_SIGNS = "·•▪◦‣●○■□➢✓❖\uf0b7\uf0a7\uf0d8\uf02d"
BULLET = re.compile(rf"^(?:[{_SIGNS}]|[*+–—-](?=\s)|o(?=\s+[A-Z]))\s*")
# Letters that number a list are small: "V. Bell" is a name.
LISTED = re.compile(
    r"^\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:\s|$)|^\([A-Z]\)\s|^\d{1,3}(?:\.\d{1,3}){1,3}\.?\s|^\d{1,3}$"
)
_UNWRAPPED = 1_000_000
_ENDS_SENTENCE = re.compile(r"[.!?][”’\"')\]]*$|[:;]$")
HANGING = re.compile(
    r"(?<![-–])\b(?:of|and|the|to|for|in|at|on|by|with|a|an|or|&|that|from|Councillors?|Cllr\.?|Mr\.?|Ms\.?|Mrs\.?|"
    r"Dr\.?|No\.?)$|[,(–-]$"
)


@dataclass(slots=True)
class Line:
    """One line of a draft, or the whole stretch of one of its marks."""

    start: int
    end: int
    plain: str
    """The text without emphasis and with single spaces."""
    gap: int = 0
    """Empty lines before it."""
    bold: bool = False
    """All of it is bold in Markdown."""
    mark: Mark | None = None

    @property
    def kind(self) -> MarkKind | None:
        """What the format says the line is; None where it says nothing."""
        return self.mark.kind if self.mark else None


@dataclass(slots=True)
class Piece:
    """Lines that belong together: a paragraph, a bullet, a heading..."""

    lines: list[Line]
    plain: str = field(default="")

    def __post_init__(self) -> None:
        self.plain = self.plain or " ".join(line.plain for line in self.lines if line.plain)

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.lines[-1].end

    @property
    def mark(self) -> Mark | None:
        """The mark of its first line."""
        return self.lines[0].mark

    @property
    def bold(self) -> bool:
        """Whether every line of it is bold."""
        return all(line.bold for line in self.lines)

    def merged(self, other: Piece) -> Piece:
        """This piece and the one after it as one."""
        return Piece([*self.lines, *other.lines])


def is_bullet_sign(plain: str) -> bool:
    """Whether a line is a list sign with nothing after it."""
    return len(plain) == 1 and plain in _SIGNS


def plain_text(text: str) -> str:
    """`text` without Markdown emphasis and small tags, white space as single spaces."""
    if not _MARKS.isdisjoint(text):  # most lines have none of these, and the pattern takes its time
        text = _EMPHASIS.sub("", text)
    return " ".join(text.split())


def cut_lines(draft: Draft) -> list[Line]:
    """The draft's lines in order: one for each usable mark, one for each line that no mark covers.

    Together they cover every non-space character; each starts and ends on one. Marks that overlap an earlier
    one or leave the text are passed over, so that no reader's slip can lose words.
    """
    lines: list[Line] = []
    at = 0
    for mark in _usable_marks(draft):
        _cut_plain(draft.text, at, mark.char_start, lines)
        _add(draft.text, mark.char_start, mark.char_end, lines, mark)
        at = mark.char_end
    _cut_plain(draft.text, at, len(draft.text), lines)
    return lines


def _usable_marks(draft: Draft) -> list[Mark]:
    usable: list[Mark] = []
    at = 0
    for mark in draft.marks:
        stretch = draft.text[mark.char_start : mark.char_end]
        whole = mark.char_start >= at and stretch and not stretch[0].isspace() and not stretch[-1].isspace()
        # Bold lines of Markdown are headings, labels or motions: the kind of paper tells, not the reader.
        told_later = mark.kind == "heading" and mark.level is None and draft.format == "markdown"
        # A list item that runs over blank lines is joined here, with the rest of its paragraph.
        if whole and not told_later:
            usable.append(mark)
            at = mark.char_end
    return usable


def _cut_plain(text: str, start: int, end: int, lines: list[Line]) -> None:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        _add(text, at, stop, lines, None)
        at = stop + 1


def _add(text: str, start: int, end: int, lines: list[Line], mark: Mark | None) -> None:
    raw = text[start:end]
    stripped = raw.strip()
    if not stripped:
        return
    first = start + len(raw) - len(raw.lstrip())
    gap = max(0, text.count("\n", lines[-1].end, first) - 1) if lines else 0
    plain = plain_text(_HASHES.sub("", stripped) if "#" in stripped else stripped)
    bold = not _MARKS.isdisjoint(stripped) and bool(_BOLD.match(stripped))
    lines.append(Line(first, first + len(stripped), plain, gap, bold, mark))


def is_double_spaced(lines: Sequence[Line]) -> bool:
    """Whether a blank line stands between the lines of a paragraph too, as some PDF conversions leave it."""
    across = sum(1 for before, line in itertools.pairwise(lines) if line.gap and _runs_on(before, line))
    gaps = sum(1 for line in lines if line.gap)
    return across >= 3 and across > 0.15 * gaps


def usual_width(lines: Sequence[Line]) -> int:
    """Characters in a full line: the ninth decile of the lines' lengths.

    Where no line goes on in lower case on the next, nothing is wrapped: each line is a paragraph, and none
    is full.
    """
    lengths = sorted(len(line.plain) for line in lines if line.mark is None)
    if not any(
        line.plain[:1].islower() and _runs_on(before, line) for before, line in itertools.pairwise(lines)
    ):
        return _UNWRAPPED
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else _UNWRAPPED


def goes_on(piece: Sequence[Line], line: Line, width: int, *, double_spaced: bool) -> bool:
    """Whether `line` belongs to the paragraph or list item whose lines so far are `piece`.

    A hard-wrapped line goes on where the next word had no room on it, where it stops in mid-sentence, or
    where the next starts in lower case. `width` is `usual_width`.
    """
    last = piece[-1]
    if line.mark is not None or (last.mark is not None and last.kind != "bullet"):
        return False
    if line.bold != last.bold and not (line.plain[:1].islower() or not last.bold):
        return False
    if BULLET.match(line.plain) or not line.plain:
        return False
    if is_bullet_sign(last.plain):
        return line.gap <= 1
    if _runs_on(last, line):
        return line.gap <= (1 if double_spaced else 2)
    if line.gap and not (double_spaced and line.gap == 1):
        return False
    if LISTED.match(line.plain):
        return False
    full = max(len(each.plain) for each in piece[-12:]) if len(piece) > 1 else width
    word = line.plain.split(" ", 1)[0]
    had_room = len(last.plain) + 1 + len(word) < (0.96 if _ENDS_SENTENCE.search(last.plain) else 0.85) * full
    return not had_room


def join_lines(lines: Sequence[Line], opens: Callable[[Line], bool]) -> list[Piece]:
    """`lines` joined into pieces, in order; a line for which `opens` is true starts a piece of its own."""
    width = usual_width(lines)
    double_spaced = is_double_spaced(lines)
    pieces: list[list[Line]] = []
    for line in lines:
        if pieces and not opens(line) and goes_on(pieces[-1], line, width, double_spaced=double_spaced):
            pieces[-1].append(line)
        else:
            pieces.append([line])
    return [Piece(each) for each in pieces]


def _runs_on(last: Line, line: Line) -> bool:
    """Whether the words themselves say that one sentence runs over both lines."""
    if not last.plain or not line.plain or _ENDS_SENTENCE.search(last.plain) or BULLET.match(line.plain):
        return False
    first = line.plain[0]
    if LISTED.match(line.plain):
        return False
    return (
        first.islower()
        or (bool(HANGING.search(last.plain)) and len(last.plain) > 12)
        or last.plain.count("(") > last.plain.count(")")
    )
