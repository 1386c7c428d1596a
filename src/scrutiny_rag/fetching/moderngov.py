"""What a ModernGov meeting says of its papers: committee, date, and what each document is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

import httpx

from scrutiny_rag.fetching.pages import PageFacts
from scrutiny_rag.fetching.urls import is_document, is_generated, is_item, is_meeting

_MONTHS = ["january", "february", "march", "april", "may", "june"]
_MONTHS += ["july", "august", "september", "october", "november", "december"]
_DATE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+"
    rf"(?P<month>{'|'.join(_MONTHS)}),?\s+(?P<year>\d{{4}})\b"
)
_COMMITTEE_AND_DATE = re.compile(
    rf"(?P<committee>\S.{{0,150}}?)(?:\s+[-–]|,|\s+on)\s+(?:{_DATE})", re.IGNORECASE
)
_PREFIX = re.compile(
    r"^(?:public )?(?:agenda and (?:draft )?minutes|agenda|(?:draft )?minutes|decisions?)"
    r"(?:\s+(?:for|of)\s+(?:the\s+)?|\s*[-–,:]\s*)",
    re.IGNORECASE,
)
_BODY = re.compile(r"\b(?:council|assembly|authority|senedd|parliament|corporation)\b", re.IGNORECASE)
_OTHER_MEETING = re.compile(rf"\bminutes\b|\bnotes of\b|\bprevious meeting\b|{_DATE}", re.IGNORECASE)
_SIZE = re.compile(r"\s*\b(?:PDF|DOCX?|HTML?)\s+[\d.]+\s*[KM]B\b\.?$", re.IGNORECASE)
_LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the page of a meeting states; "" and None where it states nothing."""

    body: str = ""
    committee: str = ""
    date: date | None = None


def read_meeting(page: PageFacts) -> Meeting:
    """The committee and date that a meeting's page gives in its titles or right under them."""
    for text in (page.subtitle, page.opening, page.title):
        match = _COMMITTEE_AND_DATE.match(text)
        if match is None:
            continue
        committee = _PREFIX.sub("", match["committee"]).strip(" ,-–")
        try:
            day = date(int(match["year"]), _MONTHS.index(match["month"].lower()) + 1, int(match["day"]))
        except ValueError:
            continue
        return Meeting(_body(page), committee, day)
    return Meeting(_body(page))


def _body(page: PageFacts) -> str:
    """The organisation: the site's own name, or the end of the page's title where that names one."""
    names = [page.site, *re.split(r"\s+[|–-]\s+", page.title)[1:][-1:]]
    return next((name for name in names if " " in name and len(name) < 80 and _BODY.search(name)), "")


def manifest_cells(url: httpx.URL, words: str, page: PageFacts | None, meeting: Meeting) -> dict[str, str]:
    """The manifest's cells for the paper at `url`, by column; those that nothing states are left out.

    `words` are those of the link that led to it, `page` its own facts where it is a web page. The date of the
    meeting is given to its papers, but not to one that seems to be of another meeting, such as minutes
    laid before this one to be confirmed.
    """
    # "Printed minutes" and the like say less than the document's own title.
    title = "" if is_generated(url) else _SIZE.sub("", words)
    if page is not None:
        title = page.subtitle if is_item(url) or is_meeting(url) else ""
    cells = {"title": title, "body": meeting.body}
    made_here = is_generated(url) or not is_document(url)
    if made_here or not _OTHER_MEETING.search(f"{title} {url.path.rpartition('/')[2]}"):
        cells["committee"] = meeting.committee
        cells["date"] = meeting.date.isoformat() if meeting.date else ""
    if is_generated(url):
        name = url.path.rpartition("/")[2].lower()
        if name.startswith(("printed minutes", "printed draft minutes")):
            cells["type"] = "minutes"
            cells["draft"] = "true" if "draft" in name[:21] else ""
        elif name.startswith("agenda frontsheet"):
            cells["type"] = "agenda"
    filled = {column: cell for column, value in cells.items() if (cell := _cell(value))}
    return filled | {"source_url": str(url)}


def _cell(text: str) -> str:
    """`text` from a stranger's page as one safe cell: no control character, no formula, not long."""
    text = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join(text.split())[:_LONGEST_CELL].lstrip("=+-@ ").rstrip()
