"""The systems to beat: what LlamaIndex gives out of the box, and BM25."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from llama_index.core import VectorStoreIndex
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import BaseNode

from scrutiny_rag.evaluation.provenance import embedding_weights, file_sha256
from scrutiny_rag.evaluation.systems.splits import SplitSystem
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.settings import Settings


class LlamaIndexDefault(SplitSystem):
    """Splits of 1,024 tokens, found by their vectors."""

    name = "llamaindex-default"
    description = "LlamaIndex as it comes: splits of 1,024 tokens, dense search."
    split_tokens = 1024

    def load(self) -> None:
        """Loads the embedding model."""
        self._embedding.get_query_embedding("warm-up")

    def retriever(self, nodes: Sequence[BaseNode], top_k: int) -> BaseRetriever:
        """Dense search."""
        return self._index(nodes).as_retriever(similarity_top_k=top_k)

    def _index(self, nodes: Sequence[BaseNode]) -> VectorStoreIndex:
        if self._vectors is None:
            self._vectors = VectorStoreIndex(list(nodes), embed_model=self._embedding)
        return self._vectors

    _vectors: VectorStoreIndex | None = None

    @cached_property
    def _embedding(self) -> BaseEmbedding:
        # The product's class on purpose: the same vectors as LlamaIndex's own class for such models makes of
        # them, in less time, so that what is compared is how papers are split and searched.
        return PassageEmbedding.open(self.place.settings)

    def configuration(self) -> dict[str, str]:
        """The splitter's settings and the embedding model."""
        return super().configuration() | embedding_configuration(self.place.settings)


class Bm25(SplitSystem):
    """Splits of 256 tokens, found by their words."""

    name = "bm25"
    description = "Splits of 256 tokens, BM25 (LlamaIndex's BM25Retriever)."
    split_tokens = 256

    def retriever(self, nodes: Sequence[BaseNode], top_k: int) -> BaseRetriever:
        """BM25 search with English stemming and stop words."""
        from llama_index.retrievers.bm25 import BM25Retriever

        return BM25Retriever.from_defaults(nodes=list(nodes), similarity_top_k=top_k)


class LlamaIndexHybrid(LlamaIndexDefault):
    """Splits of 256 tokens, found by vectors and by words, fused by reciprocal rank."""

    name = "llamaindex-hybrid"
    description = (
        "Splits of 256 tokens; dense and BM25 search fused by reciprocal rank (LlamaIndex's fusion)."
    )
    split_tokens = 256

    def retriever(self, nodes: Sequence[BaseNode], top_k: int) -> BaseRetriever:
        """Dense and BM25 search, fused."""
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
        from llama_index.retrievers.bm25 import BM25Retriever

        return QueryFusionRetriever(
            [
                self._index(nodes).as_retriever(similarity_top_k=top_k),
                BM25Retriever.from_defaults(nodes=list(nodes), similarity_top_k=top_k),
            ],
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=top_k,
            num_queries=1,
            use_async=False,
            llm=MockLLM(),  # Never called; without it LlamaIndex looks for a client of a network service.
        )


def embedding_configuration(settings: Settings) -> dict[str, str]:
    """Name and hash of the embedding model."""
    weights = embedding_weights(settings)
    digest = file_sha256(weights) if weights is not None else "unknown"
    return {"embedding": settings.embedding_model, "embedding sha256": digest}
