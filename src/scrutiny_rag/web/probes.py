"""What machines ask of the page, before its door and without a password: is it alive, and can it answer?

Each request is given an id on its way in, by which it is found in the log.
"""

from __future__ import annotations

import json
import re
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "x-request-id"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""An id that a proxy gives is kept where it can do no harm in a log."""
_KEPT_S = 2.0
"""How long the index is not looked at again: whoever asks often costs no more."""
NOT_READY = "The index cannot be asked: `scrutiny-rag doctor` says why."

Ready = Callable[[], bool]


class Probes:
    """ASGI middleware: answers /health and /ready, and numbers requests."""

    def __init__(self, app: ASGIApp, ready: Ready | None = None) -> None:
        """`ready` says whether the index can be asked; without it, it is taken to be."""
        self._app = app
        self._ready = _Kept(ready) if ready is not None else lambda: True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or passes the request on with its id, which the reply bears too."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] in ("/health", "/ready") and scope["method"] in ("GET", "HEAD"):
            await self._answer(scope, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        request = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        kept = [(name, value) for name, value in scope["headers"] if name.lower() != REQUEST_ID.encode()]
        scope = {**scope, "headers": [*kept, (REQUEST_ID.encode(), request.encode())]}

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID] = request
            await send(message)

        await self._app(scope, receive, send_with_id)

    async def _answer(self, scope: Scope, send: Send) -> None:
        from anyio.to_thread import run_sync

        status, said = 200, {"status": "ok"}
        if scope["path"] == "/ready" and not await run_sync(self._ready):
            status, said = 503, {"status": "not ready", "detail": NOT_READY}
        body = json.dumps(said).encode()
        head = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


class _Kept:
    """An answer that is kept for a moment."""

    def __init__(self, ask: Ready) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._until = 0.0
        self._said = False

    def __call__(self) -> bool:
        with self._lock:
            if time.monotonic() >= self._until:
                self._said = self._ask()
                self._until = time.monotonic() + _KEPT_S
            return self._said


def request_id(request: Any) -> str | None:
    """The id of a request of the page; None outside one."""
    headers = getattr(request, "headers", None)
    return headers.get(REQUEST_ID) if headers is not None else None
