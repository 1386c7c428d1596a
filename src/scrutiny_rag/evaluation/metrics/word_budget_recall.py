"""recall@1500w: how much of the evidence a reader meets in the first 1,500 words."""

from collections.abc import Iterator

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score
from scrutiny_rag.evaluation.spans import WORD, count_words

BUDGET = 1500


class WordBudgetRecall(PerCase):
    """Share of the evidence's words among the first 1,500 words of the passages."""

    name = "recall@1500w"
    label = "Evidence within 1,500 words"
    definition = (
        "Passages are read best first until 1,500 words are spent. Share of the evidence's words (of 1,500 "
        "at most) met on the way. A word shown twice is met once and spent twice. Systems with long and "
        "with short passages are so compared at the same cost of reading."
    )
    source = "Recall at a fixed reading budget; see time-biased gain, Smucker and Clarke, SIGIR 2012."
    family = "retrieval"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """The share, or None where the case has no evidence."""
        if not case.has_evidence:
            return None
        sought = sum(count_words(case.papers.text(paper), spans) for paper, spans in case.gold.spans.items())
        read = {word for _, word in zip(range(BUDGET), _words(case), strict=False)}
        met = sum(
            any(start <= at < end for start, end in case.gold.spans.get(paper, ())) for paper, at in read
        )
        return Score(min(1.0, met / max(1, min(sought, BUDGET))))


def _words(case: Case) -> Iterator[tuple[str, int]]:
    """Each word shown, as paper and offset, in reading order; words shown again come again."""
    for hit in case.passages:
        for word in WORD.finditer(case.papers.text(hit.paper), hit.char_start, hit.char_end):
            yield hit.paper, word.start()
