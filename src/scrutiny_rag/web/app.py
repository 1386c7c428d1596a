"""The page as a whole: its tabs, what passes between them, and what it offers to programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from scrutiny_rag.api.endpoints import Endpoints
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.briefing import BriefingTab
from scrutiny_rag.web.chat import ChatTab
from scrutiny_rag.web.evaluate import QUESTION_SETS, EvaluateTab
from scrutiny_rag.web.events import QUIET, Update
from scrutiny_rag.web.examples import Suggestions, example_questions
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.limits import RateLimit
from scrutiny_rag.web.links import Shown, read_link, span_of
from scrutiny_rag.web.papers import PapersTab
from scrutiny_rag.web.promises import PromisesTab
from scrutiny_rag.web.sources import places

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

TITLE = "Scrutiny papers"
WAITING = 32
"""Questions that may wait in line; one more is told to come back."""

ASK_LINKED = """() => {
  const asked = new URLSearchParams(location.search).get('q');
  const box = document.querySelector('#question textarea');
  if (asked && box && box.value.trim() === asked.trim()) setTimeout(() => document.querySelector('#ask').click(), 100);
}"""
"""Asks the question of a link once it stands in the box; one that was answered before does not stand there."""


def build_app(
    assistant: Assistant,
    settings: Settings,
    feedback_file: Path | None = None,
    suggestions: Suggestions | None = None,
    question_sets: Path = QUESTION_SETS,
) -> gr.Blocks:
    """The page over an open assistant, its queue configured, not yet served.

    Verdicts on answers go to `feedback_file`, by default feedback.jsonl in the index's folder. Without `suggestions`,
    the questions to start from are untried. `question_sets` is the folder of those that can be evaluated.
    """
    library = Library(assistant)
    answering = Answering(assistant, RateLimit(settings.questions_per_minute))
    untried = () if suggestions else example_questions(library)
    chat = ChatTab(answering, library, settings, feedback_file or settings.index / "feedback.jsonl", untried)
    papers = PapersTab(library, answering, assistant, settings)
    promises = PromisesTab(library, assistant)
    briefing = BriefingTab(library, answering, assistant)
    evaluate = EvaluateTab(settings, question_sets)
    app = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True, delete_cache=(600, 1200))
    with app:
        # First, so that they have their names: Gradio numbers an endpoint whose name a private one has already.
        Endpoints(assistant, answering.allow).register()
        header = gr.HTML(
            _header(library), elem_id="masthead", padding=False, js_on_load=None, apply_default_css=False
        )
        with gr.Tabs(elem_id="tabs", selected="ask", overflow_behavior="wrap") as tabs:
            with gr.Tab("Ask", id="ask"):
                chat.build()
            with gr.Tab("Papers", id="papers"):
                papers.build()
            with gr.Tab("Promises", id="promises"):
                promises.build()
            with gr.Tab("Briefing", id="briefing"):
                briefing.build()
            with gr.Tab("Evaluate", id="evaluate"):
                evaluate.build()

        def open_place(exchanges: list[Exchange], event: gr.EventData) -> Any:
            exchange, _, number = chat.chosen(exchanges, event)
            shown = places(exchange.answer) if exchange and exchange.answer else []
            place = next((place for place in shown if place.number == number), None)
            if place is None:
                return gr.skip(), gr.skip()
            return gr.Tabs(selected="papers"), papers.read(place.paper, place.span)

        def go_to(event: gr.EventData) -> Any:
            name = getattr(event, "paper", None)
            if not isinstance(name, str):
                return gr.skip(), gr.skip()
            return gr.Tabs(selected="papers"), papers.read(name, span_of(getattr(event, "at", None)))

        def open_linked(request: gr.Request) -> Any:
            linked = read_link(dict(request.query_params))
            if not isinstance(linked, Shown):
                return gr.skip(), gr.skip()
            return gr.Tabs(selected="papers"), papers.read(linked.paper, linked.span)

        covered = [papers.coverage.plot, papers.coverage.told]

        def refresh() -> Update:
            offered = suggestions.current() if suggestions else None
            examples = (
                {}
                if offered is None
                else {chat.log: gr.update(examples=[{"text": question} for question in offered])}
            )
            return {
                **chat.filter_box.refresh(),
                **examples,
                header: _header(library),
                papers.list: papers.find(""),
                **dict(zip(covered, papers.coverage.refreshed(), strict=True)),
            }

        chat.sources.open(open_place, inputs=[chat.exchanges], outputs=[tabs, papers.reader], **QUIET)
        for where in (papers.reader.goto, promises.entry.pick, briefing.pack.pick, chat.sources.pick):
            where(go_to, outputs=[tabs, papers.reader], **QUIET)
        refreshed = [
            chat.filter_box.body,
            chat.filter_box.committee,
            chat.filter_box.type,
            chat.filter_box.speaker,
            chat.filter_box.paper,
            chat.log,
            header,
            papers.list,
            *covered,
        ]
        for changed in papers.changed:
            changed.then(refresh, outputs=refreshed, **QUIET)
        app.load(refresh, outputs=refreshed, **QUIET)
        app.load(**promises.loaded())
        app.load(open_linked, outputs=[tabs, papers.reader], **QUIET)
        app.load(**chat.arrived).then(None, js=ASK_LINKED)
    app.queue(max_size=WAITING, default_concurrency_limit=8, api_open=False)
    return app


def _header(library: Library) -> str:
    return (
        f'<header class="masthead"><h1>{TITLE}</h1>'
        f"<p>Answers from {library.size()}, with the exact words they rest on</p></header>"
    )
