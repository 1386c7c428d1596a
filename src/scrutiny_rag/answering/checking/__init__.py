"""Is this claim in that text? `check` says, and its `Verdict` says how sure and why."""

from scrutiny_rag.answering.checking.grounding import Cited, Entails, Judged, Similar, check, check_cited
from scrutiny_rag.answering.checking.verdict import Outcome, Verdict

__all__ = ["Cited", "Entails", "Judged", "Outcome", "Similar", "Verdict", "check", "check_cited"]
