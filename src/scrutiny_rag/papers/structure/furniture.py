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


def mark_furniture(lines: list[Line]) -> None:
    """Mark, in place, the lines that are page marks, navigation, rules or empty signature lines."""
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
