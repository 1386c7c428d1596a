"""Questions to go on with."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

import web_index
from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.record.model import Act, ActKind, Item, Record
from scrutiny_rag.web.following import follow_ups, go_on_html
from test_web_feedback import GIVEN, REFUSED


def item(title: str | None, start: int, *kinds: ActKind) -> Item:
    acts = tuple(Act(kind, start, start + 5, "rule") for kind in kinds)
    return Item("1", title, start, start + 100, acts, range(1))


def over(*items: Item, finds: bool = True) -> SimpleNamespace:
    """An assistant whose search for a question finds every item, or none."""
    places = tuple(
        SimpleNamespace(paper="a.pdf", char_start=i.char_start, char_end=i.char_end) for i in items if finds
    )
    return SimpleNamespace(
        record=lambda name: Record(items), search=lambda question, top_k: SimpleNamespace(passages=places)
    )


def test_they_ask_for_what_happened_in_the_item_and_beside_it():
    found = follow_ups(
        GIVEN,
        over(
            item("Night ferries", 0, ActKind.UNDERTAKEN),
            item("Harbour dues", 100, ActKind.DECIDED),
            item("Lamp oil", 200),
            item("Sea wall", 300, ActKind.VOTED),
        ),
    )
    assert found == (
        "What was promised about Night ferries?",
        "What was decided about Harbour dues?",
        "What was said about Lamp oil?",
    )


@pytest.mark.parametrize(
    "title",
    [
        None,
        "Apologies",
        "1.",
        "A title: with more",
        "x" * 90,
        "one two three four five six seven eight nine ten",
    ],
)
def test_what_is_no_subject_is_not_asked_about(title):
    assert follow_ups(GIVEN, over(item(title, 0))) == ()


def test_what_a_search_does_not_find_is_not_offered():
    assert follow_ups(GIVEN, over(item("Night ferries", 0), finds=False)) == ()
    assert follow_ups(REFUSED, over(item("Night ferries", 0))) == ()


def test_what_was_asked_just_now_is_not_offered_again():
    asked = Answer(**{**GIVEN.model_dump(), "question": "What was said about the night ferries?"})
    assert follow_ups(asked, over(item("Night ferries", 0))) == ()


def test_the_sample_papers_have_some():
    answer = web_index.assistant().ask(web_index.SAFER_SCHOOLS)
    found = follow_ups(answer, web_index.assistant())
    assert 1 <= len(found) <= 3 and all(question.endswith("?") for question in found)


def test_a_question_is_text_in_its_button():
    assert go_on_html(()) == ""
    assert '<button type="button" class="act" data-question="&lt;b&gt;?">&lt;b&gt;?</button>' in go_on_html(
        ["<b>?"]
    )


def test_a_heading_over_several_items_is_what_none_of_them_is_about():
    rows = (item("Actions and dates", 0, ActKind.UNDERTAKEN), item("Actions and  dates", 100))
    assert follow_ups(GIVEN, over(*rows, item("Lamp oil", 200))) == ("What was said about Lamp oil?",)
