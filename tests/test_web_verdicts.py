"""The words below an answer, and the comment's box, as the page calls them."""

from __future__ import annotations

import json
from types import SimpleNamespace

import gradio as gr
import pytest

from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.verdicts import VerdictBox
from test_web_feedback import answered


@pytest.fixture
def box(tmp_path) -> VerdictBox:
    made = VerdictBox(tmp_path / "feedback.jsonl")
    with gr.Blocks():
        made.build()
    return made


def chosen(turn: object, verdict: object) -> SimpleNamespace:
    return SimpleNamespace(turn=turn, verdict=verdict)


def lines(box: VerdictBox) -> list[dict]:
    return [json.loads(line) for line in box.feedback_file.read_text(encoding="utf-8").splitlines()]


def test_a_verdict_is_written_shown_and_opens_the_comment(box):
    exchanges = [answered()]
    log, _, told, row, turn = box.judge(exchanges, chosen(0, "source"))
    assert "Thank you" in told and "You said: <b>Wrong source</b>" in log[1]["content"]
    assert row["visible"] and turn == 0
    assert "noted already: Wrong source" in box.judge(exchanges, chosen(0, "right"))[2]
    told, words, row = box.comment("The annual report says more.", 0, exchanges)
    assert "comment is noted" in told and words == "" and row["visible"] is False
    assert [line.get("comment") for line in lines(box)] == [None, "The annual report says more."]


@pytest.mark.parametrize("turn", [7, -1, "0", True, None])
def test_a_turn_that_is_none_changes_nothing(box, turn):
    assert box.judge([answered()], chosen(turn, "right")) == (gr.skip(),) * 5
    assert not box.feedback_file.exists()


def test_what_is_not_offered_or_not_typed_is_said(box):
    assert "no such verdict" in box.judge([answered()], chosen(0, "brilliant"))[2]
    assert "whole answer" in box.judge([Exchange("When?")], chosen(0, "right"))[2]
    assert "Say first" in box.comment("It was July.", 0, [answered()])[0]
    assert "Say first" in box.comment("It was July.", -1, [answered()])[0]
    assert not box.feedback_file.exists()


def test_what_cannot_be_written_is_said(box, tmp_path):
    (tmp_path / "file").write_text("")
    exchanges = [answered()]
    box.judge(exchanges, chosen(0, "right"))
    box.feedback_file = tmp_path / "file" / "feedback.jsonl"
    assert "could not be saved" in box.comment("More.", 0, exchanges)[0]
    assert "could not be saved" in box.judge([answered()], chosen(0, "right"))[2]
