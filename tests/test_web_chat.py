"""The tab to ask in, its handlers called as the page calls them."""

from __future__ import annotations

import html
import itertools
import json
import re
from types import SimpleNamespace

import gradio as gr
import pytest

import web_index
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.beginning import beginning
from scrutiny_rag.web.chat import ChatTab
from scrutiny_rag.web.exchange import MAX_QUESTION, Exchange
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.limits import RateLimit
from scrutiny_rag.web.sources import EMPTY


@pytest.fixture
def tab(tmp_path):
    return tab_over(web_index.assistant(), tmp_path)


def tab_over(assistant, tmp_path, most: int = 0) -> ChatTab:
    answering = Answering(assistant, RateLimit(most))
    tab = ChatTab(answering, Library(assistant), web_index.settings(), tmp_path / "feedback.jsonl")
    with gr.Blocks():
        tab.build()
    return tab


def asked(tab: ChatTab, question: str, before: list[Exchange] | None = None, **filters) -> list[dict]:
    """What the page shows after each step: a step changes a part of it."""
    fields = tab.filter_box.fields
    given = {tab.question: question, tab.exchanges: before or []}
    given |= {field: filters.get(name) for name, field in fields.items()}
    return list(itertools.accumulate(tab.ask(given), lambda shown, step: {**shown, **step}))


def event(**data) -> SimpleNamespace:
    return SimpleNamespace(**data)


def seen(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def letters(markup: str) -> str:
    return "".join(char for char in seen(markup) if char.isalnum())


def test_an_answer_comes_in_parts_and_ends_with_its_first_quote_marked(tab):
    steps = asked(tab, web_index.SAFER_SCHOOLS)
    assert "Searching the papers" in steps[0][tab.log][-1]["content"]
    assert steps[0][tab.question] == "" and steps[0][tab.sources] == EMPTY
    assert len(steps) >= 3
    last = steps[-1]
    assert 'href="#source-0-1"' in last[tab.log][-1]["content"]
    assert "<mark" in last[tab.sources] and 'data-move="0"' in last[tab.sources]
    (exchange,) = last[tab.exchanges]
    assert exchange.done and exchange.answer.status == "answered"
    marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", last[tab.sources], re.S))
    assert letters(marked).startswith(letters(exchange.answer.citations[0].quote))


def test_every_marked_quote_is_the_papers_own_text(tab):
    last = asked(tab, web_index.SAFER_SCHOOLS)[-1]
    for citation in last[tab.exchanges][0].answer.citations:
        paper = web_index.assistant().paper(citation.paper)
        assert paper.text[citation.char_start : citation.char_end] == citation.quote


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "Type a question first."),
        ("  \n ", "Type a question first."),
        ("why " * MAX_QUESTION, "shorten it to"),
    ],
)
def test_a_question_that_cannot_be_asked_is_said_and_not_sent(tab, question, sentence):
    (step,) = asked(tab, question)
    assert sentence in seen(step[tab.said]) and 'role="alert"' in step[tab.said]
    assert tab.log not in step


def test_a_filter_that_is_no_date_is_said_and_the_question_kept(tab):
    (step,) = asked(tab, "When?", since="soon")
    assert "is not a date" in seen(step[tab.said]) and tab.question not in step


def test_filters_reach_the_search(tab):
    last = asked(tab, "How many officers will be added?", paper="met-childrens-strategy.md")[-1]
    answer = last[tab.exchanges][0].answer
    assert {c.paper for c in answer.citations} <= {"met-childrens-strategy.md"}
    assert {p.paper for p in answer.passages} == {"met-childrens-strategy.md"}
    assert "Searched only" in seen(last[tab.log][-1]["content"])


def test_an_unknown_speaker_is_one_sentence_in_the_chat(tab):
    last = asked(tab, "What was said?", speaker="Nobody Atall")[-1]
    shown = last[tab.exchanges][0]
    assert shown.done and (shown.error or shown.answer)
    assert "Traceback" not in last[tab.log][-1]["content"]


def test_nothing_found_is_shown_apart(tab):
    last = asked(tab, "What does a return ferry ticket to the Isle of Zembla cost?")[-1]
    assert last[tab.exchanges][0].answer.status == "not_found"
    assert "Not found in these papers" in seen(last[tab.log][-1]["content"])


def test_a_failure_is_a_sentence_and_the_page_goes_on(tmp_path, caplog):
    class Failing:
        def __getattr__(self, name):
            return getattr(web_index.assistant(), name)

        def stream(self, question, filters=None, history=()):
            if "value" in question:
                raise ValueError("The index has no body called Atlantis.")
            raise RuntimeError("secret detail")

    tab = tab_over(Failing(), tmp_path)
    first = asked(tab, "a value")[-1]
    assert "The index has no body called Atlantis." in seen(first[tab.log][-1]["content"])
    second = asked(tab, "a crash", first[tab.exchanges])[-1]
    assert "Something went wrong" in seen(second[tab.log][-1]["content"])
    assert "secret" not in second[tab.log][-1]["content"] and "secret detail" in caplog.text
    assert len(second[tab.log]) == 4


def test_a_citation_of_an_older_message_brings_its_own_sources_back(tab):
    first = asked(tab, web_index.SAFER_SCHOOLS)[-1]
    second = asked(tab, web_index.HOSTILE_QUESTION, first[tab.exchanges])[-1]
    exchanges = second[tab.exchanges]
    old = exchanges[0].answer.citations[0]
    panel = tab.show(exchanges, event(turn=0, number=old.number))
    assert seen(panel).count(web_index.SAFER_SCHOOLS) == 1
    assert html.escape(" ".join(old.quote.split())[:20]) in " ".join(panel.split())
    assert f'data-focus="{old.number}"' in panel and 'data-move="1"' in panel


@pytest.mark.parametrize(
    "data",
    [{}, {"turn": 9, "number": 1}, {"turn": -1, "number": 1}, {"turn": "0", "number": 1}, {"turn": True}],
)
def test_what_a_browser_sends_is_checked(tab, data):
    assert tab.show([Exchange("When?")], event(**data)) == gr.skip()


def test_examples_fill_the_box_and_send_nothing(tab):
    assert tab.fill(event(value={"text": "When?"})) == "When?"
    assert tab.fill(event(value="When?")) == "When?"


def test_questions_to_go_on_with_are_offered_and_asked(tab):
    exchanges = asked(tab, web_index.SAFER_SCHOOLS)[-1][tab.exchanges]
    offered = [html.unescape(q) for q in re.findall(r'data-question="([^"]+)"', tab.offer(exchanges))]
    assert 1 <= len(offered) <= 3 and web_index.SAFER_SCHOOLS not in offered
    first, *_, last = tab.follow(exchanges, event(question=offered[0]))
    assert first[tab.go_on] == "" and [e.question for e in last[tab.exchanges]][1] == offered[0]
    assert tab.offer([]) == "" and tab.offer([Exchange("When?", error="It failed.", done=True)]) == ""


@pytest.mark.parametrize("question", [None, 3, "  ", ["When?"]])
def test_what_is_no_question_to_go_on_with_is_not_asked(tab, question):
    (step,) = tab.follow([], event(question=question))
    assert "Type a question first." in step[tab.said]


def test_stopping_leaves_no_unchecked_text(tab):
    running = Exchange("When?")
    update = tab.stop({tab.exchanges: [running]})
    assert running.done and "Stopped" in seen(update[tab.log][-1]["content"])


def test_a_new_conversation_is_empty(tab):
    update = tab.new()
    assert (
        update[tab.exchanges] == []
        and update[tab.log] == []
        and update[tab.sources] == beginning(tab.library)
    )


def test_the_filters_offer_what_the_index_holds(tab):
    choices = tab.filter_box.library.choices()
    assert "Islington Council" in choices.bodies and "Len Duvall AM" in choices.speakers
    assert {"transcript", "minutes"} <= set(choices.types)
    assert web_index.HOSTILE_NAME in {name for _, name in choices.papers}
    assert set(tab.filter_box.refresh()) <= set(tab.filter_box.fields.values())


def test_the_closed_box_counts_what_is_set(tab):
    fields = tab.filter_box.fields
    nothing = dict.fromkeys(fields.values())
    assert tab.filter_box.label(nothing)["label"] == "Narrow the search"
    assert tab.filter_box.label({**nothing, fields["body"]: "Brackley"})["label"].endswith("1 set")
    assert not any(tab.filter_box.clear().values())


SAID = "What did Len Duvall say at the meeting on 1 December 2016?"


def test_what_was_understood_can_be_dropped(tab):
    first = asked(tab, SAID)[-1]
    (exchange,) = first[tab.exchanges]
    shown = first[tab.log][-1]["content"]
    assert "From your question, only: date 1 December 2016" in seen(shown)
    number = [finding.field for finding in exchange.answer.findings].index("date")
    assert f'href="#drop-0-{number}"' in shown
    last = list(tab.drop(first[tab.exchanges], event(turn=0, number=number)))[-1]
    again = last[tab.exchanges][1]
    assert again.question == SAID and again.filters.without == {"date:2016-12-01"}
    assert "date" not in {finding.field for finding in again.answer.findings}
    assert "Not taken from your question: date 1 December 2016" in seen(last[tab.log][-1]["content"])
    assert len(last[tab.log]) == 4


@pytest.mark.parametrize(("turn", "number"), [(0, 99), (7, 0), (-1, 0), (0, -1), ("0", None)])
def test_dropping_what_is_not_there_changes_nothing(tab, turn, number):
    exchanges = asked(tab, SAID)[-1][tab.exchanges]
    assert list(tab.drop(exchanges, event(turn=turn, number=number))) == [{tab.said: ""}]
    assert len(exchanges) == 1


def visit(address: str = "192.0.2.1", **query: str) -> SimpleNamespace:
    return SimpleNamespace(client=SimpleNamespace(host=address), username=None, query_params=query)


def test_one_visitor_cannot_ask_without_end(tmp_path):
    tab = tab_over(web_index.assistant(), tmp_path, most=1)
    given = {tab.question: "When?", tab.exchanges: []} | dict.fromkeys(tab.filter_box.fields.values())
    assert tab.log in list(tab.ask(given, visit()))[-1]
    (step,) = tab.ask(given, visit())
    assert "ask again in" in seen(step[tab.said]) and tab.log not in step
    assert tab.log in list(tab.ask(given, visit("192.0.2.2")))[-1]


def test_filters_that_left_nothing_are_cleared_and_the_question_asked_again(tab):
    lost = Exchange(web_index.SAFER_SCHOOLS, Filters(body="Islington Council", until="1990-01-01"), done=True)
    lost.error = "No paper fits."
    steps = list(tab.act([lost], event(turn=0, what="clear")))
    assert not any(steps[0].values()), "the fields are emptied first"
    again = steps[-1][tab.exchanges][1]
    assert again.question == lost.question and not again.filters and again.answer.status == "answered"


def test_a_question_is_edited_with_its_filters(tab):
    exchange = Exchange("When?", Filters(body="Islington Council"), done=True)
    (step,) = tab.act([exchange], event(turn=0, what="edit"))
    assert step[tab.question] == "When?" and step[tab.filter_box.body] == "Islington Council"


@pytest.mark.parametrize(
    "data", [{}, {"turn": 4, "what": "again"}, {"turn": 0, "what": "delete"}, {"turn": 0, "what": 3}]
)
def test_what_cannot_be_done_changes_nothing(tab, data):
    assert list(tab.act([Exchange("When?", done=True)], event(**data))) == [{tab.said: ""}]


def test_a_links_question_stands_in_the_box_once(tab):
    link = visit(q=web_index.SAFER_SCHOOLS, body="Islington Council", speaker="Nobody Atall")
    step = tab.arrive({}, link)
    assert step[tab.question] == web_index.SAFER_SCHOOLS and tab.log not in step
    assert step[tab.filter_box.body] == "Islington Council" and step[tab.filter_box.speaker] == ""
    exchanges = asked(tab, web_index.SAFER_SCHOOLS)[-1][tab.exchanges]
    kept, _ = tab.keep_box.keep(exchanges, {})
    again = tab.arrive(kept, visit(q=web_index.SAFER_SCHOOLS))
    assert len(again[tab.exchanges]) == 1 and tab.question not in again


def test_the_conversation_left_open_is_there_after_a_reload(tab):
    exchanges = asked(tab, web_index.SAFER_SCHOOLS)[-1][tab.exchanges]
    kept, _ = tab.keep_box.keep(exchanges, {})
    step = tab.arrive(json.loads(json.dumps(kept)), visit())
    assert "<mark" in step[tab.sources] and len(step[tab.log]) == 2
    assert tab.log not in tab.arrive({}, visit())
