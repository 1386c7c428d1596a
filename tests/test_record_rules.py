"""Each rule's own examples, and that no name comes twice."""

from __future__ import annotations

import pytest

from scrutiny_rag.record.rules import RULES, Rule, rules_for

MATCHES = [(rule, sentence) for rule in RULES for sentence in rule.examples]
LOOKALIKES = [(rule, sentence) for rule in RULES for sentence in rule.counter]


@pytest.mark.parametrize(("rule", "sentence"), MATCHES, ids=lambda value: getattr(value, "name", value))
def test_a_rule_matches_its_examples(rule: Rule, sentence: str) -> None:
    assert rule.match(sentence)
    assert rule in rules_for(rule.texts, sentence.lower())


@pytest.mark.parametrize(("rule", "sentence"), LOOKALIKES, ids=lambda value: getattr(value, "name", value))
def test_a_rule_passes_over_what_looks_like_it(rule: Rule, sentence: str) -> None:
    assert not (rule.match(sentence) and rule in rules_for(rule.texts, sentence.lower()))


def test_names_are_single_and_every_rule_has_both_kinds_of_example() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert all(len(rule.examples) >= 2 and rule.counter for rule in RULES)
