"""Words, vectors and surroundings into one score a passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


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


def with_neighbours(scores: Mapping[int, float], share: float) -> dict[int, float]:
    """Each passage's score plus `share` of its neighbours' in the same paper, and a third of that of the next ones'.

    Ids of neighbours differ by one, and ids of different papers never touch (`store.ledger.PASSAGE_BITS`).
    What answers a question seldom stands alone: a run of passages on the matter beats a lone one.
    """
    smoothed = {}
    for i, score in scores.items():
        near = scores.get(i - 1, 0.0) + scores.get(i + 1, 0.0)
        next_to = scores.get(i - 2, 0.0) + scores.get(i + 2, 0.0)
        smoothed[i] = score + share * (near + next_to / 3)
    return smoothed
