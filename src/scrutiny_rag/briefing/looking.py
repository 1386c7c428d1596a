"""What a briefing is asked to be on: a subject, a meeting by its day, or whole papers."""

from __future__ import annotations

import re

from scrutiny_rag.answering.shapes.undertaking_rules import subject_terms
from scrutiny_rag.briefing.gathering import Gathered, gather, whole_papers
from scrutiny_rag.errors import InputError
from scrutiny_rag.papers.dates import find_dates
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.scope import Catalogue, find_scope
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.store.analysis import terms

_WHOLE_PAPERS = 2
"""Papers that are briefed on whole where no subject is given, the newest."""
_TRAILING = re.compile(r"(?:^|\s)(?:(?:the )?meeting|of|on|at|held|,|the)+\s*$", re.IGNORECASE)


def look(subject: str, filters: Filters, retriever: HybridRetriever) -> tuple[Gathered, bool]:
    """What the papers tell, and whether whole papers are meant."""
    if not subject and not filters:
        raise InputError(
            "A briefing needs a subject, or a filter such as --paper or --committee: give one of them."
        )
    catalogue = retriever.catalogue()
    named_by, asked = subject, filters
    subject, filters = of_the_day(subject, filters, catalogue)
    found = retriever.find(subject or " ".join(str(v) for v in filters.chosen().values()), filters)
    named = (
        [each for each in found.findings if each.field in ("body", "committee", "type")] if subject else []
    )
    about = subject_terms(subject, tuple(each.words for each in found.findings))
    if subject != named_by or filters != asked:
        about -= _label_terms(find_scope(filters, catalogue).papers, catalogue)
    if any(term.isalpha() for term in about) or (subject and not named and not about and filters == asked):
        return gather(subject, found, retriever), False
    papers = catalogue.shown(find_scope(filters, catalogue).papers)
    for each in named:
        papers &= catalogue.papers_by(each.field).get(each.value, papers)
    return whole_papers(_newest_papers(papers, retriever), found, retriever), True


def _label_terms(papers: frozenset[int] | None, catalogue: Catalogue) -> frozenset[str]:
    """The words by which papers are named: title, body, committee, kind."""
    metas = [catalogue.papers[i].metadata for i in papers or ()]
    return frozenset(
        term
        for meta in metas
        for term in terms(" ".join(filter(None, (meta.title, meta.body, meta.committee, meta.type.value))))
    )


def of_the_day(subject: str, filters: Filters, catalogue: Catalogue) -> tuple[str, Filters]:
    """The subject without the day of a meeting that it names, and filters for that day, where a paper is of it."""
    for mention in find_dates(subject):
        day = mention.date
        if day in catalogue.dates.values() and not (filters.since or filters.until):
            rest = " ".join((subject[: mention.char_start] + " " + subject[mention.char_end :]).split())
            return _TRAILING.sub("", rest), filters.model_copy(update={"since": day, "until": day})
    return subject, filters


def _newest_papers(ids: frozenset[int], retriever: HybridRetriever) -> list[Paper]:
    rows = sorted(
        (retriever.catalogue().papers[i] for i in ids),
        key=lambda row: (
            row.metadata.date is None,
            -(row.metadata.date.toordinal() if row.metadata.date else 0),
        ),
    )
    return [retriever.paper_by_id(row.id) for row in rows[:_WHOLE_PAPERS]]
