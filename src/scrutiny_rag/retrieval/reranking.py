"""A cross-encoder that reads question and passage together, as a LlamaIndex postprocessor."""

from __future__ import annotations

from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle

from scrutiny_rag.models.cross_encoder import CrossEncoder, open_cross_encoder
from scrutiny_rag.settings import Settings


class CrossEncoderReranker(BaseNodePostprocessor):
    """Puts the best nodes in the order of a cross-encoder.

    The encoder decides the order, the scores stay: the n-th node gets the n-th of the scores that the nodes came
    with, so that what follows can go on comparing them.
    """

    top_n: int = Field(
        20, ge=1, description="How many of the first nodes are re-ranked; the rest stay behind."
    )
    _encoder: CrossEncoder = PrivateAttr()

    def __init__(self, encoder: CrossEncoder, top_n: int = 20) -> None:
        super().__init__(top_n=top_n)  # type: ignore[call-arg]  # pydantic's fields
        self._encoder = encoder

    @property
    def encoder(self) -> CrossEncoder:
        """The model that reads."""
        return self._encoder

    @classmethod
    def class_name(cls) -> str:
        """The name by which LlamaIndex serialises it."""
        return "CrossEncoderReranker"

    @classmethod
    def open(cls, settings: Settings) -> CrossEncoderReranker | None:
        """The settings' cross-encoder; None where it is off. Raises SettingsError where it cannot be had."""
        encoder = open_cross_encoder(settings)
        return None if encoder is None else cls(encoder, settings.cross_encoder_passages)

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None or len(nodes) < 2:
            return nodes
        first, rest = nodes[: self.top_n], nodes[self.top_n :]
        texts = [each.node.get_content(MetadataMode.NONE) for each in first]
        judged = self._encoder.score(query_bundle.query_str, texts)
        order = sorted(range(len(first)), key=lambda at: -float(judged[at]))
        scores = sorted((each.score or 0.0 for each in first), reverse=True)
        ranked = [
            NodeWithScore(node=first[at].node, score=score) for at, score in zip(order, scores, strict=True)
        ]
        return [*ranked, *rest]
