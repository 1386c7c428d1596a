"""The box in which visitors add papers, remove those they added, and have changed ones read again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from scrutiny_rag.web.answering import Answering
from scrutiny_rag.web.limits import TooOftenError
from scrutiny_rag.web.markup import problem, said
from scrutiny_rag.web.uploads import Uploads, results_html, told

log = logging.getLogger(__name__)

PROGRESS = gr.Progress()
"""Gradio takes its place for whoever adds papers."""
_FAILED = "The papers could not be read; the log of the server says why."


class UploadBox:
    """Components and handlers of the box; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(self, uploads: Uploads, answering: Answering) -> None:
        self.uploads = uploads
        self.answering = answering

    def build(self) -> list[Any]:
        """Lays the box out; gives the events after which the lists of papers are to be read anew."""
        with gr.Accordion("Add or remove papers", open=False, elem_id="uploads"):
            self.files = gr.File(
                label="Drop papers here: PDF, Word, web pages, text, spreadsheets, captions",
                file_count="multiple",
                height=150,
                elem_id="upload-files",
            )
            self.said = gr.HTML(
                "", elem_id="upload-said", padding=False, js_on_load=None, apply_default_css=False
            )
            with gr.Row(equal_height=True):
                self.added = gr.Dropdown(
                    label="Papers that were added here",
                    choices=self.uploads.names(),
                    value=None,
                    interactive=True,
                    elem_id="added",
                )
                self.remove_button = gr.Button(
                    "Remove", size="sm", variant="secondary", scale=0, min_width=88
                )
            self.again_button = gr.Button("Read changed papers again", size="sm", variant="secondary")
        # One job at a time writes to the index.
        writing: dict[str, Any] = {
            "concurrency_limit": 1,
            "concurrency_id": "ingest",
            "api_visibility": "private",
            "show_progress_on": [self.said],
        }
        outputs = [self.said, self.added]
        return [
            self.files.upload(self.add, inputs=[self.files], outputs=[self.files, *outputs], **writing),
            self.remove_button.click(self.remove, inputs=[self.added], outputs=outputs, **writing),
            self.again_button.click(self.again, outputs=outputs, **writing),
        ]

    def add(
        self,
        files: list[str] | None,
        request: gr.Request | None = None,
        progress: gr.Progress | None = PROGRESS,
    ) -> tuple[None, str, Any]:
        """Reads what was dropped; a line for each file says what became of it."""
        shown, listed = self._done(
            lambda: results_html(self.uploads.add([Path(file) for file in files or []], told(progress))),
            request,
        )
        return None, shown, listed

    def remove(self, name: str | None, request: gr.Request | None = None) -> tuple[str, Any]:
        """Takes the chosen paper out again."""
        if not name:
            return problem("Choose a paper first."), gr.skip()
        return self._done(lambda: said(self.uploads.remove(name)), request)

    def again(
        self, request: gr.Request | None = None, progress: gr.Progress | None = PROGRESS
    ) -> tuple[str, Any]:
        """Reads the papers that changed since they were read."""
        return self._done(lambda: said(self.uploads.read_again(told(progress))), request)

    def _done(self, what: Callable[[], str], request: gr.Request | None) -> tuple[str, Any]:
        try:
            self.answering.allow(request)
            shown = what()
        except (TooOftenError, ValueError) as error:
            shown = problem(str(error))
        except Exception:
            # A boundary: whatever failed, the visitor gets a sentence and the log the trace.
            log.exception("Papers could not be added")
            shown = problem(_FAILED)
        return shown, gr.update(choices=self.uploads.names(), value=None)
