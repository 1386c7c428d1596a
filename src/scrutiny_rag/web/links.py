"""Addresses that lead to a question or to a place in a paper: `?q=…` and `?paper=…&at=START-END`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.web.narrowing import NarrowingError, filters_of
from scrutiny_rag.web.passages import Span

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_FILTERS = {
    "body": "body",
    "committee": "committee",
    "type": "type_",
    "speaker": "speaker",
    "in": "paper",
    "since": "since",
    "until": "until",
}
"""Filters by their names in an address; `paper` there is a paper to read, so the filter is `in`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link asks: a question with its filters."""

    question: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Shown:
    """What a link shows: a paper, and a place in it."""

    paper: str
    span: Span | None


def question_link(question: str, filters: Filters) -> str:
    """The address, from its "?", that asks `question` again with the same filters."""
    chosen = {("in" if name == "paper" else name): str(value) for name, value in filters.chosen().items()}
    return "?" + urlencode({"q": question, **chosen})


def place_link(paper: str, span: Span | None) -> str:
    """The address, from its "?", that opens `paper` at `span`."""
    at = {"at": f"{span.start}-{span.end}"} if span else {}
    return "?" + urlencode({"paper": paper, **at})


def read_link(query: str | Mapping[str, str]) -> Asked | Shown | None:
    """What the part of an address after "?" leads to; None where it leads nowhere in particular.

    A filter that cannot be read is left out, and so is a place: an address is not to be trusted.
    """
    given = dict(parse_qsl(query.lstrip("?")[:8000]) if isinstance(query, str) else query)
    if paper := given.get("paper", "").strip():
        return Shown(paper, span_of(given.get("at")))
    if not (question := given.get("q", "").strip()):
        return None
    named = {field: given[name] for name, field in _FILTERS.items() if given.get(name)}
    try:
        return Asked(question, filters_of(**named))
    except NarrowingError:
        return Asked(question, Filters())


def span_of(at: object) -> Span | None:
    """ "120-180" as a stretch of a paper; None for anything else."""
    found = _SPAN.fullmatch(at) if isinstance(at, str) else None
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return Span(int(found[1]), int(found[2]))
