"""misleading: how many of the answers given would lead a reader wrong."""

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score
from scrutiny_rag.evaluation.metrics.fact_recall import states


class Misleading(PerCase):
    """1 for an answer that holds none of the facts, or that answers what the papers do not."""

    name = "misleading"
    label = "Answers that mislead"
    definition = (
        "Of the answers given, which is all but refusals, the share that state none of the facts, or that answer what "
        "the papers do not. A question that failed counts as one, so that failing never looks better than refusing."
    )
    source = (
        "Risk among what is answered: El-Yaniv and Wiener, On the foundations of noise-free selective classification, "
        "JMLR 2010; an answer that states some of the facts is not counted as wrong here."
    )
    family = "answers"
    better = "lower"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """1 or 0, or None for a refusal, for a system that does not answer, and without facts to look for."""
        question, outcome = case.question, case.outcome
        if outcome is None or not outcome.answers or outcome.refused:
            return None
        if not question.answerable:
            return Score(1.0)
        if not question.facts:
            return None
        return Score(float(not any(states(outcome.text, fact) for fact in question.facts)))
