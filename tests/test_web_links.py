"""Addresses that lead to a question or a place."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.links import Asked, Shown, place_link, question_link, read_link, span_of
from scrutiny_rag.web.passages import Span


def test_a_question_comes_back_with_its_filters():
    filters = Filters(body="Brackley & Sons", type=PaperType.MINUTES, paper="a.pdf", since=date(2024, 3, 1))
    assert read_link(question_link("What’s next & why?", filters)) == Asked("What’s next & why?", filters)


def test_a_place_comes_back():
    assert place_link("a b.pdf", Span(12, 30)) == "?paper=a+b.pdf&at=12-30"
    assert read_link("?paper=a+b.pdf&at=12-30") == Shown("a b.pdf", Span(12, 30))
    assert read_link(place_link("a.pdf", None)) == Shown("a.pdf", None)


@pytest.mark.parametrize("query", ["", "?", "?__theme=dark", "?q=%20", {"q": ""}])
def test_other_addresses_lead_nowhere_in_particular(query):
    assert read_link(query) is None


def test_what_an_address_holds_is_checked():
    assert read_link("?q=When&since=soon") == Asked("When", Filters())
    assert read_link("?q=When&type=poem") == Asked("When", Filters())
    for at in ("9-3", "-1-4", "a-b", "1", "", None, 5, "1-" + "9" * 40):
        assert span_of(at) is None
