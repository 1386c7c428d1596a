"""Denial in a sentence."""

from __future__ import annotations

from scrutiny_rag.english.certainty import negations
from scrutiny_rag.english.wording import tokens


def test_a_bound_is_no_denial() -> None:
    assert negations(tokens("no more than 20 people"), "no more than 20 people") == []
    assert negations(tokens("not only the police"), "not only the police") == []
