"""How near two words are in meaning: "risen" and "increase" share no letters, and say the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

_KEPT = 50_000
_NOTHING = 0.35
"""Cosine at which two words have nothing to do with each other, for MiniLM's vectors of single words."""
_SAME = 0.85
"""Cosine from which they count as the same."""

Embed = Callable[[list[str]], list[list[float]]]


class WordNearness:
    """Nearness of words by the embedding model's vectors of single words, kept in a bounded cache."""

    def __init__(self, embed: Embed) -> None:
        """`embed` gives unit vectors of texts, one a text."""
        self._embed = embed
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def nearest(self, wanted: Iterable[str], held: Iterable[str]) -> dict[str, float]:
        """For each wanted word, how near the nearest held word is: 0 nothing to do with it, 1 the same."""
        wanted, held = sorted(set(wanted)), sorted(set(held))
        if not wanted:
            return {}
        if not held:
            return dict.fromkeys(wanted, 0.0)
        with self._lock:
            self._learn([*wanted, *held])
            cosines = (
                np.stack([self._vectors[w] for w in wanted]) @ np.stack([self._vectors[w] for w in held]).T
            )
            while len(self._vectors) > _KEPT:
                self._vectors.popitem(last=False)
        scaled = np.clip((cosines.max(axis=1) - _NOTHING) / (_SAME - _NOTHING), 0.0, 1.0)
        return {word: float(value) for word, value in zip(wanted, scaled, strict=True)}

    def _learn(self, words: list[str]) -> None:
        unknown = [word for word in words if word not in self._vectors]
        if unknown:
            for word, vector in zip(unknown, self._embed(unknown), strict=True):
                self._vectors[word] = np.asarray(vector, dtype=np.float32)
