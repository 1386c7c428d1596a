"""all-MiniLM-L6-v2 in numpy, for a question and a few sentences: torch and its libraries take seconds to load.

BERT (Devlin et al., 2018) as transformers computes it in float32: embeddings, six layers of attention and of a feed-
forward network, each added to what it read and normalised; then the mean over the tokens, at length one.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from scrutiny_rag.models.embedding.tokens import Tokens

_HEADS = 12
_EPSILON = np.float32(1e-12)
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)
"""Abramowitz and Stegun 7.1.26: the error function to seven digits."""

Values = NDArray[np.float32]


class BriefModel:
    """Unit vectors of a few texts by the packaged model; threads may share one."""

    def __init__(self, weights: Path, tokens: Tokens) -> None:
        """`weights` is the packaged model.safetensors."""
        self._weights: dict[str, Values] = load_file(weights)
        self._tokens = tokens

    def embed(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors, one a text, in order."""
        return [self._vector(ids).tolist() for ids in self._tokens.ids(texts)]

    def _vector(self, ids: NDArray[np.int64]) -> Values:
        of = "embeddings."
        values = self._weights[f"{of}word_embeddings.weight"][ids]
        values = values + self._weights[f"{of}position_embeddings.weight"][: len(ids)]
        values = values + self._weights[f"{of}token_type_embeddings.weight"][0]
        values = self._normed(values, f"{of}LayerNorm")
        layer = 0
        while f"encoder.layer.{layer}.output.dense.weight" in self._weights:
            values = self._layer(values, f"encoder.layer.{layer}.")
            layer += 1
        mean = values.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    def _layer(self, values: Values, of: str) -> Values:
        query, key, value = (
            self._linear(values, f"{of}attention.self.{part}").reshape(len(values), _HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / np.float32(query.shape[2] ** 0.5)
        shares = np.exp(scores - scores.max(axis=2, keepdims=True))
        shares /= shares.sum(axis=2, keepdims=True)
        mixed = (shares @ value).swapaxes(0, 1).reshape(values.shape)
        values = self._normed(
            values + self._linear(mixed, f"{of}attention.output.dense"), f"{of}attention.output.LayerNorm"
        )
        wide = _gelu(self._linear(values, f"{of}intermediate.dense"))
        return self._normed(values + self._linear(wide, f"{of}output.dense"), f"{of}output.LayerNorm")

    def _linear(self, values: Values, of: str) -> Values:
        made: Values = values @ self._weights[f"{of}.weight"].T + self._weights[f"{of}.bias"]
        return made

    def _normed(self, values: Values, of: str) -> Values:
        centred = values - values.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + _EPSILON)
        made: Values = centred / spread * self._weights[f"{of}.weight"] + self._weights[f"{of}.bias"]
        return made


def _gelu(values: Values) -> Values:
    scaled = np.abs(values) * np.float32(0.5**0.5)
    near = 1 / (1 + np.float32(0.3275911) * scaled)
    total = np.zeros_like(values)
    for factor in reversed(_ERF):
        total = np.asarray((total + np.float32(factor)) * near, dtype=np.float32)
    erf = np.sign(values) * (1 - total * np.exp(-scaled * scaled))
    return np.asarray(values * (1 + erf) / 2, dtype=np.float32)
