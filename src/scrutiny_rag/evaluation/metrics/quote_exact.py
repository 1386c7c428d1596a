"""quote_exact: whether citations quote the paper's own words."""

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score


class QuoteExact(PerCase):
    """Share of citations whose quote is the paper's text at the citation's offsets, to the character."""

    name = "quote_exact"
    label = "Exact quotes"
    definition = (
        "Share of all citations of all answers whose quote is, to the character, the paper's text at the "
        "offsets given. Each citation counts once."
    )
    source = "Counted."
    family = "answers"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """The share, weighing the number of citations; None without citations."""
        citations = case.outcome.citations if case.outcome else ()
        if not citations:
            return None
        exact = sum(
            bool(citation.quote)
            and case.papers.text(citation.paper)[citation.char_start : citation.char_end] == citation.quote
            for citation in citations
        )
        return Score(exact / len(citations), float(len(citations)))
