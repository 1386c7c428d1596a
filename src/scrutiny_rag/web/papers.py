"""The tab that lists the papers of the index and lets one be read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from scrutiny_rag.papers.model import Paper
from scrutiny_rag.web.events import QUIET
from scrutiny_rag.web.library import Library, narrow
from scrutiny_rag.web.markup import count, escape, plain_date
from scrutiny_rag.web.passages import Span, render_paper
from scrutiny_rag.web.theme import asset

if TYPE_CHECKING:
    from scrutiny_rag.assistant import PaperEntry

MOST_LISTED = 200
"""Papers listed at once; a search narrows a longer list."""

_MOST_NAMED = 5

_render_number = itertools.count(1)

NOTHING_OPEN = '<div class="reader"><p class="reader-empty">Choose a paper to read it.</p></div>'


class PapersTab:
    """Components and handlers of the tab; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def build(self) -> None:
        """Lays the tab out and connects its own events."""
        with gr.Row(elem_id="shelves", equal_height=False):
            with gr.Column(scale=4, min_width=300):
                self.words = gr.Textbox(
                    label="Find a paper",
                    placeholder="title, body, committee, type or date",
                    max_lines=1,
                    elem_id="find-paper",
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
        self.words.change(self.find, inputs=[self.words], outputs=[self.list], **QUIET)
        self.list.pick(self.open, outputs=[self.reader], **QUIET)

    def find(self, words: str) -> str:
        """The list narrowed to the papers that hold every word."""
        return paper_list(self.library.entries(), words or "", self.library.unread())

    def open(self, event: gr.EventData) -> Any:
        """The paper that was chosen in the list."""
        name = getattr(event, "paper", None)
        return self.read(name, None) if isinstance(name, str) else gr.skip()

    def read(self, name: str, quote: Span | None) -> str:
        """The paper of that name as HTML, with `quote` marked; one sentence where there is no such paper."""
        entry = next((entry for entry in self.library.entries() if entry.paper == name), None)
        if entry is None:
            return _unreadable(f"There is no paper named “{name}” in the index.")
        try:
            return reader(entry, self.library.paper(name), quote)
        except ValueError as error:
            return _unreadable(str(error))


def paper_list(entries: list[PaperEntry], words: str, unread: Sequence[str] = ()) -> str:
    """The papers as a list of buttons, with how many there are and which could not be read."""
    found = narrow(entries, words)
    listed = found[:MOST_LISTED]
    if not entries:
        said = "The index holds no papers yet: run scrutiny-rag ingest with a folder of papers."
    elif len(listed) < len(found):
        said = f"{len(listed)} of {count(len(found), 'paper')} shown; type to narrow the list."
    elif words.strip():
        said = f"{count(len(found), 'paper')} of {len(entries):,}"
    else:
        said = count(len(found), "paper")
    items = "".join(_item(entry) for entry in listed)
    return (
        f'<div class="shelf"><p class="shelf-count" role="status">{escape(said)}</p>'
        f'{_unread(unread)}<ul class="paper-list">{items}</ul></div>'
    )


def _unread(names: Sequence[str]) -> str:
    if not names:
        return ""
    named = ", ".join(names[:_MOST_NAMED]) + (" and others" if len(names) > _MOST_NAMED else "")
    sentence = f"{count(len(names), 'paper')} could not be read: {named}. Ingest again to see why."
    return f'<p class="notice">{escape(sentence)}</p>'


def _item(entry: PaperEntry) -> str:
    meta = " · ".join(escape(part) for part in (entry.body, entry.committee, plain_date(entry.date)) if part)
    return (
        f'<li><button type="button" data-paper="{escape(entry.paper)}">'
        f'<span class="title">{escape(entry.title or entry.paper)}</span>'
        f'<span class="meta">{meta}</span>{_kind(entry)}</button></li>'
    )


def _kind(entry: PaperEntry) -> str:
    kind = str(entry.type).replace("-", " ")
    return "" if kind == "unknown" else f'<span class="kind">{escape(kind)}</span>'


def reader(entry: PaperEntry, paper: Paper, quote: Span | None) -> str:
    """A paper to read: what it is, what a reader should know of it, and its text."""
    known = paper.metadata
    facts = [
        entry.body,
        entry.committee,
        plain_date(entry.date),
        str(entry.type).replace("-", " ") if str(entry.type) != "unknown" else None,
        "draft" if known.draft else None,
        count(entry.pages, "page") if entry.pages else None,
        count(entry.words, "word"),
    ]
    meta = " · ".join(escape(fact) for fact in facts if fact)
    source = f'<p class="reader-file">From the file {escape(paper.name)}'
    source += f", published at {escape(known.source_url)}</p>" if known.source_url else "</p>"
    warnings = "".join(f'<p class="notice">{escape(warning)}</p>' for warning in paper.warnings)
    return (
        '<article class="reader" tabindex="0" aria-labelledby="reader-title" '
        f'data-paper="{escape(paper.name)}" data-render="{next(_render_number)}">'
        f'<header><h2 id="reader-title">{escape(entry.title or paper.name)}</h2><p class="meta">{meta}</p>'
        f"{source}{warnings}</header>"
        f'<div class="paper-text">{render_paper(paper, quote, "quote-in-paper")}</div></article>'
    )


def _unreadable(sentence: str) -> str:
    return f'<div class="reader"><p class="failed">{escape(sentence)}</p></div>'
