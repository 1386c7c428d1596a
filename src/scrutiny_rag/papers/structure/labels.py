"""Speakers' labels in transcripts: "Ann Hall AM (Chair):", "Mr. B. Ode (Riding, Party):", "A member:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST = 220
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Hon|Right Hon|Rt Hon|The Rt Hon|The Honou?rable|"
    r"The Right Honou?rable|Sir|"
    r"Dame|Lord|Lady|Baroness|Baron|Cllr|Cllrs|Councillor|Cmhlr|Deputy|Senator|Minister|Commander|"
    r"Commissioner|Inspector|"
    r"Superintendent|Sergeant|Constable|Chief|Detective|Judge|Justice|Reverend|Rev|Bishop|Alderman|Ald|M|"
    r"Mme|Mmes)\b\.?",
)
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
_AFTER_NAME = re.compile(
    r"(?:\b(?:AM|MS|MP|MSP|MLA|TD|MEP|MBE|OBE|CBE|KC|QC|DBE|KBE|QPM|CBE|PhD|JP|DL)\b,?\s?)+$"
)
_QUESTION_NUMBER = re.compile(r"Q\.?\s?\d{1,4}\s+")
_WORD = re.compile(r"[A-ZÀ-ÝŁŠŽ][\w’'.-]*|(?:d|O|l)[’'][A-Z][\w’'-]*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLE = _words(
    "de da del della di du la le van von der den ap ab ferch ten ter bin ibn el al y uí ó ní mac mhic"
)
_EMPHASIS = re.compile(r"\*+|__+|\\(?=[*_])")


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label where it stands in a text."""

    char_start: int
    speech_start: int
    """Where the speech begins, after the colon and spaces."""
    name: str
    """As printed, without what is in brackets."""
    role: str | None
    """What is in brackets, without them."""
    sure: bool
    """A title, a post-nominal, a bracket or an office marks it as a speaker's."""


def read_label(text: str, start: int, end: int) -> Label | None:
    """The label that opens `text[start:end]`, over a line break if need be; None where none can be.

    Its words must all be a name's: "He said this:" is none. A name with nothing else to show that it is one,
    such as "Ann Hall:", is not `sure`: the whole paper must tell (see `speakers_labels`).
    """
    window = text[start : min(end, start + _LONGEST)]
    colon = _colon(window) if ":" in window else -1
    if colon < 0:
        return None
    printed = " ".join(_EMPHASIS.sub("", window[:colon]).split())
    numbered = _QUESTION_NUMBER.match(printed)
    if numbered:
        printed = printed[numbered.end() :]
    name, role = _split_role(printed)
    if not name or not any(c.isalpha() for c in name):
        return None
    sure = _is_sure(name) or bool(numbered)
    if not sure and not _is_name(name):
        return None
    if "\n\n" in window[:colon] or (window.count("\n", 0, colon) and not role):
        return None
    after = start + colon + 1
    while after < end and (text[after].isspace() or text[after] in "*_"):
        after += 1
    return Label(start, after, name, role, sure or role is not None)


def _colon(window: str) -> int:
    """Where the label's colon is: the first outside brackets, with a space, emphasis or the end after it."""
    depth = 0
    for i, char in enumerate(window):
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == ":" and depth == 0:
            follows = window[i + 1 : i + 2]
            return i if not follows or follows.isspace() or follows in "*_" else -1
        elif depth == 0 and (char in '?!;“”"[]=/' or (char == "\n" and i > 120)):
            return -1
    return -1


def _split_role(printed: str) -> tuple[str, str | None]:
    bracket = printed.find("(")
    if bracket < 0:
        name, comma, role = printed.partition(", ")
        # "Ann Hall, Director of Roads:" is a label too; "First, some background:" is stopped by its words.
        return (
            (name.strip(), role.strip())
            if comma and len(role) > 3 and role[0].isupper()
            else (printed.strip(), None)
        )
    if not printed.endswith(")"):
        return "", None
    return printed[:bracket].strip(), printed[bracket + 1 : -1].strip() or None


def _is_sure(name: str) -> bool:
    if _CHAIR.fullmatch(name) or _UNNAMED.fullmatch(name):
        return True
    title = _TITLE.match(name)
    rest = name[title.end() :].strip() if title else name
    if title and rest and _is_name(rest, least=1):
        return True
    after = _AFTER_NAME.search(name)
    return bool(after and _is_name(name[: after.start()].strip(" ,")))


def _is_name(name: str, least: int = 2) -> bool:
    """Whether every word could be one of a name: capitals, initials, particles; no more than seven."""
    words = name.split()
    if not least <= len(words) <= 7 or len(name) > 70 or any(c.isdigit() or c == "&" for c in name):
        return False
    titles = 0
    for word in words:
        if word.lower() in _PARTICLE and words.index(word):
            continue
        if not _WORD.fullmatch(word.rstrip(",")):
            return False
        titles += 1
    return titles >= 1


def speakers_labels(text: str, labels: Iterable[Label]) -> list[Label]:
    """Those of `labels` that are a speaker's.

    A bare name is taken where it comes again or where its last word is never a common word of the paper's:
    "Child Protection:" falls because the paper says "protection" too.
    """
    labels = list(labels)
    times = Counter(label.name for label in labels)
    certain = {label.name for label in labels if label.sure}
    common: set[str] | None = None
    kept = []
    for label in labels:
        if not label.sure and label.name not in certain:
            if common is None:
                common = set(re.findall(r"\b[a-z]{3,}\b", text))
            words = [word.lower() for word in label.name.split()]
            if words[-1] in common and (times[label.name] < 3 or all(word in common for word in words)):
                continue
        kept.append(label)
    return kept


def one_spelling(labels: Iterable[Label]) -> dict[str, str]:
    """For each printed name the paper's commonest spelling: straight and curly apostrophes are one name."""
    counts: dict[str, Counter[str]] = {}
    for label in labels:
        counts.setdefault(_folded(label.name), Counter())[label.name] += 1
    return {name: spellings.most_common(1)[0][0] for spellings in counts.values() for name in spellings}


def _folded(name: str) -> str:
    return " ".join(name.replace("’", "'").replace("‘", "'").lower().split())
