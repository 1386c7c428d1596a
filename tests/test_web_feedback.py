"""Verdicts on answers."""

import json
from datetime import date

import pytest

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.feedback import FeedbackError, record, verdict_of

CITATION = Citation(
    number=1,
    paper="a.pdf",
    title=None,
    body=None,
    date=None,
    page=2,
    section=None,
    speaker=None,
    quote="in June",
    char_start=5,
    char_end=12,
)


def test_each_verdict_is_a_line_that_can_be_traced_to_its_quotes(tmp_path):
    file = tmp_path / "index" / "feedback.jsonl"
    answer = Answer(
        question="When?", status="answered", text="“in June” [1]", mode="evidence", citations=(CITATION,)
    )
    exchange = Exchange("When?", Filters(since=date(2024, 1, 1)), answer, done=True)
    record(file, exchange, "Like")
    record(file, Exchange("Größe?\nreally", error="It failed.", done=True), "Dislike")
    first, second = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert (first["verdict"], first["question"], first["mode"]) == ("Like", "When?", "evidence")
    assert first["filters"] == {"since": "2024-01-01"}
    assert first["citations"] == [{"number": 1, "paper": "a.pdf", "char_start": 5, "char_end": 12}]
    assert (second["question"], second["status"], second["error"]) == ("Größe?\nreally", None, "It failed.")


@pytest.mark.parametrize(
    ("liked", "verdict"), [(True, "Like"), (False, "Dislike"), ("Wrong source", "Wrong source")]
)
def test_verdicts(liked, verdict):
    assert verdict_of(liked) == verdict


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        record(tmp_path / "file" / "feedback.jsonl", Exchange("When?", done=True), "Like")


def test_a_verdict_is_one_of_those_offered():
    for made_up in ("Brilliant", "like", 3, ["Like"], {"a": 1}, "x" * 10_000):
        with pytest.raises(FeedbackError):
            verdict_of(made_up)


def test_an_answer_has_one_verdict_and_only_when_whole(tmp_path):
    file = tmp_path / "feedback.jsonl"
    exchange = Exchange("When?", done=True)
    record(file, exchange, "Like")
    with pytest.raises(FeedbackError, match="noted already: Like"):
        record(file, exchange, "Dislike")
    with pytest.raises(FeedbackError, match="whole answer"):
        record(file, Exchange("When?"), "Like")
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


def test_the_file_is_capped(tmp_path):
    file = tmp_path / "feedback.jsonl"
    record(file, Exchange("When?", done=True), "Like", most_bytes=1000)
    with pytest.raises(FeedbackError, match="full"):
        record(file, Exchange("x" * 900, done=True), "Like", most_bytes=1000)
