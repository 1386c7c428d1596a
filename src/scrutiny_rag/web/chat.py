"""The tab to ask in: the conversation, the filters and the sources beside it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from scrutiny_rag.answering.answer import Turn
from scrutiny_rag.settings import Settings
from scrutiny_rag.web import feedback
from scrutiny_rag.web.events import QUIET, Update, integer
from scrutiny_rag.web.examples import example_questions
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.filter_box import FilterBox
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.markup import escape
from scrutiny_rag.web.messages import messages
from scrutiny_rag.web.narrowing import NarrowingError
from scrutiny_rag.web.sources import EMPTY, panel, places
from scrutiny_rag.web.theme import asset

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

log = logging.getLogger(__name__)

MAX_QUESTION = 2000
"""Characters; more is a pasted document, not a question."""

REMEMBERED_S = 12 * 3600
"""How long an idle visitor's conversation is kept in the server's memory."""


class ChatTab:
    """Components and handlers of the tab; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(
        self, assistant: Assistant, library: Library, settings: Settings, feedback_file: Path
    ) -> None:
        self.assistant = assistant
        self.library = library
        self.feedback_file = feedback_file
        self.filter_box = FilterBox(library)
        self.drafts_take_time = bool(settings.llm_base_url or settings.llm_gguf)

    def build(self) -> None:
        """Lays the tab out and connects its own events."""
        self.exchanges = gr.State([], time_to_live=REMEMBERED_S)
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(scale=6, min_width=340, elem_id="conversation"):
                self._build_conversation()
                self.filter_box.build()
            with gr.Column(scale=5, min_width=320, elem_id="evidence"):
                self.sources = gr.HTML(
                    EMPTY,
                    elem_id="sources",
                    js_on_load=asset("sources.js"),
                    padding=False,
                    apply_default_css=False,
                )
        self._connect()

    def _build_conversation(self) -> None:
        self.restart = gr.Button("New conversation", size="sm", variant="secondary", elem_id="restart")
        self.log = gr.Chatbot(
            label="Conversation",
            show_label=False,
            container=False,
            elem_id="log",
            height="100%",
            layout="bubble",
            buttons=[self.restart],
            latex_delimiters=[],
            allow_tags=False,
            line_breaks=False,
            group_consecutive_messages=False,
            feedback_options=feedback.VERDICTS,
            examples=[{"text": question} for question in example_questions(self.library)],
            placeholder=WELCOME,
        )
        with gr.Row(elem_id="ask-row", equal_height=True):
            self.question = gr.Textbox(
                label="Your question",
                placeholder="Ask about the papers",
                lines=1,
                max_lines=5,
                scale=1,
                elem_id="question",
                autofocus=True,
                submit_btn=False,
            )
            self.ask_button = gr.Button("Ask", variant="primary", scale=0, min_width=88, elem_id="ask")
            self.stop_button = gr.Button(
                "Stop", variant="stop", scale=0, min_width=88, elem_id="stop", visible=False
            )
        self.said = gr.HTML("", elem_id="said", padding=False, js_on_load=None, apply_default_css=False)

    def _connect(self) -> None:
        answering: dict[str, Any] = {
            "concurrency_limit": 2,
            "concurrency_id": "answers",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        changed = [self.log, self.exchanges, self.sources, self.said, self.ask_button, self.stop_button]
        asked = gr.on(
            [self.ask_button.click, self.question.submit],
            self.ask,
            inputs={self.question, self.exchanges, *self.filter_box.fields.values()},
            outputs=[*changed, self.question],
            **answering,
        )
        dropped = self.sources.drop(self.drop, inputs=[self.exchanges], outputs=changed, **answering)
        self.stop_button.click(
            self.stop,
            inputs={self.exchanges},
            outputs=[self.log, self.exchanges, self.ask_button, self.stop_button],
            cancels=[asked, dropped],
            **QUIET,
        )
        self.log.example_select(self.fill, outputs=[self.question], **QUIET).then(
            None, js="() => document.querySelector('#question textarea')?.focus()"
        )
        self.log.like(self.judge, inputs=[self.exchanges], outputs=[self.said], **QUIET)
        self.sources.cite(self.show, inputs=[self.exchanges], outputs=[self.sources], **QUIET)
        self.restart.click(
            self.new, outputs=[self.log, self.exchanges, self.sources, self.question, self.said], **QUIET
        )

    # Handlers: each takes what its event carries and returns what changes.

    def ask(self, given: dict[Any, Any]) -> Iterator[Update]:
        """Answers the question in the box, a part at a time; why one cannot be asked is said below it."""
        question = str(given[self.question] or "").strip()
        try:
            filters = self.filter_box.filters(given)
        except NarrowingError as error:
            yield {self.said: _problem(str(error))}
            return
        if not question:
            yield {self.said: _problem("Type a question first.")}
            return
        if len(question) > MAX_QUESTION:
            yield {
                self.said: _problem(
                    f"This question is {len(question):,} characters long: shorten it to {MAX_QUESTION:,}."
                )
            }
            return
        before: list[Exchange] = list(given[self.exchanges])
        for step in self._answered(Exchange(question, filters), before, before):
            yield {**step, self.question: ""} if self.said in step else step

    def drop(self, exchanges: list[Exchange], event: gr.EventData) -> Iterator[Update]:
        """The question of an exchange asked again, without what was understood from it and is not wanted."""
        exchange, turn, number = self.chosen(exchanges, event)
        findings = exchange.answer.findings if exchange and exchange.done and exchange.answer else ()
        if exchange is None or not 0 <= number < len(findings):
            yield {self.said: ""}
            return
        without = exchange.filters.without | {findings[number].key}
        again = Exchange(exchange.question, exchange.filters.model_copy(update={"without": without}))
        yield from self._answered(again, exchanges, exchanges[:turn])

    def _answered(
        self, exchange: Exchange, before: list[Exchange], history: list[Exchange]
    ) -> Iterator[Update]:
        """The exchange as it is answered after `history`, shown below those `before`."""
        exchanges = [*before, exchange]
        yield {
            **self._shown(exchanges),
            self.said: "",
            self.sources: panel(exchange, len(before), self.library.paper, None, move=False),
            **self._running(True),
        }
        for _ in self._answers(exchange, history):
            yield self._shown(exchanges)
        exchange.done = True
        shown = places(exchange.answer) if exchange.answer else []
        focus = shown[0].number if shown and shown[0].quoted else None
        yield {
            **self._shown(exchanges),
            self.sources: panel(exchange, len(before), self.library.paper, focus, move=False),
            **self._running(False),
        }

    def _answers(self, exchange: Exchange, before: list[Exchange]) -> Iterator[None]:
        """Fills in the exchange as its answer grows; a failure becomes one sentence on it."""
        history = [
            Turn(question=past.question, answer=past.answer) for past in before if past.answer and past.done
        ]
        try:
            for answer in self.assistant.stream(exchange.question, exchange.filters, history):
                exchange.answer = answer
                yield
        except ValueError as error:
            exchange.error = str(error)
        except Exception:
            # The page's outermost boundary: whatever failed, the visitor gets a sentence, the log the trace.
            log.exception("Answering failed")
            exchange.error = "Something went wrong while answering; the log of the server says what."

    def stop(self, given: dict[Any, Any]) -> Update:
        """Leaves the answer as far as it had come."""
        exchanges: list[Exchange] = given[self.exchanges]
        if exchanges and not exchanges[-1].done:
            exchanges[-1].done = True
            exchanges[-1].error = "Stopped before the answer was complete and checked."
            exchanges[-1].answer = None
        return {**self._shown(exchanges), **self._running(False)}

    def show(self, exchanges: list[Exchange], event: gr.EventData) -> Any:
        """The sources of the exchange whose citation was chosen, opened at that citation."""
        exchange, turn, number = self.chosen(exchanges, event)
        if exchange is None:
            return gr.skip()
        return panel(exchange, turn, self.library.paper, number, move=True)

    def chosen(self, exchanges: list[Exchange], event: gr.EventData) -> tuple[Exchange | None, int, int]:
        """Which exchange and source an event names; None for the exchange where there is none such."""
        turn, number = integer(event, "turn"), integer(event, "number")
        known = 0 <= turn < len(exchanges)
        return (exchanges[turn] if known else None), turn, number

    def judge(self, exchanges: list[Exchange], event: gr.LikeData) -> Any:
        """Writes a visitor's verdict on an answer to the feedback file."""
        index = event.index if isinstance(event.index, int) else event.index[0]
        turn = index // 2
        if event.liked is None or not 0 <= turn < len(exchanges):
            return gr.skip()
        try:
            feedback.record(self.feedback_file, exchanges[turn], feedback.verdict_of(event.liked))
        except OSError:
            log.exception("Feedback could not be written to %s", self.feedback_file)
            return _problem("Your verdict could not be saved; the log of the server says why.")
        return '<p class="said" role="status">Thank you: your verdict is noted beside the index.</p>'

    def fill(self, event: gr.SelectData) -> str:
        """The example's text, into the box and no further."""
        value = event.value
        return str(value["text"] if isinstance(value, dict) else value)

    def new(self) -> Update:
        """An empty conversation."""
        return {self.log: [], self.exchanges: [], self.sources: EMPTY, self.question: "", self.said: ""}

    def _shown(self, exchanges: list[Exchange]) -> Update:
        return {self.log: messages(exchanges), self.exchanges: exchanges}

    def _running(self, running: bool) -> Update:
        if not self.drafts_take_time:
            return {}
        return {
            self.ask_button: gr.update(visible=not running),
            self.stop_button: gr.update(visible=running),
        }


WELCOME = (
    '<div class="welcome"><h2>What would you like to know?</h2>'
    "<p>Each answer shows the words it rests on, in their place in the paper.</p></div>"
)


def _problem(sentence: str) -> str:
    return f'<p class="said said-problem" role="alert">{escape(sentence)}</p>'
