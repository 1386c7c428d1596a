"""Words, vectors and surroundings into one score a passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# Tuned on the development rows of the hearings and minutes sets; eval/ablation.py shows what each is worth.
TEXT_WEIGHT = 0.45
AROUND_WEIGHT = 0.3
DENSE_WEIGHT = 0.25
NEIGHBOUR_WEIGHTS = (0.15, 0.05)
SPEAKER_BONUS = 0.2


def fuse(parts: Iterable[tuple[Mapping[int, float], float]]) -> dict[int, float]:
    """Weighted sum of scores by passage id; each part is (scores, weight).

    A part's scores are divided by their best, so that parts are comparable; what a part did not find counts
    as 0. This is the convex combination of Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid
    Retrieval" (2022), with 0 as both sides' minimum.
    """
    fused: dict[int, float] = {}
    for scores, weight in parts:
        best = max(scores.values(), default=0.0)
        if best > 0 and weight > 0:
            for i, score in scores.items():
                fused[i] = fused.get(i, 0.0) + weight * max(0.0, score) / best
    return fused


def with_neighbours(
    scores: Mapping[int, float], weights: tuple[float, ...] = NEIGHBOUR_WEIGHTS
) -> dict[int, float]:
    """Each passage's score plus shares of its neighbours' in the same paper.

    Ids of neighbours differ by one, and ids of different papers never touch (`store.ledger.PASSAGE_BITS`).
    What answers a question seldom stands alone: a run of passages on the matter beats one with the right words.
    """
    smoothed = {}
    for i, score in scores.items():
        total = score
        for distance, weight in enumerate(weights, 1):
            total += weight * (scores.get(i - distance, 0.0) + scores.get(i + distance, 0.0))
        smoothed[i] = total
    return smoothed
