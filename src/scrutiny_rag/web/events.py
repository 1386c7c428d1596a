"""What the handlers of the page's events share."""

from __future__ import annotations

from typing import Any

import gradio as gr

Update = dict[Any, Any]
"""What a handler changes: component → new value or `gr.update`."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": 8}
"""For events that need no model: no spinner, no public endpoint."""


def visitor(request: gr.Request | None) -> str | None:
    """Who asks, for limits alone: the name that signed in, or else the address; None outside a request."""
    if request is None:
        return None
    client = getattr(request, "client", None)
    return getattr(request, "username", None) or getattr(client, "host", None) or "?"


def integer(event: gr.EventData, name: str) -> int:
    """A whole number that the page sent, or -1: what comes from a browser is checked before it is used."""
    value = getattr(event, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) else -1
