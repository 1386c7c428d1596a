"""Serving the page: who may reach it, on which address, and with which passwords."""

from __future__ import annotations

import importlib.util
import socket
import sys
import threading
from typing import TYPE_CHECKING

import gradio as gr
from starlette.middleware import Middleware

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.observing.events import listen
from scrutiny_rag.observing.logs import begin_log
from scrutiny_rag.observing.metrics import Metrics
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.app import build_app
from scrutiny_rag.web.examples import Suggestions
from scrutiny_rag.web.gate import Gate, is_loopback, known_hosts
from scrutiny_rag.web.library import Library
from scrutiny_rag.web.passwords import Passwords
from scrutiny_rag.web.probes import Probes, Ready
from scrutiny_rag.web.theme import ASSETS, asset, theme
from scrutiny_rag.web.uploads import MOST_FILES, uploads_open

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

SIGN_IN = "Sign in to ask about the scrutiny papers."


def serve(assistant: Assistant, settings: Settings) -> None:
    """Serves the page at the settings' host and port until interrupted, and prints its address.

    The models are loaded first, so that nobody's first question waits for them. Raises SettingsError where the page
    would be open to others unasked, and OSError where the port is taken.
    """
    if warning := check_exposure(settings):
        print(warning, file=sys.stderr, flush=True)
    check_port(settings.host, settings.port)
    begin_log(settings)
    assistant.warm_up()
    suggestions = Suggestions(Library(assistant), assistant)
    app = build_app(assistant, settings, suggestions=suggestions)
    # They are tried while the page is up already: nobody waits for them.
    threading.Thread(target=suggestions.try_all, name="suggestions", daemon=True).start()
    if settings.metrics_port is not None:
        metrics = Metrics(assistant.paper_counts, lambda: len(app._queue))
        listen(metrics)
        metrics.serve(settings.host, settings.metrics_port)
    launch(app, settings.host, settings.port, block=True, settings=settings, ready=assistant.is_ready)


def check_exposure(settings: Settings) -> str | None:
    """What is to be said of who can reach the page, one sentence; None where that is few.

    Raises SettingsError where it would listen beyond this machine without passwords and nobody has asked for that,
    where the password file cannot be used, and where MCP is on without its package or beside passwords.
    """
    if settings.auth is not None:
        Passwords(settings.auth)
    if settings.mcp and settings.auth is not None:
        raise SettingsError("MCP cannot ask for passwords: unset SCRUTINY_RAG_MCP or SCRUTINY_RAG_AUTH.")
    if settings.mcp and importlib.util.find_spec("mcp") is None:
        raise SettingsError("SCRUTINY_RAG_MCP needs the extra mcp: pip install 'scrutiny-rag[mcp]'.")
    if settings.auth is not None or is_loopback(settings.host):
        return None
    if settings.sign_on_header is not None:
        return (
            f"Warning: whoever reaches {settings.host} past the proxy can name themselves in "
            f"{settings.sign_on_header}: let the proxy alone reach it."
        )
    if not settings.open_to_all:
        raise SettingsError(
            f"The page would be open to everybody who reaches {settings.host}: set SCRUTINY_RAG_AUTH to a password "
            "file (`scrutiny-rag password` makes one), or say --open-to-all or SCRUTINY_RAG_OPEN_TO_ALL=true."
        )
    return f"Warning: everybody who reaches {settings.host} can open this page; it asks for no password."


def launch(
    app: gr.Blocks,
    host: str,
    port: int,
    block: bool,
    settings: Settings | None = None,
    ready: Ready | None = None,
) -> str:
    """Serves the page on `host` and `port` (0 takes a free one) and returns its address; `ready` is for its probes.

    With `block` it prints the address and returns when the process is interrupted. Raises OSError where the
    port is taken.
    """
    auth = settings.auth if settings else None
    hosts = known_hosts(host, settings.hosts if settings else "")
    header = settings.sign_on_header if settings else None
    most = settings.upload_mb * 1_000_000 if settings and uploads_open(settings) else 0
    _, address, _ = app.launch(
        server_name=host,
        server_port=port or free_port(host),
        app_kwargs={
            "middleware": [
                Middleware(Probes, ready=ready),
                Middleware(Gate, hosts=hosts, upload_bytes=most * MOST_FILES, sign_on_header=header),
            ]
        },
        max_file_size=most or None,
        auth=Passwords(auth).check if auth else None,
        auth_message=SIGN_IN if auth else None,
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
        mcp_server=bool(settings and settings.mcp),
        enable_monitoring=False,
        state_session_capacity=500,
    )
    if block:
        print(f"Scrutiny papers are ready at {address} (stop with Ctrl+C)", flush=True)
        app.block_thread()
    return str(address)


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
