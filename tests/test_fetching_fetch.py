"""A meeting is saved from a server that behaves, and fetched again."""

from __future__ import annotations

from pathlib import Path

import pytest

from modern_gov_server import (
    APPENDIX,
    ITEM_LAMPS,
    ITEM_OTTERS,
    MEETING,
    OLD_MINUTES,
    PRINTED,
    REPORT,
    StillClock,
    WebServer,
    dated_pdf,
    html,
    item_page,
    meeting_page,
    meeting_routes,
    pdf,
    pdf_bytes,
    redirects,
    sends,
    status,
)
from scrutiny_rag import __version__
from scrutiny_rag.errors import InputError
from scrutiny_rag.fetching import FetchOptions, FetchProgress, FetchReport, fetch
from scrutiny_rag.fetching.folder import Folder, Kept
from scrutiny_rag.ingestion.discovery import find_files
from scrutiny_rag.papers.manifest import read_manifest
from scrutiny_rag.papers.reading import read_paper

OTTERS = "s901-Otter-survey.pdf"


def get(
    server: WebServer, path: str, into: Path, clock: StillClock | None = None, **options: object
) -> FetchReport:
    chosen = FetchOptions.model_validate({"allow_private": True} | options)
    return fetch(server.url(path), into, chosen, clock=clock or StillClock())


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir() if p.suffix != ".lock"}


def test_a_meeting_with_its_items_and_documents(tmp_path: Path) -> None:
    clock = StillClock()
    with WebServer(meeting_routes()) as server:
        report = get(server, MEETING, tmp_path, clock)
        assert server.paths == [MEETING, ITEM_OTTERS, ITEM_LAMPS, PRINTED, OLD_MINUTES, REPORT, APPENDIX]
        assert {r.headers["user-agent"] for r in server.requests} == {f"scrutiny-rag/{__version__}"}
    assert report.failed == []
    assert report.unchanged == []
    assert report.saved == [
        "meeting-402.html",
        "item-7001.html",
        "item-7002.html",
        "g402-Printed-draft-minutes-Tuesday-05-Mar-2030-Rivers-Panel.pdf",
        "s903-Minutes-of-Previous-Meeting.pdf",
        OTTERS,
        "s902-Appendix-A.pdf",
    ]
    assert (tmp_path / OTTERS).read_bytes() == pdf_bytes("otters")
    # robots.txt and seven papers: seven waits of a second between them.
    assert clock.slept == [1.0] * 7
    assert report.seconds == 7


def test_what_is_saved_can_be_ingested(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        report = get(server, MEETING, tmp_path)
    found = {file.path.name: file for file in find_files([tmp_path], {})}
    assert set(found) == set(report.saved) == set(read_manifest(tmp_path))
    item = found["item-7001.html"]
    paper = read_paper(item.path, item.path.name, item.overrides)
    assert paper.metadata.title == "Otters & weirs"
    assert paper.metadata.committee == "Rivers Panel"
    assert str(paper.metadata.date) == "2030-03-05"
    assert "The warden spoke." in paper.text


def test_a_second_fetch_changes_nothing(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        first = get(server, MEETING, tmp_path)
        before = files(tmp_path)
        server.routes[MEETING] = html(meeting_page("another token"))
        second = get(server, MEETING, tmp_path)
        assert files(tmp_path) == before
        assert (second.saved, second.failed) == ([], [])
        assert second.unchanged == first.saved
        asked = {request.path: request.headers for request in server.requests[7:]}
        assert asked[REPORT]["if-modified-since"] == "Fri, 01 Mar 2030 09:00:00 GMT"


def test_only_what_changed_is_saved_again(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        get(server, MEETING, tmp_path)
        before = files(tmp_path)
        server.routes[REPORT] = dated_pdf("more otters", "Sat, 02 Mar 2030 09:00:00 GMT")
        server.routes[ITEM_LAMPS] = html(item_page("Lamps", "/documents/s904/Lamps.pdf"))
        server.routes["/documents/s904/Lamps.pdf"] = pdf("lamps")
        report = get(server, MEETING, tmp_path)
    after = files(tmp_path)
    assert report.saved == ["item-7002.html", OTTERS, "s904-Lamps.pdf"]
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {*report.saved, "manifest.csv"}


def test_what_a_person_put_right_stays(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        get(server, REPORT, tmp_path)
        manifest = tmp_path / "manifest.csv"
        mended = (
            manifest.read_text()
            .replace(f"{OTTERS},", f"{OTTERS},My title,,,2029-01-01")
            .replace("01,,,,", "01,")
        )
        mended += "mine.txt,Mine,,,,,,\n"
        manifest.write_text(mended)
        get(server, MEETING, tmp_path)
    rows = read_manifest(tmp_path)
    assert rows[OTTERS]["title"] == "My title"
    assert str(rows[OTTERS]["date"]) == "2029-01-01"
    assert rows["mine.txt"]["title"] == "Mine"
    assert len(rows) == 8


def test_a_removed_file_comes_back_under_its_name(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        get(server, REPORT, tmp_path)
        (tmp_path / OTTERS).unlink()
        assert get(server, REPORT, tmp_path).saved == [OTTERS]
        assert len(read_manifest(tmp_path)) == 1


def test_an_unchanged_meeting_page_is_still_followed(tmp_path: Path) -> None:
    moment = "Fri, 01 Mar 2030 09:00:00 GMT"
    with WebServer(meeting_routes()) as server:
        server.routes[MEETING] = html(meeting_page(), ("Last-Modified", moment))
        get(server, MEETING, tmp_path)
        server.routes[MEETING] = status(304)
        server.routes[APPENDIX] = pdf("new appendix")
        assert get(server, MEETING, tmp_path).saved == ["s902-Appendix-A.pdf"]


def test_any_other_page_is_saved_alone(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        assert get(server, ITEM_OTTERS, tmp_path).saved == ["item-7001.html"]
        assert get(server, APPENDIX, tmp_path).saved == ["s902-Appendix-A.pdf"]
        assert server.paths == [ITEM_OTTERS, APPENDIX]


def test_redirects_are_followed_to_the_meeting(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        server.routes["/m/402"] = redirects("/short")
        server.routes["/short"] = redirects(server.url(MEETING), 301)
        assert len(get(server, "/m/402", tmp_path).saved) == 7


def test_progress(tmp_path: Path) -> None:
    seen: list[FetchProgress] = []
    with WebServer(meeting_routes()) as server:
        fetch(
            server.url(MEETING), tmp_path, FetchOptions(allow_private=True), seen.append, clock=StillClock()
        )
    assert [(p.done, p.total) for p in seen] == [(0, 1), (1, 6), (2, 7), (3, 7), (4, 7), (5, 7), (6, 7)]
    assert seen[1].url.endswith(ITEM_OTTERS)


def test_the_limit_is_kept_and_told(tmp_path: Path) -> None:
    with WebServer(meeting_routes()) as server:
        report = get(server, MEETING, tmp_path, limit=3)
        assert len(server.paths) == 3
    assert len(report.saved) == 3
    (failure,) = report.failed
    assert "4 papers were not fetched: 3 papers are the limit" in failure.why


def test_a_link_that_cannot_be_read_is_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad = ["http://xn--a/documents/s1/x.pdf", "/documents/s2/a\x01b.pdf"]
    with WebServer(meeting_routes()) as server:
        server.routes[ITEM_LAMPS] = html(item_page("Lamps", *bad, bad[0]))
        report = get(server, MEETING, tmp_path)
        assert [failure.url for failure in report.failed] == [bad[0], "/documents/s2/a\ufffdb.pdf"]
        assert {failure.why for failure in report.failed} == {
            "The page has this link, which is no web address."
        }
        assert len(report.saved) == 7
        server.routes[MEETING] = html(meeting_page(minutes=f'<a href="{bad[0]}">x</a>'))
        assert get(server, MEETING, tmp_path).failed[0].url == bad[0]


@pytest.mark.parametrize("moment", ["Fri, 31 Dec 9999 23:59:59 -2359", "Mon, 18 Mar 2030 09:00:00 GMT"])
def test_a_time_that_is_yet_to_come_is_not_kept(tmp_path: Path, moment: str) -> None:
    with WebServer({REPORT: pdf("otters", ("Last-Modified", moment))}) as server:
        get(server, REPORT, tmp_path)
        assert (tmp_path / OTTERS).stat().st_mtime < StillClock().wall()


@pytest.mark.parametrize("modified", [2**40, 1_900_000_100, -5_000_000_000])
def test_a_file_of_an_impossible_time_is_asked_for_anew(
    tmp_path: Path, modified: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with WebServer({REPORT: pdf("otters")}) as server:
        get(server, REPORT, tmp_path)
        kept = Kept(OTTERS, tmp_path / OTTERS, modified)  # not every file system can hold such a time
        monkeypatch.setattr(Folder, "kept", lambda folder, url: kept)
        assert get(server, REPORT, tmp_path).unchanged == [OTTERS]
        assert "if-modified-since" not in server.requests[-1].headers


@pytest.mark.parametrize("way", ["http://me:pw@127.0.0.1:{port}/robots.txt", "/" + "x" * 3000, "//xn--a/"])
def test_rules_that_are_nowhere_to_be_found_do_not_blame_the_user(tmp_path: Path, way: str) -> None:
    with WebServer({REPORT: pdf("otters")}) as server:
        server.routes["/robots.txt"] = redirects(way.format(port=server.port))
        assert get(server, REPORT, tmp_path).saved == [OTTERS]


def test_a_thousand_papers_of_one_name(tmp_path: Path) -> None:
    links = [f"/documents/s1/a{'!' * (n % 7)}{'%20' * (n // 7)}.pdf" for n in range(1000)]
    with WebServer(meeting_routes() | {link: pdf(link) for link in links}) as server:
        server.routes[ITEM_LAMPS] = html(item_page("Lamps", *links))
        report = get(server, MEETING, tmp_path, limit=60)
    alike = [name for name in report.saved if name.startswith("s1-a")]
    assert len(set(alike)) == 60 - 7
    assert "947 papers were not fetched" in report.failed[-1].why


def test_robots_are_obeyed(tmp_path: Path) -> None:
    clock = StillClock()
    rules = b"User-agent: *\nCrawl-delay: 5\nDisallow: /documents/s902/\n"
    with WebServer(meeting_routes() | {"/robots.txt": sends(rules, "text/plain")}) as server:
        report = get(server, MEETING, tmp_path, clock)
        assert APPENDIX not in server.paths
        assert [failure.url for failure in report.failed] == [server.url(APPENDIX)]
        assert "robots.txt" in report.failed[0].why
        assert set(clock.slept) == {5.0}
        assert len(get(server, APPENDIX, tmp_path, obey_robots=False).saved) == 1


@pytest.mark.parametrize("code", [500, 503])
def test_without_knowing_the_rules_nothing_is_asked(tmp_path: Path, code: int) -> None:
    with WebServer(meeting_routes() | {"/robots.txt": status(code)}) as server:
        report = get(server, MEETING, tmp_path)
        assert server.paths == []
    assert "robots.txt" in report.failed[0].why


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:{port}/x", "private or special network"),
        ("http://localhost:{port}/x", "private or special network"),
        ("http://2130706433:{port}/x", "private or special network"),
        ("http://0x7f.1:{port}/x", "private or special network"),
        ("http://[::1]:{port}/x", "private or special network"),
        ("http://[::ffff:127.0.0.1]:{port}/x", "private or special network"),
        ("http://0.0.0.0:{port}/x", "private or special network"),
        ("file:///etc/passwd", "http:// or https://"),
        ("http://me:secret@127.0.0.1:{port}/x", "user name or password"),
    ],
)
def test_addresses_that_are_refused(tmp_path: Path, url: str, why: str) -> None:
    with WebServer({"/x": html("<p>private")}) as server:
        with pytest.raises(InputError, match=why) as refused:
            fetch(url.format(port=server.port), tmp_path, clock=StillClock())
        assert server.paths == []
    assert "\n" not in str(refused.value)
    assert [path.suffix for path in tmp_path.iterdir()] in ([], [".lock"])


def test_a_report_for_people_and_for_programs() -> None:
    report = FetchReport.model_validate(
        {"saved": ["a.pdf"], "failed": [{"url": "http://x/", "why": "It failed."}], "seconds": 2.04}
    )
    assert report.lines() == ["1 saved, 0 unchanged, 1 failed: 2.0 s.", "failed  http://x/: It failed."]
    assert report.to_json() == {
        "saved": ["a.pdf"],
        "unchanged": [],
        "failed": [{"url": "http://x/", "why": "It failed."}],
        "seconds": 2.04,
    }
