"""How near words and sentences are in meaning: "risen" and "increase" share no letters, and say the same."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.english.wording import alike, stem
from scrutiny_rag.store.analysis import STOP_WORDS, words

_KEPT = 30_000
"""Vectors kept, of words and sentences: 46 MB of 384 numbers each."""
_NOTHING = 0.35
"""Cosine at which two words have nothing to do with each other, for MiniLM's vectors of single words."""
_SAME = 0.85
"""Cosine from which they count as the same."""
_AT_ONCE = 500
"""Words learnt at a time in a warm-up."""
_LEARNING = 0.8
"""Share of a warm-up that is for learning words; the rest is for reading texts to count them."""
_LISTED = 0.9
"""What a word counts that is listed as one that stands for the other."""

Embed = Callable[[list[str]], list[list[float]]]


class Nearness:
    """Nearness by the embedding model's vectors, kept in a bounded cache: papers say the same words again and again."""

    def __init__(self, embed: Embed) -> None:
        """`embed` gives unit vectors of texts, one a text."""
        self._embed = embed
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (texts, dimensions)."""
        with self._lock:
            self._learn(texts)
            found = np.stack([self._vectors[text] for text in texts])
            for text in texts:
                self._vectors.move_to_end(text)
            while len(self._vectors) > _KEPT:
                self._vectors.popitem(last=False)
            return found

    def learn(self, texts: Iterable[str]) -> None:
        """Embed what is not kept yet, in one call of the model."""
        with self._lock:
            self._learn(sorted(texts))

    def _learn(self, texts: Sequence[str]) -> None:
        unknown = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if unknown:
            for text, vector in zip(unknown, self._embed(unknown), strict=True):
                self._vectors[text] = np.asarray(vector, dtype=np.float32)

    def warm_up(self, texts: Iterable[str], seconds: float) -> None:
        """Learn the words of `texts`, the commonest first, for about `seconds` at most."""
        end = time.monotonic() + seconds
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(word.lower() for word in words(text))
            if time.monotonic() > end - seconds * _LEARNING:
                break
        common = [word for word, _ in counts.most_common(_KEPT // 2) if word not in STOP_WORDS]
        for at in range(0, len(common), _AT_ONCE):
            if time.monotonic() > end:
                break
            self.learn(common[at : at + _AT_ONCE])

    def nearest(self, wanted: Iterable[str], held: Iterable[str]) -> dict[str, float]:
        """For each wanted word, how near the nearest held word is: 0 nothing to do with it, 1 the same."""
        wanted, held = sorted(set(wanted)), sorted(set(held))
        if not wanted:
            return {}
        if not held:
            return dict.fromkeys(wanted, 0.0)
        vectors = self.vectors([*wanted, *held])
        cosines = vectors[: len(wanted)] @ vectors[len(wanted) :].T
        scaled = np.clip((cosines.max(axis=1) - _NOTHING) / (_SAME - _NOTHING), 0.0, 1.0)
        return {word: float(value) for word, value in zip(wanted, scaled, strict=True)}

    def nearest_or_listed(self, wanted: Iterable[str], held: Iterable[str]) -> dict[str, float]:
        """As `nearest`, where a word listed as one that stands for the wanted one counts too."""
        held = set(held)
        near = self.nearest(wanted, held)
        stems = {stem(word) for word in held}
        for word in near:
            if any(alike(stem(word), other) for other in stems):
                near[word] = max(near[word], _LISTED)
        return near
