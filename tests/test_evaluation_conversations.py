"""Conversations: drawn whole, asked in order, and scored turn by turn and as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation_samples import HARBOUR, PARKS, case, question, quoting, write_papers
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.metrics.conversation import ConversationRight
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.questions import Question, load_questions
from scrutiny_rag.evaluation.run import select
from scrutiny_rag.evaluation.systems import Workplace
from scrutiny_rag.evaluation.systems.ours import Evidence
from scrutiny_rag.settings import Settings

FERRY = quoting("x", "harbour.txt", HARBOUR, "The ferry timetable will be reprinted by May 2031")
PEARS = quoting("x", "parks.txt", PARKS, "The orchard has 212 pear trees")
SILENT = Outcome(id="x", status="not_found")
SPOT = {"paper": "parks.txt", "quote": "The orchard has 212 pear trees"}


def turn(talk: str, number: int, **gold: object) -> Question:
    return question({"id": f"{talk}/{number}", "question": "?", "conversation": talk, "turn": number, **gold})


def rights(*pairs: tuple[Question, Outcome | None]) -> list[float | None]:
    scores = ConversationRight().score([case(asked, outcome) for asked, outcome in pairs])
    return [None if score is None else score.value for score in scores]


def test_a_conversation_is_right_when_every_turn_is() -> None:
    ferry, pears = turn("a", 1, facts=["May 2031"]), turn("a", 2, evidence=[SPOT])
    assert rights((ferry, FERRY), (pears, PEARS)) == [None, 1]
    assert rights((ferry, PEARS), (pears, PEARS)) == [None, 0]
    assert rights((ferry, FERRY), (pears, FERRY)) == [None, 0]
    assert rights((ferry, FERRY), (pears, SILENT)) == [None, 0]


def test_conversations_are_told_apart_and_other_questions_left_out() -> None:
    alone = question({"id": "b", "question": "?", "facts": ["May 2031"]})
    no_answer = {"answerable": False}
    found = rights(
        (turn("a", 1, facts=["May 2031"]), FERRY),
        (turn("c", 1, **no_answer), PEARS),
        (alone, FERRY),
        (turn("a", 2, **no_answer), SILENT),
    )
    assert found == [None, 0, None, 1]


def test_a_turn_that_failed_or_is_missing_is_not_right() -> None:
    asked, then = turn("a", 1, facts=["May 2031"]), turn("a", 2, answerable=False)
    assert rights((asked, Outcome.failed("x", "lamp out", answers=True)), (then, SILENT)) == [None, 0]
    assert rights((asked, None), (then, SILENT)) == [None, 0]


def test_systems_that_only_search_have_no_figure() -> None:
    found = Outcome(id="x", passages=PEARS.passages)
    assert (
        rights((turn("a", 1, evidence=[SPOT]), found), (turn("a", 2, evidence=[SPOT]), found)) == [None] * 2
    )


def test_a_turn_that_is_not_scored_does_not_count() -> None:
    leading, last = turn("a", 1, scored=False), turn("a", 2, facts=["212"])
    assert rights((leading, SILENT), (last, PEARS)) == [None, 1]


def test_a_limit_draws_whole_conversations(tmp_path: Path) -> None:
    talks = [
        {
            "id": f"t{n}",
            "turns": [{"question": "?", "answerable": False}, {"question": "?", "answerable": False}],
        }
        for n in range(9)
    ]
    path = tmp_path / "talks.jsonl"
    path.write_text("\n".join(map(json.dumps, talks)), encoding="utf-8")
    for seed in range(5):
        drawn = select(load_questions(path), [], 3, seed)
        assert len(drawn) == 6
        assert [q.turn for q in drawn] == [1, 2] * 3


def test_a_first_turn_that_was_scored_is_the_history_of_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    papers = Collection.from_folder(write_papers(tmp_path / "papers"))
    system = Evidence(Workplace(settings, tmp_path / "out"))
    system.load()
    system.prepare(papers)
    assistant = system._assistant
    assert assistant is not None
    ask, asked = assistant.ask, []

    def noting(text, filters=None, history=()):  # type: ignore[no-untyped-def]
        asked.append((text, tuple(turn.question for turn in history)))
        return ask(text, filters, history)

    monkeypatch.setattr(assistant, "ask", noting)
    first = question({"id": "t/1", "question": "How many pear trees has the orchard?", "facts": ["212"]})
    second = question(
        {"id": "t/2", "question": "Who counts hedgehogs?", "history": [first.question], "facts": ["Wardens"]}
    )
    try:
        system.ask(first)
        system.ask(second)
        assert asked == [(first.question, ()), (second.question, (first.question,))]
        asked.clear()
        system.ask(second)  # Alone, as after an interruption: the first is asked again.
        assert asked == [(first.question, ()), (second.question, (first.question,))]
    finally:
        system.close()
