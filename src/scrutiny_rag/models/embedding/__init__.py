"""Embedding models behind LlamaIndex's BaseEmbedding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scrutiny_rag.models.embedding.base import PassageEmbedding

__all__ = ["PassageEmbedding"]


def __getattr__(name: str) -> Any:
    # Late, so that what is known of a model can be looked up without LlamaIndex.
    if name == "PassageEmbedding":
        from scrutiny_rag.models.embedding.base import PassageEmbedding

        return PassageEmbedding
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
