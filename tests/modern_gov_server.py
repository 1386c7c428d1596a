"""A local web server that behaves like a council's ModernGov, or as badly as a test wants.

Addresses map to behaviours; each request is kept with its headers.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler"], None]

MEETING = "/ieListDocuments.aspx?CId=31&MId=402&Ver=4"
ITEM_OTTERS = "/mgAi.aspx?ID=7001"
ITEM_LAMPS = "/mgAi.aspx?ID=7002"
REPORT = "/documents/s901/Otter%20survey.pdf"
APPENDIX = "/documents/s902/Appendix%20A.pdf"
OLD_MINUTES = "/documents/s903/Minutes%20of%20Previous%20Meeting.pdf"
PRINTED = "/documents/g402/Printed%20draft%20minutes%20Tuesday%2005-Mar-2030%20Rivers%20Panel.pdf?T=1"


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    path: str
    headers: dict[str, str]


class StillClock:
    """A clock that stands still but for those who sleep by it; `slept` has every wait."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def wall(self) -> float:
        return 1_900_000_000.0 + self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet, or the second waits for the first to be acknowledged.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(Request(self.path, headers))
        behaviour = self.server.routes.get(self.path) or status(404)
        if isinstance(behaviour, list):
            behaviour = behaviour.pop(0) if len(behaviour) > 1 else behaviour[0]
        behaviour(self)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def head(self, code: int, *headers: tuple[str, str]) -> None:
        self.send_response(code)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def reply(self, code: int, data: bytes, *headers: tuple[str, str]) -> None:
        self.head(code, *headers, ("Content-Length", str(len(data))))
        self.wfile.write(data)

    def stopped(self, seconds: float) -> bool:
        """Waits; True when the server was stopped meanwhile."""
        return self.server.stopping.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, routes: dict[str, Behaviour | list[Behaviour]]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes = routes
        self.requests: list[Request] = []
        self.stopping = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error here."""


class WebServer:
    """Starts on a free port, stops at the end of the `with` block. What has no route is 404."""

    def __init__(self, routes: dict[str, Behaviour | list[Behaviour]] | None = None) -> None:
        self._server = _Server(dict(routes or {}))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def routes(self) -> dict[str, Behaviour | list[Behaviour]]:
        """Address to behaviour; a list is used up, its last one stays."""
        return self._server.routes

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def requests(self) -> list[Request]:
        """Every request so far, but for robots.txt."""
        return [request for request in self._server.requests if request.path != "/robots.txt"]

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def __enter__(self) -> WebServer:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.stopping.set()
        self._server.shutdown()
        self._server.server_close()


def status(code: int, *headers: tuple[str, str]) -> Behaviour:
    return lambda handler: handler.reply(code, b"no", ("Content-Type", "text/plain"), *headers)


def sends(data: bytes, content_type: str, *headers: tuple[str, str]) -> Behaviour:
    return lambda handler: handler.reply(200, data, ("Content-Type", content_type), *headers)


def html(text: str, *headers: tuple[str, str]) -> Behaviour:
    return sends(text.encode(), "text/html; charset=utf-8", *headers)


def pdf(words: str, *headers: tuple[str, str]) -> Behaviour:
    return sends(pdf_bytes(words), "application/pdf", *headers)


def pdf_bytes(words: str) -> bytes:
    return f"%PDF-1.4\n% {words}\n%%EOF\n".encode()


def dated_pdf(words: str, moment: str) -> Behaviour:
    """A PDF with Last-Modified, and 304 for a client that has it."""

    def behave(handler: Handler) -> None:
        if handler.headers.get("If-Modified-Since") == moment:
            handler.head(304)
        else:
            pdf(words, ("Last-Modified", moment))(handler)

    return behave


def redirects(target: str, code: int = 302) -> Behaviour:
    return status(code, ("Location", target))


def endless(handler: Handler) -> None:
    """A body that has no end and no length."""
    handler.head(200, ("Content-Type", "application/pdf"), ("Connection", "close"))
    handler.write(b"%PDF-1.4\n")
    while not handler.stopped(0):
        handler.write(b"x" * 65_536)


def boasts(handler: Handler) -> None:
    """Announces far more than it sends."""
    handler.head(200, ("Content-Type", "application/pdf"), ("Content-Length", "9" * 15))
    handler.write(b"%PDF-1.4\n")
    handler.stopped(30)


def trickles(handler: Handler) -> None:
    """Sends a byte now and then, so that no single wait is long."""
    handler.head(200, ("Content-Type", "application/pdf"), ("Connection", "close"))
    while not handler.stopped(0.02):
        handler.write(b"%")


def trickles_headers(handler: Handler) -> None:
    """The same before the body has begun."""
    handler.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.stopped(0.02):
        handler.write(b"s")


def breaks_off(handler: Handler) -> None:
    """Announces more than it sends, and hangs up."""
    handler.head(200, ("Content-Type", "application/pdf"), ("Content-Length", "1000"))
    handler.write(b"%PDF-1.4\n")
    handler.close_connection = True


@lru_cache
def _bomb() -> bytes:
    return gzip.compress(b"\0" * 20_000_000)


def gzip_bomb(handler: Handler) -> None:
    """A few kilobytes that swell to 20 MB."""
    handler.reply(200, _bomb(), ("Content-Type", "application/pdf"), ("Content-Encoding", "gzip"))


def meeting_page(token: str = "one", minutes: str = "The panel met.") -> str:
    """A meeting as ModernGov shows it, with a hidden field that differs each time."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>Agenda for Rivers Panel on Tuesday, 5th March, 2030,
7.00 pm - Marlow Borough Council</title><script>var away = '<a href="mgAi.aspx?ID=6666">';</script></head>
<body><nav><a href="mgListCommittees.aspx">Committees</a><a href="/documents/policy.pdf">Privacy</a></nav>
<form><input type="hidden" name="__VIEWSTATE" value="{token}"></form>
<h1 class="mgMainTitleTxt">Agenda and draft minutes</h1>
<h2 class="mgSubTitleTxt">Rivers Panel - Tuesday, 5th March, 2030 7.00 pm</h2>
<ul class="mgActionList"><li><a href="{PRINTED}">Printed draft minutes
<span class="mgFileSize">PDF 88 KB</span></a></li><li><a href="ieListDocuments.aspx?CId=31&amp;MId=401">Earlier</a>
</li></ul><table id="mgItemTable"><tr><td>1.</td><td><p class="mgAiTitleTxt">
<a class="mgAiTitleLnk" href="{OLD_MINUTES}">Minutes of Previous Meeting <span class="mgFileSize">PDF 9 KB</span></a>
</p></td></tr><tr><td>2.</td><td><p><a href="mgAi.aspx?ID=7001#mgDocuments">Otters</a></p>
<a href="{REPORT}" title="Link to document">Otter <b>survey</b> <span class="mgFileSize">PDF 2 MB</span></a>
</td></tr><tr><td>3.</td><td><a href="mgAi.aspx?ID=7002">Lamps</a><a href="mgAi.aspx?ID=7001">Otters</a>
<a href="https://elsewhere.example/mgAi.aspx?ID=9">Away</a><p>{minutes}</p></td></tr></table></body></html>"""


def item_page(title: str, *documents: str) -> str:
    links = "".join(
        f'<li><a href="{path}">Paper <span class="mgFileSize">PDF 1 KB</span></a></li>' for path in documents
    )
    return f"""<html><head><title>Agenda item - {title} | Marlow Borough Council</title></head><body>
<h1 class="mgMainTitleTxt">Agenda item</h1><h2 class="mgSubTitleTxt">{title}</h2>
<p>The warden spoke.</p><p class="mgSubItemTitleTxt">Supporting documents:</p><ul>{links}</ul>
<a href="mgAi.aspx?ID=7099">Another item</a></body></html>"""


def meeting_routes() -> dict[str, Behaviour | list[Behaviour]]:
    """A meeting of two items and four documents."""
    return {
        MEETING: html(meeting_page()),
        ITEM_OTTERS: html(item_page("Otters & weirs", REPORT, APPENDIX)),
        ITEM_LAMPS: html(item_page("Lamps")),
        REPORT: dated_pdf("otters", "Fri, 01 Mar 2030 09:00:00 GMT"),
        APPENDIX: pdf("appendix"),
        OLD_MINUTES: pdf("old minutes"),
        PRINTED: pdf("printed"),
    }
