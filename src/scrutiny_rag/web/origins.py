"""Where the words of an answer come from: what people are told of each source, in one order everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from scrutiny_rag.answering.answer import Answer, Citation
from scrutiny_rag.web.markup import plain_date

DRAFT = "Draft, to be confirmed"
NO_DATE = "no date stated"


@dataclass(frozen=True, slots=True)
class Origin:
    """A paper that an answer cites, with the numbers of its citations."""

    numbers: tuple[int, ...]
    title: str
    facts: tuple[str, ...]
    """Body, committee, date and pages, those that are known."""
    draft: bool
    paper: str


def origins(answer: Answer) -> list[Origin]:
    """The papers that the answer cites, in the order in which it first cites them."""
    by_paper: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_paper.setdefault(citation.paper, []).append(citation)
    return [
        Origin(
            tuple(c.number for c in cited),
            cited[0].title or paper,
            tuple(_facts(cited)),
            bool(cited[0].draft),
            paper,
        )
        for paper, cited in by_paper.items()
    ]


def _facts(cited: list[Citation]) -> list[str]:
    first = cited[0]
    pages = sorted({c.page for c in cited if c.page is not None})
    items = sorted({c.item for c in cited if c.item})
    facts = [
        first.body,
        first.committee,
        plain_date(first.date) or NO_DATE,
        ("page " if len(pages) == 1 else "pages ") + ", ".join(map(str, pages)) if pages else None,
        ("item " if len(items) == 1 else "items ") + ", ".join(items) if items else None,
    ]
    return [fact for fact in facts if fact]
