"""A chat-completions server on 127.0.0.1 that behaves, or misbehaves, by script.

    with ScriptedServer(says("- Three posts are vacant [1]"), fails(500)) as server:
        ...  # server.url, server.requests

Each request takes the next behaviour; the last one is repeated.
"""

from __future__ import annotations

import json
import threading
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", dict[str, Any]], None]


class Handler(BaseHTTPRequestHandler):
    """Answers POST /v1/chat/completions with the server's next behaviour."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        script = self.server.script
        behaviour = script[min(len(self.server.requests), len(script) - 1)]
        self.server.requests.append(
            {"body": body, "key": self.headers.get("Authorization", ""), "path": self.path}
        )
        try:
            behaviour(self, body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps quiet."""

    def reply(
        self, status: int, content_type: str, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def write_chunk(self, data: str) -> None:
        raw = data.encode()
        self.wfile.write(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")
        self.wfile.flush()

    def write_delta(self, text: str, finish: str | None = None) -> None:
        delta = {"role": "assistant", "content": text} if text else {}
        self.write_chunk(
            f"data: {json.dumps(_object('chat.completion.chunk', delta=delta, finish=finish))}\n\n"
        )

    def end_stream(self) -> None:
        self.write_delta("", "stop")
        self.write_chunk("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def stopped(self, seconds: float) -> bool:
        """Waits; True when the server was stopped meanwhile."""
        return self.server.stopping.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, script: tuple[Behaviour, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = script
        self.requests: list[dict[str, Any]] = []
        self.stopping = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error here."""


class ScriptedServer:
    """Starts on a free port, stops at the end of the `with` block."""

    def __init__(self, *script: Behaviour) -> None:
        self._server = _Server(script)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def requests(self) -> list[dict[str, Any]]:
        return self._server.requests

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.stopping.set()
        self._server.shutdown()
        self._server.server_close()


def _object(
    kind: str, *, delta: dict[str, str] | None = None, text: str = "", finish: str | None = None
) -> dict[str, Any]:
    choice: dict[str, Any] = {"index": 0, "finish_reason": finish}
    if delta is None:
        choice["message"] = {"role": "assistant", "content": text}
    else:
        choice["delta"] = delta
    return {"id": "scripted", "object": kind, "created": 0, "model": "scripted", "choices": [choice]}


def says(text: str, *, piece: int = 7, wait_s: float = 0.0) -> Behaviour:
    """Answers `text`, as a stream of pieces of so many characters where the client asks for one."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        if not body.get("stream"):
            whole = _object("chat.completion", text=text, finish="stop")
            handler.reply(200, "application/json", json.dumps(whole).encode())
            return
        handler.begin_stream()
        for at in range(0, len(text), piece):
            if wait_s:
                time.sleep(wait_s)
            handler.write_delta(text[at : at + piece])
        handler.end_stream()

    return behave


def says_whole(text: str) -> Behaviour:
    """Answers with one JSON object though a stream was asked for."""
    whole = json.dumps(_object("chat.completion", text=text, finish="stop")).encode()
    return lambda handler, body: handler.reply(200, "application/json", whole)


def breaks_off(text: str) -> Behaviour:
    """Streams `text`, then closes the connection without an end."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin_stream()
        handler.write_delta(text)
        handler.close_connection = True

    return behave


def fails(status: int, message: str = "no", headers: dict[str, str] | None = None) -> Behaviour:
    """Answers with an HTTP error; `{key}` in `message` becomes the key that the client sent."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        told = message.replace("{key}", handler.headers.get("Authorization", ""))
        handler.reply(status, "application/json", json.dumps({"error": {"message": told}}).encode(), headers)

    return behave


def is_silent(handler: Handler, body: dict[str, Any]) -> None:
    """Takes the request and never answers."""
    handler.stopped(60)
    handler.close_connection = True


def begins_and_is_silent(handler: Handler, body: dict[str, Any]) -> None:
    """Sends the head of a stream and never anything else."""
    handler.begin_stream()
    handler.stopped(60)
    handler.close_connection = True


def trickles(handler: Handler, body: dict[str, Any]) -> None:
    """Sends a comment now and then, which keeps any limit on single reads from being reached."""
    handler.begin_stream()
    while not handler.stopped(0.05):
        handler.write_chunk(": still thinking\n\n")


def never_ends(text: str) -> Behaviour:
    """Says the same for ever."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin_stream()
        while not handler.stopped(0.001):
            handler.write_delta(text)

    return behave


def redirects(to: str, status: int = 307) -> Behaviour:
    """Points to another address."""
    return lambda handler, body: handler.reply(status, "text/plain", b"there", {"Location": to})


def sends_a_line_without_end(handler: Handler, body: dict[str, Any]) -> None:
    """Streams one line of data that grows until the client hangs up."""
    handler.begin_stream()
    handler.write_chunk("data: ")
    while not handler.stopped(0):
        handler.write_chunk("x" * 65_536)


def sends_a_bomb(handler: Handler, body: dict[str, Any]) -> None:
    """Answers with a few bytes that unpack to very many."""
    packer = zlib.compressobj(wbits=31)
    packed = b"".join([packer.compress(b"x" * 1_000_000) for _ in range(100)]) + packer.flush()
    handler.reply(200, "text/event-stream", packed, {"Content-Encoding": "gzip"})


def sends(content_type: str, data: bytes) -> Behaviour:
    """Answers 200 with any bytes."""
    return lambda handler, body: handler.reply(200, content_type, data)


def has_no_choices(handler: Handler, body: dict[str, Any]) -> None:
    """Answers with objects whose list of choices is empty."""
    empty = _object("chat.completion.chunk", delta={}) | {"choices": []}
    if body.get("stream"):
        handler.begin_stream()
        handler.write_chunk(f"data: {json.dumps(empty)}\n\ndata: [DONE]\n\n")
        handler.wfile.write(b"0\r\n\r\n")
    else:
        handler.reply(200, "application/json", json.dumps(empty).encode())
