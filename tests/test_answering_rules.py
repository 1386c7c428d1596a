"""Every rule over wording matches its examples, and lets those that look alike be."""

from __future__ import annotations

import pytest

from scrutiny_rag.answering.conversation import forms
from scrutiny_rag.answering.question import acts, expected, kinds, parts, subject, time
from scrutiny_rag.answering.shapes import attendance, outcome
from scrutiny_rag.english.rule import Rule
from scrutiny_rag.english.voting import SIDE_LABEL
from scrutiny_rag.retrieval.dates_in_questions import APPENDED

RULES = (
    *(each for _, each in kinds.RULES),
    *acts.ALL_RULES,
    *expected.ALL_RULES,
    *time.ALL_RULES,
    *parts.ALL_RULES,
    *subject.ALL_RULES,
    *forms.ALL_RULES,
    *attendance.ALL_RULES,
    outcome.OPEN,
    outcome.REPORTED,
    outcome.FINAL,
    outcome.VOTE,
    outcome.YES_NO,
    SIDE_LABEL,
    APPENDED,
)


@pytest.mark.parametrize(
    ("each", "text"),
    [(each, text) for each in RULES for text in each.matching],
    ids=lambda v: getattr(v, "name", v),
)
def test_a_rule_matches_its_examples(each: Rule, text: str) -> None:
    assert each.search(text)


@pytest.mark.parametrize(
    ("each", "text"),
    [(each, text) for each in RULES for text in each.other],
    ids=lambda v: getattr(v, "name", v),
)
def test_a_rule_lets_what_looks_alike_be(each: Rule, text: str) -> None:
    assert not each.search(text)


def test_every_rule_has_a_name_of_its_own_and_examples() -> None:
    assert len({each.name for each in RULES}) == len(RULES)
    assert all(each.matching and each.other for each in RULES)


@pytest.mark.parametrize(("kind", "each"), kinds.RULES, ids=lambda v: getattr(v, "name", v))
def test_an_example_of_a_kind_is_of_that_kind(kind: kinds.Kind, each: Rule) -> None:
    assert {kinds.kind_of(text)[0] for text in each.matching} == {kind}
