"""The head of a paper: its masthead and title, up to who is present and the first item of business."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.structure.lines import Line

_BUSINESS = re.compile(
    r"(?:those |members? |councill?ors? |commissioners? |directors? |also |board members? )?"
    r"(?:present|attending|absent)\b|in attendance|in the chair|apologies|attendance\b|attendees?\b|"
    r"(?:district|other|staff) attendees|minute[- ]taker|sederunt|"
    r"(?:agenda )?items?(?: (?:\| )?(?:action|by|lead))?$|(?:meeting )?agenda items$|distribution ?:|"
    r"table of contents\b|"
    r"call(?:ed)? to order|call (?:the )?meeting to order|roll ?call|pledge of allegiance|declarations? of|"
    r"the (?:meeting|council|board|committee|chair\w*) (?:was |met |opened|welcomed|called)|"
    r"(?:\(?1|I|A|0?1|1\.1)[.)]\\? ?\s*(?=[A-Z])|1 [A-Z]|\d{1,3}/\d{2}\b|whereas\b|hon(?:ourable|\.) ",
    re.IGNORECASE,
)
# Proper statements of whose meeting a paper tells, though they open its business.
_CONVENED = re.compile(
    r"\b(?:(?:meeting|session) of (?:the )?|the )(?P<name>.{3,120}?) (?:was |were |is |will be |has |have )?"
    r"(?:being )?(?:called to order|duly convened|convened|held|holding|to be held|met (?:in|at|on)\b)",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]{3,200})\]\([^)]*\)")
_HIDDEN = re.compile(r"<!--.*?-->")
_JUNK = re.compile(r"[\W\d_]*|(?:page|figure|image)\s*\d*")
_LONGEST = 200
_MOST_LINES = 46
_MOST_BUSINESS = 4
_LEAST_LETTERS = 12


def head_lines(lines: Sequence[Line]) -> list[str]:
    """The lines of a paper's head, in order, without furniture; a long paragraph only as far as it can name.

    It ends where the business starts, once something stands above that: a paper may open with who is present.
    """
    taken: list[str] = []
    for line in lines:
        plain = cleaned(line.plain)
        if line.kind == "furniture" or _JUNK.fullmatch(plain):
            continue
        if _BUSINESS.match(plain) and sum(len(each) for each in taken) >= _LEAST_LETTERS:
            break
        if len(taken) >= _MOST_LINES:
            break
        for cell in plain.split(" | ") if line.kind == "row" else [plain]:
            taken.append(cell[:_LONGEST])
    return taken


def above_business(lines: Sequence[Line]) -> list[Line]:
    """Those of the first lines that stand above the business; all of them where it starts at once."""
    letters = 0
    for i, line in enumerate(lines):
        if letters >= _LEAST_LETTERS and _BUSINESS.match(cleaned(line.plain)):
            return list(lines[:i])
        letters += len(line.plain)
    return list(lines)


def is_business(plain: str) -> bool:
    """Whether a line opens the business of a meeting: who is present, the call to order, item 1."""
    return bool(_BUSINESS.match(plain))


def convened(lines: Sequence[Line]) -> list[str]:
    """What the paper's first sentences say was called to order, held or convened: "the Lamps Board"."""
    found = []
    own = [line for line in lines if line.kind not in ("furniture", "row")]
    for line in own[:_MOST_LINES]:
        for match in _CONVENED.finditer(line.plain[:400]):
            found.append(match["name"])
        if len(found) >= _MOST_BUSINESS:
            break
    return found


def running_heads(draft: Draft) -> list[str]:
    """The lines that the pages of a paper repeat over or under the text, as its reader took them off."""
    return [line for line in map(cleaned, draft.properties.get("furniture", "").splitlines()) if line]


def cleaned(text: str) -> str:
    """A line without what Markdown hides in it: a picture becomes its words."""
    if "!" in text and (image := _IMAGE.search(text)):
        text = _IMAGE.sub(image["alt"].replace("+", " "), text)
    return " ".join(_HIDDEN.sub("", text).split()) if "<" in text else text.strip()
