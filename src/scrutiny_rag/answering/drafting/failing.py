"""What a language model's draft ends in where it gives nothing."""

from __future__ import annotations

from scrutiny_rag.errors import ScrutinyError


class DraftingFailed(ScrutinyError):
    """The model gave nothing that can be shown; the message is one sentence for people."""
