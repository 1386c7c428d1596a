"""Conversations that the browser keeps."""

from __future__ import annotations

import json

import pytest

from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.keeping import MOST_KEPT, Kept
from test_web_copying import GIVEN


def talk(question: str) -> list[Exchange]:
    return [Exchange(question, Filters(body="Brackley"), GIVEN, done=True), Exchange("And then?")]


def test_what_was_kept_comes_back_as_it_was():
    stored = json.loads(json.dumps(Kept().with_current(talk("When?")).to_store()))
    kept = Kept.read(stored)
    assert kept.names() == [("When?", kept.current)]
    (exchange,) = kept.exchanges(kept.current)
    assert exchange.done and exchange.question == "When?" and exchange.filters == Filters(body="Brackley")
    assert exchange.answer.citations == GIVEN.citations and exchange.answer.text == GIVEN.text


def test_going_on_changes_the_open_one_and_a_new_one_is_added():
    kept = Kept().with_current(talk("One?"))
    kept = kept.with_current([*talk("One?")[:1], Exchange("More?", answer=GIVEN, done=True)])
    assert len(kept.conversations) == 1 and len(kept.exchanges(kept.current)) == 2
    kept = kept.model_copy(update={"current": None}).with_current(talk("Two?"))
    assert [name for name, _ in kept.names()] == ["Two?", "One?"]
    left = kept.without(kept.current)
    assert [name for name, _ in left.names()] == ["One?"] and left.current is None


def test_a_conversation_keeps_the_name_it_was_given():
    kept = Kept().with_current(talk("When?"))
    named = kept.renamed(kept.current, "  The evening\nbefore ").with_current(talk("When?"))
    assert named.names() == [("The evening before", kept.current)]
    assert Kept.read(named.to_store()) == named
    assert named.renamed("another", "Not this").names() == named.names()
    assert named.renamed(kept.current, " ").names() == [("When?", kept.current)]
    assert len(named.renamed(kept.current, "x" * 500).names()[0][0]) == 70


def test_a_verdict_is_kept():
    judged = [Exchange("When?", answer=GIVEN, done=True, verdict="Right")]
    kept = Kept().with_current(judged)
    assert kept.exchanges(kept.current)[0].verdict == "Right"


def test_the_oldest_go_first():
    kept = Kept()
    for number in range(MOST_KEPT + 3):
        kept = kept.model_copy(update={"current": None}).with_current(talk(f"{number}?"))
    assert len(kept.conversations) == MOST_KEPT and kept.names()[0][0] == f"{MOST_KEPT + 2}?"
    assert Kept.read(kept.to_store()) == kept


@pytest.mark.parametrize(
    "stored", [None, {}, 5, "x", [], {"conversations": 3}, {"conversations": [{"key": 1}]}]
)
def test_what_a_browser_sends_is_checked(stored):
    kept = Kept.read(stored)
    assert (
        kept == Kept() and kept.exchanges("x") == [] and kept.with_current([]).to_store()["current"] is None
    )
