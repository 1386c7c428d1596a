"""citation_hit: whether the answer points at the evidence."""

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score
from scrutiny_rag.evaluation.spans import overlaps


class CitationHit(PerCase):
    """1 when a citation of the answer overlaps the evidence."""

    name = "citation_hit"
    label = "A citation on the evidence"
    definition = (
        "1 when at least one citation overlaps the evidence, else 0; over questions that the papers answer."
    )
    source = "Citation recall: Gao and others, Enabling LLMs to generate text with citations, EMNLP 2023."
    family = "answers"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """1 or 0, or None where the system does not answer or the case has no evidence."""
        if case.outcome is None or not case.outcome.answers or not case.has_evidence:
            return None
        return Score(float(any(citations_on_evidence(case))))


def citations_on_evidence(case: Case) -> list[bool]:
    """For each citation, whether it overlaps the evidence."""
    citations = case.outcome.citations if case.outcome else ()
    return [
        overlaps(
            (citation.char_start, citation.char_end),
            case.gold.spans.get(case.papers.resolve(citation.paper) or citation.paper, ()),
        )
        for citation in citations
    ]
