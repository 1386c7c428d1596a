"""Questions that lean on the turns before them."""

from scrutiny_rag.answering.conversation.resolve import UNDERSTOOD_AS, Resolved, resolve

__all__ = ["UNDERSTOOD_AS", "Resolved", "resolve"]
