"""Ranked retrieval measured by ir-measures, for passages, pages or whole papers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import Family, Metric, Score

IR_MEASURES = "ir-measures: MacAvaney, Macdonald and Ounis, ECIR 2022"

_UNFOUND = "unfound"


class RankingMetric(Metric):
    """A measure of ir-measures over the ranking of passages, pages or papers; a missing result scores 0."""

    family: Family = "retrieval"
    level: Literal["passage", "page", "paper"]

    @property
    @abstractmethod
    def measure(self) -> Any:
        """The measure, such as `ir_measures.RR @ 10`."""

    def score(self, cases: Sequence[Case]) -> list[Score | None]:
        """One score a case, in order; None where the case has no evidence at this level."""
        import ir_measures

        judged: dict[str, dict[str, int]] = {}
        runs: dict[str, dict[str, int]] = {}
        for number, case in enumerate(cases):
            if not case.has_evidence:
                continue
            ranking, relevant = self._ranked(case)
            if relevant:
                judged[str(number)] = dict.fromkeys(relevant, 1)
                runs[str(number)] = {name: len(ranking) - rank for rank, name in enumerate(ranking)}
        found = {row.query_id: row.value for row in ir_measures.iter_calc([self.measure], judged, runs)}
        return [
            Score(found.get(str(number), 0.0)) if str(number) in judged else None
            for number in range(len(cases))
        ]

    def _ranked(self, case: Case) -> tuple[list[str], list[str]]:
        """Names in the order found, and the names that are relevant."""
        if self.level == "passage":
            names = [f"passage-{rank}" for rank in range(len(case.passages))]
            # Relevant passages cannot be listed beforehand: any stretch of text can be one. A name that is
            # never found keeps the question in the mean when none of the passages is relevant.
            return names, [name for name, good in zip(names, case.relevant, strict=True) if good] or [
                _UNFOUND
            ]
        if self.level == "page":
            gold = case.gold.pages(case.papers)
            return _first_of_each(_pages(case)), [_page_name(*page) for page in sorted(gold)]
        return _first_of_each(hit.paper for hit in case.passages), sorted(case.gold.spans)


def _pages(case: Case) -> Iterable[str]:
    for hit in case.passages:
        paper = case.papers.papers.get(hit.paper)
        for page in paper.pages if paper else ():
            if max(page.char_start, hit.char_start) < min(page.char_end, hit.char_end):
                yield _page_name(hit.paper, page.number)


def _page_name(paper: str, page: int) -> str:
    return f"{paper}#page-{page}"


def _first_of_each(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
