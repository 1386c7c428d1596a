"""Connections go to the address that was checked, and end in time."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from pathlib import Path

import httpcore
import pytest

from modern_gov_server import StillClock, WebServer, html, meeting_page
from scrutiny_rag.errors import InputError
from scrutiny_rag.fetching import FetchOptions, fetch
from scrutiny_rag.fetching.network import CheckedBackend, Deadline

PUBLIC = "93.184.215.14"


class Wire(httpcore.NetworkBackend):
    """Notes where a connection would go, and makes none unless told where to."""

    def __init__(self, refuse: set[str] | None = None) -> None:
        self.asked: list[tuple[str, int]] = []
        self.names: list[str | None] = []
        self._refuse = refuse

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.asked.append((host, port))
        if self._refuse is None or host in self._refuse:
            raise httpcore.ConnectError("refused")
        return _Plug(self)


class _Plug(httpcore.NetworkStream):
    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        assert ssl_context.verify_mode is ssl.CERT_REQUIRED
        assert ssl_context.check_hostname
        self._wire.names.append(server_hostname)
        raise httpcore.ConnectError(ssl.SSLCertVerificationError("self-signed"))

    def close(self) -> None:
        pass


class Rebinding:
    """A name that is public when it is first looked up, and the computer itself from then on."""

    def __init__(self) -> None:
        self.lookups = 0

    def __call__(self, host: str, port: int) -> list[str]:
        self.lookups += 1
        return [PUBLIC] if self.lookups == 1 else ["127.0.0.1"]


def test_a_name_is_looked_up_once_a_connection_and_the_checked_address_is_used(tmp_path: Path) -> None:
    wire, rebinding = Wire(), Rebinding()
    options = FetchOptions(tries=1)
    fetch("http://marlow.example/", tmp_path, options, clock=StillClock(), lookup=rebinding, network=wire)
    assert wire.asked == [(PUBLIC, 80)]
    assert rebinding.lookups == 1


def test_a_name_that_turns_private_is_refused_at_the_next_connection(tmp_path: Path) -> None:
    wire = Wire()
    with pytest.raises(InputError, match=r"127\.0\.0\.1"):
        fetch("http://marlow.example/", tmp_path, clock=StillClock(), lookup=Rebinding(), network=wire)
    assert wire.asked == [(PUBLIC, 80)]


def test_the_certificate_is_checked_against_the_name_and_not_asked_twice(tmp_path: Path) -> None:
    wire = Wire(refuse=set())
    report = fetch(
        "https://marlow.example/", tmp_path, clock=StillClock(), lookup=lambda h, p: [PUBLIC], network=wire
    )
    assert wire.asked == [(PUBLIC, 443)]
    assert wire.names == ["marlow.example"]
    assert report.failed[0].why == "The server's certificate is not to be trusted."


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    wire = Wire(refuse={PUBLIC})
    backend = CheckedBackend(
        lambda h, p: [PUBLIC, "2606:2800::1"], Deadline(), allow_private=False, inner=wire
    )
    backend.connect_tcp("marlow.example", 80)
    assert wire.asked == [(PUBLIC, 80), ("2606:2800::1", 80)]


def test_the_server_hears_the_name_that_was_asked(tmp_path: Path) -> None:
    with WebServer({"/page": html(meeting_page())}) as server:
        url = f"http://marlow.example:{server.port}/page"
        options = FetchOptions(allow_private=True)
        report = fetch(url, tmp_path, options, clock=StillClock(), lookup=lambda h, p: ["127.0.0.1"])
        assert report.saved == ["page.html"]
        assert server.requests[0].headers["host"] == f"marlow.example:{server.port}"


def test_no_proxy_of_the_environment_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    wire = Wire()
    options = FetchOptions(tries=1)
    fetch(
        "http://marlow.example/",
        tmp_path,
        options,
        clock=StillClock(),
        lookup=lambda h, p: [PUBLIC],
        network=wire,
    )
    assert wire.asked == [(PUBLIC, 80)]


def test_unix_sockets_are_not_used() -> None:
    backend = CheckedBackend(lambda h, p: [PUBLIC], Deadline(), allow_private=True)
    with pytest.raises(httpcore.ConnectError):
        backend.connect_unix_socket("/run/some.sock")


def test_a_deadline_that_has_passed() -> None:
    deadline = Deadline()
    deadline.set(-1)
    with pytest.raises(httpcore.ReadTimeout):
        deadline.left(5)
    deadline.set(100)
    assert deadline.left(5) == 5
    assert 99 < deadline.left(None) <= 100
