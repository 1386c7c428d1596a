"""right: whether everything asked for was said, or silence kept where the papers are silent."""

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerAnswer, Score
from scrutiny_rag.evaluation.metrics.citation_hit import citations_on_evidence
from scrutiny_rag.evaluation.metrics.fact_recall import states


class Right(PerAnswer):
    """1 when every fact is stated, or when a question that the papers do not answer is refused."""

    name = "right"
    label = "Right"
    definition = (
        "1 when the answer states every fact, or, where the papers do not answer, when that is said; else 0. Over the "
        "questions with facts and those without an answer; one that failed or has no result is not right."
    )
    source = (
        "Accuracy over questions with and without an answer: SQuAD 2.0, Rajpurkar, Jia and Liang, ACL 2018; an answer "
        "is right when it holds all its nuggets (Voorhees, TREC 2003 question answering track)."
    )
    family = "answers"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """1 or 0, or None where the system does not answer or the answer has no facts to look for."""
        if case.outcome is None or not case.outcome.answers:
            return None
        if case.question.answerable and not case.question.facts:
            return None
        return Score(float(is_right(case)))

    def missing(self, case: Case) -> Score | None:
        """Not right."""
        return Score(0.0)


def is_right(case: Case) -> bool:
    """Whether the outcome is wholly right; one that failed or is missing is not."""
    question, outcome = case.question, case.outcome
    if outcome is None or not outcome.answers or outcome.status == "error":
        return False
    if not question.answerable:
        return outcome.refused
    if outcome.refused:
        return False
    if question.facts:
        return all(states(outcome.text, fact) for fact in question.facts)
    return any(citations_on_evidence(case))
