"""Fusion of scores, and what a passage's neighbours lend it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.retrieval.fusion import fuse, with_neighbours
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.ledger import passage_id

SHARE = 0.2
scores = st.dictionaries(st.integers(0, 40), st.floats(-1, 30, allow_nan=False), max_size=12)


def test_each_part_is_scaled_by_its_best() -> None:
    fused = fuse([({1: 20.0, 2: 10.0}, 0.5), ({2: 0.4, 3: 0.2}, 0.5)])
    assert fused == pytest.approx({1: 0.5, 2: 0.75, 3: 0.25})


def test_found_by_both_beats_found_by_one() -> None:
    fused = fuse([({1: 9.0, 2: 9.0}, 0.5), ({2: 0.9, 3: 0.9}, 0.5)])
    assert max(fused, key=lambda i: fused[i]) == 2


@pytest.mark.parametrize("parts", [[], [({}, 1.0)], [({1: 0.0}, 1.0)], [({1: -3.0}, 1.0)], [({1: 3.0}, 0.0)]])
def test_what_found_nothing_adds_nothing(parts: list[tuple[dict[int, float], float]]) -> None:
    assert fuse(parts) == {}


@given(scores, scores)
def test_scores_stay_between_0_and_the_weights(one: dict[int, float], other: dict[int, float]) -> None:
    fused = fuse([(one, 0.7), (other, 0.3)])
    assert all(0 <= value <= 1 + 1e-9 for value in fused.values())


@given(scores, st.floats(0.1, 100))
def test_the_scale_of_a_part_is_no_matter(one: dict[int, float], factor: float) -> None:
    larger = {i: score * factor for i, score in one.items()}
    assert fuse([(larger, 1.0)]) == pytest.approx(fuse([(one, 1.0)]))


def test_the_weights_share_out_one() -> None:
    settings = Settings()
    assert settings.text_weight + settings.around_weight + settings.dense_weight == pytest.approx(1.0)


def test_a_run_beats_a_lone_hit_of_the_same_score() -> None:
    lifted = with_neighbours({10: 0.5, 20: 0.5, 21: 0.4, 22: 0.4}, SHARE)
    assert lifted[20] > lifted[21] > lifted[10] == 0.5


def test_a_lone_hit_that_is_much_better_still_wins() -> None:
    lifted = with_neighbours({10: 1.0, 20: 0.3, 21: 0.3, 22: 0.3}, SHARE)
    assert max(lifted, key=lambda i: lifted[i]) == 10


def test_neighbours_lend_alike_on_both_sides_and_less_from_further() -> None:
    lifted = with_neighbours({1: 0.0, 2: 1.0, 3: 0.0, 4: 0.0}, SHARE)
    assert lifted[1] == lifted[3] > lifted[4] > 0


@given(scores)
def test_smoothing_neither_loses_nor_invents_passages(one: dict[int, float]) -> None:
    assert with_neighbours(one, SHARE).keys() == one.keys()


def test_papers_lend_each_other_nothing() -> None:
    last, first = passage_id(1, 500), passage_id(2, 0)
    assert with_neighbours({last: 1.0, first: 1.0}, SHARE) == {last: 1.0, first: 1.0}
