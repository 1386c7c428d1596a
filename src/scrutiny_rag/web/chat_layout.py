"""The components of the tab to ask in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gradio as gr

from scrutiny_rag.web.beginning import beginning
from scrutiny_rag.web.filter_box import FilterBox
from scrutiny_rag.web.keep_box import KeepBox
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.theme import asset
from scrutiny_rag.web.verdicts import VerdictBox

REMEMBERED_S = 12 * 3600
"""How long an idle visitor's conversation is kept in the server's memory."""

WELCOME = (
    '<div class="welcome"><h2>What would you like to know?</h2>'
    "<p>Each answer shows the words it rests on, in their place in the paper.</p></div>"
)


class ChatLayout:
    """What the tab is made of; its events are connected elsewhere."""

    def __init__(self, library: Library, feedback_file: Path, suggestions: Sequence[str]) -> None:
        self.library = library
        self.filter_box = FilterBox(library)
        self.keep_box = KeepBox()
        self.verdicts = VerdictBox(feedback_file)
        self._suggestions = suggestions

    def lay_out(self) -> None:
        """Makes the components inside an open `gr.Blocks`."""
        self.exchanges = gr.State([], time_to_live=REMEMBERED_S)
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(scale=6, min_width=340, elem_id="conversation"):
                self._conversation()
                self.filter_box.build()
                self.keep_box.build(self.exchanges, self.said)
            with gr.Column(scale=5, min_width=320, elem_id="evidence"):
                self.sources = gr.HTML(
                    beginning(self.library),
                    elem_id="sources",
                    js_on_load=asset("sources.js"),
                    padding=False,
                    apply_default_css=False,
                )

    def _conversation(self) -> None:
        self.restart = gr.Button("New conversation", size="sm", variant="secondary", elem_id="restart")
        self.log = gr.Chatbot(
            label="Conversation",
            show_label=False,
            container=False,
            elem_id="log",
            height="100%",
            layout="bubble",
            buttons=[self.restart],
            autoscroll=False,
            latex_delimiters=[],
            allow_tags=False,
            line_breaks=False,
            group_consecutive_messages=False,
            examples=[{"text": question} for question in self._suggestions],
            placeholder=WELCOME,
        )
        self.go_on = gr.HTML(
            "", elem_id="go-on", js_on_load=asset("go_on.js"), padding=False, apply_default_css=False
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
        self.verdicts.build()
