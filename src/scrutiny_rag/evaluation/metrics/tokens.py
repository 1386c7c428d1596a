"""tokens: what a language model read and wrote for a question."""

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score


class Tokens(PerCase):
    """Mean tokens a question, read and written together."""

    name = "tokens"
    label = "Tokens a question"
    definition = (
        "Tokens that the language model read and wrote, a question, on average; as the server counts them, "
        "or counted from the texts where it does not say. Systems without a language model have none."
    )
    source = "The server's usage record, through LlamaIndex's instrumentation."
    family = "cost"
    better = "lower"
    unit = "tokens"

    def score_case(self, case: Case) -> Score | None:
        """Tokens, or None where no language model was called."""
        tokens = case.outcome.tokens if case.outcome else None
        return Score(float(tokens.read + tokens.written)) if tokens else None
