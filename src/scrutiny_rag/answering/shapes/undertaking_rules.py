"""What a question asks of the register: which status, whose entries, one by its reference, or all of them."""

from __future__ import annotations

from enum import StrEnum

from scrutiny_rag.english.rule import rule
from scrutiny_rag.store.analysis import terms, words


class Wanted(StrEnum):
    """Which entries are asked for, by how they stand."""

    ALL = "all"
    OVERDUE = "overdue"
    OUTSTANDING = "outstanding"
    DONE = "done"


OVERDUE = rule(
    "asks-for-overdue",
    r"\boverdue\b|\b(?:past|beyond|missed) (?:its|their|the)? ?(?:due|target)? ?(?:dates?|deadlines?)\b|"
    r"\b(?:running|are|is) late\b|\bbehind schedule\b",
    (
        "what is overdue",
        "actions past their due date",
        "which actions missed the deadline",
        "what is running late",
    ),
    ("the late bus", "what date is the meeting", "the latest figure"),
)
OUTSTANDING = rule(
    "asks-for-outstanding",
    r"\boutstanding\b|\bnot (?:yet )?(?:been )?(?:done|completed?|finished|delivered|kept|met)\b|"
    r"\bstill (?:to (?:do|be done)|open|awaited|waiting|pending)\b|\b(?:unfinished|incomplete|uncompleted|pending)\b|"
    r"\b(?:hasn|haven|isn|aren)['’]?t (?:yet )?(?:been )?(?:done|completed?|finished)\b",
    (
        "what is outstanding",
        "actions that have not been completed",
        "what is still to be done",
        "pending actions",
    ),
    ("what is to be done about noise", "still waters", "completed actions"),
)
DONE = rule(
    "asks-for-done",
    r"\b(?:been|were|was|are|is) (?:now |already |all )?(?:done|completed?|finished|delivered|kept|discharged|"
    r"fulfilled)\b|\b(?:completed|finished|closed|kept) (?:actions?|promises|undertakings|recommendations|items)\b",
    ("which actions have been completed", "list completed actions", "what promises were kept"),
    ("what is to be done", "who is to complete it"),
)
YES_NO = rule(
    "asks-whether",
    r"^\W*(?:and |so |but )?(?:is|are|was|were|has|have|had|did|does|do)\b",
    ("has the bench been mended", "is the survey still outstanding"),
    ("what is outstanding", "which actions have been completed"),
)
REFERENCE = rule(
    "names-a-reference",
    r"(?<![\w(/-])(?!(?:in|of|on|at|by|to|for|and|or|the|from|since|item|page|may|june|july|march|april|"
    r"[a-z]+ber|\w+uary|august|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|over|under|about|than|q)\b)"
    r"[a-z]{1,6}(?:[ /.()-]{0,3}\d{1,4}){1,3}[a-z]?\b(?![/%])",
    ("status of CW 06", "what became of SR (25/26) 01?", "is rec-3 done", "A12 please", "who owns SC/24/07"),
    ("what is due in May 2024", "by 2025", "item 7", "of 300 homes", "since September 2023"),
)
OWNER = rule(
    "names-an-owner",
    r"\b(?:actions?|tasks?|promises|undertakings|outstanding|overdue)(?: that)?(?: is| are)? (?:for|of|by|with|from|"
    r"(?:given|assigned|allotted|allocated) to|owned by) (?P<a>[\w’'. -]{2,60})"
    r"|\bwhat (?:is|was|are|were) (?P<b>[\w’'. -]{3,60}?) (?:to|meant to|supposed to|going to|due to) \w+"
    r"|\bwhat (?:else )?(?:did|has|have|does) (?P<c>[\w’'. -]{3,60}?) (?:to do|promised?|undertake[n]?|"
    r"commit(?:ted)?|pledged?|agreed? to|offer(?:ed)?)\b",
    (
        "list the actions for Ann Hall",
        "what is the Director of Roads to do",
        "what did Cllr Reed promise",
        "what is outstanding for Ann Hall",
    ),
    ("who is to write to Ann Hall", "what was promised on bins"),
)
STANDS = rule(
    "asks-how-it-stands",
    r"\b(?:status|became of|happened (?:to|with)|come of|progress)\b|\b(?:done|completed?|finished|kept|delivered|"
    r"outstanding|overdue|fulfilled)\b",
    ("status of CW 06", "what became of it", "has it been done"),
    ("who is to do it",),
)
_ASKING = rule(
    "words-that-ask",
    r"\b(?:please|what|which|who|whom|whose|when|list|show|give|tell|find|me|us|all|every|each|any|out|most|recent|"
    r"latest|current(?:ly)?|now|still|yet|so far|there|here|up|"
    r"actions?|actioned|action points?|promis\w*|under(?:take|took|taken|taking|takings)|commit(?:ted|ments?)?|"
    r"pledg\w*|assur\w+|recommend\w*|follow(?:ed)? ?ups?|report(?:ed)? back|tasks?|things|items?|entries|"
    r"over(?:due)|outstanding|pending|late|past|missed|deadlines?|due|dates?|done|complet\w*|finished|delivered|kept|"
    r"open|closed|unfinished|status|register|owners?|owned|owns|responsib\w+|assigned|given|name[sd]?|"
    r"made|make|makes|said|says?|agreed?|decid\w+|decisions?|resolved?|resolutions?|going|meant|supposed|doing|do|about|regarding|with|"
    r"they|them|their|he|she|his|her|we|our|you|somebody|anybody|anyone|people|officers?|members?|"
    r"councillors?|council|committee|panel|board|meetings?|minutes|papers?|documents?|been|get|got|had|"
    r"(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december)\b",
    ("which actions are still overdue", "list all promises"),
    ("parking", "otter signs"),
)
LEANS = rule(
    "leans-on-what-was-said",
    r"\b(?:it|that|this|those|these|he|she|him|her|they|them)\b",
    ("who is to do that", "is it overdue"),
    ("what is overdue", "what is outstanding at the council"),
)
NAMES_UNDERTAKINGS = rule(
    "names-undertakings",
    r"\b(?:actions?|promis\w*|undertak\w*|commitments?|pledg\w*|tasks?|assurances?)\b",
    ("recommendations and actions",),
    ("which recommendations are outstanding",),
)
DECIDED = rule(
    "asks-what-was-decided",
    r"\b(?:what|which|anything|list)\b[^?]*\b(?:decided|agreed|resolved|decisions?|resolutions?)\b[^?]* (?:on|about|"
    r"regarding|concerning|for|over|in relation to|with|to) \w+|"
    r"\bwhat (?:did|has|have) [\w’'. -]{3,60} (?:decided?|agreed?|resolved?) (?:on|about|regarding|for|over|to|with)\b",
    (
        "what was decided on the cash machine",
        "what did the panel agree about parking",
        "list all decisions on the lido",
    ),
    ("was the request approved", "why was it agreed", "what was agreed"),
)
ALL_RULES = (
    DECIDED, OVERDUE, OUTSTANDING, DONE, YES_NO, REFERENCE, OWNER, STANDS, _ASKING, LEANS, NAMES_UNDERTAKINGS,
)  # fmt: skip


def wanted_of(question: str) -> Wanted:
    """Which entries are listed; ALL where one is asked about by yes or no, however it stands."""
    if YES_NO.search(question):
        return Wanted.ALL
    if OVERDUE.search(question):
        return Wanted.OVERDUE
    if OUTSTANDING.search(question):
        return Wanted.OUTSTANDING
    return Wanted.DONE if DONE.search(question) else Wanted.ALL


def reference_of(question: str) -> str | None:
    """The reference that a question names, as `same_reference` compares it; None where it names none."""
    match = REFERENCE.search(question)
    return plain_reference(match[0]) if match else None


def plain_reference(text: str) -> str:
    """A reference without its spaces and signs: "SR (25/26) 01" and "sr 25/26-01" are one."""
    return "".join(c for c in text.lower() if c.isalnum())


def owner_of(question: str) -> str | None:
    """Whose entries are asked for, as named; None where nobody is."""
    match = OWNER.search(question)
    return next((part.strip() for part in match.groups() if part), None) if match else None


def is_owner(asked: str, owner: str) -> bool:
    """Whether a name as asked is an owner's: all its words, more than one of them or the last of the owner's."""
    own, named = terms(owner), terms(asked)
    if not named or not set(named) <= set(own):
        return False
    capital = words(asked)[-1][:1].isupper()
    return len(set(named)) > 1 or named == own or (capital and named[-1] == own[-1])


def subject_terms(question: str, without: tuple[str, ...] = ()) -> frozenset[str]:
    """What a question is about: its terms without those that ask, and without the words `without`."""
    for other in filter(None, without):
        question = question.replace(other, " ")
    return frozenset(terms(_ASKING.pattern.sub(" ", question)))
