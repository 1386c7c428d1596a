"""What every request passes before the page sees it."""

from __future__ import annotations

import asyncio
import json

import pytest

from scrutiny_rag.web.gate import (
    HEADERS,
    LOGINS_A_MINUTE,
    MOST_BYTES,
    UPLOADS_A_MINUTE,
    Gate,
    is_known,
    is_loopback,
    known_hosts,
)


async def page(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"the page"})


def asked(gate: Gate, path: str = "/", method: str = "GET", host: str = "localhost:7860", **headers: str):
    """Status, headers and body of the reply."""
    sent = []

    async def send(message):
        sent.append(message)

    given = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "client": ("192.0.2.7", 5000),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    asyncio.run(gate(scope, None, send))
    head = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], head, sent[1]["body"]


@pytest.fixture
def gate() -> Gate:
    return Gate(page, known_hosts("127.0.0.1", "papers.example.org, Other.example.org"))


def test_every_reply_bears_the_headers(gate):
    for path in ("/", "/gradio_api/upload"):
        head = asked(gate, path)[1]
        for name, value in HEADERS.items():
            assert head[name.lower()] == value
    assert "frame-ancestors 'none'" in HEADERS["Content-Security-Policy"]
    assert "http" not in HEADERS["Content-Security-Policy"], "no other machine is allowed anything"


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/upload_progress",
        "/gradio_api/proxy=https://elsewhere.invalid/",
        "/gradio_api/component_server",
        "/gradio_api/vibe-edit",
        "/monitoring/summary",
    ],
)
def test_what_the_page_does_not_use_is_closed(gate, path):
    status, _, body = asked(gate, path, "POST", content_length="10")
    assert status == 404 and "does not offer" in json.loads(body)["detail"]


def test_uploads_are_taken_where_they_are_on_up_to_their_size_and_number():
    taking = Gate(page, known_hosts("127.0.0.1", ""), upload_bytes=9_000_000)
    path = "/gradio_api/upload"
    assert asked(taking, path, "POST", content_length="9000001")[0] == 413
    assert asked(taking, "/gradio_api/queue/join", "POST", content_length="9000000")[0] == 413
    statuses = [asked(taking, path, "POST", content_length="8000000")[0] for _ in range(UPLOADS_A_MINUTE + 1)]
    assert statuses == [200] * UPLOADS_A_MINUTE + [429]
    assert asked(taking, "/gradio_api/upload_progress")[0] == 200


def test_with_single_sign_on_nobody_comes_in_unnamed_and_a_name_stands_for_the_address():
    seen = []

    async def noting(scope, receive, send):
        seen.append(scope["client"])
        await page(scope, receive, send)

    signed_on = Gate(noting, known_hosts("127.0.0.1", ""), sign_on_header="X-Forwarded-User")
    for more in ({}, {"x_forwarded_user": "  "}):
        status, _, body = asked(signed_on, "/", **more)
        assert status == 401 and "Sign in first" in json.loads(body)["detail"]
    assert asked(signed_on, "/", x_forwarded_user="ann@elm.example")[0] == 200
    assert seen == [("ann@elm.example", 0)]


def test_what_the_page_uses_is_open(gate):
    for path in ("/", "/config", "/gradio_api/queue/data", "/gradio_api/file=/tmp/a.docx", "/theme.css"):
        assert asked(gate, path)[0] == 200
    assert asked(gate, "/gradio_api/queue/join", "POST", content_length="300")[0] == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:7860", 200),
        ("127.0.0.1:7860", 200),
        ("[::1]:7860", 200),
        ("192.0.2.9", 200),
        ("papers.example.org", 200),
        ("OTHER.example.org.:443", 200),
        ("elsewhere.invalid", 421),
        ("papers.example.org.elsewhere.invalid", 421),
        ("", 421),
    ],
)
def test_a_name_that_is_not_the_pages_is_refused(gate, host, status):
    assert asked(gate, host=host)[0] == status


def test_requests_are_bounded(gate):
    assert asked(gate, "/gradio_api/queue/join", "POST")[0] == 411
    assert asked(gate, "/gradio_api/queue/join", "POST", content_length="many")[0] == 411
    assert asked(gate, "/gradio_api/queue/join", "POST", content_length=str(MOST_BYTES + 1))[0] == 413


def test_passwords_cannot_be_tried_without_end(gate):
    tries = [asked(gate, "/login", "POST", content_length="9")[0] for _ in range(LOGINS_A_MINUTE + 2)]
    assert tries == [200] * LOGINS_A_MINUTE + [429, 429]


def test_this_machine_is_told_from_others():
    assert is_loopback("127.0.0.1") and is_loopback("localhost") and is_loopback("::1")
    assert (
        not is_loopback("0.0.0.0") and not is_loopback("192.0.2.1") and not is_loopback("papers.example.org")
    )
    assert not is_known("evil", {"localhost"})
