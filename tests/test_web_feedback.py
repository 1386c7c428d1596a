"""Verdicts on answers and comments on them."""

import json
from datetime import date

import pytest

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.feedback import (
    MOST_COMMENT,
    REFUSAL_VERDICTS,
    VERDICTS,
    FeedbackError,
    comment,
    offered,
    record,
)

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
GIVEN = Answer(
    question="When?", status="answered", text="“in June” [1]", mode="evidence", citations=(CITATION,)
)
REFUSED = Answer(question="When?", status="not_found", text="Not in these papers.", mode="evidence")


def answered(question: str = "When?", answer: Answer = GIVEN) -> Exchange:
    return Exchange(question, answer=answer, done=True)


def test_each_verdict_is_a_line_that_can_be_traced_to_its_quotes(tmp_path):
    file = tmp_path / "index" / "feedback.jsonl"
    record(file, Exchange("When?", Filters(since=date(2024, 1, 1)), GIVEN, done=True), "right")
    record(file, answered("Größe?\nreally", REFUSED), "missed")
    first, second = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert (first["verdict"], first["question"], first["mode"]) == ("Right", "When?", "evidence")
    assert first["filters"] == {"since": "2024-01-01"}
    assert first["citations"] == [{"number": 1, "paper": "a.pdf", "char_start": 5, "char_end": 12}]
    assert (second["question"], second["status"], second["verdict"]) == (
        "Größe?\nreally",
        "not_found",
        "It is in the papers",
    )


def test_what_is_offered_fits_the_answer():
    assert next(iter(offered(answered()))) == "right" and offered(answered()) == VERDICTS
    assert offered(answered(answer=REFUSED)) == REFUSAL_VERDICTS
    assert offered(Exchange("When?", answer=GIVEN)) == {}, "not before it is whole"
    assert offered(Exchange("When?", error="It failed.", done=True)) == {}


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        record(tmp_path / "file" / "feedback.jsonl", answered(), "right")


@pytest.mark.parametrize(
    "made_up", ["Brilliant", "Right", True, 3, ["right"], {"a": 1}, "x" * 10_000, None, "missed"]
)
def test_a_verdict_is_one_of_those_offered(tmp_path, made_up):
    with pytest.raises(FeedbackError, match="no such verdict"):
        record(tmp_path / "feedback.jsonl", answered(), made_up)
    assert not (tmp_path / "feedback.jsonl").exists()


def test_an_answer_has_one_verdict_and_only_when_whole(tmp_path):
    file = tmp_path / "feedback.jsonl"
    exchange = answered()
    record(file, exchange, "right")
    with pytest.raises(FeedbackError, match="noted already: Right"):
        record(file, exchange, "outdated")
    with pytest.raises(FeedbackError, match="whole answer"):
        record(file, Exchange("When?"), "right")
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


def test_a_comment_goes_with_its_verdict(tmp_path):
    file = tmp_path / "feedback.jsonl"
    exchange = answered()
    with pytest.raises(FeedbackError, match="Say first"):
        comment(file, exchange, "It was July.")
    record(file, exchange, "outdated")
    for words, why in ((" \n ", "Type your comment"), ("x" * (MOST_COMMENT + 1), "shorten it")):
        with pytest.raises(FeedbackError, match=why):
            comment(file, exchange, words)
    comment(file, exchange, "It was\nJuly.")
    line = json.loads(file.read_text(encoding="utf-8").splitlines()[-1])
    assert (line["verdict"], line["comment"]) == ("Outdated", "It was July.")


def test_the_file_is_capped(tmp_path):
    file = tmp_path / "feedback.jsonl"
    exchange = answered()
    record(file, exchange, "right", most_bytes=1000)
    with pytest.raises(FeedbackError, match="full"):
        record(file, answered("x" * 900), "right", most_bytes=1000)
    with pytest.raises(FeedbackError, match="full"):
        comment(file, exchange, "x" * 900, most_bytes=1000)
