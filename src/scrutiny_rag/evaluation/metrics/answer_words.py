"""answer_words: how long the answers are."""

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score


class AnswerWords(PerCase):
    """Median number of words of the answers given to questions with facts."""

    name = "answer_words"
    label = "Answer length"
    definition = (
        "Median number of words of the answers given, over the questions with facts; refusals and failures "
        "left out. Read it beside the facts stated: a long enough answer states everything."
    )
    source = "Counted."
    family = "answers"
    better = "lower"
    unit = "words"
    summary = "median"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """Words of the answer, or None where there is none."""
        outcome = case.outcome
        if outcome is None or outcome.status not in {"answered", "partial"}:
            return None
        if not case.question.answerable or not case.question.facts:
            return None
        return Score(float(len(outcome.text.split())))
