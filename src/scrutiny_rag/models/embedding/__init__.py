"""Embedding models behind LlamaIndex's BaseEmbedding."""

from scrutiny_rag.models.embedding.base import PassageEmbedding

__all__ = ["PassageEmbedding"]
