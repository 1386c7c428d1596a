"""page_recall@5: share of the pages with evidence that are among the first five."""

from typing import Any

from scrutiny_rag.evaluation.metrics.ranking import IR_MEASURES, RankingMetric


class PageRecall(RankingMetric):
    """Share of the evidence's pages among the first five pages found."""

    name = "page_recall@5"
    label = "Evidence pages in the first 5"
    definition = (
        "Pages in the order in which the passages first touch them: share of the pages with evidence that "
        "are among the first five. Only questions whose evidence is in a paper with pages."
    )
    source = f"Recall at k, as in trec_eval. {IR_MEASURES}."
    level = "page"

    @property
    def measure(self) -> Any:
        """R@5."""
        import ir_measures

        return ir_measures.R @ 5
