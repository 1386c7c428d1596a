"""The question sets that the project ships are sound, each quote in the paper it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny_rag.evaluation.checking import check_questions
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.metrics.fact_recall import states
from scrutiny_rag.evaluation.questions import load_questions

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def corpus() -> Collection:
    return Collection.from_folder(ROOT / "corpus")


@pytest.mark.parametrize("name", ["questions.jsonl", "conversations.jsonl"])
def test_nothing_is_wrong_with_the_set(corpus: Collection, name: str) -> None:
    path = ROOT / "eval" / name
    assert [problem.say(path) for problem in check_questions(path, corpus)] == []


@pytest.mark.parametrize("name", ["questions.jsonl", "conversations.jsonl"])
def test_no_fact_is_stated_by_the_question_itself(name: str) -> None:
    asked = load_questions(ROOT / "eval" / name).questions
    assert [q.id for q in asked for fact in q.facts if states(q.question, fact)] == []
