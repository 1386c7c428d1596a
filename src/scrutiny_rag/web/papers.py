"""The tab that lists the papers of the index, searches them, and lets one be read."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import gradio as gr

from scrutiny_rag.papers.model import Paper
from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.events import QUIET
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.links import place_link, span_of
from scrutiny_rag.web.markup import count, escape, plain_date
from scrutiny_rag.web.origins import DRAFT, NO_DATE
from scrutiny_rag.web.passages import Span, render_paper
from scrutiny_rag.web.shelf import NEWEST, ORDERS, found_list, paper_list
from scrutiny_rag.web.theme import asset

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant, PaperEntry

MOST_FOUND = 15
"""Passages shown for a search in the text."""

_render_number = itertools.count(1)

NOTHING_OPEN = '<div class="reader"><p class="reader-empty">Choose a paper to read it.</p></div>'


class PapersTab:
    """Components and handlers of the tab; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(self, library: Library, answering: Answering, assistant: Assistant) -> None:
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

    def find(self, words: str, order: str = NEWEST) -> str:
        """The list narrowed to the papers that hold every word in what is known of them."""
        return paper_list(self.library.entries(), words or "", self.library.unread(), order)

    def search(self, words: str, request: gr.Request | None = None) -> str:
        """The passages that the words find in the text of all papers, each opening its paper there."""
        if refused := self.answering.problem((words or "").strip(), request):
            return _unreadable(refused if words.strip() else "Type what to look for first.")
        try:
            found = self.assistant.search(words, top_k=MOST_FOUND)
        except ValueError as error:
            return _unreadable(str(error))
        return found_list(found.passages, {entry.paper: entry for entry in self.library.entries()})

    def open(self, event: gr.EventData) -> Any:
        """The paper that was chosen in the list, at the place that was chosen."""
        name = getattr(event, "paper", None)
        return self.read(name, span_of(getattr(event, "at", None))) if isinstance(name, str) else gr.skip()

    def read(self, name: str, quote: Span | None) -> str:
        """The paper of that name as HTML, with `quote` marked; one sentence where there is no such paper."""
        entry = next((entry for entry in self.library.entries() if entry.paper == name), None)
        if entry is None:
            return _unreadable(f"There is no paper named “{name}” in the index.")
        try:
            return reader(entry, self.library.paper(name), quote)
        except ValueError as error:
            return _unreadable(str(error))


def reader(entry: PaperEntry, paper: Paper, quote: Span | None) -> str:
    """A paper to read: what it is, what a reader should know of it, and its text."""
    known = paper.metadata
    facts = [
        entry.body,
        entry.committee,
        plain_date(entry.date) or NO_DATE,
        str(entry.type).replace("-", " ") if str(entry.type) != "unknown" else None,
        DRAFT if known.draft else None,
        count(entry.pages, "page") if entry.pages else None,
        count(entry.words, "word"),
    ]
    meta = " · ".join(escape(fact) for fact in facts if fact)
    source = f'<p class="reader-file">From the file {escape(paper.name)}'
    source += f", published at {escape(known.source_url)}</p>" if known.source_url else "</p>"
    warnings = "".join(f'<p class="notice">{escape(warning)}</p>' for warning in paper.warnings)
    return (
        '<article class="reader" tabindex="0" aria-labelledby="reader-title" '
        f'data-paper="{escape(paper.name)}" data-link="{escape(place_link(paper.name, quote))}" '
        f'data-at="{f"{quote.start}-{quote.end}" if quote else ""}" data-render="{next(_render_number)}">'
        f'<header><h2 id="reader-title">{escape(entry.title or paper.name)}</h2><p class="meta">{meta}</p>'
        f"{source}{warnings}</header>"
        f'<div class="paper-text">{render_paper(paper, quote, "quote-in-paper")}</div></article>'
    )


def _unreadable(sentence: str) -> str:
    return f'<div class="reader"><p class="failed">{escape(sentence)}</p></div>'
