"""Web pages as councils publish them: the content without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, Comment, Tag
from bs4.exceptions import ParserRejectedMarkup

from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.readers.clean import one_space
from scrutiny_rag.papers.readers.draft import Draft
from scrutiny_rag.papers.readers.html_flow import FlowWriter, hidden
from scrutiny_rag.papers.readers.wording import STRUCK_LEFT_OUT

_MOST_BYTES = 9_000_000
"""libxml2 takes a time that grows with the square of a token longer than 10 MB."""
_UNREAD = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "canvas",
    "video",
    "audio",
)
_STRUCK = ("del", "s", "strike")
"""What an edited page strikes out is no longer said."""

_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_STYLE_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,3000})\}")
_CLASS = re.compile(r"[\w-]*\.([\w-]+)")
_CONTROLS = ("button", "select", "input", "textarea", "datalist", "dialog", "menu")
_AROUND = ("nav", "footer", "aside")
_AROUND_ROLES = {
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "complementary",
    "dialog",
    "alertdialog",
    "menu",
}
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookie ?(?:banner|notice|consent|bar)|consent|breadcrumbs?|skip(?:link|nav)?s?|"
    r"nav(?:bar|igation)?|site-?nav|menu|masthead|footer|site-?(?:header|footer)|social|share|sharing|"
    r"pagination|pager|search|login|toolbar|sidebar|mgactionlist|mglinks|mgnavigation|mgwebupdated)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MODERNGOV = re.compile(
    r"^mg(?:Main|Sub|SubSub|Ai|SubItem)TitleTxt$|^mg(?:WordPara|ItemTable|BulletList|PlanItemInForce)$"
)
_MAIN = ("main", "[role=main]", "#main-content", "#maincontent", "#mainContent", "#content", "#main")
_LEAST_MAIN = 0.2
"""Share of the page's text that a main area must hold to be believed."""

_MOST_AROUND = 0.4
"""Share of the page's text above which an element is not taken for navigation by its name alone."""

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
# How ModernGov links the page of one item to its meeting.
_MEETING_LINK = re.compile(
    r"Meeting of (?P<committee>.{3,150}?), (?P<date>(?:\w+day,? )?\d{1,2}(?:st|nd|rd|th)? \w{3,9},? \d{4})\b.{0,30}"
    r"\(Item (?P<item>\d{1,3}[A-Za-z]?(?:\([a-z]\))?)\.?\)",
    re.IGNORECASE,
)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)", re.IGNORECASE)


def read_html(data: bytes) -> Draft:
    """A web page's bytes as a draft: its main content, with headings, list items, table rows and paragraphs.

    Properties: title, source_url (the canonical address), site (who publishes), published (a date as given);
    of a page that is one agenda item: committee, meeting_date (as given) and item, its number.
    Raises PaperError where the page is too large, is not HTML, or has no text.
    """
    if len(data) > _MOST_BYTES:
        raise PaperError(f"The page is larger than {_MOST_BYTES // 1_000_000} MB; save the paper alone.")
    try:
        soup = BeautifulSoup(_decode(data), "lxml")
    except (ParserRejectedMarkup, AssertionError) as error:
        raise PaperError("The file is not a web page that can be read; save the page again.") from error
    properties = _properties(soup)
    body = soup.body or soup
    struck = _take_struck(body, _striking_classes(soup))
    _strip(body)
    writer = FlowWriter()
    writer.write(_main_area(body))
    draft = writer.builder.finish(properties, [STRUCK_LEFT_OUT] if struck else ())
    if not draft.text:
        raise PaperError(
            "The page has no text in it; it may need a browser to show: save what the browser shows."
        )
    return draft


def _decode(data: bytes) -> str:
    """The page's text: by byte order mark, as UTF-8 where valid, by what it declares, else Windows-1252."""
    for bom, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(bom):
            return data.decode(name, errors="replace").removeprefix("\ufeff").replace("\0", "")
    declared = _META_CHARSET.search(data[:4096]) or _XML_CHARSET.match(data[:4096])
    names = ["utf-8", declared[1].decode("ascii", "ignore").lower() if declared else "windows-1252"]
    # Browsers read what calls itself Latin-1 as Windows-1252.
    names = [
        "windows-1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else name for name in names
    ]
    for name in names:
        try:
            return data.decode(name).replace("\0", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", errors="replace").replace("\0", "")


def _properties(soup: BeautifulSoup) -> dict[str, str]:
    metas: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or "").lower()
        metas.setdefault(name, one_space(str(tag.get("content") or "")))

    def meta(*names: str) -> str:
        return next((value for name in names if (value := metas.get(name.lower()))), "")

    canonical = soup.find("link", rel="canonical")
    saved = next(
        (m for c in soup.find_all(string=_is_comment, limit=20) if (m := _SAVED_FROM.search(c))), None
    )
    urls = (
        str(canonical.get("href", "")) if isinstance(canonical, Tag) else "",
        meta("og:url"),
        saved[1] if saved else "",
    )
    return {
        "title": (soup.title.get_text(" ") if soup.title else "").replace("\n", " "),
        "source_url": next((url.strip() for url in urls if re.match(r"https?://", url.strip())), ""),
        "site": meta("og:site_name", "DC.publisher", "DCTERMS.publisher"),
        "author": meta("author", "DC.creator"),
        "published": meta("article:published_time", "DC.date", "DCTERMS.issued", "date"),
    } | _meeting(soup)


def _meeting(soup: BeautifulSoup) -> dict[str, str]:
    """The meeting that a page of one item links to; empty where it links to none, or to several."""
    links = (one_space(link.get_text(" ")).replace("\n", " ") for link in soup.find_all("a"))
    meetings = {
        match.groups(): match.groupdict() for text in links if (match := _MEETING_LINK.fullmatch(text))
    }
    if len(meetings) != 1:
        return {}
    (meeting,) = meetings.values()
    return {"committee": meeting["committee"], "meeting_date": meeting["date"], "item": meeting["item"]}


def _is_comment(text: str | None) -> bool:
    return isinstance(text, Comment)


def _striking_classes(soup: BeautifulSoup) -> frozenset[str]:
    """The classes that the page's own style sheet strikes through, as word processors write them."""
    found: set[str] = set()
    for sheet in soup.find_all("style"):
        text = sheet.get_text()
        if "line-through" not in text:
            continue
        for names, rule in _STYLE_RULE.findall(text):
            if _STRUCK_STYLE.search(rule):
                found.update(
                    match[1] for each in names.split(",") if (match := _CLASS.fullmatch(each.strip()))
                )
    return frozenset(found)


def _take_struck(body: Tag, classes: frozenset[str]) -> bool:
    """Takes out of `body` what is struck through, by a tag, its style or one of `classes`; whether there was any."""
    struck = [
        tag
        for tag in body.find_all(True)
        if tag.name in _STRUCK
        or _STRUCK_STYLE.search(str(tag.get("style") or ""))
        or (classes and not classes.isdisjoint(map(str, tag.get("class") or [])))
    ]
    found = any(tag.get_text(strip=True) for tag in struck)
    for tag in struck:
        tag.decompose()
    return found


def _strip(body: Tag) -> None:
    """Takes out of `body` what is not content: scripts, navigation, notices, controls, hidden parts."""
    for tag in body.find_all([*_UNREAD, *_CONTROLS]):
        tag.decompose()
    whole = _size(body)
    waiting = [body]
    while waiting:
        for tag in [child for child in waiting.pop().children if isinstance(child, Tag)]:
            if hidden(tag) or (_around(tag, whole) and not _holds_content(tag)):
                tag.decompose()
            else:
                waiting.append(tag)


def _around(tag: Tag, whole: int) -> bool:
    """True for what stands around the content: navigation, site header and footer, cookie notices."""
    if tag.name in _AROUND or str(tag.get("role", "")).lower() in _AROUND_ROLES:
        return True
    if tag.name == "header":
        return tag.find_parent(["main", "article"]) is None
    names = [str(tag.get("id") or ""), *map(str, tag.get("class") or [])]
    parted = [re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name) for name in names]
    if not any(_AROUND_NAMES.search(name) for name in [*names, *parted]):
        return False
    # A name alone may mislead: "has-sidebar" can be the whole page.
    size = _size(tag)
    return size <= _MOST_AROUND * whole or sum(map(_size, tag.find_all("a"))) > size / 2


def _holds_content(tag: Tag) -> bool:
    """True where the paper itself is inside, however the element is named."""
    return tag.name in ("body", "main", "article") or any(
        isinstance(part, Tag)
        and (
            part.name in ("main", "article")
            or part.get("role") == "main"
            or any(_MODERNGOV.match(str(name)) for name in part.get("class") or [])
        )
        for part in tag.descendants
    )


def _main_area(body: Tag) -> Tag:
    """The element that holds the paper: the main area, or where ModernGov's parts are, or all of it."""
    whole = _size(body)
    for selector in _MAIN:
        areas = body.select(selector)
        if len(areas) == 1 and _size(areas[0]) >= _LEAST_MAIN * whole:
            return areas[0]
    parts = body.find_all(class_=_MODERNGOV)
    if parts and (shared := _common_ancestor(parts)) is not None:
        return shared
    articles = body.find_all("article")
    if len(articles) == 1 and _size(articles[0]) >= _LEAST_MAIN * whole:
        return articles[0]
    return body


def _size(tag: Tag) -> int:
    return sum(len(text.strip()) for text in tag.stripped_strings)


def _common_ancestor(tags: Iterable[Tag]) -> Tag | None:
    chains = [[*reversed(list(tag.parents))] for tag in tags]
    shared = None
    for level in zip(*chains, strict=False):
        if any(tag is not level[0] for tag in level):
            break
        shared = level[0]
    return shared
