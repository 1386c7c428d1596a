"""paper_recall@5: share of the papers with evidence that are among the first five."""

from typing import Any

from scrutiny_rag.evaluation.metrics.ranking import IR_MEASURES, RankingMetric


class PaperRecall(RankingMetric):
    """Share of the evidence's papers among the first five papers found."""

    name = "paper_recall@5"
    label = "Evidence papers in the first 5"
    definition = (
        "Papers in the order in which a passage of each is first found: share of the papers with evidence "
        "that are among the first five."
    )
    source = f"Recall at k, as in trec_eval. {IR_MEASURES}."
    level = "paper"

    @property
    def measure(self) -> Any:
        """R@5."""
        import ir_measures

        return ir_measures.R @ 5
