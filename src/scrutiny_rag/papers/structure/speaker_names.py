"""What a speaker's label may say before its colon: names, titles, ranks, offices, and the role beside them."""

from __future__ import annotations

import re

_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Hon|Right Hon|Rt Hon|The Rt Hon|The Honou?rable|"
    r"The Right Honou?rable|Sir|"
    r"Dame|Lord|Lady|Baroness|Baron|Cllr|Cllrs|Councillor|Cmhlr|Deputy|Senator|Minister|Commander|"
    r"Commissioner|Inspector|"
    r"Superintendent|Sergeant|Constable|Chief|Detective|Judge|Justice|Reverend|Rev|Bishop|Alderman|Ald|M|"
    r"Mme|Mmes)\b\.?",
)
_RANK = re.compile(
    r"(?:W?PC|PCSO|PS|DC|DS|DI|DCI|DSU|DCS|T?/?Sgt|(?:Ch )?Insp|(?:D/?|Ch )?Supt|Cdr|Cmdr)\.? "
)
# "DS", "DC" and the like also begin other names; a collar number after them leaves no doubt.
_SURE_RANK = re.compile(r"(?:W?PC|PCSO|DCI|DSU|Sgt|(?:Ch )?Insp|(?:Ch )?Supt|Cdr|Cmdr)\.? ")
_COLLAR_NUMBER = re.compile(r"(?:\d{1,6}[A-Z]{0,3}|[A-Z]{1,2}\d{1,6})\s+")
_CHAIR = re.compile(
    r"(?:the )?(?:acting |deputy |assistant |vice[- ]?|co-|interim |madam |mr |mister )*"
    r"(?:chair(?:man|woman|person)?|speaker|president|mayor|cathaoirleach|convener|convenor|clerk|"
    r"presiding officer|"
    r"monitoring officer|moderator|interpreter|witness|secretary|chief executive)",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?:(?:an?|some|several|the|all) )?(?:unidentified|unknown|hon\.?|honou?rable|other|male|female|"
    r"public|several)?\s?"
    r"(?:speakers?|members?|voices?|audience|participants?|questioners?|councillors?|public gallery|floor)"
    r"(?: of the (?:public|audience))?(?: ?\d{1,2})?",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:officer|director|head|manager|commissioner|commander|secretary|solicitor|leader|minister|counsel|"
    r"advis[eo]r|clerk|registrar|auditor|treasurer|engineer|co-?ordinator|representative|resident|tenant|"
    r"leaseholder|headteacher|governor|principal|superintendent|inspector|sergeant|constable|planner|"
    r"surveyor|consultant|analyst|accountant|lawyer|barrister|applicant|objector|petitioner|appellant|"
    r"coroner|chair(?:man|woman|person)?|mayor|president|chief|executive|holder|lead|member|councillor|"
    r"speaker|co-?optee)",
    re.IGNORECASE,
)
# Alone these are titles of much else.
_NO_OFFICE = frozenset("head lead chief executive principal holder member planner analyst consultant".split())
JOINING = frozenset("of for and to the in & on at with - – —".split())
_AFTER_NAME = re.compile(
    r"(?:\b(?:AM|MS|MP|MSP|MLA|TD|MEP|MBE|OBE|CBE|KC|QC|DBE|KBE|QPM|CBE|PhD|JP|DL)\b,?\s?)+$"
)
_WORD = re.compile(r"[A-ZÀ-ÝŁŠŽ][\w’'.-]*|(?:d|O|l)[’'][A-Z][\w’'-]*")
_PARTICLE = frozenset(
    "de da del della di du la le van von der den ap ab ferch ten ter bin ibn el al y uí ó ní mac mhic".split()
)
_HOW_THERE = re.compile(
    r"(?:\w+ )?(?:via|remote(?:ly)?|online|virtual(?:ly)?|by (?:phone|telephone|video|zoom|teams)\b|"
    r"on (?:zoom|teams|screen|line)\b|\d{1,2}:\d{2}).*",
    re.IGNORECASE,
)
_SQUARE = re.compile(r"\s*\[([^\[\]]{1,80})\]$")
_LONGEST_NAME = 70


def split_role(printed: str) -> tuple[str, str | None]:
    """The name and the role of a label as printed: "Ann Hall (Chair)", "Ann Hall, Director", "Ann Hall - Clerk".

    How somebody attends ("via Teams") and a time are no role. The name is "" where no label reads so.
    """
    beside = None
    while square := _SQUARE.search(printed):
        # Remarks stand in square brackets as well: "[laughs]", a note's number.
        beside = (_as_role(square[1]) if square[1][0].isupper() else None) or beside
        printed = printed[: square.start()]
    bracket = printed.find("(")
    if bracket >= 0:
        if not printed.endswith(")"):
            return "", None
        return printed[:bracket].strip(), _as_role(printed[bracket + 1 : -1]) or beside
    name, comma, role = printed.partition(", ")
    dashed = split_dash(printed)
    if dashed and (not comma or len(dashed[0]) < len(name)):
        name, role = dashed
        # A dash joins much else: "East Quay - Phase Two:" is no label.
        return dashed if names_office(role) or names_office(name) or is_sure(name) else ("", None)
    # "Ann Hall, Director of Roads:" is a label too; "First, some background:" is stopped by its words.
    if comma and len(role) > 3 and role[0].isupper():
        return _name_first(name.strip(), role.strip())
    return printed.strip(), beside


def split_dash(printed: str) -> tuple[str, str] | None:
    """What stands before and after a dash between spaces, the name first; None where there is no dash."""
    dash = re.search(r"\s[-–—]\s", printed)
    return _name_first(printed[: dash.start()].strip(), printed[dash.end() :].strip()) if dash else None


def _name_first(name: str, role: str) -> tuple[str, str]:
    if names_office(name) and not is_sure(name) and not names_office(role) and is_person(role):
        return role, name
    return name, role


def _as_role(bracketed: str) -> str | None:
    bracketed = bracketed.strip()
    return bracketed if bracketed and not _HOW_THERE.fullmatch(bracketed) else None


def is_sure(name: str) -> bool:
    """Whether a title, a rank, letters after it or an office marks a name as a person's."""
    return bool(_CHAIR.fullmatch(name) or _UNNAMED.fullmatch(name)) or is_titled(name)


def is_titled(name: str) -> bool:
    """Whether a title, a rank or letters after it mark a name as one person's own."""
    title = _TITLE.match(name)
    rest = name[title.end() :].strip() if title else ""
    if rest and is_name(rest, least=1):
        return True
    if rank := _RANK.match(name):
        rest = name[rank.end() :]
        number = _COLLAR_NUMBER.match(rest)
        if (number or _SURE_RANK.match(name)) and is_name(rest[number.end() if number else 0 :], least=1):
            return True
    after = _AFTER_NAME.search(name)
    return bool(after and is_name(name[: after.start()].strip(" ,")))


def is_post(name: str) -> bool:
    """Whether a label is a post that many hold or that names its holder by itself: "The Chair", "Witness"."""
    return bool(_CHAIR.fullmatch(name))


def is_name(name: str, least: int = 2) -> bool:
    """Whether every word could be one of a name: capitals, initials, particles; no more than seven."""
    words = name.split()
    if not least <= len(words) <= 7 or len(name) > _LONGEST_NAME:
        return False
    if any(c.isdigit() or c == "&" for c in name):
        return False
    titles = 0
    for word in words:
        if word.lower() in _PARTICLE and words.index(word):
            continue
        if not _WORD.fullmatch(word.rstrip(",")):
            return False
        titles += 1
    return titles >= 1


def is_capitalised(phrase: str) -> bool:
    """Whether every word but "of", "for" and the like has a capital or a figure first: a name or a title."""
    words = phrase.split()
    return bool(words) and all(
        word[0].isupper() or word[0].isdigit() or (i and word.lower() in JOINING)
        for i, word in enumerate(words)
    )


def names_office(phrase: str) -> bool:
    """Whether a phrase is capitalised and names an office: "The Director of Roads", "Legal Officer"."""
    if not is_capitalised(phrase) or len(phrase) > _LONGEST_NAME:
        return False
    # The office itself stands before what it is of: "Director of Roads", not "Roads of the Director".
    head = re.split(r",| (?:of|for|to|in|and|&) ", phrase)[0].split()
    alone = len(head) == 1 and phrase.lower() in _NO_OFFICE
    return bool(head) and bool(_OFFICE.fullmatch(head[-1])) and not alone


def is_person(phrase: str) -> bool:
    """Whether a phrase is one person's name, with or without what they are: "Dr Hall, Director, Harbour Trust"."""
    first, *others = [part.strip() for part in re.sub(r"\s*[(\[][^)\]]*[)\]]", "", phrase).split(",")]
    named = is_titled(first) or (is_name(first) and not re.match(r"(?:The|An?) ", first))
    return named and all(is_capitalised(other) for other in others if other)
