"""Connections that go to the very address that was checked, and end when their time is up."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable

import httpcore

from scrutiny_rag.fetching.addresses import Resolve, checked_addresses

_CONNECT_S = 15.0


class Deadline:
    """The moment, by `time.monotonic`, at which the request under way must be over."""

    def __init__(self) -> None:
        self._end = float("inf")

    def set(self, seconds: float) -> None:
        """Starts anew: `seconds` from now."""
        self._end = time.monotonic() + seconds

    def left(self, most: float | None) -> float:
        """Seconds left, `most` at the most; raises httpcore.ReadTimeout where none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the request's time is up")
        return left if most is None else min(left, most)


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name once, checks every address of it, and connects to one of those it checked.

    So a name that changes its address between the check and the connection gains nothing. Certificates
    are still checked against the name: httpcore takes that from the request's URL.
    """

    def __init__(
        self,
        lookup: Resolve,
        deadline: Deadline,
        *,
        allow_private: bool,
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._lookup = lookup
        self._deadline = deadline
        self._allow_private = allow_private
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to `host`; raises FetchError for a refused name, httpcore errors for a failed one."""
        addresses = checked_addresses(host, port, self._lookup, allow_private=self._allow_private)
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(_CONNECT_S), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Never: a fetch asks web servers alone."""
        raise httpcore.ConnectError("unix sockets are not used")


class _TimedStream(httpcore.NetworkStream):
    """Bounds every read by what is left of the request: a server that trickles cannot hold it open."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
