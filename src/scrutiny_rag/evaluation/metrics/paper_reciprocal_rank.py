"""paper_mrr@10: how high the first right paper stands."""

from typing import Any

from scrutiny_rag.evaluation.metrics.ranking import IR_MEASURES, RankingMetric


class PaperReciprocalRank(RankingMetric):
    """1 / rank of the first of ten papers that holds evidence."""

    name = "paper_mrr@10"
    label = "Mean reciprocal rank, papers"
    definition = (
        "Papers in the order in which a passage of each is first found: 1 / rank of the first of ten that "
        "holds evidence; 0 if none does."
    )
    source = f"Voorhees, TREC-8 question answering track, 1999. {IR_MEASURES}."
    level = "paper"

    @property
    def measure(self) -> Any:
        """RR@10."""
        import ir_measures

        return ir_measures.RR @ 10
