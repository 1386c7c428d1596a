"""Files of questions: what is read, what is refused, what is written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from scrutiny_rag.answering.answer import Answer, Turn
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.batch import BatchQuestion, read_questions, run_batch
from scrutiny_rag.errors import InputError
from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.retrieval.filters import Filters
from web_index import SAFER_SCHOOLS, assistant


def write(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def test_lines_are_read_with_their_filters_over_the_defaults(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        '\ufeff{"id": "a", "question": "When?", "more": 1}\r\n\r\n'
        '{"id": 7, "question": "Who\u2028said it?", "filters": {"body": "Tarnmouth", "since": null}}\n',
    )
    defaults = Filters(body="Fenmoor", type=PaperType.MINUTES)
    assert read_questions(file, defaults) == [
        BatchQuestion("a", "When?", defaults),
        BatchQuestion(7, "Who\u2028said it?", Filters(body="Tarnmouth", type=PaperType.MINUTES)),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "line 2, is not JSON: Expecting value at column 1"),
        ('{"id": "x", "question": "Wh', "line 2, is not JSON"),
        ("[" * 100_000, "line 2, "),
        ('{"id": ' + "7" * 5000 + "}", "line 2, holds a number that is too long to read"),
        ("[1, 2]", "line 2, must be an object"),
        ('{"question": "When?"}', 'needs an "id"'),
        ('{"id": null, "question": "When?"}', 'needs an "id"'),
        ('{"id": true, "question": "When?"}', 'needs an "id"'),
        ('{"id": "x"}', 'needs a "question"'),
        ('{"id": "x", "question": ["When?"]}', 'needs a "question"'),
        ('{"id": "x", "question": "When?", "filters": [1]}', '"filters" must be an object'),
        (
            '{"id": "x", "question": "When?", "conversation": " "}',
            'line 2: "conversation" must be text or a whole',
        ),
        (
            '{"id": "x", "question": "When?", "conversation": true}',
            '"conversation" must be text or a whole number',
        ),
        (
            '{"id": "x", "question": "When?", "conversation": 1.5}',
            '"conversation" must be text or a whole number',
        ),
        (
            '{"id": "x", "question": "When?", "conversation": ["c1"]}',
            '"conversation" must be text or a whole number',
        ),
        ('{"id": "x", "question": "When?", "filters": {"colour": "red"}}', "no filter 'colour'"),
        (
            '{"id": "x", "question": "When?", "filters": {"since": "soon"}}',
            "line 2: since: 'soon' is not a date",
        ),
    ],
)
def test_a_wrong_line_is_named_with_its_number(tmp_path: Path, line: str, said: str) -> None:
    file = write(tmp_path, '{"id": "a", "question": "When?"}\n' + line)
    with pytest.raises(InputError) as error:
        read_questions(file, Filters())
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_line_may_name_its_conversation(tmp_path: Path) -> None:
    names = ['"c1"', "7", '"7"', "null"]
    lines = [f'{{"id": {n}, "question": "When?", "conversation": {name}}}' for n, name in enumerate(names)]
    found = read_questions(write(tmp_path, "\n".join(lines)), Filters())
    assert [question.conversation for question in found] == ["c1", "7", "7", None]


@pytest.mark.parametrize(("content", "said"), [("", "holds no questions"), (b"\xff\xfe", "not UTF-8")])
def test_a_file_without_questions_is_refused(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_questions(write(tmp_path, content), Filters())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_questions(tmp_path / "none.jsonl", Filters())
    with pytest.raises(InputError, match="directory"):
        read_questions(tmp_path, Filters())


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def test_every_question_has_a_line_and_a_failure_is_listed(tmp_path: Path) -> None:
    out, heard = tmp_path / "results.jsonl", []
    questions = [
        BatchQuestion("a", SAFER_SCHOOLS, Filters()),
        BatchQuestion(2, "  ", Filters()),
        BatchQuestion("c", SAFER_SCHOOLS, Filters(body="Atlantis Borough")),
    ]
    summary = run_batch(assistant(), questions, out, answering=True, on_progress=heard.append)
    first, second, third = rows(out)
    assert list(first)[:2] == ["id", "question"]
    assert (first["id"], first["question"], first["status"]) == ("a", SAFER_SCHOOLS, "answered")
    assert second == {"id": 2, "question": "  ", "error": "The question is empty: type a question."}
    assert "Atlantis Borough" in third["error"]
    assert summary.to_json() == {
        "done": 1,
        "failed": [{"id": 2, "why": second["error"]}, {"id": "c", "why": third["error"]}],
    }
    assert heard == [1, 2, 3]


def test_lines_of_one_conversation_are_asked_as_its_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, list[str]]] = []
    really_ask = Assistant.ask

    def ask(
        self: Assistant, question: str, filters: Filters | None = None, history: Sequence[Turn] = ()
    ) -> Answer:
        heard.append((question, [turn.question for turn in history]))
        return really_ask(self, question, filters, history)

    monkeypatch.setattr(Assistant, "ask", ask)
    lines = [
        (SAFER_SCHOOLS, "c1"),
        ("Who said that?", "c2"),
        (" ", "c1"),
        (SAFER_SCHOOLS, None),
        ("By when?", "c1"),
        ("What was agreed?", "c2"),
        ("What was agreed?", None),
    ]
    questions = [BatchQuestion(n, asked, Filters(), talk) for n, (asked, talk) in enumerate(lines)]
    run_batch(assistant(), questions, tmp_path / "results.jsonl", answering=True)
    assert heard == [
        (SAFER_SCHOOLS, []),
        ("Who said that?", []),
        (" ", [SAFER_SCHOOLS]),  # Fails, and so is no turn.
        (SAFER_SCHOOLS, []),
        ("By when?", [SAFER_SCHOOLS]),
        ("What was agreed?", ["Who said that?"]),
        ("What was agreed?", []),
    ]


def test_a_search_has_no_turns(tmp_path: Path) -> None:
    questions = [BatchQuestion(n, SAFER_SCHOOLS, Filters(), "c1") for n in range(2)]
    run_batch(assistant(), questions, tmp_path / "results.jsonl", answering=False, top_k=2)
    first, second = rows(tmp_path / "results.jsonl")
    assert first["passages"] == second["passages"]


def test_a_search_batch_gives_passages_alone(tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    run_batch(assistant(), [BatchQuestion("a", SAFER_SCHOOLS, Filters())], out, answering=False, top_k=3)
    (row,) = rows(out)
    assert len(row["passages"]) == 3
    assert not {"status", "text", "claims", "citations"} & set(row)


def test_results_that_cannot_be_written_are_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        run_batch(None, [BatchQuestion("a", "When?", Filters())], tmp_path / "no" / "r.jsonl", answering=True)  # type: ignore[arg-type]


def test_before_many_questions_the_papers_words_are_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[str] = []
    monkeypatch.setattr("scrutiny_rag.batch._MANY", 2)
    monkeypatch.setattr("scrutiny_rag.assistant.Assistant.warm_up", lambda self: warmed.append("words"))
    some = [BatchQuestion(n, "What was agreed?", Filters()) for n in range(2)]
    run_batch(assistant(), some[:1], tmp_path / "one.jsonl", answering=True)
    run_batch(assistant(), some, tmp_path / "searched.jsonl", answering=False)
    assert not warmed
    run_batch(assistant(), some, tmp_path / "asked.jsonl", answering=True)
    assert warmed == ["words"]
