"""One question and what came of it: what a visitor's page remembers of a conversation."""

from __future__ import annotations

from dataclasses import dataclass, field

from scrutiny_rag.answering.answer import Answer
from scrutiny_rag.retrieval.filters import Filters

MAX_QUESTION = 2000
"""Characters; more is a pasted document, not a question."""


@dataclass(slots=True)
class Exchange:
    """A question with its filters, and its answer once there is one."""

    question: str
    filters: Filters = field(default_factory=Filters)
    answer: Answer | None = None
    """None until the first part has come, and where the question failed."""
    done: bool = False
    error: str | None = None
    """One sentence for people; the answer, if any, is then what had come before."""
    verdict: str | None = None
    """What its reader thought of it, once said."""
