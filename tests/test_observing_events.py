"""Events: told as they begin and end, with what came of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scrutiny_rag.errors import InputError
from scrutiny_rag.observing.events import Event, leave, listen, watched


class Kept:
    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[tuple[str, str]] = []

    def begins(self, event: Event) -> None:
        self.begun.append(event.what)

    def ends(self, event: Event) -> None:
        assert event.seconds >= 0
        self.ended.append((event.what, event.outcome))


@pytest.fixture
def kept() -> Iterator[Kept]:
    kept = Kept()
    listen(kept)
    yield kept
    leave(kept)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(InputError("no"), "rejected"), (RuntimeError("broken"), "failed"), (KeyboardInterrupt(), "failed")],
)
def test_what_goes_wrong_is_told_and_goes_on_as_it_is(kept: Kept, error: BaseException, outcome: str) -> None:
    with pytest.raises(type(error)), watched("ask"):
        raise error
    assert kept.ended == [("ask", outcome)]


def test_what_is_done_is_told_with_its_outcome(kept: Kept) -> None:
    with watched("ask", "r1", "Why?") as event:
        assert (kept.begun, kept.ended) == (["ask"], [])
        event.outcome = "not_found"
    with watched("search"):
        pass
    assert kept.ended == [("ask", "not_found"), ("search", "done")]


def test_what_a_visitor_stops_is_told(kept: Kept) -> None:
    def growing() -> Iterator[int]:
        with watched("ask"):
            yield 1
            yield 2

    steps = growing()
    next(steps)
    steps.close()
    assert kept.ended == [("ask", "stopped")]


def test_who_has_left_is_told_nothing(kept: Kept) -> None:
    leave(kept)
    with watched("ask"):
        pass
    assert kept.begun == []
