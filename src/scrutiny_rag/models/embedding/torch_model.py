"""A sentence-transformers model in torch, in the number format that suits the processor."""

from __future__ import annotations

from typing import cast

import torch
from sentence_transformers import SentenceTransformer
from torch.nn.functional import normalize
from transformers.utils import logging as transformers_logging

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.models.embedding.attention import use_short_attention
from scrutiny_rag.models.embedding.known import MINILM
from scrutiny_rag.models.embedding.linear import pack_linear_layers
from scrutiny_rag.settings import Settings


def computes_in_bfloat16() -> bool:
    """True where this processor has bfloat16 arithmetic (AVX512-BF16 or AMX); elsewhere float32 is faster."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


class TorchModel:
    """A loaded model."""

    def __init__(self, settings: Settings) -> None:
        """Load the model that the settings name. Raises SettingsError where it cannot be loaded."""
        name = settings.embedding_model
        folder = str(MINILM.file().parent) if name == MINILM.name else name
        low = settings.embedding_precision == "bfloat16" or (
            settings.embedding_precision == "auto" and computes_in_bfloat16()
        )
        # Loading takes a second; the bar would only be noise.
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self.model = SentenceTransformer(
                folder, device="cpu", model_kwargs={"dtype": torch.bfloat16 if low else torch.float32}
            )
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"The embedding model {name!r} cannot be loaded ({type(error).__name__}): set "
                "SCRUTINY_RAG_EMBEDDING_MODEL to a sentence-transformers folder or name."
            ) from error
        if low:
            use_short_attention(self.model)
            pack_linear_layers(self.model)

    @property
    def dimensions(self) -> int:
        """Length of the vectors."""
        return int(self.model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        """Most tokens the model reads, its own marks included."""
        return int(self.model.max_seq_length or 512)

    @property
    def question_prefix(self) -> str:
        """What the model's own configuration puts before a question; empty for most."""
        return str((self.model.prompts or {}).get("query") or "")

    @staticmethod
    def use_cores(count: int) -> None:
        """Have the calling thread compute with so many cores."""
        torch.set_num_threads(count)

    def encode(self, texts: list[str], padded_to: int) -> list[list[float]]:
        """Unit vectors of texts that are read at once, their tokens padded to a multiple of `padded_to`."""
        found = self.model.encode(
            texts,
            batch_size=len(texts),
            show_progress_bar=False,
            convert_to_tensor=True,
            processing_kwargs={"text": {"pad_to_multiple_of": padded_to}},
        )
        # What the model itself made of length one is so to three digits alone in bfloat16.
        return cast("list[list[float]]", normalize(found.float(), dim=1).tolist())
