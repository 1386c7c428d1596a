"""One sentence, read for what was done in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from scrutiny_rag.papers.dates import MONTHS
from scrutiny_rag.record.due import find_due
from scrutiny_rag.record.model import Act, ActKind, Outcome
from scrutiny_rag.record.people import People
from scrutiny_rag.record.rules import Rule, Text, rules_for
from scrutiny_rag.record.rules.phrases import NAMED
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
_DEADLINE = re.compile(r"(?:by|before|within|no later than|in \w+ (?:days|weeks|months))\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|before|no later than|deferred to|adjourned to|arranged for|agreed for) (?:the )?(?:\w+day,? )?$")
_DIRECTS = re.compile(
    rf"\bthat (?P<who>{NAMED}) (?:(?:would|will|should) (?!be )|be (?:asked|requested|authorised|instructed) to|to)\b"
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
        if kind is ActKind.DECIDED and plain.endswith(":") and len(plain.split()) <= _LEAD_WORDS:
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
        due = find_due(plain, context.meeting)
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
        return owner
    if found := _DIRECTS.search(plain):
        return context.people.named(found["who"], None)
    if kind is ActKind.UNDERTAKEN and (by := _BY_WHOM.search(plain, match.start())):
        return context.people.named(by["who"], None)
    return context.speaker if context.text is Text.SPEECH else None


def outcome_of(plain: str) -> Outcome:
    """What became of that which a sentence says was agreed: agreed as it stood, amended, deferred or only noted."""
    if _DEFERS.search(plain):
        return Outcome.DEFERRED
    if _AMENDED.search(plain):
        return Outcome.AMENDED
    return Outcome.NOTED if _NOTES.search(plain) else Outcome.AGREED
