"""What a later sentence or a status says of a promise; rules with their examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass

from scrutiny_rag.promises.model import Says


@dataclass(frozen=True, slots=True)
class SayingRule:
    """A sentence that `pattern` finds, and `unless` does not, says `says` of the promise it is about."""

    name: str
    says: Says
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    examples: tuple[str, ...]
    counter: tuple[str, ...]


_DONE_VERBS = (
    r"(?:completed|installed|appointed|filled|published|circulated|sent|carried out|implemented|delivered|"
    r"erected|repaired|replaced|"
    r"resolved|removed|launched|opened|finished|provided|issued|received|taken up|set up|established|introduced|"
    r"adopted|resurfaced|mended|recruited|written|put in place|fixed|cleaned|cleared|painted|signed|submitted|"
    r"produced|purchased|ordered|planted|held|contacted|reported|met|recruited|split|mapped|separated)"
)

_ANY_DEED = frozenset(
    {"completed", "complete", "finished", "done", "implemented", "actioned", "discharged", "achieved"}
)
_AROUND = 90
"""Characters around telling words in which their matter is named."""

RULES = (
    SayingRule(
        "superseded",
        Says.SUPERSEDED,
        re.compile(
            r"\b(?:superseded|withdrawn|abandoned|no longer (?:required|needed|proceeding|relevant|"
            r"planned)|cancelled|dropped|replaced by|will not (?:now )?(?:proceed|go ahead))\b",
            re.IGNORECASE,
        ),
        None,
        ("The motion was withdrawn.", "This is no longer required.", "Superseded"),
        ("He drew the plan.",),
    ),
    SayingRule(
        "late",
        Says.LATE,
        re.compile(
            r"\b(?:completed late|(?:months?|weeks?|days?) later than|later than (?:planned|the target)|"
            r"after (?:its|the) (?:deadline|target))\b",
            re.IGNORECASE,
        ),
        None,
        ("Completed late", "The post had been taken up two months later than the target."),
        ("She came later.",),
    ),
    SayingRule(
        "outstanding",
        Says.OUTSTANDING,
        re.compile(
            r"\b(?:outstanding|not (?:yet )?(?:been )?(?:started|begun|completed|done|received|found|"
            r"available|happened|taken place)|still (?:to be|awaited|awaiting|waiting|open|no)|"
            r"awaited|awaiting|yet to (?:be )?|no (?:progress|response|reply|update|building had been "
            r"found|action (?:had|has) (?:yet )?been)|had not (?:yet )?(?:been|responded|replied)|"
            r"has not (?:yet )?(?:been|responded|replied)|remains? (?:open|outstanding)|nothing (?:further|"
            r"to report|later))\b|^\W*(?:open\b(?!ed)|red\W*$|not started)",
            re.IGNORECASE,
        ),
        None,
        (
            "Outstanding",
            "No response had been received.",
            "The bench has not yet been mended.",
            "Open. Nothing later is recorded",
        ),
        ("She opened it in May.", "Red lamps are lit."),
    ),
    SayingRule(
        "partly",
        Says.PARTLY,
        re.compile(
            r"\b(?:in progress|in hand|partly|partially|ongoing|on-going|under ?way|(?:one|two|three|four|"
            r"five|six|seven|eight|nine|ten|\d+) (?:out )?of (?:the |its )?(?:three|four|five|six|seven|"
            r"eight|nine|ten|\d+)|"
            r"work (?:has|had) (?:commenced|begun|started)|commenced|being (?:progressed|prepared|drafted|"
            r"finali[sz]ed|carried out))\b|^\W*(?:amber|started)\W*$",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:will|would|should|to) (?:be |have )?(?:commence|begin|start)", re.IGNORECASE),
        ("In progress", "Two of the three are visiting schools.", "Works have commenced."),
        ("Works would commence in May.",),
    ),
    SayingRule(
        "changed",
        Says.CHANGED,
        re.compile(
            r"\b(?:deferred|postponed|delayed|slipped|put back|re-?scheduled|now (?:expected|due|planned|"
            r"scheduled)|revised (?:date|target|timetable|programme)|instead of|extended to)\b",
            re.IGNORECASE,
        ),
        re.compile(r"\bif\b", re.IGNORECASE),
        ("The work was deferred to May.", "It is now expected in June."),
        ("It is expected in June.",),
    ),
    SayingRule(
        "done",
        Says.DONE,
        re.compile(
            rf"\b(?:has|have|had)(?: now| since| already| also| all| \w+ly)* been (?:\w+ly "
            rf")?{_DONE_VERBS}\b|\b(?:was|were)(?: now| since| \w+ly)* (?:completed|finished|installed|"
            rf"published|held|carried out|circulated|filled|taken up|opened|appointed|mended|repaired|"
            rf"erected|replaced|resurfaced|issued|sent)\b|"
            rf"\b(?:are|is) (?:all )?now (?:in post|in place|complete[d]?|open|installed|available|done)\b|"
            rf"\b(?:has|have|had) (?:now |since )?(?:finished|completed|circulated|sent|written|published|"
            rf"met|contacted|reported)\b|"
            rf"^\W*(?:completed?|done|closed|green|implemented|achieved|actioned|discharged)\b|\bnow "
            rf"separates?\b|\bwent up\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:not|no|yet|until|once|when|if|would have|should have|will have|to have|asked (?:if|"
            r"whether)|unless|before|after)\b",
            re.IGNORECASE,
        ),
        (
            "Completed",
            "The lamps have now been installed.",
            "All three are now in post.",
            "The briefing was held on 14 January 2025.",
        ),
        (
            "The lamps have not been installed.",
            "He asked whether it had been completed.",
            "Once it has been completed, the quay opens.",
            "It will be completed in May.",
        ),
    ),
)


def what_it_says(plain: str) -> Says:
    """What a sentence without markup, or a status, says of a promise that it is about."""
    return telling_of(plain)[0]


def telling_of(plain: str) -> tuple[Says, str, str]:
    """What a sentence says, the words that say so, and the words around them; the last two "" where none does."""
    for rule in RULES:
        if (match := rule.pattern.search(plain)) and not (rule.unless and rule.unless.search(plain)):
            return rule.says, match[0], plain[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    return Says.MENTIONED, "", ""


def tells_of_deed(words: str, stems: Container[str], stem: Callable[[str], str]) -> bool:
    """Whether words such as "has been installed" say that a thing was done which a promise of these stems names."""
    verbs = [word.lower() for word in re.findall(r"[A-Za-z]+", words)]
    return any(verb in _ANY_DEED or stem(verb) in stems for verb in verbs)
