"""Is this claim in that text? `check` says, and its `Verdict` says why."""

from scrutiny_rag.answering.checking.grounding import Entails, Similar, Verdict, check

__all__ = ["Entails", "Similar", "Verdict", "check"]
