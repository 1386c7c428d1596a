"""What a later sentence says of a promise: each rule's own examples."""

from __future__ import annotations

import pytest

from scrutiny_rag.promises.saying import RULES, SayingRule, what_it_says


@pytest.mark.parametrize(("rule", "sentence"), [(rule, each) for rule in RULES for each in rule.examples])
def test_a_rule_matches_its_examples(rule: SayingRule, sentence: str) -> None:
    assert what_it_says(sentence) is rule.says


@pytest.mark.parametrize(("rule", "sentence"), [(rule, each) for rule in RULES for each in rule.counter])
def test_a_rule_passes_over_what_looks_like_it(rule: SayingRule, sentence: str) -> None:
    assert what_it_says(sentence) is not rule.says
