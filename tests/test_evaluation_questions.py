"""Question sets: what is read, and what is said of those that are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation_samples import ROWS
from scrutiny_rag.evaluation.questions import QuestionSetError, load_questions


def write(folder: Path, text: str, name: str = "set.jsonl") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def lines(*rows: object) -> str:
    return "\n".join(json.dumps(row) for row in rows)


def test_jsonl_keeps_order_and_lines(tmp_path: Path) -> None:
    found = load_questions(write(tmp_path, lines(ROWS[0]) + "\n\n" + lines(*ROWS[1:]) + "\n"))
    assert [question.id for question in found.questions] == ["ferry", "pears", "whales"]
    assert dict(found.lines) == {"ferry": 1, "pears": 3, "whales": 4}
    assert found.questions[0].answerable and not found.questions[2].answerable


def test_a_line_separator_within_a_string_does_not_part_a_line(tmp_path: Path) -> None:
    row = ROWS[0] | {"note": "one\u2028two"}
    found = load_questions(write(tmp_path, json.dumps(row, ensure_ascii=False)))
    assert found.questions[0].note == "one\u2028two"


def test_yaml_reads_scalars_as_they_were_typed(tmp_path: Path) -> None:
    text = """
questions:
  - id: fees
    question: What does a mooring cost?
    facts: [1.50, [no, none]]
    evidence:
      - paper: harbour.txt
        spans: [[3, 9]]
    filters: {since: 2030-01-01}
  - id: tides
    question: When is high tide?
    answerable: no
"""
    first, second = load_questions(write(tmp_path, text, "set.yaml")).questions
    assert first.facts == (("1.50",), ("no", "none"))
    assert first.evidence[0].spans == ((3, 9),)
    assert str(first.filters.since) == "2030-01-01"
    assert second.answerable is False


def test_yaml_may_be_a_plain_list(tmp_path: Path) -> None:
    assert load_questions(write(tmp_path, json.dumps(ROWS), "set.yml")).questions[1].id == "pears"


TALK = {
    "id": "talk",
    "kind": "pronoun",
    "turns": [{"question": "Who mends the lamp?"}, {"question": "By when?", "answerable": False}],
}


def test_the_last_turn_of_a_conversation_is_a_question_with_a_history(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path, lines(TALK))).questions
    assert (question.id, question.question, question.history) == (
        "talk/2",
        "By when?",
        ("Who mends the lamp?",),
    )
    assert (question.conversation, question.turn, question.type) == ("talk", 2, "turn 2")
    assert question.kind == "pronoun"


def test_an_earlier_turn_that_says_what_is_right_is_a_question_too(tmp_path: Path) -> None:
    asked = {"question": "Who mends the lamp?", "facts": ["Adeyemi"], "filters": {"body": "Elm"}}
    talk = TALK | {"turns": [asked, {"question": "And then?"}, *TALK["turns"][1:]]}  # type: ignore[index]
    first, last = load_questions(write(tmp_path, lines(talk))).questions
    assert (first.id, first.history, first.facts, first.filters.body) == (
        "talk/1",
        (),
        (("Adeyemi",),),
        "Elm",
    )
    assert (last.id, last.history, last.filters.body) == (
        "talk/3",
        ("Who mends the lamp?", "And then?"),
        None,
    )


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        ([], "field turns: must be a list of questions"),
        (["By when?"], "field turns: must be a list of questions"),
        (
            [{"question": "?", "facts": [[]]}, {"question": "?", "answerable": False}],
            "turns[0].facts: a fact",
        ),
        ([{"question": "?"}, {"answerable": False}], "field turns[1].question: is missing"),
        ([{"question": "?"}, {"question": "?"}], "field turns[1]: has neither facts nor evidence"),
    ],
)
def test_a_wrong_turn_is_named(tmp_path: Path, turns: list[object], said: str) -> None:
    path = write(tmp_path, lines(ROWS[0], {"id": "talk", "turns": turns}))
    with pytest.raises(QuestionSetError) as told:
        load_questions(path)
    assert str(told.value).startswith(f"{path}, line 2, ") and said in str(told.value)


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"evidence": [{"paper": "a.txt"}]}, "evidence[0]", "needs a quote or spans"),
        ({"evidence": [{"paper": "a.txt", "quote": " "}]}, "evidence[0].quote", "is empty"),
        ({"evidence": [{"paper": "a.txt", "spans": [[9, 3]]}]}, "evidence[0].spans", "[9, 3]"),
        ({"facts": [[]]}, "facts", "at least one wording"),
        ({"facts": ["x", 3]}, "facts[1]", "list"),
        ({"question": "  "}, "question", "is empty"),
        ({"filters": {"boddy": "x"}}, "filters.boddy", "no such field"),
        ({"filters": {"since": "soon"}}, "filters.since", "date"),
        ({"anser": "x"}, "anser", "no such field"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    tmp_path: Path, change: dict[str, object], field: str, why: str
) -> None:
    path = write(tmp_path, lines(ROWS[1], ROWS[0] | change))
    with pytest.raises(QuestionSetError) as raised:
        load_questions(path)
    message = str(raised.value)
    assert f"{path}, line 2, field {field}" in message
    assert why in message
    assert "\n" not in message


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, lines({"id": "a"}, ROWS[0], ROWS[0], {"id": "b", "question": "Why?"}))
    with pytest.raises(QuestionSetError) as raised:
        load_questions(path)
    told = str(raised.value).split("\n")
    assert any("line 1, field question" in line for line in told)
    assert any("line 3, field id: 'ferry' is already on line 2" in line for line in told)
    assert any("line 4" in line and "neither facts nor evidence" in line for line in told)


def test_yaml_problems_name_the_line_of_the_field(tmp_path: Path) -> None:
    text = "- id: a\n  question: Why?\n  facts:\n    - []\n"
    with pytest.raises(QuestionSetError, match=r"line 3, field facts"):
        load_questions(write(tmp_path, text, "set.yaml"))


def test_unanswerable_with_facts_contradicts_itself(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="and yet gives facts"):
        load_questions(write(tmp_path, lines(ROWS[0] | {"answerable": False})))


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("{not json", "set.jsonl", "line 1, column 2"),
        ("", "set.jsonl", "holds no questions"),
        ('"only a string"', "set.jsonl", "line 1"),
        ("a: [", "set.yaml", "is not YAML"),
        ("just words", "set.yaml", "needs a list"),
        ("- just words", "set.yaml", "line 1"),
        ("[]", "set.yaml", "holds no questions"),
    ],
)
def test_files_that_are_no_question_sets(tmp_path: Path, text: str, name: str, why: str) -> None:
    with pytest.raises(QuestionSetError, match=why):
        load_questions(write(tmp_path, text, name))


def test_missing_and_binary_files(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="cannot be read"):
        load_questions(tmp_path / "none.jsonl")
    (tmp_path / "set.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionSetError, match="UTF-8"):
        load_questions(tmp_path / "set.jsonl")


def test_rows_that_name_a_conversation_are_its_turns(tmp_path: Path) -> None:
    def row(key: str, asked: str, talk: str | None, **more: object) -> dict[str, object]:
        return {"id": key, "question": asked, "answerable": False, "conversation": talk, **more}

    path = write(
        tmp_path,
        lines(
            row("a1", "Who mends the lamp?", "a"),
            row("b1", "Who counts?", "b"),
            row("a2", "By when?", "a"),
            row("x", "And the roof?", None),
            row("b2", "How often?", "b", history=["Who counts the hedgehogs?"]),
            row("a3", "Why?", "a"),
        ),
    )
    found = {question.id: question for question in load_questions(path).questions}
    assert {key: one.history for key, one in found.items()} == {
        "a1": (),
        "b1": (),
        "a2": ("Who mends the lamp?",),
        "x": (),
        "b2": ("Who counts the hedgehogs?",),
        "a3": ("Who mends the lamp?", "By when?"),
    }
    assert [one.turn for one in found.values()] == [1, 1, 2, None, 2, 3]


def test_a_row_that_leads_on_need_not_say_what_is_right_but_the_last_must(tmp_path: Path) -> None:
    first = {"id": "a1", "type": "context", "question": "Who mends the lamp?", "conversation": "a"}
    last = {
        "id": "a2",
        "question": "By when?",
        "conversation": "a",
        "answerable": False,
        "why_not": "No date.",
    }
    found = load_questions(write(tmp_path, lines(first, last))).questions
    assert [(one.scored, one.answerable) for one in found] == [(False, True), (True, False)]
    with pytest.raises(QuestionSetError, match="line 2: has neither facts nor evidence, and no turn"):
        load_questions(write(tmp_path, lines(last, first)))
    with pytest.raises(QuestionSetError, match="has neither facts nor evidence; give one"):
        load_questions(write(tmp_path, lines(first | {"conversation": None})))
