"""How likely each found passage bears on the question: a small model over what the search saw of it and around it.

The model is an ensemble of decision trees, trained by `eval/fit_search.py` and kept beside this module in the ONNX
format. It sees scores alone, no words: how well a passage fits, its neighbours, and the best passages of its paper.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.store.ledger import PASSAGE_BITS

MODEL = Path(__file__).with_name("ranking.onnx")
_WIDTHS = (3, 8, 20)
"""Passages to each side within which neighbours count, fading linearly."""
_BEST = (1, 5, 20)
"""Of how many of a paper's best passages the mean tells how well the paper fits."""

Values = NDArray[np.float32]


@dataclass(frozen=True)
class Signals:
    """What one search saw of the passages it found; each array has a value a passage, 0 where nothing was seen."""

    ids: NDArray[np.int64]
    """Of the passages, in order."""
    text: Values
    """How well its words fit, over the best's."""
    around: Values
    """The same with its neighbours' words."""
    dense: Values
    """Its vector's similarity to the question's, over the best's."""
    fused: Values
    """These by the settings' weights."""
    smoothed: Values
    """`fused` with the neighbours' share."""
    spoken: Values
    """1 where a speaker whom the question names speaks, 0 elsewhere."""

    @classmethod
    def of(
        cls,
        text: Mapping[int, float],
        around: Mapping[int, float],
        dense: Mapping[int, float],
        fused: Mapping[int, float],
        smoothed: Mapping[int, float],
        spoken: Container[int],
    ) -> Signals:
        """The signals of the passages that `fused` scores, each by passage id, as the search has them."""
        ids = sorted(fused)

        def values(of: Mapping[int, float], best: float = 1.0) -> Values:
            return np.array([max(0.0, of.get(i, 0.0)) / best for i in ids], dtype=np.float32)

        def over_best(of: Mapping[int, float]) -> Values:
            return values(of, max(of.values(), default=0.0) or 1.0)

        return cls(
            ids=np.array(ids, dtype=np.int64),
            text=over_best(text),
            around=over_best(around),
            dense=over_best(dense),
            fused=values(fused),
            smoothed=values(smoothed),
            spoken=np.array([i in spoken for i in ids], dtype=np.float32),
        )

    def features(self) -> Values:
        """The model's input, shape (passages, FEATURES)."""
        best = self.smoothed.max(initial=0.0) or 1.0
        seen = np.stack([self.text, self.around, self.dense, self.fused], axis=1)
        own = np.stack([self.text, self.around, self.dense, self.smoothed / best, self.spoken], axis=1)
        near: dict[int, Values] = {width: seen.copy() for width in _WIDTHS}
        for distance in range(1, max(_WIDTHS) + 1):
            both = self._at(seen, distance) + self._at(seen, -distance)
            for width in _WIDTHS:
                near[width] += max(0.0, 1 - distance / (width + 1)) * both
        within = [total / (width + 1) for width, total in near.items()]
        beside = [self._at(seen, -1), self._at(seen, 1)]
        return np.hstack([own, *beside, *within, self._of_papers(seen)]).astype(np.float32)

    def _at(self, values: Values, distance: int) -> Values:
        """For each passage, the values of the one so far behind it in its paper; 0 where that was not found."""
        at = np.searchsorted(self.ids, self.ids + distance).clip(max=len(self.ids) - 1)
        there = self.ids[at] == self.ids + distance
        return np.where(there[:, None], values[at], np.float32(0))

    def _of_papers(self, values: Values) -> Values:
        """For each passage, its paper's best: means of the highest values, over those of the best paper."""
        papers, paper_of = np.unique(self.ids >> PASSAGE_BITS, return_inverse=True)
        best = np.zeros((len(papers), len(_BEST), values.shape[1]), dtype=np.float32)
        for paper in range(len(papers)):
            highest = -np.sort(-values[paper_of == paper], axis=0)
            for n, count in enumerate(_BEST):
                best[paper, n] = highest[:count].sum(axis=0) / count
        best /= np.maximum(best.max(axis=0, initial=0.0), np.float32(1e-9))
        return best.reshape(len(papers), len(_BEST) * values.shape[1])[paper_of]


_SEEN = ("text", "around", "dense", "fused")
FEATURES = (
    *("text", "around", "dense", "smoothed", "spoken"),
    *(f"{name} {side}" for side in ("before", "after") for name in _SEEN),
    *(f"{name} within {width}" for width in _WIDTHS for name in _SEEN),
    *(f"{name} of the paper's best {count}" for count in _BEST for name in _SEEN),
)
"""Names of the features, in the order of `Signals.features`."""


def bearing(features: Values) -> Values:
    """How likely each passage bears on the question, over the likeliest's; shape (passages,)."""
    if not len(features):
        return np.zeros(0, dtype=np.float32)
    log_odds: Values = _session().run(["log_odds"], {"features": features})[0][:, 0]
    likely = 1 / (1 + np.exp(-log_odds))
    return np.asarray(likely / max(float(likely.max()), 1e-9), dtype=np.float32)


@cache
def _session() -> Any:
    # Imported late: a list of papers needs no model.
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1  # a few hundred rows: threads would cost more than they save
    return InferenceSession(MODEL.read_bytes(), options, providers=["CPUExecutionProvider"])
