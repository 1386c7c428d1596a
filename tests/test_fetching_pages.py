"""What fetching takes from a web page."""

from __future__ import annotations

import time

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modern_gov_server import APPENDIX, OLD_MINUTES, PRINTED, REPORT, item_page, meeting_page
from scrutiny_rag.fetching.pages import read_page

HERE = httpx.URL("https://papers.marlow.example/ieListDocuments.aspx?CId=31&MId=402")


def links(text: str, url: httpx.URL = HERE) -> list[str]:
    return [str(link.url) for link in read_page(text.encode(), url).links]


def test_a_meeting_has_its_items_and_documents() -> None:
    page = read_page(meeting_page().encode(), HERE)
    site = "https://papers.marlow.example"
    assert [(str(link.url).removeprefix(site), link.text) for link in page.links] == [
        (PRINTED, "Printed draft minutes"),
        (OLD_MINUTES, "Minutes of Previous Meeting"),
        ("/mgAi.aspx?ID=7001", "Otters"),
        (REPORT, "Otter survey"),
        ("/mgAi.aspx?ID=7002", "Lamps"),
        ("/mgAi.aspx?ID=7001", "Otters"),
    ]
    assert page.main == "Agenda and draft minutes"
    assert page.subtitle == "Rivers Panel - Tuesday, 5th March, 2030 7.00 pm"
    assert page.title.startswith("Agenda for Rivers Panel on Tuesday")


def test_an_item() -> None:
    page = read_page(item_page("Otters & weirs", APPENDIX).encode(), HERE)
    assert page.subtitle == "Otters & weirs"
    assert [link.url.path for link in page.links] == ["/documents/s902/Appendix A.pdf", "/mgAi.aspx"]


def test_only_links_that_a_reader_sees_on_this_server() -> None:
    assert links("<script>'<a href=\"mgAi.aspx?ID=1\">'</script><!-- <a href='mgAi.aspx?ID=2'> -->") == []
    assert links("<style><a href='mgAi.aspx?ID=1'></style><template><b></template>") == []
    for away in ("//evil.example/mgAi.aspx?ID=1", "http://papers.marlow.example:81/mgAi.aspx?ID=1"):
        assert links(f"<a href='{away}'>x</a>") == []
    for odd in ("javascript:mgAi.aspx?ID=1", "file:///documents/s1/a.pdf", "mgAi.aspx?ID=x", "http://[", ""):
        assert links(f'<a href="{odd}">x</a><a>y</a>') == []


def test_links_that_cannot_be_read_are_told() -> None:
    hrefs = ["http://xn--a/documents/s1/x.pdf", "//xn--/mgAi.aspx?ID=1", "/documents/s1/a\x1b[2Jb\u202e.pdf"]
    hrefs += ["/documents/s2/" + "x" * 70_000, "http://xn--a/other"]
    page = read_page("".join(f'<a href="{href}">x</a>' for href in hrefs).encode(), HERE)
    assert page.links == ()
    assert page.unreadable[:2] == tuple(hrefs[:2])
    assert len(page.unreadable) == 4
    assert all(href.isprintable() and len(href) <= 200 for href in page.unreadable)
    assert len(links("<base href='http://xn--a/'><a href='mgAi.aspx?ID=1'>x</a>")) == 1


def test_a_base_is_followed_on_this_server_alone() -> None:
    link = "<a href='mgAi.aspx?ID=1'>x</a>"
    assert links(f"<base href='https://papers.marlow.example/mg/'>{link}") == [
        "https://papers.marlow.example/mg/mgAi.aspx?ID=1"
    ]
    assert links(f"<base href='https://evil.example/'>{link}") == [
        "https://papers.marlow.example/mgAi.aspx?ID=1"
    ]


def test_the_digest_is_of_what_a_reader_sees() -> None:
    def digest(text: str) -> str:
        return read_page(text.encode(), HERE).digest

    assert digest(meeting_page("one")) == digest(meeting_page("another token, longer"))
    assert digest("<p>a\n b</p>") == digest("<p class=x>a b</p><script>1</script><style>p{}</style>")
    assert digest(meeting_page()) != digest(meeting_page(minutes="The panel did not meet."))
    assert digest("<a href='mgAi.aspx?ID=1'>x</a>") != digest("<a href='mgAi.aspx?ID=2'>x</a>")


def test_the_digest_does_not_depend_on_where_the_parser_cuts() -> None:
    words = " ".join(f"word{i}&amp;more" for i in range(20_000))
    pages = [f"<script>{'x' * n}</script><p>{words}</p>".encode() for n in range(0, 4000, 397)]
    assert len({read_page(page, HERE).digest for page in pages}) == 1


def test_encodings() -> None:
    def subtitle(body: bytes, content_type: str | None) -> str:
        return read_page(body, HERE, content_type).subtitle

    heading = '<h2 class="mgSubTitleTxt">Dŵr – café</h2>'
    assert subtitle(heading.encode(), "text/html; charset=UTF-8") == "Dŵr – café"
    assert subtitle(f'<meta charset="utf-8">{heading}'.encode(), None) == "Dŵr – café"
    assert (
        subtitle(heading.replace("ŵ", "w").encode("cp1252"), 'text/html; charset="windows-1252"')
        == "Dwr – café"
    )
    for odd in ("charset=no-such", "charset=utf-7", "charset=base64", "charset="):
        assert subtitle(b"<h2 class=mgSubTitleTxt>plain</h2>", odd) == "plain"


@pytest.mark.parametrize(
    "body", [b"", b"<", b"\0\0", b"<h2 class=mgSubTitleTxt", b"\xff\xfe<\0", b"<a href=x" * 9]
)
def test_broken_pages_have_fewer_facts(body: bytes) -> None:
    assert read_page(body, HERE).links == ()


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes(body: bytes) -> None:
    read_page(body, HERE)
    read_page(b"<a href='" + body + b"'>" + body, HERE)


def test_a_page_made_to_be_slow() -> None:
    start = time.monotonic()
    page = read_page(b"<div><span class=mgFileSize><a href='mgAi.aspx'>" * 20_000, HERE)
    assert page.links == ()
    assert len(read_page(b"<title>" + b"x" * 3_000_000, HERE).title) <= 2000
    read_page(b"<!--" * 3_000_000, HERE)  # hours, where the whole is looked at
    assert time.monotonic() - start < 30
