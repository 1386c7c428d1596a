"""The tab that lists the papers of the index, searches them, and lets one be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from scrutiny_rag.observing.events import watched
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.coverage import CoverageBox
from scrutiny_rag.web.events import QUIET, integer
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.links import span_of
from scrutiny_rag.web.page_picture import page_picture
from scrutiny_rag.web.passages import Span
from scrutiny_rag.web.probes import request_id
from scrutiny_rag.web.reader import NOTHING_OPEN, has_pages_to_see, picture, reader, unreadable
from scrutiny_rag.web.shelf import NEWEST, ORDERS, found_list, paper_list
from scrutiny_rag.web.theme import asset
from scrutiny_rag.web.upload_box import UploadBox
from scrutiny_rag.web.uploads import Uploads, uploads_open

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant, PaperEntry

MOST_FOUND = 15
"""Passages shown for a search in the text."""


class PapersTab:
    """Components and handlers of the tab; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(
        self, library: Library, answering: Answering, assistant: Assistant, settings: Settings
    ) -> None:
        self.coverage = CoverageBox(library)
        self.upload_box = (
            UploadBox(Uploads(assistant, settings), answering) if uploads_open(settings) else None
        )
        self.changed: list[Any] = []
        """The events after which the index holds other papers."""
        self.library = library
        self.answering = answering
        self.assistant = assistant

    def build(self) -> None:
        """Lays the tab out and connects its own events."""
        with gr.Row(elem_id="shelves", equal_height=False):
            with gr.Column(scale=5, min_width=320):
                self.words = gr.Textbox(
                    label="Find a paper",
                    placeholder="title, body, committee, type or date",
                    max_lines=1,
                    elem_id="find-paper",
                )
                with gr.Row(elem_id="shelf-tools", equal_height=True):
                    self.order = gr.Dropdown(
                        label="Order", choices=list(ORDERS), value=NEWEST, filterable=False, elem_id="order"
                    )
                    self.search_button = gr.Button(
                        "Search the text of all papers", size="sm", variant="secondary", elem_id="search-text"
                    )
                self.list = gr.HTML(
                    self.find(""),
                    elem_id="paper-list",
                    js_on_load=asset("papers.js"),
                    padding=False,
                    apply_default_css=False,
                )
            with gr.Column(scale=7, min_width=320):
                self.reader = gr.HTML(
                    NOTHING_OPEN,
                    elem_id="reader",
                    js_on_load=asset("reader.js"),
                    padding=False,
                    apply_default_css=False,
                )
        self.coverage.build()
        if self.upload_box is not None:
            self.changed = self.upload_box.build()
        gr.on(
            [self.words.change, self.order.change],
            self.find,
            inputs=[self.words, self.order],
            outputs=[self.list],
            **QUIET,
        )
        gr.on(
            [self.words.submit, self.search_button.click],
            self.search,
            inputs=[self.words],
            outputs=[self.list],
            concurrency_limit=2,
            concurrency_id="answers",
            api_visibility="private",
            show_progress="hidden",
        )
        self.list.pick(self.open, outputs=[self.reader], **QUIET)
        self.reader.look(
            self.look,
            outputs=[self.reader],
            concurrency_limit=2,
            api_visibility="private",
            show_progress="minimal",
        )
        self.reader.text(self.open, outputs=[self.reader], **QUIET)

    def find(self, words: str, order: str = NEWEST) -> str:
        """The list narrowed to the papers that hold every word in what is known of them."""
        return paper_list(self.library.entries(), words or "", self.library.unread(), order)

    def search(self, words: str, request: gr.Request | None = None) -> str:
        """The passages that the words find in the text of all papers, each opening its paper there."""
        if refused := self.answering.problem((words or "").strip(), request):
            return unreadable(refused if words.strip() else "Type what to look for first.")
        try:
            with watched("search", request_id(request), words):
                found = self.assistant.search(words, top_k=MOST_FOUND)
        except ValueError as error:
            return unreadable(str(error))
        return found_list(found.passages, {entry.paper: entry for entry in self.library.entries()})

    def open(self, event: gr.EventData) -> Any:
        """The paper that was chosen in the list, at the place that was chosen."""
        name = getattr(event, "paper", None)
        return self.read(name, span_of(getattr(event, "at", None))) if isinstance(name, str) else gr.skip()

    def read(self, name: str, quote: Span | None) -> str:
        """The paper of that name as HTML, with `quote` marked; one sentence where there is no such paper."""
        entry = self._entry(name)
        if entry is None:
            return unreadable(f"There is no paper named “{name}” in the index.")
        try:
            return reader(entry, self.library.paper(name), self.assistant.record(name), quote)
        except ValueError as error:
            return unreadable(str(error))

    def look(self, event: gr.EventData) -> Any:
        """A page of the open paper as it looks, with the words marked at which it is open."""
        name = getattr(event, "paper", None)
        quote = span_of(getattr(event, "at", None))
        entry = self._entry(name) if isinstance(name, str) else None
        if entry is None:
            return gr.skip()
        try:
            paper = self.library.paper(entry.paper)
            page = integer(event, "page")
            if not has_pages_to_see(paper) or not 1 <= page <= len(paper.pages):
                return gr.skip()
            words = paper.text[quote.start : quote.end] if quote else None
            drawn = page_picture(*self.assistant.file_of(entry.paper), page, words)
            return picture(entry, paper, quote, page, drawn)
        except ValueError as error:
            return unreadable(str(error))

    def _entry(self, name: str) -> PaperEntry | None:
        return next((entry for entry in self.library.entries() if entry.paper == name), None)
