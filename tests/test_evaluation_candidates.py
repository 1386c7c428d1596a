"""Feedback that becomes candidate questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation_samples import PARKS, collection
from scrutiny_rag.errors import InputError
from scrutiny_rag.evaluation.candidates import candidate_questions
from scrutiny_rag.evaluation.questions import QuestionSetError, load_questions

WORDS = "The orchard has 212 pear trees"
PLACE = {
    "number": 1,
    "paper": "parks.txt",
    "char_start": PARKS.index(WORDS),
    "char_end": PARKS.index(WORDS) + len(WORDS),
}
LIKED = {
    "verdict": "Like",
    "question": "How many pear trees?",
    "status": "answered",
    "text": "212",
    "citations": [PLACE],
}


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "feedback.jsonl"
    path.write_text(
        "".join(json.dumps({"time": "2031-01-01"} | row) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def made(folder: Path, *rows: dict[str, Any]) -> Path:
    out = folder / "candidates.yaml"
    out.write_text(candidate_questions(written(folder, *rows), collection()), encoding="utf-8")
    return out


def test_what_was_liked_keeps_its_quotes(tmp_path: Path) -> None:
    [question] = load_questions(made(tmp_path, LIKED | {"filters": {"body": "Elm: a #1 town"}})).questions
    assert question.evidence[0].quote == WORDS
    assert question.filters.body == "Elm: a #1 town"
    assert question.note == "Like. It answered: 212"


def test_what_is_right_keeps_its_quotes_and_a_comment_is_noted(tmp_path: Path) -> None:
    rows = (LIKED | {"verdict": "Right"}, LIKED | {"verdict": "Right", "comment": "As of May."})
    [question] = load_questions(made(tmp_path, *rows)).questions
    assert question.evidence[0].quote == WORDS
    assert question.note == "Right. It answered: 212 Comment: As of May."


def test_a_liked_refusal_is_unanswerable(tmp_path: Path) -> None:
    row = {
        "verdict": "Like",
        "question": "How many whales?",
        "status": "not_found",
        "text": "",
        "citations": [],
    }
    assert load_questions(made(tmp_path, row)).questions[0].answerable is False


def test_what_was_disliked_waits_for_a_person(tmp_path: Path) -> None:
    out = made(tmp_path, LIKED | {"verdict": "Wrong source"})
    with pytest.raises(QuestionSetError, match="neither facts nor evidence"):
        load_questions(out)


def test_the_last_verdict_counts(tmp_path: Path) -> None:
    rows = (LIKED | {"verdict": "Dislike"}, LIKED)
    assert len(load_questions(made(tmp_path, *rows)).questions) == 1


def test_files_without_feedback(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no feedback"):
        candidate_questions(written(tmp_path), collection())
    with pytest.raises(InputError, match="line 1: is no feedback"):
        candidate_questions(written(tmp_path, {"question": "?"}), collection())
    with pytest.raises(InputError, match="cannot be read"):
        candidate_questions(tmp_path / "none.jsonl", collection())
