"""What every request passes before the page sees it, and the headers that every reply bears."""

from __future__ import annotations

import ipaddress
import json
import re
import socket
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scrutiny_rag.web.limits import RateLimit

MOST_BYTES = 4 * 1024 * 1024
"""Largest request; a question is small, and so are the conversations that a browser keeps."""

# Gradio writes a script into its page and builds the scripts of `gr.HTML` from text: neither works without the two
# "unsafe" words. What is left still keeps foreign scripts, frames, plug-ins and forms out.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_UPLOAD = re.compile(r"^/gradio_api/upload(?:_progress)?$")
UPLOADS_A_MINUTE = 20
# Routes that Gradio has and this page does not use: fetching for visitors, editing the page's code.
_CLOSED = re.compile(
    r"^/gradio_api/(?:proxy=|component_server|process_recording|stream/|deep_link|dev/|"
    r"vibe-|undo-vibe-|run-history|runs)|^/monitoring"
)
_LOGIN = "/login"
LOGINS_A_MINUTE = 10


class Gate:
    """ASGI middleware: checks the Host, closes unused routes, bounds requests and sign-ins, and adds headers."""

    def __init__(
        self, app: ASGIApp, hosts: frozenset[str], upload_bytes: int = 0, sign_on_header: str | None = None
    ) -> None:
        """`upload_bytes` is the largest upload, several files together; 0 closes the route.

        With `sign_on_header` a request is refused whose header of that name names nobody.
        """
        self._sign_on_header = sign_on_header
        self._app = app
        self._hosts = hosts
        self._upload_bytes = upload_bytes
        self._uploads = RateLimit(UPLOADS_A_MINUTE)
        self._logins = RateLimit(LOGINS_A_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it with one sentence."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if self._sign_on_header and refusal is None:
            # Who signed in stands for the address, which is the proxy's for all: limits are a person's.
            scope = {**scope, "client": (Headers(scope=scope)[self._sign_on_header].strip()[:200], 0)}
        if refusal is None:
            await self._app(scope, receive, send_with_headers)
            return
        status, sentence = refusal
        body = json.dumps({"detail": sentence}).encode()
        head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send_with_headers({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": body})

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        path, method = str(scope["path"]), scope["method"]
        if not is_known(headers.get("host", ""), self._hosts):
            return 421, "This page is not known by that name: add it to SCRUTINY_RAG_HOSTS."
        if self._sign_on_header and not headers.get(self._sign_on_header, "").strip():
            return 401, "Sign in first: this page is reached through its organisation's sign-on."
        if _CLOSED.match(path):
            return 404, "This page does not offer that."
        uploads = _UPLOAD.match(path.rstrip("/")) is not None
        if uploads and not self._upload_bytes:
            return 404, "This page does not offer that."
        if method in ("POST", "PUT", "PATCH"):
            length = headers.get("content-length")
            if length is None or not length.isdecimal():
                return 411, "A request has to say how long it is."
            if int(length) > (self._upload_bytes if uploads else MOST_BYTES):
                return 413, "This request is too large."
            if uploads and self._uploads.wait(_address(scope)) > 0:
                return 429, "Too many uploads: wait a minute."
            if path.rstrip("/") == _LOGIN and self._logins.wait(_address(scope)) > 0:
                return 429, "Too many attempts to sign in: wait a minute."
        return None


def known_hosts(host: str, more: str) -> frozenset[str]:
    """Names by which the page may be asked for: this machine's, `host`, and those in `more`, apart by commas."""
    given = [host, "localhost", socket.gethostname(), *more.split(",")]
    return frozenset(_normal(name) for name in given if name.strip())


def is_known(header: str, hosts: Iterable[str]) -> bool:
    """Whether a Host header names this page.

    An address in digits always does: only a name can be pointed here from a foreign page (DNS rebinding).
    """
    name = _normal(re.sub(r":\d+$", "", header.strip()))
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return bool(name) and name in hosts
    return True


def is_loopback(host: str) -> bool:
    """Whether listening on `host` reaches this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _normal(name: str) -> str:
    return name.strip().strip("[]").rstrip(".").lower()


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "?"
