"""Addresses: what may be asked, and what stands for the same paper."""

from __future__ import annotations

import httpx
import pytest

from scrutiny_rag.fetching.failures import ForbiddenAddress
from scrutiny_rag.fetching.urls import (
    identity,
    is_document,
    is_item,
    is_meeting,
    join_url,
    parse_url,
    same_server,
)

BASE = httpx.URL("https://papers.marlow.example/mg/ieListDocuments.aspx?CId=3&MId=40")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "marlow.example/x",
        "/etc/passwd",
        "file:///etc/passwd",
        "ftp://marlow.example/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http:///x",
        "http://me:secret@marlow.example/",
        "http://marlow.example@evil.example/",
        "http://marlow.example:0/",
        "http://marlow.example:99999/",
        "http://marlow.example:port/",
        "http://[::1/",
        "http://a\u2024b/",
        "http://xn--a/",
        "http://xn--/documents/s1/x.pdf",
        "http://marlow.example/\x00",
        "http://marlow.example/" + "x" * 2000,
    ],
)
def test_addresses_that_are_not_fetched(text: str) -> None:
    with pytest.raises(ForbiddenAddress) as refused:
        parse_url(text)
    assert "secret" not in str(refused.value)


def test_an_address_is_tidied() -> None:
    assert str(parse_url("  HTTP://Marlow.Example/a b?q=ä#top ")) == "http://marlow.example/a%20b?q=%C3%A4"


def test_links_are_joined_as_browsers_do() -> None:
    def joined(href: str) -> str | None:
        url = join_url(BASE, href)
        return str(url) if url is not None else None

    assert joined(" mgAi.aspx?\nID=7#docs ") == "https://papers.marlow.example/mg/mgAi.aspx?ID=7"
    assert joined("/documents/s1/A b.pdf") == "https://papers.marlow.example/documents/s1/A%20b.pdf"
    assert joined("\\\\evil.example\\x") == "https://evil.example/x"
    assert joined("//evil.example/x") == "https://evil.example/x"
    assert joined("http://marlow.example:port/") is None
    assert joined("http://xn--a/documents/s1/x.pdf") is None
    assert joined("//xn--a./x.pdf") is None


def test_servers_are_told_apart() -> None:
    def same(one: str, other: str) -> bool:
        return same_server(httpx.URL(one), httpx.URL(other))

    assert same("http://marlow.example/a", "https://MARLOW.example/b")
    assert same("http://marlow.example:80/", "https://marlow.example:443/")
    assert not same("http://marlow.example/", "http://marlow.example:8080/")
    assert not same("http://marlow.example/", "http://marlow.example.evil.example/")
    assert not same("http://marlow.example/", "http://papers.marlow.example/")


def test_kinds_of_modern_gov_addresses() -> None:
    assert is_meeting(BASE)
    assert is_meeting(httpx.URL("http://m.example/ielistdocuments.aspx?cid=1&MeetingId=2"))
    assert not is_meeting(httpx.URL("http://m.example/ieListDocuments.aspx?CId=3"))
    assert not is_meeting(httpx.URL("http://m.example/ieListDocuments.aspx?CId=3&MId=x"))
    assert is_item(httpx.URL("http://m.example/mgAi.aspx?ID=7&J=1"))
    assert not is_item(httpx.URL("http://m.example/mgAi.aspx/../x?ID="))
    assert is_document(httpx.URL("http://m.example/mg/documents/s12345/Some%20report.pdf"))
    assert is_document(httpx.URL("http://m.example/documents/g40/Printed%20minutes.pdf?T=1"))
    assert not is_document(httpx.URL("http://m.example/documents/policy.pdf"))
    assert not is_document(httpx.URL("http://m.example/documents/s1/..%2f..%2fx.pdf"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://m.example/mgAi.aspx?ID=7", "https://M.example:443/MgAi.aspx?J=2&id=07", True),
        ("http://m.example/mgAi.aspx?ID=7", "http://m.example/mgAi.aspx?ID=8", False),
        ("http://m.example/mgAi.aspx?ID=7", "http://n.example/mgAi.aspx?ID=7", False),
        ("http://m.example/mgAi.aspx?ID=7", "http://m.example:81/mgAi.aspx?ID=7", False),
        ("http://m.example/ieListDocuments.aspx?CId=1&MId=7", "http://m.example/mgAi.aspx?ID=7", False),
        (
            "http://m.example/ieListDocuments.aspx?CId=1&MId=7",
            "http://m.example/ieListDocuments.aspx?MeetingId=7&Ver=4",
            True,
        ),
        ("http://m.example/documents/s1/a.pdf", "http://m.example/documents/s1/a.pdf?T=1", True),
        ("http://m.example/documents/s1/a.pdf", "http://m.example/documents/s2/a.pdf", False),
        ("http://m.example/page?a=1", "http://m.example/page?a=2", False),
    ],
)
def test_the_same_paper_has_one_identity(one: str, other: str, same: bool) -> None:
    assert (identity(httpx.URL(one)) == identity(httpx.URL(other))) is same
