"""What a saved web page says that fetching needs: its links, its titles, and whether it has changed."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from lxml import etree

from scrutiny_rag.fetching.urls import is_document, is_item, join_url, same_server

_MOST_LINKS = 2_000
# libxml2 gives up on a piece of 10 MB and starts again behind its first character: for ever, or nearly.
_MOST_BYTES = 8_000_000
# Worth a closer look; most links of a page are not.
_PROMISING = re.compile(r"mgai\.aspx|documents/", re.IGNORECASE)
_MOST_TEXT = 2_000
_MOST_SHOWN = 200
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_SIZE_CLASS = "mgfilesize"
_HEADING_CLASSES = ("mgmaintitletxt", "mgsubtitletxt")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it leads, and the words that it stands on."""

    url: httpx.URL
    text: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page's links to items and documents of its own server, in order, and its titles; or ""."""

    links: tuple[Link, ...]
    unreadable: tuple[str, ...]
    """Links that seem to lead to an item or document but are no web address, as they may be shown."""
    title: str
    """The <title>."""
    main: str
    """ModernGov's main title: "Agenda and minutes", "Agenda item"."""
    subtitle: str
    """ModernGov's second title: a committee and date, or an item's title."""
    opening: str
    """The first words under the titles."""
    site: str
    """The name of the website where the page states one."""
    digest: str
    """Changes when the words or links change; not when scripts, styles or hidden fields do."""


def read_page(body: bytes, url: httpx.URL, content_type: str | None = None) -> PageFacts:
    """The facts of the page `body` that came from `url`. Never fails: broken HTML has fewer facts.

    Only the first 8 MB and 2,000 links are looked at."""
    collector = _Collector()
    # A target instead of a tree, so that memory stays small whatever the page holds. The parser of Python's
    # own library takes time that grows with the square of some pages.
    parser = etree.HTMLParser(target=collector, encoding=_encoding(content_type), no_network=True)
    try:
        parser.feed(body[:_MOST_BYTES])
        parser.close()
    except (etree.LxmlError, ValueError):
        # What was seen until here still counts; the reader of papers judges the page itself.
        pass
    base = join_url(url, collector.base) if collector.base else url
    base = base if base is not None and same_server(base, url) else url
    links = []
    unreadable = []
    for href, text in collector.links:
        target = join_url(base, href)
        if target is None:
            unreadable.append(_shown(href))
        elif same_server(target, url) and (is_item(target) or is_document(target)):
            links.append(Link(target, _tidy(text)))
    seen = [_tidy("".join(collector.words)), *(str(link.url) for link in links)]
    return PageFacts(
        links=tuple(links),
        unreadable=tuple(unreadable),
        title=_tidy(collector.title),
        main=_tidy(collector.headings[0]),
        subtitle=_tidy(collector.headings[1]),
        opening=_tidy(collector.opening),
        site=_tidy(collector.site),
        digest=hashlib.sha256("\0".join(seen).encode("utf-8", "replace")).hexdigest(),
    )


def _encoding(content_type: str | None) -> str | None:
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", content_type or "", re.IGNORECASE | re.ASCII)
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1)).name
    except LookupError:
        return None
    return name if name in ("utf-8", "ascii", "cp1252") or name.startswith("iso8859") else None


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _shown(href: str) -> str:
    """`href` on one short line, without characters that would steer a terminal or that no file can hold."""
    return "".join(char if char.isprintable() else "\ufffd" for char in href.strip()[:_MOST_SHOWN])


class _Collector:
    """Takes a page's events as they come."""

    def __init__(self) -> None:
        self.links: list[tuple[str, str]] = []
        self.title = ""
        self.headings = ["", ""]
        self.opening = ""
        self.site = ""
        self.base = ""
        self.words: list[str] = []
        self._unseen = 0
        self._in_title = False
        self._heading: int | None = None
        self._heading_tag = ""
        self._link: str | None = None
        self._link_text = ""
        self._size = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        classes = attributes.get("class", "").lower().split()
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "title":
            self._in_title = True
        elif tag == "base" and not self.base:
            self.base = attributes.get("href", "")
        elif tag == "meta":
            if attributes.get("property", attributes.get("name", "")).lower() == "og:site_name":
                self.site = attributes.get("content", "")[:_MOST_TEXT]
        elif tag == "a":
            self._end_link()
            if "href" in attributes:
                self._link = attributes["href"]
        elif tag == "span" and (self._size or _SIZE_CLASS in classes):
            self._size += 1
        for i, name in enumerate(_HEADING_CLASSES):
            if name in classes and not self.headings[i] and tag not in _UNSEEN:
                self._heading, self._heading_tag = i, tag

    def end(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "title":
            self._in_title = False
        elif tag == "a":
            self._end_link()
        elif tag == "span" and self._size:
            self._size -= 1
        if self._heading is not None and tag == self._heading_tag:
            self._heading = None

    def data(self, text: str) -> None:
        if self._unseen:
            return
        if self._in_title:
            self.title = (self.title + text)[:_MOST_TEXT]
            return
        self.words.append(text)
        if self._size:
            return
        if self._link is not None:
            self._link_text = (self._link_text + text)[:_MOST_TEXT]
        if self._heading is not None:
            self.headings[self._heading] = (self.headings[self._heading] + text)[:_MOST_TEXT]
        elif self.headings[0] and len(self.opening) < _MOST_TEXT:
            self.opening = (self.opening + text)[:_MOST_TEXT]

    def close(self) -> None:
        self._end_link()

    def _end_link(self) -> None:
        if self._link is not None and len(self.links) < _MOST_LINKS and _PROMISING.search(self._link):
            self.links.append((self._link, self._link_text))
        self._link, self._link_text = None, ""
