"""A language model drafts the answer from numbered extracts; what the papers bear out of it is shown."""

from scrutiny_rag.answering.drafting.joint import Drafting, DraftingFailed

__all__ = ["Drafting", "DraftingFailed"]
