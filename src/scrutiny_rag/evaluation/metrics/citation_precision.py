"""citation_precision: how many of an answer's citations are on the evidence."""

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score
from scrutiny_rag.evaluation.metrics.citation_hit import citations_on_evidence


class CitationPrecision(PerCase):
    """Share of an answer's citations that overlap the evidence."""

    name = "citation_precision"
    label = "Citations on the evidence"
    definition = (
        "Share of an answer's citations that overlap the evidence, over answers with citations to "
        "questions that the papers answer. Sets list one place for each fact, so a citation elsewhere may "
        "still be sound."
    )
    source = "Citation precision: Gao and others, Enabling LLMs to generate text with citations, EMNLP 2023."
    family = "answers"

    def score_case(self, case: Case) -> Score | None:
        """The share, or None where there are no citations or no evidence."""
        on_evidence = citations_on_evidence(case)
        if not case.has_evidence or not on_evidence:
            return None
        return Score(sum(on_evidence) / len(on_evidence))
