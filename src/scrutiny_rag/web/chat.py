"""The tab to ask in: the conversation, the filters and the sources beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.beginning import beginning
from scrutiny_rag.web.chat_layout import ChatLayout
from scrutiny_rag.web.events import QUIET, Update, integer
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.following import go_on_html
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.links import Asked, read_link
from scrutiny_rag.web.markup import problem
from scrutiny_rag.web.messages import messages
from scrutiny_rag.web.narrowing import NarrowingError
from scrutiny_rag.web.sources import panel, places


class ChatTab(ChatLayout):
    """Handlers of the tab; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(
        self,
        answering: Answering,
        library: Library,
        settings: Settings,
        feedback_file: Path,
        suggestions: Sequence[str] = (),
    ) -> None:
        super().__init__(library, feedback_file, suggestions)
        self.answering = answering
        self.drafts_take_time = bool(settings.llm_base_url or settings.llm_gguf)

    def build(self) -> None:
        """Lays the tab out and connects its own events."""
        self.lay_out()
        answering: dict[str, Any] = {
            "concurrency_limit": 2,
            "concurrency_id": "answers",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        changed = [self.log, self.exchanges, self.sources, self.said, self.go_on]
        changed += [self.ask_button, self.stop_button]
        everything = [*changed, self.question, *self.filter_box.fields.values()]
        keep = self.keep_box
        asked = gr.on(
            [self.ask_button.click, self.question.submit],
            self.ask,
            inputs={self.question, self.exchanges, *self.filter_box.fields.values()},
            outputs=[*changed, self.question],
            **answering,
        )
        dropped = self.sources.drop(self.drop, inputs=[self.exchanges], outputs=changed, **answering)
        acted = self.sources.act(self.act, inputs=[self.exchanges], outputs=everything, **answering)
        followed = self.go_on.follow(self.follow, inputs=[self.exchanges], outputs=changed, **answering)
        self.arrived = {
            "fn": self.arrive,
            "inputs": [keep.kept],
            "outputs": [*everything, keep.kept, keep.earlier],
            **QUIET,
        }
        # Apart from answering, and with no say over the conversation: the next question waits for none of it.
        offering: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "go-on"}
        for answered in (asked, dropped, acted, followed):
            answered.then(keep.keep, [self.exchanges, keep.kept], [keep.kept, keep.earlier], **QUIET)
            answered.then(self.offer, [self.exchanges], [self.go_on], **{**QUIET, **offering})
        self.stop_button.click(
            self.stop,
            inputs={self.exchanges},
            outputs=[self.log, self.exchanges, self.ask_button, self.stop_button],
            cancels=[asked, dropped, acted, followed],
            **QUIET,
        )
        self.log.example_select(self.fill, outputs=[self.question], **QUIET).then(
            None, js="() => document.querySelector('#question textarea')?.focus()"
        )
        judged = self.verdicts.connect(self.sources, self.log, self.exchanges, self.said)
        judged.then(keep.keep, [self.exchanges, keep.kept], [keep.kept, keep.earlier], **QUIET)
        self.sources.cite(self.show, inputs=[self.exchanges], outputs=[self.sources], **QUIET)
        emptied = [self.log, self.exchanges, self.sources, self.question, self.said, self.go_on]
        self.restart.click(self.new, outputs=emptied, **QUIET).then(
            keep.closed, [keep.kept], [keep.kept], **QUIET
        )
        keep.open_button.click(
            self.reopen,
            [keep.kept, keep.earlier],
            [keep.kept, self.log, self.exchanges, self.sources],
            **QUIET,
        )

    # Handlers: each takes what its event carries and returns what changes.

    def ask(self, given: dict[Any, Any], request: gr.Request | None = None) -> Iterator[Update]:
        """Answers the question in the box, a part at a time; why one cannot be asked is said below it."""
        question = str(given[self.question] or "").strip()
        try:
            filters = self.filter_box.filters(given)
        except NarrowingError as error:
            yield {self.said: problem(str(error))}
            return
        before: list[Exchange] = list(given[self.exchanges])
        for step in self._asked(Exchange(question, filters), before, before, request):
            # The box is emptied once, with the first step: what is typed meanwhile stays.
            yield {**step, self.question: ""} if step.get(self.said) == "" else step

    def drop(
        self, exchanges: list[Exchange], event: gr.EventData, request: gr.Request | None = None
    ) -> Iterator[Update]:
        """The question of an exchange asked again, without what was understood from it and is not wanted."""
        exchange, turn, number = self.chosen(exchanges, event)
        findings = exchange.answer.findings if exchange and exchange.done and exchange.answer else ()
        if exchange is None or not 0 <= number < len(findings):
            yield {self.said: ""}
            return
        without = exchange.filters.without | {findings[number].key}
        again = Exchange(exchange.question, exchange.filters.model_copy(update={"without": without}))
        yield from self._asked(again, exchanges, exchanges[:turn], request)

    def act(
        self, exchanges: list[Exchange], event: gr.EventData, request: gr.Request | None = None
    ) -> Iterator[Update]:
        """What was chosen below an answer: its sources, asking again, editing, clearing the filters."""
        exchange, turn, _ = self.chosen(exchanges, event)
        what = getattr(event, "what", None)
        if exchange is None or not exchange.done:
            yield {self.said: ""}
        elif what == "sources":
            shown = places(exchange.answer) if exchange.answer else []
            focus = shown[0].number if shown else None
            yield {self.sources: panel(exchange, turn, self.library.paper, focus, move=True)}
        elif what == "edit":
            yield {self.question: exchange.question, **self.filter_box.show(exchange.filters)}
        elif what == "again":
            again = Exchange(exchange.question, exchange.filters)
            yield from self._asked(again, exchanges, exchanges[:turn], request)
        elif what == "clear":
            yield self.filter_box.clear()
            again = Exchange(exchange.question, Filters(without=exchange.filters.without))
            yield from self._asked(again, exchanges, exchanges[:turn], request)
        else:
            yield {self.said: ""}

    def offer(self, exchanges: list[Exchange]) -> str:
        """Questions to go on with after the last answer, as buttons; empty where there are none."""
        return go_on_html(self.answering.go_on(exchanges[-1])) if exchanges else ""

    def follow(
        self, exchanges: list[Exchange], event: gr.EventData, request: gr.Request | None = None
    ) -> Iterator[Update]:
        """A question to go on with, asked: it is whole, so that it leans on nothing before."""
        question = getattr(event, "question", None)
        asked = Exchange(question.strip() if isinstance(question, str) else "")
        yield from self._asked(asked, exchanges, exchanges, request)

    def arrive(self, stored: Any, request: gr.Request | None = None) -> Update:
        """What a page shows first: the question of its address, which its script then asks, or what was left open."""
        asked = read_link(dict(request.query_params) if request is not None else "")
        exchanges, listed = self.keep_box.current(stored)
        earlier = {self.keep_box.earlier: listed}
        # The page of a link, loaded again, has its answer still.
        if isinstance(asked, Asked) and not (exchanges and _asks(exchanges[0], asked)):
            fields = self.filter_box.show(asked.filters)
            kept = {self.keep_box.kept: self.keep_box.closed(stored)}
            return {**earlier, **kept, **fields, self.question: asked.question}
        return {**earlier, **self._opened(exchanges)} if exchanges else earlier

    def reopen(self, stored: Any, key: str | None) -> Update:
        """An earlier conversation in place of the one on the page."""
        exchanges, kept = self.keep_box.opened(stored, key)
        return {self.keep_box.kept: kept, **(self._opened(exchanges) if exchanges else {})}

    def _asked(
        self,
        exchange: Exchange,
        before: list[Exchange],
        history: list[Exchange],
        request: gr.Request | None,
    ) -> Iterator[Update]:
        """The exchange as it is answered after `history`, shown below those `before`; or why it is not asked."""
        if refused := self.answering.problem(exchange.question, request):
            yield {self.said: problem(refused)}
            return
        exchanges = [*before, exchange]
        yield {
            **self._shown(exchanges),
            self.said: "",
            self.go_on: "",
            self.sources: panel(exchange, len(before), self.library.paper, None, move=False),
            **self._running(True),
        }
        for _ in self.answering.grow(exchange, history, request):
            yield self._shown(exchanges)
        yield {**self._opened(exchanges), **self._running(False)}

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
        """The exchange an event of the page names, its place, and the number that goes with it."""
        turn, number = integer(event, "turn"), integer(event, "number")
        known = 0 <= turn < len(exchanges)
        return (exchanges[turn] if known else None), turn, number

    def fill(self, event: gr.SelectData) -> str:
        """The example's text, into the box and no further."""
        value = event.value
        return str(value["text"] if isinstance(value, dict) else value)

    def new(self) -> Update:
        """An empty conversation."""
        return {
            self.log: [],
            self.exchanges: [],
            self.sources: beginning(self.library),
            self.question: "",
            self.said: "",
            self.go_on: "",
        }

    def _opened(self, exchanges: list[Exchange]) -> Update:
        """The conversation with the sources of its last answer, the first of them open."""
        last = exchanges[-1]
        shown = places(last.answer) if last.answer else []
        focus = shown[0].number if shown and shown[0].quoted else None
        beside = panel(last, len(exchanges) - 1, self.library.paper, focus, move=False)
        return {**self._shown(exchanges), self.sources: beside}

    def _shown(self, exchanges: list[Exchange]) -> Update:
        return {self.log: messages(exchanges), self.exchanges: exchanges}

    def _running(self, running: bool) -> Update:
        if not self.drafts_take_time:
            return {}
        return {
            self.ask_button: gr.update(visible=not running),
            self.stop_button: gr.update(visible=running),
        }


def _asks(exchange: Exchange, asked: Asked) -> bool:
    return exchange.question == asked.question and exchange.filters.chosen() == asked.filters.chosen()
