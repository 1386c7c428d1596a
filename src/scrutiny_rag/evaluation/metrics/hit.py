"""hit@5: whether one of the first five passages is relevant."""

from typing import Any

from scrutiny_rag.evaluation.metrics.ranking import IR_MEASURES, RankingMetric


class Hit(RankingMetric):
    """1 when one of the first five passages is relevant."""

    name = "hit@5"
    label = "A relevant passage in the first 5"
    definition = "1 when at least one of the first five passages is relevant (as in mrr@10), else 0."
    source = f"Success@k: Craswell and Hawking, TREC 2004 web track. {IR_MEASURES}."
    level = "passage"
    headline = True

    @property
    def measure(self) -> Any:
        """Success@5."""
        import ir_measures

        return ir_measures.Success @ 5
