"""Follow-ups: how they lean, what they are resolved to, and conversations over the invented papers."""

from __future__ import annotations

import pytest

from answer_checks import check_answer
from invented_papers import DIRECTOR, TRANSCRIPT, assistant
from scrutiny_rag.answering.answer import Answer, Turn
from scrutiny_rag.answering.conversation import UNDERSTOOD_AS, resolve
from scrutiny_rag.answering.conversation.forms import Form, read_follow_up
from scrutiny_rag.retrieval.filters import Filters


def converse(*questions: str) -> list[Answer]:
    turns: list[Turn] = []
    for question in questions:
        answer = assistant().ask(question, Filters(), turns)
        check_answer(answer, assistant())
        turns.append(Turn(question=question, answer=answer))
    return [turn.answer for turn in turns]


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("and in Thorne?", Form.SWAP),
        ("no, I meant the annual report", Form.SWAP),
        ("who said that", Form.SOURCE_WHO),
        ("which paper is that from", Form.SOURCE_WHERE),
        ("tell me more", Form.MORE),
        ("by when?", Form.LEANS),
        ("did he promise anything", Form.LEANS),
        ("different subject - who chairs the Harbour panel", Form.WHOLE),
        ("How many gull-proof bins were fitted with lids in Chandler Street?", Form.WHOLE),
    ],
)
def test_forms(question: str, form: Form) -> None:
    assert read_follow_up(question).form is form


def test_without_a_turn_before_nothing_is_added() -> None:
    resolved = resolve("by when?", ["no turn", 3])
    assert resolved.search == "by when?" and not resolved.understood


def test_a_leaning_question_takes_the_subject_of_the_one_before() -> None:
    first, then = converse("What was said about the mobile library van?", "until when?")
    assert first.status == "answered" and "December 2025" in then.text
    assert "mobile library van" in then.understood[UNDERSTOOD_AS]


def test_who_said_that_names_the_speaker() -> None:
    *_, traced = converse("What was said about retired teachers at story hours?", "who said that")
    assert DIRECTOR in traced.text and traced.citations[0].paper == TRANSCRIPT


def test_more_shows_nothing_twice() -> None:
    first, more = converse("What was said about the harbour wardens?", "tell me more")
    shown = {(c.paper, c.char_start) for c in first.citations}
    assert not shown & {(c.paper, c.char_start) for c in more.citations} or more.status == "not_found"


def test_thanks_end_no_conversation() -> None:
    _, thanks, again = converse("What was said about the fog bell?", "thanks", "does it ring now?")
    assert thanks.kind == "other" and "fog bell" in again.understood.get(UNDERSTOOD_AS, "fog bell")
