"""The page as a whole: its tabs, what passes between them, and serving it."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from scrutiny_rag.settings import Settings
from scrutiny_rag.web.chat import ChatTab
from scrutiny_rag.web.events import QUIET, Update
from scrutiny_rag.web.exchange import Exchange
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.papers import PapersTab
from scrutiny_rag.web.sources import places
from scrutiny_rag.web.theme import ASSETS, asset, theme

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

TITLE = "Scrutiny papers"
WAITING = 32
"""Questions that may wait in line; one more is told to come back."""


def build_app(assistant: Assistant, settings: Settings, feedback_file: Path | None = None) -> gr.Blocks:
    """The page over an open assistant, its queue configured, not yet served.

    Verdicts on answers go to `feedback_file`, by default feedback.jsonl in the index's folder.
    """
    library = Library(assistant)
    chat = ChatTab(assistant, library, settings, feedback_file or settings.index / "feedback.jsonl")
    papers = PapersTab(library)
    app = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with app:
        header = gr.HTML(
            _header(library), elem_id="masthead", padding=False, js_on_load=None, apply_default_css=False
        )
        with gr.Tabs(elem_id="tabs", selected="ask") as tabs:
            with gr.Tab("Ask", id="ask"):
                chat.build()
            with gr.Tab("Papers", id="papers"):
                papers.build()

        def open_place(exchanges: list[Exchange], event: gr.EventData) -> Any:
            exchange, _, number = chat.chosen(exchanges, event)
            shown = places(exchange.answer) if exchange and exchange.answer else []
            place = next((place for place in shown if place.number == number), None)
            if place is None:
                return gr.skip(), gr.skip()
            return gr.Tabs(selected="papers"), papers.read(place.paper, place.span)

        def refresh() -> Update:
            return {
                **chat.filter_box.refresh(),
                header: _header(library),
                papers.list: papers.find(""),
            }

        chat.sources.open(open_place, inputs=[chat.exchanges], outputs=[tabs, papers.reader], **QUIET)
        app.load(
            refresh,
            outputs=[
                chat.filter_box.body,
                chat.filter_box.committee,
                chat.filter_box.type,
                chat.filter_box.speaker,
                chat.filter_box.paper,
                header,
                papers.list,
            ],
            **QUIET,
        )
    app.queue(max_size=WAITING, default_concurrency_limit=8, api_open=False)
    return app


def launch(app: gr.Blocks, host: str, port: int, block: bool) -> str:
    """Serves the page on `host` and `port` (0 takes a free one) and returns its address.

    With `block` it prints the address and returns when the process is interrupted. Raises OSError where the
    port is taken.
    """
    _, address, _ = app.launch(
        server_name=host,
        server_port=port or free_port(host),
        share=False,
        prevent_thread_lock=True,
        quiet=True,
        show_error=False,
        theme=theme(),
        css=asset("theme.css"),
        js=asset("page.js"),
        favicon_path=ASSETS / "favicon.png",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        state_session_capacity=500,
    )
    if block:
        print(f"Scrutiny papers are ready at {address} (stop with Ctrl+C)", flush=True)
        app.block_thread()
    return str(address)


def serve(assistant: Assistant, settings: Settings) -> None:
    """Serves the page at the settings' host and port until interrupted, and prints its address.

    The models are loaded first, so that nobody's first question waits for them. Raises OSError where the
    port is taken.
    """
    check_port(settings.host, settings.port)
    assistant.warm_up()
    launch(build_app(assistant, settings), settings.host, settings.port, block=True)


def free_port(host: str) -> int:
    """A port that is free on `host` now. Raises OSError where this machine cannot listen on `host`."""
    try:
        with socket.create_server((host, 0)) as listener:
            return int(listener.getsockname()[1])
    except OSError as error:
        raise OSError(f"This machine cannot listen on {host!r}: check the setting host.") from error


def check_port(host: str, port: int) -> None:
    """Raises OSError, with a sentence for people, where `port` cannot be listened on; 0 is any free one."""
    free_port(host)
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise OSError(
            f"Port {port} of {host} is taken: stop what uses it, or choose another with SCRUTINY_RAG_PORT."
        ) from error


def _header(library: Library) -> str:
    return (
        f'<header class="masthead"><h1>{TITLE}</h1>'
        f"<p>Answers from {library.size()}, with the exact words they rest on</p></header>"
    )
