"""refusal_precision: how often "not in these papers" is right."""

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score


class RefusalPrecision(PerCase):
    """Share of refusals that are right."""

    name = "refusal_precision"
    label = "Refusals that are right"
    definition = (
        'Of the questions answered with "not in these papers", the share that the papers do not answer.'
    )
    source = "SQuAD 2.0: Rajpurkar, Jia and Liang, ACL 2018; precision of the class without an answer."
    family = "answers"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """1 or 0 for a refusal, None where the question was not refused."""
        if case.outcome is None or not case.outcome.refused:
            return None
        return Score(float(not case.question.answerable))
