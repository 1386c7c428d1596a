"""Web addresses: which may be asked, which are on the same server, and which stand for the same paper."""

from __future__ import annotations

import re

import httpx

from scrutiny_rag.fetching.failures import ForbiddenAddress

_LONGEST = 2000
_DOCUMENT = re.compile(r"/documents/[a-z]\d+/[^/]+$", re.IGNORECASE)
_MEETING_PAGE = "ielistdocuments.aspx"
_ITEM_PAGE = "mgai.aspx"


def parse_url(text: str) -> httpx.URL:
    """`text` as an address that may be asked, without fragment; raises ForbiddenAddress with the reason."""
    try:
        url = _read(httpx.URL(text.strip()))
    except (httpx.InvalidURL, ValueError):
        raise ForbiddenAddress(
            "This is no web address; write one that starts with http:// or https://."
        ) from None
    check_url(url)
    return url


def join_url(base: httpx.URL, href: str) -> httpx.URL | None:
    """The address that `href` on the page `base` stands for, without fragment; None if it is none."""
    # Browsers drop line breaks and tabs inside an address, and read a backslash as a slash.
    href = re.sub(r"[\t\r\n]", "", href).strip().replace("\\", "/")
    try:
        return _read(base.join(href))
    except (httpx.InvalidURL, ValueError):
        return None


def _read(url: httpx.URL) -> httpx.URL:
    """`url` without fragment; raises ValueError where its host is a broken international name (xn--a)."""
    _ = url.host  # httpx decodes it only here, which must not fail later, in the midst of a fetch
    return url.copy_with(fragment=None)


def check_url(url: httpx.URL) -> None:
    """Raises ForbiddenAddress unless `url` is http or https, names a server, and carries no password."""
    if url.scheme not in ("http", "https"):
        raise ForbiddenAddress("Only addresses that start with http:// or https:// are fetched.")
    if not url.host or (url.port is not None and not 0 < url.port < 65536):
        raise ForbiddenAddress("The address names no server.")
    if url.userinfo:
        raise ForbiddenAddress("The address has a user name or password in it; leave them out.")
    if len(str(url)) > _LONGEST:
        raise ForbiddenAddress(f"The address is longer than {_LONGEST} characters.")


def same_server(one: httpx.URL, other: httpx.URL) -> bool:
    """Whether both are on one host and port; http and https at their own ports count as one."""
    return server_of(one) == server_of(other)


def server_of(url: httpx.URL) -> str:
    """A key that is the same for every address on the same server."""
    port = _own_port(url)
    return url.host.lower() if port is None else f"{url.host.lower()}:{port}"


def _own_port(url: httpx.URL) -> int | None:
    return None if url.port == {"http": 80, "https": 443}.get(url.scheme) else url.port


def is_meeting(url: httpx.URL) -> bool:
    """Whether `url` is ModernGov's page of one meeting: ieListDocuments.aspx?CId=…&MId=…"""
    return _page(url) == _MEETING_PAGE and _number(url, "mid", "meetingid") is not None


def is_item(url: httpx.URL) -> bool:
    """Whether `url` is ModernGov's page of one agenda item: mgAi.aspx?ID=…"""
    return _page(url) == _ITEM_PAGE and _number(url, "id") is not None


def is_document(url: httpx.URL) -> bool:
    """Whether `url` is a document as ModernGov keeps them: /documents/s123/Name.pdf, also b123 and g123."""
    return _DOCUMENT.search(url.path) is not None


def is_generated(url: httpx.URL) -> bool:
    """Whether `url` is a document that ModernGov made of a whole meeting: agenda, pack, printed minutes."""
    return re.search(r"/documents/g\d+/", url.path, re.IGNORECASE) is not None


def identity(url: httpx.URL) -> str:
    """A key that is the same for every address of the same paper.

    ModernGov's pages are known by their number whatever other parameters say, documents by their path.
    """
    server = server_of(url)
    folder = url.path.rpartition("/")[0].lower()
    if is_meeting(url):
        return f"{server}{folder}/meeting {_number(url, 'mid', 'meetingid')}"
    if is_item(url):
        return f"{server}{folder}/item {_number(url, 'id')}"
    if is_document(url):
        return f"{server}{url.path}"
    return f"{server}{url.raw_path.decode('ascii')}"


def page_number(url: httpx.URL) -> str | None:
    """ModernGov's number of the meeting or item that `url` shows; None for other addresses."""
    if is_meeting(url):
        return _number(url, "mid", "meetingid")
    return _number(url, "id") if is_item(url) else None


def _page(url: httpx.URL) -> str:
    return url.path.rpartition("/")[2].lower()


def _number(url: httpx.URL, *names: str) -> str | None:
    for name, value in url.params.multi_items():
        if name.lower() in names and re.fullmatch(r"\d{1,12}", value):
            return value.lstrip("0") or "0"
    return None
