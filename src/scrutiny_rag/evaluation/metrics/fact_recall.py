"""fact_recall: share of the facts that the answer states."""

import re
from collections.abc import Sequence

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerAnswer, Score

_QUOTE_MARKS = str.maketrans({"’": "'", "‘": "'"})


class FactRecall(PerAnswer):
    """Share of the question's facts of which one wording stands in the answer."""

    name = "fact_recall"
    label = "Facts stated"
    definition = (
        "Share of the question's facts of which one wording stands in the answer's text, from the start of "
        "a word on, whatever the case and white space; a number ends where its digits end. A refusal states "
        "none; a question that failed or has no result states none."
    )
    source = "Nugget recall: Voorhees, TREC 2003 question answering track."
    family = "answers"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """The share, or None where the system does not answer or the question has no facts."""
        question, outcome = case.question, case.outcome
        if outcome is None or not outcome.answers or not question.answerable or not question.facts:
            return None
        if outcome.refused:
            return Score(0.0)
        stated = [states(outcome.text, wordings) for wordings in question.facts]
        return Score(sum(stated) / len(stated))

    def missing(self, case: Case) -> Score | None:
        """None of the facts."""
        return Score(0.0) if case.question.answerable and case.question.facts else None


def states(text: str, wordings: Sequence[str]) -> bool:
    """Whether one of `wordings` stands in `text`, starting where a word starts.

    A wording from a digit to a digit stands as a number of its own: "11" is neither in "110" nor in "11.5" or "3.11".
    """
    folded = _fold(text)
    return any(re.search(_pattern(_fold(wording)), folded) for wording in wordings)


def _pattern(wording: str) -> str:
    if wording[:1].isdigit() and wording[-1:].isdigit():
        return rf"(?<![\w.,]){re.escape(wording)}(?!\d|[.,]\d)"
    return rf"(?<!\w){re.escape(wording)}"


def _fold(text: str) -> str:
    return " ".join(text.split()).lower().translate(_QUOTE_MARKS)
