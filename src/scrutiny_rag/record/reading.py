"""One sentence, read for what was done in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from scrutiny_rag.papers.dates import MONTHS
from scrutiny_rag.record.due import Due, find_due
from scrutiny_rag.record.model import Act, ActKind, Outcome
from scrutiny_rag.record.people import People
from scrutiny_rag.record.rules import Rule, Text, rules_for
from scrutiny_rag.record.rules.base import clause_start
from scrutiny_rag.record.rules.phrases import GROUP, NAMED
from scrutiny_rag.record.votes import read_votes

_LEAD_WORDS = 8
_MONTHS = [month.capitalize() for month in MONTHS]
_AMENDED = re.compile(
    r"\b(?:(?<!Act, \d{4}, )(?<!Act \d{4}, )as amended(?! by (?:the|section))|with the (?:following |"
    r"addition|amendment)|subject to the (?:following "
    r")?(?:amendment|addition|correction))",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"\b(?:be|is|was|were|are)(?: \w+ly)? noted\b|\bto note\b|^\W*RESOLVED\W+(?:that |to )?note\b",
    re.IGNORECASE,
)
_DEFERS = re.compile(
    r"\b(?:defer(?:red)?|adjourn(?:ed)? (?:to|until|the)|postponed?|held over)\b", re.IGNORECASE
)
_BY_WHOM = re.compile(rf"\b\w+ed by (?P<who>(?:the |The )?(?!{'|'.join(_MONTHS)}){NAMED})")
_TO_BE_BY = re.compile(
    rf"\b(?:to|would|will|should) be \w+ by (?P<who>(?:the |The )?(?!{'|'.join(_MONTHS)}){NAMED})"
)
_CARRIES_ON = ("and ", "but ", "also ")
_PRONOUN = re.compile(r"(?:he|she|they|we|I)", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:meeting|session|workshop)s?$", re.IGNORECASE)
_DEADLINE = re.compile(r"(?:by|before|within|no later than|in \w+ (?:days|weeks|months))\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|before|no later than|week (?:beginning|commencing)|deferred to|adjourned to|arranged for|"
    r"agreed for) (?:the )?(?:\w+day,? )?$"
)
_RESOLVED_END = re.compile(r"\b(?:resolved|agreed)(?: that)?\W*:$", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"^\W*(?P<who>{NAMED}|{GROUP})(?: \w+ly)? (?:aims?|intends?|plans?|is|are|has|have|was|were|will|would|"
    r"anticipated|expects?|welcomed|advised|noted)\b"
)
"""Who a sentence is about from its start."""
_OF_SUBJECT = re.compile(r"\b(?:aims?|intends?|plans?) to\b")
_PAIR = re.compile(r"(?:^|[.;:,–—-] )\W*(?P<first>(?:[Tt]he )?(?:[A-Z][\w.’'-]+ ){1,3})and (?:the )?$")
_AT_START = 16
"""Characters of a clause in which a time may stand before what is promised for it."""
_DIRECTS = re.compile(
    rf"\bthat (?P<who>{NAMED}) (?:(?:would|will|should) (?!be )|be (?:asked|requested|authorised|"
    rf"instructed) to|to)\b"
)
_SILENCES: dict[ActKind, frozenset[ActKind]] = {
    ActKind.DECIDED: frozenset({ActKind.REPORTED, ActKind.NOTED, ActKind.ANSWERED, ActKind.ASKED}),
    ActKind.RECOMMENDED: frozenset({ActKind.REPORTED, ActKind.NOTED}),
    ActKind.UNDERTAKEN: frozenset({ActKind.REPORTED, ActKind.NOTED}),
    ActKind.PROPOSED: frozenset({ActKind.REPORTED, ActKind.UNDERTAKEN, ActKind.ASKED}),
    ActKind.VOTED: frozenset({ActKind.REPORTED, ActKind.UNDERTAKEN}),
    ActKind.NOTED: frozenset({ActKind.REPORTED}),
    ActKind.ASKED: frozenset({ActKind.REPORTED, ActKind.UNDERTAKEN, ActKind.PROPOSED}),
    ActKind.ANSWERED: frozenset({ActKind.REPORTED}),
}
"""Kinds that a sentence is not said to be beside another: it is told once, as the more telling."""
_GIVEN = frozenset({"asked-to-do", "action-label", "agreed-to-do", "somebody-to-do"})
"""Rules whose undertakings stand beside whatever else the sentence does."""


@dataclass(slots=True)
class Context:
    """What a sentence is read with: how its text speaks, when, and who was named last."""

    people: People
    text: Text
    meeting: date | None
    speaker: str | None = None


def read_sentence(plain: str, start: int, end: int, context: Context) -> list[Act]:
    """The acts of one sentence, whose words without markup are `plain`, and whose offsets are given.

    `context.speaker` becomes whoever the sentence says spoke.
    """
    found: dict[ActKind, tuple[Rule, re.Match[str]]] = {}
    for rule in rules_for(context.text, plain.lower()):
        if rule.kind not in found and (match := rule.match(plain)):
            found[rule.kind] = rule, match
    if not found:
        return []
    speaker = _speaker(found, context)
    acts = []
    for kind, (rule, match) in found.items():
        if kind is ActKind.DECIDED and _only_opens(plain):
            continue  # the list below says what was decided
        if kind is ActKind.UNDERTAKEN and _moves(found):
            continue  # a motion asks for what it says, and promises nothing
        if rule.name not in _GIVEN and any(
            kind in _SILENCES.get(other, ()) for other in found if other is not kind
        ):
            continue
        acts.append(_act(kind, rule, match, plain, (start, end), speaker, context))
    if speaker:
        context.speaker = speaker
    return acts


def _only_opens(plain: str) -> bool:
    return plain.endswith(":") and (len(plain.split()) <= _LEAD_WORDS or bool(_RESOLVED_END.search(plain)))


def _moves(found: dict[ActKind, tuple[Rule, re.Match[str]]]) -> bool:
    return ActKind.PROPOSED in found and found[ActKind.PROPOSED][0].name == "will-move"


def _speaker(found: dict[ActKind, tuple[Rule, re.Match[str]]], context: Context) -> str | None:
    for kind in (ActKind.ANSWERED, ActKind.ASKED, ActKind.REPORTED):
        if kind in found:
            groups = found[kind][1].groupdict()
            phrase = groups.get("who") or groups.get("replier")
            if who := context.people.named(phrase, context.speaker):
                return who
    return None


def _act(
    kind: ActKind,
    rule: Rule,
    match: re.Match[str],
    plain: str,
    span: tuple[int, int],
    speaker: str | None,
    context: Context,
) -> Act:
    groups = match.groupdict()
    phrase = next(
        (groups[name] for name in ("who", "proposer", "mover", "replier") if groups.get(name)), None
    )
    who = context.people.named(phrase, context.speaker)
    if who is None and kind is not ActKind.DECIDED:
        who = speaker or (context.speaker if context.text is Text.SPEECH else None)
    owner = due = None
    if kind in (ActKind.UNDERTAKEN, ActKind.RECOMMENDED, ActKind.DECIDED):
        owner = _owner(
            groups.get("owner") or groups.get("told") or groups.get("asked"), kind, match, plain, who, context
        )
        due = _due(plain, match, context)
    if due and kind is ActKind.DECIDED and not _is_deadline(due.text, plain):
        due = None  # a decision names the days of much else
    outcome = rule.outcome
    if kind is ActKind.DECIDED and outcome is Outcome.AGREED:
        outcome = outcome_of(plain)
    return Act(
        kind, *span, rule.name, who, owner,
        due.day if due else None, due.text if due else None,
        read_votes(plain) if kind in (ActKind.VOTED, ActKind.DECIDED) else None, outcome,
    )  # fmt: skip


def _due(plain: str, match: re.Match[str], context: Context) -> Due | None:
    """The time named with a promise: the first one from its words on, else one at the head of its clause."""
    after = match.start(match.lastgroup) if match.lastgroup in ("owner", "told") else match.start()
    if (due := find_due(plain, context.meeting, after)) is not None:
        return due
    head = plain[clause_start(plain, match) : match.start()]
    before = find_due(head, context.meeting)
    return before if before is not None and head.find(before.text) <= _AT_START else None


def _is_deadline(time: str, plain: str) -> bool:
    """Whether a decision names a time to do something by; it names the times of much else."""
    if _DEADLINE.match(time):
        return True
    at = plain.find(time)
    return at > 0 and bool(_BY.search(plain, 0, at))


def _owner(
    phrase: str | None, kind: ActKind, match: re.Match[str], plain: str, who: str | None, context: Context
) -> str | None:
    if owner := context.people.named(phrase, who or context.speaker):
        if _MEETING.search(owner):
            return None
        first = _PAIR.search(plain, 0, match.start("owner")) if match.groupdict().get("owner") else None
        return f"{first['first'].strip()} and {owner}" if first and kind is ActKind.UNDERTAKEN else owner
    if phrase and _PRONOUN.fullmatch(phrase.strip()):
        return None  # somebody, whom the paper does not name
    if (found := _DIRECTS.search(plain)) and not found["who"].startswith(("a ", "an ", "A ", "An ")):
        return context.people.named(found["who"], None)
    if kind is ActKind.UNDERTAKEN and (match[0].startswith(_CARRIES_ON) or _OF_SUBJECT.search(match[0])):
        return context.people.named(subject["who"], None) if (subject := _subject(plain, match)) else None
    if kind is ActKind.DECIDED and (by := _TO_BE_BY.search(plain, match.start())):
        return context.people.named(by["who"], None)
    if kind is ActKind.UNDERTAKEN and (by := _BY_WHOM.search(plain, match.start())):
        return context.people.named(by["who"], None)
    return context.speaker if context.text is Text.SPEECH else None


def _subject(plain: str, match: re.Match[str]) -> re.Match[str] | None:
    """Who the clause of a match is about, else who its sentence is."""
    start = clause_start(plain, match)
    return _SUBJECT.search(plain[start:]) or (_SUBJECT.search(plain) if match.start() <= start else None)


def outcome_of(plain: str) -> Outcome:
    """What became of that which a sentence says was agreed: agreed as it stood, amended, deferred or only noted."""
    if _DEFERS.search(plain):
        return Outcome.DEFERRED
    if _AMENDED.search(plain):
        return Outcome.AMENDED
    return Outcome.NOTED if _NOTES.search(plain) else Outcome.AGREED
