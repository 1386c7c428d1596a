"""page_mrr@10: how high the first page with evidence stands."""

from typing import Any

from scrutiny_rag.evaluation.metrics.ranking import IR_MEASURES, RankingMetric


class PageReciprocalRank(RankingMetric):
    """1 / rank of the first of ten pages that holds evidence."""

    name = "page_mrr@10"
    label = "Mean reciprocal rank, pages"
    definition = (
        "Pages in the order in which the passages first touch them: 1 / rank of the first of ten that holds "
        "evidence; 0 if none does. Only questions whose evidence is in a paper with pages."
    )
    source = f"Voorhees, TREC-8 question answering track, 1999. {IR_MEASURES}."
    level = "page"

    @property
    def measure(self) -> Any:
        """RR@10."""
        import ir_measures

        return ir_measures.RR @ 10
