"""Each rule of the check catches its examples, and lets pass those that it must."""

from __future__ import annotations

import pytest

from scrutiny_rag.answering.checking import Outcome, check
from scrutiny_rag.answering.checking.grounding import RULES
from scrutiny_rag.answering.checking.verdict import Example, Rule

CAUGHT = [(rule, example) for rule in RULES for example in rule.catches]
PASSED = [(rule, example) for rule in RULES for example in rule.passes]


def _name(value: object) -> str:
    return value.name if isinstance(value, Rule) else str(getattr(value, "claim", value))


@pytest.mark.parametrize(("rule", "example"), CAUGHT, ids=_name)
def test_a_rule_catches_its_examples(rule: Rule, example: Example) -> None:
    verdict = check(example.claim, example.text, context=example.context, before=example.before)
    # What is borrowed within a sentence that the claim repeats is a changed word too, and a hard fault.
    also = ("edits",) if rule.name == "borrowed" else ()
    assert verdict.rule in (rule.name, *also), verdict
    assert not verdict.supported and verdict.why.endswith(".")


@pytest.mark.parametrize(("rule", "example"), PASSED, ids=_name)
def test_a_rule_lets_pass_what_it_must(rule: Rule, example: Example) -> None:
    verdict = check(example.claim, example.text, context=example.context, before=example.before)
    assert verdict.outcome is Outcome.VERIFIED, verdict


def test_rules_have_names_of_their_own_and_examples_of_both_kinds() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.catches and rule.passes and rule.about for rule in RULES)
