"""Servers that are broken, busy or hostile cost one paper, not the fetch and not the folder."""

from __future__ import annotations

import gzip
import time
from pathlib import Path
from typing import Any

import httpcore
import pytest

from modern_gov_server import (
    APPENDIX,
    ITEM_LAMPS,
    MEETING,
    REPORT,
    Behaviour,
    Handler,
    StillClock,
    WebServer,
    boasts,
    breaks_off,
    endless,
    gzip_bomb,
    html,
    item_page,
    meeting_page,
    meeting_routes,
    pdf,
    pdf_bytes,
    redirects,
    sends,
    status,
    trickles,
    trickles_headers,
)
from scrutiny_rag.fetching import FetchOptions, FetchReport, fetch

SMALL = {"allow_private": True, "max_file_bytes": 200_000, "max_page_bytes": 100_000, "request_seconds": 10}


class Detour(httpcore.SyncBackend):
    """Connects to a local server where a public address was to be connected to."""

    def __init__(self, port: int) -> None:
        self._port = port

    def connect_tcp(self, host: str, *rest: Any, **named: Any) -> httpcore.NetworkStream:
        assert host == "93.184.215.14"
        return super().connect_tcp("127.0.0.1", self._port)


def get(
    server: WebServer, path: str, into: Path, clock: StillClock | None = None, **options: object
) -> FetchReport:
    return fetch(
        server.url(path), into, FetchOptions.model_validate(SMALL | options), clock=clock or StillClock()
    )


def papers(folder: Path) -> set[str]:
    """Everything below the folder but the lock: parts of files that were left behind would show."""
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.name != ".fetch.lock"}


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (endless, "larger than 200,000 bytes"),
        (boasts, "larger than 200,000 bytes"),
        (gzip_bomb, "larger than 200,000 bytes"),
        (breaks_off, "broke off"),
        (lambda handler: handler.write(b"SSH-2.0-OpenSSH\r\n\r\n"), "broke off"),
        (status(404), "404 Not Found"),
        (status(500), "500 Internal Server Error"),
        (status(418), "418"),
        (status(299), "299"),
        (status(206), "206"),
        (status(304), "304"),
        (html("<p>Please sign in"), "promises a PDF"),
        (sends(b"<p>Please sign in", "application/pdf"), "something else"),
        (sends(b"", "application/pdf"), "nothing"),
        (sends(b"%PDF-", "image/png"), "image/png"),
        (pdf("x", ("Content-Encoding", "br")), "not asked for"),
        (pdf("x", ("Content-Encoding", "gzip")), "damaged"),
        (redirects("file:///etc/passwd"), "neither http nor https"),
        (redirects("javascript:alert(1)"), "neither http nor https"),
        (redirects("http://me:pw@127.0.0.1/"), "user name or password"),
        (redirects("http://10.0.0.1/x.pdf"), "another server"),
        (redirects("http://["), "another server"),
        (redirects("http://xn--a/x.pdf"), "no usable address"),
        (redirects("/mgError.aspx"), "no such page"),
        (redirects("/signin.aspx"), "promises a PDF"),
        (redirects(REPORT), "in a circle"),
        (status(302), "no usable address"),
    ],
)
def test_one_bad_document(tmp_path: Path, behaviour: Behaviour, why: str) -> None:
    routes = meeting_routes() | {"/signin.aspx": html("<p>Please sign in"), REPORT: behaviour}
    with WebServer(routes) as server:
        report = get(server, MEETING, tmp_path)
        assert [failure.url for failure in report.failed] == [server.url(REPORT)]
    assert why in report.failed[0].why
    assert len(report.saved) == 6
    assert papers(tmp_path) == {*report.saved, "manifest.csv"}


@pytest.mark.parametrize("behaviour", [trickles, trickles_headers])
def test_a_server_that_trickles(tmp_path: Path, behaviour: Behaviour) -> None:
    start = time.monotonic()
    with WebServer({"/a.pdf": behaviour}) as server:
        report = get(server, "/a.pdf", tmp_path, request_seconds=0.3)
    assert report.failed[0].why == "The server did not answer in time."
    assert time.monotonic() - start < 5


def test_redirects_without_end(tmp_path: Path) -> None:
    def onward(handler: Handler) -> None:
        redirects(handler.path + "x")(handler)

    with WebServer({"/r" + "x" * n: onward for n in range(20)}) as server:
        report = get(server, "/r", tmp_path, max_redirects=3)
        assert len(server.paths) == 4
    assert "more than 3 times" in report.failed[0].why


def test_a_redirect_to_a_private_address_is_refused_as_the_address_itself_is(tmp_path: Path) -> None:
    # The first server counts as public here; the one that it redirects to is what it is.
    with WebServer() as inner, WebServer({"/x": redirects(inner.url("/secret"))}) as outer:
        url = f"http://marlow.example:{outer.port}/x"
        asked: list[str] = []

        def lookup(host: str, port: int) -> list[str]:
            asked.append(host)
            return ["93.184.215.14"] if host == "marlow.example" else [host]

        report = fetch(
            url, tmp_path, FetchOptions(), clock=StillClock(), lookup=lookup, network=Detour(outer.port)
        )
        assert inner.paths == []
    assert asked[-1] == "127.0.0.1"
    assert "private or special network" in report.failed[0].why


def test_a_server_that_asks_to_wait_is_waited_for(tmp_path: Path) -> None:
    clock = StillClock()
    busy = [status(429, ("Retry-After", "30")), status(503, ("Retry-After", "Sun, 17 Mar 2030 17:48:40 GMT"))]
    with WebServer({"/a.pdf": [*busy, pdf("at last")]}) as server:
        report = get(server, "/a.pdf", tmp_path, clock)
    assert report.saved == ["a.pdf"]
    # 17:46:40 at the start; a second for robots.txt, 30 as asked, then until 17:48:40.
    assert clock.slept == [1, 30, 89]


def test_a_server_that_is_busy_without_saying_how_long(tmp_path: Path) -> None:
    clock = StillClock()
    with WebServer({"/a.pdf": [status(503), status(500), pdf("at last")]}) as server:
        assert get(server, "/a.pdf", tmp_path, clock).saved == ["a.pdf"]
    assert clock.slept == [1, 2, 4]


def test_tries_are_counted(tmp_path: Path) -> None:
    with WebServer({"/a.pdf": status(429, ("Retry-After", "0"))}) as server:
        report = get(server, "/a.pdf", tmp_path, tries=3)
        assert len(server.paths) == 3
    assert "429 Too Many Requests" in report.failed[0].why


def test_a_server_is_left_alone_after_the_last_try_too(tmp_path: Path) -> None:
    clock = StillClock()
    routes = meeting_routes()
    asked: list[tuple[str, float]] = []

    def timed(path: str, behaviour: Behaviour) -> Behaviour:
        def behave(handler: Handler) -> None:
            asked.append((path, clock.time))
            behaviour(handler)

        return behave

    routes[REPORT] = timed("report", status(429, ("Retry-After", "40")))
    routes[APPENDIX] = timed("appendix", pdf("appendix"))
    with WebServer(routes) as server:
        report = get(server, MEETING, tmp_path, clock, tries=2)
    assert [failure.url for failure in report.failed] == [server.url(REPORT)]
    (_, first), (_, second), (last, third) = asked
    assert last == "appendix"
    assert second - first == third - second == 40


@pytest.mark.parametrize("named", ["Sun, 17 Mar 2019 17:47:10 GMT", "soon", "-1", "\xb2", "4, 4"])
def test_a_wait_that_makes_no_sense_is_none_or_our_own(tmp_path: Path, named: str) -> None:
    clock = StillClock()
    with WebServer({"/a.pdf": [status(429, ("Retry-After", named)), pdf("at last")]}) as server:
        assert get(server, "/a.pdf", tmp_path, clock).saved == ["a.pdf"]
    assert clock.slept == [1, 1 if "2019" in named else 2]


@pytest.mark.parametrize("wait", ["100000", "9" * 11, "9" * 5000, "Thu, 17 Mar 2033 17:47:40 GMT"])
def test_a_long_wait_ends_the_fetch(tmp_path: Path, wait: str) -> None:
    clock = StillClock()
    with WebServer(meeting_routes()) as server:
        server.routes[ITEM_LAMPS] = status(429, ("Retry-After", wait))
        report = get(server, MEETING, tmp_path, clock)
        assert len(server.paths) == 3
    assert len(report.saved) == 2
    (failure,) = report.failed
    assert "5 papers were not fetched: the server asks to wait" in failure.why
    assert max(clock.slept) == 1


def test_a_connection_that_breaks_once_is_made_again(tmp_path: Path) -> None:
    with WebServer({"/a.pdf": [breaks_off, pdf("whole")]}) as server:
        assert get(server, "/a.pdf", tmp_path).saved == ["a.pdf"]


def test_the_whole_fetch_is_bounded_in_time(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        report = get(server, MEETING, tmp_path, max_seconds=3.5)
        assert len(server.paths) == 3
    assert "3.5 seconds" in report.failed[0].why


def test_the_whole_fetch_is_bounded_in_bytes(tmp_path: Path) -> None:
    big = pdf("x" * 50_000)
    with WebServer(meeting_routes() | {REPORT: big, APPENDIX: big}) as server:
        report = get(server, MEETING, tmp_path, max_total_bytes=60_000)
    (failure,) = report.failed
    assert "MB at most" in failure.why
    assert failure.url.endswith(APPENDIX)
    assert sum(p.stat().st_size for p in tmp_path.iterdir() if p.name != "manifest.csv") <= 60_000


def test_what_breaks_off_counts_as_taken(tmp_path: Path) -> None:
    def half(handler: Handler) -> None:
        handler.head(200, ("Content-Type", "application/pdf"), ("Content-Length", "100000"))
        handler.write(b"%PDF-" + b"x" * 60_000)
        handler.close_connection = True

    with WebServer(meeting_routes() | {REPORT: half, APPENDIX: half}) as server:
        report = get(server, MEETING, tmp_path, max_total_bytes=110_000, tries=1)
    assert [failure.url for failure in report.failed] == [server.url(REPORT), server.url(APPENDIX)]
    assert "broke off" in report.failed[0].why
    assert "MB at most" in report.failed[1].why


def test_what_swells_counts_at_its_full_size(tmp_path: Path) -> None:
    packed = sends(gzip.compress(b"%PDF-" + b"x" * 60_000), "application/pdf", ("Content-Encoding", "gzip"))
    with WebServer(meeting_routes() | {REPORT: packed, APPENDIX: packed}) as server:
        report = get(server, MEETING, tmp_path, max_total_bytes=100_000)
    assert "s901-Otter-survey.pdf" in report.saved
    (failure,) = report.failed
    assert failure.url.endswith(APPENDIX)
    assert "MB at most" in failure.why


class WithoutTls(httpcore.SyncBackend):
    """Speaks plainly where TLS was wanted, so that a plain local server can stand for an https one."""

    def connect_tcp(self, host: str, *rest: Any, **named: Any) -> httpcore.NetworkStream:
        stream = super().connect_tcp(host, *rest, **named)
        stream.start_tls = lambda *rest, **named: stream  # type: ignore[method-assign]
        return stream


def test_no_redirect_from_https_to_http(tmp_path: Path) -> None:
    with WebServer({"/end": html("<p>words"), "/plain": html("<p>words")}) as server:
        server.routes["/a"] = redirects("/end")
        server.routes["/b"] = redirects(server.url("/plain"))

        def over_https(path: str) -> FetchReport:
            url = server.url(path).replace("http:", "https:")
            options = FetchOptions(allow_private=True)
            return fetch(url, tmp_path, options, clock=StillClock(), network=WithoutTls())

        assert over_https("/a").saved == ["a.html"]
        assert "from https to http" in over_https("/b").failed[0].why
        assert "/plain" not in server.paths


def test_names_are_never_paths(tmp_path: Path) -> None:
    links = [
        "/documents/s1/..%2f..%2f..%2fevil.pdf",
        "/documents/s2/..%5c..%5cevil.pdf",
        "/documents/s3/%2e%2e",
        "/documents/s4/CON.pdf",
        "/documents/s5/.bashrc.pdf",
        "/documents/s6/manifest.csv",
        "/documents/s7/" + "long" * 100 + ".pdf",
    ]
    names = ['="../../../evil.sh"', '="a%00b.pdf"', "*=UTF-8''..%2F..%2Fevil.sh", "*=UTF-8''%00%ff"]
    names += ["=" + "x" * 20_000, "*=none''%zz", '="/etc/passwd"']
    into = tmp_path / "deep" / "folder"
    with WebServer(meeting_routes()) as server:
        server.routes[ITEM_LAMPS] = html(item_page("Lamps", *links))
        for link, name in zip(links, names, strict=True):
            server.routes[link] = pdf("evil", ("Content-Disposition", f"attachment; filename{name}"))
        report = get(server, MEETING, into)
        assert links[5] not in server.paths
    assert papers(tmp_path) == {"deep", "deep/folder"} | {
        f"deep/folder/{name}" for name in (*report.saved, "manifest.csv")
    }
    assert {name for name in report.saved if name[:2] in ("s2", "s4", "s5")} == {
        "s2-evil.pdf",
        "s4-CON.pdf",
        "s5-bashrc.pdf",
    }
    assert [failure.url for failure in report.failed] == [server.url(links[5])]


def test_a_page_full_of_links(tmp_path: Path) -> None:
    links = [f"/documents/s{n}/a.pdf" for n in range(2_500)]
    with WebServer(meeting_routes() | {ITEM_LAMPS: html(item_page("Lamps", *links))}) as server:
        report = get(server, MEETING, tmp_path, max_page_bytes=5_000_000, request_seconds=10, limit=12)
        assert len(server.paths) == 12
    assert len(report.failed) == 12 - 7 + 1


def test_pages_that_link_to_themselves_are_asked_for_once(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        server.routes[MEETING] = html(meeting_page(minutes=f'<a href="{MEETING}">here</a>' * 50))
        server.routes[ITEM_LAMPS] = html(item_page("Lamps", ITEM_LAMPS, MEETING, ITEM_LAMPS + "&J=2"))
        assert len(get(server, MEETING, tmp_path).saved) == len(server.paths) == 7
        assert len(set(server.paths)) == 7


@pytest.mark.parametrize("length", ["-1", "abc", "5, 6", "\xb2", "1000000", "9" * 30])
def test_a_length_that_lies_costs_one_paper(tmp_path: Path, length: str) -> None:
    def lies(handler: Handler) -> None:
        handler.head(200, ("Content-Type", "application/pdf"), ("Content-Length", length))
        handler.write(b"%PDF-1.4\n")
        handler.close_connection = True

    with WebServer(meeting_routes() | {REPORT: lies}) as server:
        report = get(server, MEETING, tmp_path, max_file_bytes=2_000_000)
    assert [failure.url for failure in report.failed] == [server.url(REPORT)]
    assert "broke off" in report.failed[0].why
    assert len(report.saved) == 6


def test_what_follows_a_body_that_is_longer_than_told_costs_no_other_paper(tmp_path: Path) -> None:
    def longer(handler: Handler) -> None:
        handler.head(200, ("Content-Type", "application/pdf"), ("Content-Length", "9"))
        handler.write(b"%PDF-1.4\nand more, which would be taken for the next answer")

    with WebServer(meeting_routes() | {REPORT: longer}) as server:
        report = get(server, MEETING, tmp_path)
    assert report.failed == []
    assert (tmp_path / "s901-Otter-survey.pdf").read_bytes() == b"%PDF-1.4\n"
    assert (tmp_path / "s902-Appendix-A.pdf").read_bytes() == pdf_bytes("appendix")


def test_scripts_and_other_servers_are_not_followed(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        get(server, MEETING, tmp_path)
        assert not [path for path in server.paths if "6666" in path or "ID=9" in path or "7099" in path]
