"""What the handlers of the page's events share."""

from __future__ import annotations

from typing import Any

import gradio as gr

Update = dict[Any, Any]
"""What a handler changes: component → new value or `gr.update`."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": 8}
"""For events that need no model: no spinner, no public endpoint."""


def integer(event: gr.EventData, name: str) -> int:
    """A whole number that the page sent, or -1: what comes from a browser is checked before it is used."""
    value = getattr(event, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) else -1
