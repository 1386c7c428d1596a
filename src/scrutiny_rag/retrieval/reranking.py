"""A cross-encoder that reads question and passage together, as a LlamaIndex postprocessor. Off by default."""

from __future__ import annotations

from typing import Any

from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle

from scrutiny_rag.settings import Settings, SettingsError


class CrossEncoderReranker(BaseNodePostprocessor):
    """Puts the best nodes in the order of a sentence-transformers CrossEncoder.

    The encoder decides the order, the scores stay: the n-th node gets the n-th of the scores that the nodes came
    with, so that what follows can go on comparing them.
    """

    model: str = Field(description="A sentence-transformers CrossEncoder name or folder.")
    top_n: int = Field(
        40, ge=1, description="How many of the first nodes are re-ranked; the rest stay behind."
    )
    _encoder: Any = PrivateAttr()

    def __init__(self, model: str, top_n: int = 40) -> None:
        """Load the model. Raises SettingsError where it cannot be had."""
        super().__init__(model=model, top_n=top_n)  # type: ignore[call-arg]  # pydantic's fields
        from sentence_transformers import CrossEncoder

        try:
            self._encoder = CrossEncoder(model, device="cpu")
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise SettingsError(
                f"The cross-encoder {model!r} cannot be loaded: set SCRUTINY_RAG_CROSS_ENCODER to the folder of a "
                "sentence-transformers CrossEncoder, or to a name that was downloaded before, or unset it."
            ) from error
        if self._encoder.config.num_labels != 1:
            raise SettingsError(
                f"The model {model!r} gives {self._encoder.config.num_labels} scores a pair, not one: set "
                "SCRUTINY_RAG_CROSS_ENCODER to a CrossEncoder that ranks."
            )

    @classmethod
    def class_name(cls) -> str:
        """The name by which LlamaIndex serialises it."""
        return "CrossEncoderReranker"

    @classmethod
    def open(cls, settings: Settings) -> CrossEncoderReranker | None:
        """The settings' cross-encoder; None where none is set. Raises SettingsError where it cannot be had."""
        if settings.cross_encoder is None:
            return None
        return cls(settings.cross_encoder, settings.cross_encoder_passages)

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None or len(nodes) < 2:
            return nodes
        first, rest = nodes[: self.top_n], nodes[self.top_n :]
        pairs = [(query_bundle.query_str, each.node.get_content(MetadataMode.NONE)) for each in first]
        judged = self._encoder.predict(pairs, show_progress_bar=False, convert_to_numpy=True)
        order = sorted(range(len(first)), key=lambda at: -float(judged[at]))
        scores = sorted((each.score or 0.0 for each in first), reverse=True)
        ranked = [
            NodeWithScore(node=first[at].node, score=score) for at, score in zip(order, scores, strict=True)
        ]
        return [*ranked, *rest]
