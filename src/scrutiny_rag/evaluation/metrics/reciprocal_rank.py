"""mrr@10: how high the first relevant passage stands."""

from typing import Any

from scrutiny_rag.evaluation.metrics.ranking import IR_MEASURES, RankingMetric


class ReciprocalRank(RankingMetric):
    """1 / rank of the first relevant passage of ten."""

    name = "mrr@10"
    label = "Mean reciprocal rank, passages"
    definition = (
        "1 / rank of the first relevant passage among the first ten; 0 if none is. A passage is relevant "
        "when it holds 0.8 of an evidence quote, or, with evidence spans, when half its characters or more "
        "lie in them."
    )
    source = f"Voorhees, TREC-8 question answering track, 1999. {IR_MEASURES}."
    level = "passage"
    headline = True

    @property
    def measure(self) -> Any:
        """RR@10."""
        import ir_measures

        return ir_measures.RR @ 10
