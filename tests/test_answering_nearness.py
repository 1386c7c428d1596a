"""How near words are in meaning, by the real embedding model."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from invented_papers import assistant
from scrutiny_rag.answering.nearness import Nearness


class Counting:
    """The real embedding, and how many words it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> list[list[float]]:
        self.asked += texts
        return assistant().embedding.embed(texts)


def test_a_word_is_the_same_as_itself() -> None:
    assert Nearness(Counting()).nearest(["harbour"], ["lid", "harbour"]) == {"harbour": pytest.approx(1.0)}


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("risen", "increased", "oyster"),
        ("jobs", "employment", "seagull"),
        ("kids", "children", "parking"),
        ("doctor", "physician", "harbour"),
    ],
)
def test_words_of_like_meaning_are_nearer_than_others(word: str, near: str, far: str) -> None:
    nearness = Nearness(Counting())
    to_near, to_far = nearness.nearest([word], [near])[word], nearness.nearest([word], [far])[word]
    assert 0 <= to_far < to_near <= 1


def test_the_nearest_held_word_decides() -> None:
    nearness = Nearness(Counting())
    alone = nearness.nearest(["kids"], ["children"])["kids"]
    assert nearness.nearest(["kids"], ["oyster", "children", "parking"])["kids"] == pytest.approx(
        alone, abs=0.02
    )


def test_nothing_wanted_or_nothing_held() -> None:
    nearness = Nearness(Counting())
    assert nearness.nearest([], ["gull"]) == {}
    assert nearness.nearest(["gull"], []) == {"gull": 0.0}
    assert nearness.nearest([], []) == {}


def test_a_word_is_embedded_once() -> None:
    embed = Counting()
    nearness = Nearness(embed)
    first = nearness.nearest(["kids", "jobs"], ["children"])
    assert nearness.nearest(["kids", "jobs"], ["children"]) == first
    nearness.nearest(["children"], ["jobs", "lid"])
    assert sorted(embed.asked) == ["children", "jobs", "kids", "lid"]


def test_the_cache_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrutiny_rag.answering.nearness._KEPT", 3)
    nearness = Nearness(Counting())
    for held in ("gull", "quay", "bell", "lid", "oyster"):
        assert nearness.nearest(["kids", "jobs"], [held]).keys() == {"kids", "jobs"}
    assert len(nearness._vectors) <= 3
    # More words at once than are kept are still all answered.
    assert len(nearness.nearest(["a", "b", "c", "d", "e"], ["f", "g"])) == 5


def test_a_small_cache_does_not_lose_words_of_the_same_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrutiny_rag.answering.nearness._KEPT", 2)
    nearness = Nearness(Counting())
    nearness.nearest(["gull", "quay"], ["bell"])
    assert nearness.nearest(["bell"], ["gull", "quay", "bell"])["bell"] == pytest.approx(1.0, abs=0.02)


def test_many_at_once() -> None:
    nearness = Nearness(Counting())
    with ThreadPoolExecutor(4) as pool:
        got = list(
            pool.map(lambda n: nearness.nearest(["kids", f"word{n % 3}"], ["children", "gull"]), range(12))
        )
    assert all(one["kids"] == pytest.approx(got[0]["kids"], abs=0.02) for one in got)


def test_what_was_learnt_at_once_is_not_embedded_again() -> None:
    counting = Counting()
    nearness = Nearness(counting)
    nearness.learn({"harbour", "lid"})
    assert sorted(counting.asked) == ["harbour", "lid"]
    nearness.nearest(["harbour"], ["lid"])
    assert len(counting.asked) == 2
    assert nearness.vectors(["lid", "harbour", "lid"]).shape == (3, 384)


def test_a_word_listed_as_one_that_stands_for_another_counts_more_than_its_vector() -> None:
    nearness = Nearness(Counting())
    near = nearness.nearest(["shut"], ["closed"])["shut"]
    assert near < nearness.nearest_or_listed(["shut"], ["closed"])["shut"] < 1
    assert nearness.nearest_or_listed(["shut"], ["oyster"]) == nearness.nearest(["shut"], ["oyster"])


def test_a_warm_up_learns_the_words_of_texts_the_commonest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrutiny_rag.answering.nearness._AT_ONCE", 2)
    counting = Counting()
    nearness = Nearness(counting)
    nearness.warm_up(["The gull saw the quay.", "A gull and a bell; the quay, the Gull!"], 60)
    assert counting.asked[:2] == ["gull", "quay"]
    assert sorted(counting.asked) == ["bell", "gull", "quay", "saw"]
    nearness.nearest(["gull"], ["bell"])
    assert len(counting.asked) == 4


def test_a_warm_up_ends_in_time_however_much_there_is() -> None:
    counting = Counting()
    started = time.monotonic()
    Nearness(counting).warm_up((f"heron{n} " * 100 for n in count()), 0.5)
    assert time.monotonic() - started < 5
    assert len(set(counting.asked)) == len(counting.asked) > 0
