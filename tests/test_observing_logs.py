"""The log: a line an event, without the words of a question unless they are asked for."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from types import MappingProxyType

import pytest

from scrutiny_rag.observing import events, logs
from scrutiny_rag.observing.events import watched
from scrutiny_rag.observing.logs import begin_log
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.limits import RateLimit


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The log of the tests themselves, put back."""
    root = logging.getLogger()
    handlers, level, listeners = list(root.handlers), root.level, list(events._LISTENERS)
    yield
    root.handlers, root.level = handlers, level
    events._LISTENERS[:] = listeners
    logs.log.setLevel(logging.NOTSET)


def written(capsys: pytest.CaptureFixture[str], **settings: object) -> str:
    begin_log(Settings(_env_file=None, **settings))
    with watched("ask", "r-1", "Where is the heron?") as event:
        event.outcome = "answered"
        event.more["citations"] = 2
    try:
        raise RuntimeError("no heron here")
    except RuntimeError:
        logging.getLogger("scrutiny_rag.web.answering").exception("Answering failed")
    return capsys.readouterr().err


def test_json_is_an_object_a_line_without_words_of_questions(capsys) -> None:
    said = written(capsys, log="json")
    asked, failed = (json.loads(line) for line in said.splitlines())
    assert (asked["event"], asked["request"], asked["outcome"]) == ("ask", "r-1", "answered")
    assert asked["citations"] == 2 and asked["seconds"] >= 0 and asked["time"].endswith("+00:00")
    assert (failed["event"], failed["error"]) == ("Answering failed", "RuntimeError")
    assert failed["trace"][-1].endswith("written")
    assert "heron" not in said


class Broken:
    def stream(self, question: str, *others: object) -> Iterator[None]:
        raise RuntimeError(f"no {question}")


class Request:
    headers = MappingProxyType({"x-request-id": "r-2"})


def test_a_question_that_fails_is_found_by_its_request(capsys) -> None:
    begin_log(Settings(_env_file=None, log="json"))
    exchange = Exchange(question="heron")
    list(Answering(Broken(), RateLimit(0)).grow(exchange, [], Request()))  # type: ignore[arg-type]
    said = capsys.readouterr().err
    lines = [json.loads(line) for line in said.splitlines()]
    assert [(line["event"], line["request"]) for line in lines] == [
        ("ask", "r-2"),
        ("Answering failed", "r-2"),
    ]
    assert lines[0]["outcome"] == "failed" and lines[1]["error"] == "RuntimeError"
    assert "heron" not in said and "heron" not in (exchange.error or "")


def test_words_are_written_where_that_is_asked_for(capsys) -> None:
    asked, failed = (
        json.loads(line) for line in written(capsys, log="json", log_questions=True).splitlines()
    )
    assert asked["question"] == "Where is the heron?"
    assert failed["message"] == "no heron here"


def test_text_is_a_line_for_people(capsys) -> None:
    said = written(capsys, log="text")
    assert "INFO ask request=r-1 outcome=answered" in said.splitlines()[0]
    assert "RuntimeError" in said and "heron" not in said


def test_nothing_of_it_is_written_unless_a_setting_says_so(capsys) -> None:
    assert "r-1" not in written(capsys)
    assert events._LISTENERS == []
