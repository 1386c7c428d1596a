"""What a rule is: a named record with what it must match and what it must not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Flag, auto

from scrutiny_rag.record.model import ActKind, Outcome


class Text(Flag):
    """How a text speaks: minutes report, turns are spoken, strategies and reports are prose."""

    MINUTES = auto()
    SPEECH = auto()
    PROSE = auto()
    WRITTEN = MINUTES | PROSE
    ANY = MINUTES | SPEECH | PROSE


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence that `pattern` finds, and `unless` does not, is an act of `kind`.

    `pattern` reads the sentence without markup and with single spaces. Its groups `who` and `owner`, where it has
    them, say who acts and who is to act. One of `words` stands in every sentence that it can match, in small
    letters: most sentences hold none, and looking for them is quick; without words all are looked through.
    """

    name: str
    kind: ActKind
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    """Sentences that it must match."""
    counter: tuple[str, ...]
    """Sentences that look like it, and that it must not match."""
    unless: re.Pattern[str] | None = None
    """What undoes a match, looked for in the whole sentence."""
    texts: Text = Text.ANY
    outcome: Outcome | None = None
    by_clause: bool = False
    """Whether `unless` is looked for in the clause of the match alone: "if", "asked" and "might" of the clause before
    or after it say nothing of what is promised."""

    def match(self, sentence: str) -> re.Match[str] | None:
        """The match in `sentence`, which holds one of the words; None where the rule does not hold."""
        found = self.pattern.search(sentence)
        if found is None or self.unless is None:
            return found
        around = clause_of(sentence, found) if self.by_clause else sentence
        return None if self.unless.search(around) else found


_BEFORE = re.compile(r", (?:but|and|so|then) |; ")
_AFTER = re.compile(
    r", (?:but|although|however|as) |; | (?:that|who|which|where|regarding|concerning|as to) (?=\w+ \w+)"
)


def clause_of(sentence: str, found: re.Match[str]) -> str:
    """The clause in which a match stands, with the sentence's question mark."""
    start = clause_start(sentence, found)
    after = _AFTER.search(sentence, found.end())
    clause = sentence[start : after.start() if after else len(sentence)]
    return f"{clause}?" if sentence.endswith("?") and not clause.endswith("?") else clause


def clause_start(sentence: str, found: re.Match[str]) -> int:
    """Where the clause of a match begins."""
    start = 0
    for joint in _BEFORE.finditer(sentence):
        if joint.start() > found.start():
            break
        start = joint.end()
    return start
