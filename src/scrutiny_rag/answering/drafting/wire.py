"""The connection to a model's server: bounded in time and size, closed from outside when nobody waits any longer."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx

MOST_BYTES = 4_000_000
"""Bytes of one reply that are read before it is cut off."""

_OPEN: dict[int, Any] = {}
"""The network stream of the request that a thread has open, by the thread's number."""


class _BoundedStream(httpx.SyncByteStream):
    """A reply's body that ends in an error when it takes too long or grows too large.

    httpx's own limit is per read, and a server that sends a byte now and then never reaches it.
    """

    def __init__(self, stream: httpx.SyncByteStream, until: float) -> None:
        self._stream, self._until = stream, until

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        for chunk in self._stream:
            seen += len(chunk)
            if time.monotonic() > self._until:
                raise httpx.ReadTimeout("The reply took longer than its time limit.")
            if seen > MOST_BYTES:
                raise httpx.ReadError("The reply is larger than any draft.")
            yield chunk

    def close(self) -> None:
        _OPEN.pop(threading.get_ident(), None)
        self._stream.close()


class BoundedTransport(httpx.HTTPTransport):
    """Requests whose replies are bounded, each on a connection of its own that `hang_up` can close."""

    def __init__(self, limit_s: float) -> None:
        super().__init__(trust_env=True, limits=httpx.Limits(max_keepalive_connections=0))
        self._limit_s = limit_s

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises httpx's own errors, also where the reply is packed."""
        until = time.monotonic() + self._limit_s
        request.extensions = {**request.extensions, "trace": _note}
        response = super().handle_request(request)
        if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            response.close()  # a few bytes may unpack to any number
            raise httpx.ReadError("The reply is packed, which was not asked for.")
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _BoundedStream(response.stream, until)
        return response


def hang_up(thread: int) -> None:
    """Close the connection that the thread of this number has open, so that its read ends and the server sees it."""
    stream = _OPEN.pop(thread, None)
    line = stream.get_extra_info("socket") if stream is not None else None
    if line is not None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)  # wakes a read that waits, which close alone does not


def _note(event: str, info: dict[str, Any]) -> None:
    if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
        _OPEN[threading.get_ident()] = info["return_value"]
