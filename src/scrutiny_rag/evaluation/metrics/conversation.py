"""conversation_right: whether a conversation goes right from its first turn to its last."""

from collections.abc import Sequence

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import Metric, Score
from scrutiny_rag.evaluation.metrics.right import is_right


class ConversationRight(Metric):
    """1 when every turn of a conversation that was scored is right."""

    name = "conversation_right"
    label = "Conversations right throughout"
    definition = (
        "1 when every turn that was asked and scored is right, else 0; scored at the conversation's last turn. "
        "A turn is right when all its facts are stated, when a citation is on its evidence where it has no "
        "facts, or when it is refused where the papers do not answer. Figures by type show each turn alone."
    )
    source = "Joint accuracy of a dialogue's turns: Budzianowski and others, MultiWOZ, EMNLP 2018."
    family = "answers"
    headline = True

    def score(self, cases: Sequence[Case]) -> list[Score | None]:
        """1 or 0 for the last turn of each conversation; None for all else, and where the system does not answer."""
        talks: dict[str, list[int]] = {}
        for place, case in enumerate(cases):
            if case.question.conversation is not None and case.question.scored:
                talks.setdefault(case.question.conversation, []).append(place)
        scores: list[Score | None] = [None] * len(cases)
        for places in talks.values():
            outcomes = [cases[place].outcome for place in places]
            if any(outcome is not None and outcome.answers for outcome in outcomes):
                scores[places[-1]] = Score(float(all(is_right(cases[place]) for place in places)))
        return scores
