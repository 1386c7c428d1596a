"""What a visitor takes along of a conversation: files of it, and earlier ones that the browser keeps."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

import gradio as gr

from scrutiny_rag.web.downloads import Downloads
from scrutiny_rag.web.events import QUIET
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.export import FORMS, Form, conversation_file
from scrutiny_rag.web.keeping import Kept
from scrutiny_rag.web.markup import said as told

_STORE = "scrutiny-papers-conversations"
# Not a secret: the browser's own store is its owner's. One that changed would lose them with each restart.
_STORE_KEY = "scrutiny-papers-1"


class KeepBox:
    """Components and handlers; `build` makes the components inside an open `gr.Blocks`."""

    def __init__(self) -> None:
        self._downloads = Downloads("download")

    def build(self, exchanges: gr.State, said: gr.HTML) -> None:
        """Lays the box out; files are of what `exchanges` holds, problems are said in `said`."""
        self.kept = gr.BrowserState({}, storage_key=_STORE, secret=_STORE_KEY)
        with gr.Accordion("Keep this conversation, or open an earlier one", open=False, elem_id="keep"):
            with gr.Row():
                for form, label in FORMS.items():
                    button = gr.Button(f"Save: {label}", size="sm", variant="secondary", min_width=96)
                    button.click(
                        partial(self.save, form),
                        inputs=[exchanges],
                        outputs=[self._downloads.button(), said],
                        **QUIET,
                    ).success(None, js=self._downloads.click_js)
            with gr.Row(equal_height=True):
                self.earlier = gr.Dropdown(
                    label="Earlier conversations in this browser",
                    choices=[],
                    value=None,
                    interactive=True,
                    elem_id="earlier",
                )
                self.open_button = gr.Button("Open", size="sm", variant="secondary", scale=0, min_width=88)
                self.delete_button = gr.Button(
                    "Delete", size="sm", variant="secondary", scale=0, min_width=88
                )
            with gr.Row(equal_height=True):
                self.name = gr.Textbox(
                    label="A name for the one chosen above", max_lines=1, max_length=70, elem_id="name-it"
                )
                self.name_button = gr.Button("Name it", size="sm", variant="secondary", scale=0, min_width=88)
        gr.on(
            [self.name_button.click, self.name.submit],
            self.rename,
            inputs=[self.kept, self.earlier, self.name],
            outputs=[self.kept, self.earlier, self.name],
            **QUIET,
        )
        self.delete_button.click(
            self.delete, inputs=[self.kept, self.earlier], outputs=[self.kept, self.earlier], **QUIET
        )

    def save(self, form: Form, exchanges: list[Exchange]) -> Any:
        """The conversation as a file of that form; one sentence where there is nothing to save."""
        if not any(exchange.done for exchange in exchanges):
            raise gr.Error("There is no answer to save yet: ask a question first.", print_exception=False)
        now = datetime.now(UTC)
        file = self._downloads.hold(
            f"scrutiny-papers-{now:%Y-%m-%d-%H%M%S-%f}.{form}", conversation_file(exchanges, form, now.date())
        )
        return file, told("The file is being saved.")

    def keep(self, exchanges: list[Exchange], stored: Any) -> tuple[Any, Any]:
        """What the browser keeps after an answer, and the list of it."""
        kept = Kept.read(stored).with_current(exchanges)
        return kept.to_store(), self._listed(kept)

    def delete(self, stored: Any, key: str | None) -> tuple[Any, Any]:
        """Without the conversation that was chosen."""
        kept = Kept.read(stored).without(key)
        return kept.to_store(), self._listed(kept)

    def rename(self, stored: Any, key: str | None, name: str) -> tuple[Any, Any, str]:
        """The chosen conversation under the name that was typed."""
        kept = Kept.read(stored).renamed(key, name or "")
        return kept.to_store(), gr.update(choices=kept.names(), value=key), ""

    def opened(self, stored: Any, key: str | None) -> tuple[list[Exchange], Any]:
        """The chosen conversation, and what the browser keeps with it as the open one."""
        kept = Kept.read(stored)
        exchanges = kept.exchanges(key)
        return exchanges, kept.model_copy(update={"current": key if exchanges else kept.current}).to_store()

    def closed(self, stored: Any) -> dict[str, Any]:
        """What the browser keeps where a new conversation begins."""
        return Kept.read(stored).model_copy(update={"current": None}).to_store()

    def current(self, stored: Any) -> tuple[list[Exchange], Any]:
        """The conversation that was open when the page was left, and the list of all."""
        kept = Kept.read(stored)
        return kept.exchanges(kept.current), self._listed(kept)

    @staticmethod
    def _listed(kept: Kept) -> Any:
        return gr.update(choices=kept.names(), value=kept.current)
