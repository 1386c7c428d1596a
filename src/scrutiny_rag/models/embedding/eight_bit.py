"""bge-small in eight bits, run by onnxruntime: no torch to ask a question, and none to ingest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import PrivateAttr

from scrutiny_rag.models.embedding.base import PassageEmbedding, Vectors
from scrutiny_rag.models.embedding.known import BGE_SMALL
from scrutiny_rag.models.embedding.tokens import Tokens
from scrutiny_rag.settings import Settings

_AT_ONCE = 8
"""Texts that a thread takes from the queue together."""


class EightBitEmbedding(PassageEmbedding):
    """Unit vectors by the packaged bge-small-en-v1.5.

    Its numbers are scaled to eight bits over all that one call of the model reads. So each text is read by itself: its
    vector depends on nothing but its words, nothing is padded, and the scale is its own.
    """

    _session: Any = PrivateAttr()
    _tokens: Tokens = PrivateAttr()

    def __init__(self, settings: Settings) -> None:
        """Load the model. Raises SettingsError where its files are missing or damaged."""
        model = BGE_SMALL
        super().__init__(settings, model.question_prefix)
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        from onnxruntime import InferenceSession, SessionOptions

        weights = model.file()
        self._tokens = Tokens(weights.with_name("tokenizer.json"), model.max_tokens)
        options = SessionOptions()
        options.intra_op_num_threads = 1  # each core reads a text of its own
        options.log_severity_level = 3
        self._session = InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])

    @property
    def dimensions(self) -> int:
        """Length of the vectors."""
        return BGE_SMALL.dimensions

    @property
    def max_tokens(self) -> int:
        """Most tokens the model reads, its own marks included; the rest of a text is cut."""
        return BGE_SMALL.max_tokens

    def count_tokens(self, texts: list[str]) -> list[int]:
        """Tokens of each text as the model counts them, without its start and end marks."""
        return self._tokens.count(texts)

    def _batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
        size = max(1, min(_AT_ONCE, self.embed_batch_size, -(-len(order) // self._cores)))
        for at in range(0, len(order), size):
            yield order[at : at + size]

    def _encode(self, texts: list[str]) -> Vectors:
        return [self._vector(ids).tolist() for ids in self._tokens.ids(texts)]

    def _vector(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        row = ids[None, :]
        feed = {
            "input_ids": row,
            "attention_mask": np.ones_like(row),
            "token_type_ids": np.zeros_like(row),
        }
        first: NDArray[np.float32] = self._session.run(None, feed)[0][
            0, 0
        ]  # the model is pooled by its first token
        return first / np.float32(np.linalg.norm(first))
