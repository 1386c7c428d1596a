"""Lines that carry a page and no matter: page marks, navigation, rules, empty signature lines."""

from __future__ import annotations

import re

from scrutiny_rag.papers.readers import Mark
from scrutiny_rag.papers.structure.lines import Line, is_bullet_sign

_NAVIGATION = re.compile(
    r"skip to (?:main )?(?:content|navigation)|agenda item|supporting documents ?:?|minutes ?:|breadcrumbs?|"
    r"you are here ?:?|back to top|(?:print|share) this page|more like this|"
    r"scanned page, text may contain errors\. see original file for clarity|"
    r"(?:page )?\d{1,3} of \d{1,3}|\[?page \d{1,4}\]?|[-–—] ?\d{1,3} ?[-–—]",
    re.IGNORECASE,
)
_EMPTY_SIGNATURE = re.compile(r"(?:signed|dated?)[\s:.…_]*(?:dated?[\s:.…_]*)?", re.IGNORECASE)
_WORDLESS = re.compile(r"[\W_]*")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
# What the system that makes a meeting's pack prints above each paper in it.
_STAMP = re.compile(r"agenda item (?:no\.? ?)?\d{1,3}[a-z]?|public document pack", re.IGNORECASE)
# A head of its own: a body, a committee, the kind of paper, a date.
_OWN_HEAD = re.compile(
    r"\b(?:council|borough|authority|assembly|(?:sub-?)?committee|panel|board|commission|cabinet|forum)\b|"
    r"^(?:draft |confirmed |unconfirmed )?(?:minutes|report|agenda|title|subject)\b|\b(?:19|20)\d\d$",
    re.IGNORECASE,
)
_HEAD_LINES = 3
_LONGEST_HEAD = 120


def mark_furniture(lines: list[Line]) -> None:
    """Mark, in place, the lines that are page marks, navigation, rules or empty signature lines.

    So are the pack's stamps above a paper's own head ("Agenda Item 3"): they number the pack, not the paper.
    """
    for line in _stamps(lines):
        line.mark = Mark("furniture", line.start, line.end)
    before: Line | None = None
    for line in lines:
        if line.kind != "furniture" and is_furniture(line, before):
            line.mark = Mark("furniture", line.start, line.end)
        before = line


def is_furniture(line: Line, before: Line | None) -> bool:
    """Whether a line carries the page and no matter; `before` is the line above it.

    A number alone is the page's where it stands right under a rule or a notice. A bullet sign alone is none:
    its words are on the next line.
    """
    if line.mark is not None and line.kind not in ("paragraph", "furniture"):
        return False
    plain = line.plain
    if line.kind == "furniture" or not plain:
        return True
    if plain.startswith("(Image omitted)") and not plain.replace("(Image omitted)", "").strip():
        return True
    if len(plain) > 90:
        return False
    if _WORDLESS.fullmatch(plain):
        return not is_bullet_sign(plain)
    if _PAGE_NUMBER.fullmatch(plain):
        return before is not None and not line.gap and before.kind == "furniture"
    return bool(_NAVIGATION.fullmatch(plain) or _EMPTY_SIGNATURE.fullmatch(plain))


def _stamps(lines: list[Line]) -> list[Line]:
    """The lone "Agenda Item 3" and "Public Document Pack" at the top of a paper that has a head of its own.

    A page that is nothing but one item has its number there too; no body, committee or kind of paper follows.
    """
    stamps: list[Line] = []
    head: list[Line] = []
    for line in lines:
        if not head and _STAMP.fullmatch(line.plain) and line.kind not in ("row", "bullet"):
            stamps.append(line)
        elif not is_furniture(line, None):
            head.append(line)
            if len(head) == _HEAD_LINES:
                break
    packed = any(line.plain.lower() == "public document pack" for line in stamps)
    return stamps if packed or any(map(_is_own_head, head)) else []


def _is_own_head(line: Line) -> bool:
    plain = line.plain
    return len(plain) <= _LONGEST_HEAD and plain[-1:] not in ".:;" and bool(_OWN_HEAD.search(plain))
