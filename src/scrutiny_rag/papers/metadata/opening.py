"""A paper's opening lines as statements: which lines go on, and where a new name or title starts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_rag.papers.structure.lines import HANGING, Line

CONNECTORS = frozenset("and & of for the on upon in".split())

LEGISLATURES = re.compile(
    r"\b(?:London Assembly|Greater London Authority|House of Commons(?: of Canada)?|House of Lords|"
    r"National Assembly for Wales|Senedd Cymru|Welsh Parliament|Scottish Parliament|"
    r"Northern Ireland Assembly|"
    r"Houses of the Oireachtas|Dáil Éireann|Seanad Éireann)\b",
    re.IGNORECASE,
)
_PLACE = r"(?!(?i:Royal|London|Borough|Council)\b)[A-Z][\w’'-]+"
_PLACE_ENDS = r"(?=\s*(?:$|[|,.;:(–—/]|-\s|\b(?i:held|on|at|and|council|minutes|agenda)\b))"
# Two words name a borough where the statement ends after them or both are London's own: "Islington Children's
# Services Committee" is Islington's.
BOROUGH = re.compile(
    rf"(?:\b(?i:(?:Royal|London|Metropolitan) )+|(?:^|(?<=\| ))(?i:The )?)(?i:Borough of) {_PLACE}"
    rf"(?: (?i:upon) {_PLACE}| (?i:and|&) (?!(?i:the)\b){_PLACE}(?: {_PLACE}{_PLACE_ENDS})?|"
    rf"(?i: Hamlets| Forest)\b| {_PLACE}{_PLACE_ENDS})?"
)
_CITY = re.compile(r"(?:the )?(?:city|county|city and county) of (?:[A-Z][\w’'-]+ ?){1,3}", re.IGNORECASE)
COUNCIL = re.compile(
    r"\b(?:council|combined authority|corporation)\b(?!\s+(?:chamber|offices?|tax|members?|officials?|"
    r"of (?:governors|ministers|members))\b)",
    re.IGNORECASE,
)
COMMITTEE = re.compile(
    r"\b(?:(?:sub[- ]?)?committee|panel|board|commission|forum|spc)\b(?! (?:room|members?|report|chair|"
    r"of\s*$|of (?:directors?|trustees|education|supervisors|commissioners|governors|selectmen|aldermen|managers)))",
    re.IGNORECASE,
)

_LONGEST = 300
_LONG_PARAGRAPH = 200
_OPENS = re.compile(
    r"(?:transcript|minutes|agenda|report|date|venue|time|draft|unapproved|present|summary list|actions?\b|to ?:|"
    r"a .{0,20}meeting)\b",
    re.IGNORECASE,
)
# What sort of thing follows, whole on its line.
_KICKER = re.compile(
    r"(?:public |draft |unapproved |confirmed )?(?:minutes|agenda|transcript|(?:summary )?list of actions|"
    r"action (?:list|log|tracker)|recommendations? tracker)\W*",
    re.IGNORECASE,
)
# A name that is whole at the end of its line, but for what is said of it: "Lamps Panel (Quay) - 3 June".
_ENDS_NAME = re.compile(
    r"(?:council|authority|corporation|assembly|committee|panel|board|commission|forum|spc)"
    r"(?:\s*\([^()]{1,60}\))?(?:\s*[-–—:,|]?\s*(?:(?:\w+day,? )?\d.{0,40}|(?:draft |public )?(?:minutes|meeting)))?",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"(?:chamber|offices?|tax|members?|officials?|room|report|chair|meeting)\b", re.IGNORECASE
)


def statements(lines: Sequence[Line], *, whole_lines: bool = False) -> str:
    """The opening lines as one, with a bar where a new statement starts and long paragraphs left out.

    A name may be printed over several lines, a word a line even; so lines are joined unless one ends a name,
    is a name, or opens another statement. `whole_lines` says that the format keeps a paragraph on one line.
    """
    parts: list[str] = []
    before: Line | None = None
    for line in lines:
        plain = line.plain
        if len(plain) > _LONG_PARAGRAPH and not re.search(r"\bheld\b", plain[:_LONGEST]):
            parts.append("|")
            before = None
            continue
        if before is not None and _starts_anew(before, line, whole_lines=whole_lines):
            parts.append("|")
        parts.append(plain[:_LONGEST])
        before = line
    return " ".join(parts)


def _starts_anew(before: Line, line: Line, *, whole_lines: bool) -> bool:
    plain = line.plain
    # A name may be printed a word a line, "of" and "&" on their own; a mark or a number starts anew.
    if _OPENS.match(plain) or (len(plain) < 3 and not plain.isalpha() and plain != "&"):
        return True
    if HANGING.search(before.plain.lower()) or plain[0].islower() or plain[0] in "(&":
        return False
    if plain.split(" ", 1)[0].lower() in CONNECTORS or _NOT_ALONE.match(plain):
        return False
    return whole_lines or _is_whole(before.plain) or _names_a_place(plain)


def _is_whole(plain: str) -> bool:
    """Whether a line ends what it names."""
    last = list(_ENDS_NAME.finditer(plain))
    return (
        bool(last and last[-1].end() == len(plain)) or bool(_KICKER.fullmatch(plain)) or _names_a_place(plain)
    )


def _names_a_place(plain: str) -> bool:
    """Whether a line is nothing but the names of bodies that are called after their place."""
    rest = re.sub(r"\b(?:and|the)\b|[\s,&|-]", "", BOROUGH.sub("", plain), flags=re.IGNORECASE)
    return (not rest and bool(BOROUGH.search(plain))) or bool(
        LEGISLATURES.fullmatch(plain) or _CITY.fullmatch(plain)
    )
