"""refusal_recall: how many of the questions that the papers do not answer are refused."""

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score


class RefusalRecall(PerCase):
    """Share of unanswerable questions that are refused."""

    name = "refusal_recall"
    label = "Unanswerable questions refused"
    definition = (
        'Of the questions that the papers do not answer, the share answered with "not in these papers".'
    )
    source = "SQuAD 2.0: Rajpurkar, Jia and Liang, ACL 2018; recall of the class without an answer."
    family = "answers"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """1 or 0 for an unanswerable question, None for others and for systems that do not answer."""
        if case.outcome is None or not case.outcome.answers or case.question.answerable:
            return None
        return Score(float(case.outcome.refused))
