"""What the ranking model sees of passages, and what it makes of it."""

from __future__ import annotations

import numpy as np
import pytest

from scrutiny_rag.retrieval.ranking import FEATURES, Signals, bearing
from scrutiny_rag.store.ledger import PASSAGE_BITS, passage_id

ONE, OTHER = 1 << PASSAGE_BITS, 2 << PASSAGE_BITS


def signals(text: dict[int, float], **more: dict[int, float]) -> Signals:
    parts = {name: more.get(name, text) for name in ("around", "dense", "fused", "smoothed")}
    return Signals.of(text, **parts, spoken={ONE})


def column(seen: Signals, name: str) -> list[float]:
    return [round(float(value), 4) for value in seen.features()[:, FEATURES.index(name)]]


def test_ids_of_a_paper_follow_each_other() -> None:
    assert [passage_id(1, n) for n in (0, 1)] == [ONE, ONE + 1]


def test_scores_are_over_the_best_and_in_the_order_of_the_passages() -> None:
    seen = signals(
        {ONE + 1: 4.0, ONE: 2.0, OTHER: 1.0}, dense={ONE: -0.5}, fused={ONE: 1, ONE + 1: 1, OTHER: 1}
    )
    assert seen.ids.tolist() == [ONE, ONE + 1, OTHER]
    assert column(seen, "text") == [0.5, 1.0, 0.25]
    assert column(seen, "dense") == [0, 0, 0]
    assert column(seen, "spoken") == [1, 0, 0]


def test_neighbours_are_those_of_the_same_paper_and_fade_with_distance() -> None:
    seen = signals({ONE: 0.5, ONE + 1: 1.0, ONE + 5: 0.5, OTHER: 1.0})
    assert column(seen, "text before") == [0, 0.5, 0, 0]
    assert column(seen, "text after") == [1.0, 0, 0, 0]
    assert column(seen, "text within 3") == [
        round((0.5 + 0.75 * 1.0) / 4, 4),
        round((1.0 + 0.75 * 0.5) / 4, 4),
        round(0.5 / 4, 4),
        round(1.0 / 4, 4),
    ]


def test_a_paper_counts_by_its_best_passages_over_the_best_paper() -> None:
    seen = signals({ONE: 1.0, ONE + 9: 0.5, OTHER: 0.75})
    assert column(seen, "text of the paper's best 1") == [1, 1, 0.75]
    assert column(seen, "text of the paper's best 5") == [1, 1, 0.5]


def test_every_feature_has_a_name_and_the_model_takes_them_all() -> None:
    seen = signals({ONE + n: 1 / (n + 1) for n in range(30)})
    features = seen.features()
    assert features.shape == (30, len(FEATURES))
    assert len(set(FEATURES)) == len(FEATURES)
    likely = bearing(features)
    assert likely.shape == (30,)
    assert likely.max() == pytest.approx(1.0)
    assert (likely > 0).all()


def test_nothing_found_is_ranked_as_nothing() -> None:
    assert bearing(signals({}).features()).tolist() == []


def test_a_passage_among_fitting_ones_bears_more_than_the_same_alone() -> None:
    run = {ONE + n: 0.8 for n in range(9)}
    alone = {(3 << PASSAGE_BITS) + 40 * n: 0.4 for n in range(9)}
    seen = signals({**run, OTHER: 0.8, **alone})
    likely = dict(zip(seen.ids.tolist(), bearing(seen.features()).tolist(), strict=True))
    assert likely[ONE + 4] > likely[OTHER] > min(likely[i] for i in alone)


def test_the_same_signals_in_any_order_are_ranked_alike() -> None:
    text = {ONE: 0.2, ONE + 1: 1.0, OTHER + 3: 0.6}
    there = bearing(signals(text).features())
    back = bearing(signals(dict(reversed(text.items()))).features())
    assert np.array_equal(there, back)
