"""A language model drafts the answer from numbered extracts; what the papers bear out of it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_rag.answering.drafting.failing import DraftingFailed
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.settings import Settings

if TYPE_CHECKING:
    from scrutiny_rag.answering.drafting.joint import Drafting

__all__ = ["DraftingFailed", "open_drafting"]


def open_drafting(retriever: HybridRetriever, settings: Settings) -> Drafting | None:
    """The way to the configured language model; None where none is configured."""
    if not settings.llm_base_url and settings.llm_gguf is None:
        return None
    # Late: a model server's client takes a second to import, and most questions ask none.
    from scrutiny_rag.answering.drafting.joint import Drafting

    return Drafting(retriever, settings)
