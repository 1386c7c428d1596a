"""A question as everything after it sees it: read once, never again from the raw words."""

from __future__ import annotations

from dataclasses import dataclass

from scrutiny_rag.answering.question.acts import acts_of
from scrutiny_rag.answering.question.expected import Expected, expected_of
from scrutiny_rag.answering.question.kinds import Kind, kind_of
from scrutiny_rag.answering.question.parts import parts_of
from scrutiny_rag.answering.question.shorthand import written_out
from scrutiny_rag.answering.question.subject import sides_of, subject_of, without_courtesies
from scrutiny_rag.answering.question.time import When, when_of
from scrutiny_rag.record.model import ActKind

_BROAD = frozenset({Kind.OVERVIEW, Kind.LIST, Kind.COMPARISON})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for."""

    text: str
    """The question on one line, its shorthand written out, without courtesies."""
    kind: Kind
    rules: tuple[str, ...]
    """Names of the rules that say so."""
    subject: str
    """What it is about: the words without those that ask for a summary or a list."""
    expected: Expected | None
    """The type of value asked for, where one is."""
    when: When
    acts: frozenset[ActKind] = frozenset()
    """The acts of the record that it asks about."""
    sides: tuple[str, ...] = ()
    """What is to be set side by side, as named."""
    parts: tuple[str, ...] = ()
    """The questions that it holds, where it holds two that stand alone."""

    @property
    def broad(self) -> bool:
        """Whether no single sentence is asked for."""
        return self.kind in _BROAD


def read_question(question: str) -> Asked:
    """Read `question`, white space as it comes."""
    text = without_courtesies(written_out(" ".join(question.split())))
    kind, rule = kind_of(text)
    acts, act_rules = acts_of(text)
    return Asked(
        text=text,
        kind=kind,
        rules=(rule, *act_rules),
        subject=subject_of(text, kind),
        expected=expected_of(text),
        when=when_of(text),
        acts=acts,
        sides=sides_of(text) if kind is Kind.COMPARISON else (),
        parts=parts_of(text),
    )
