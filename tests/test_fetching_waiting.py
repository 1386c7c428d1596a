"""When the next request may start."""

from __future__ import annotations

import pytest

from modern_gov_server import StillClock
from scrutiny_rag.fetching.failures import BudgetSpent
from scrutiny_rag.fetching.waiting import Pace, backoff, http_date, retry_after

NOW = 1_900_000_000.0  # Sun, 17 Mar 2030 17:46:40 GMT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120),
        (" 0 ", 0),
        ("Sun, 17 Mar 2030 17:47:10 GMT", 30),
        ("Sunday, 17-Mar-30 17:47:10 GMT", 30),
        ("Sun Mar 17 17:47:10 2030", 30),
        ("Sun, 17 Mar 2030 18:47:10 +0100", 30),
        ("Sun, 17 Mar 2019 17:47:10 GMT", 0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("99999999999", 1e9),
        ("9" * 5000, 1e9),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 1e9),
        ("\u0663", None),
        ("Sun, 99 Mar 2030 17:47:10 GMT", None),
        ("Sun, 17 Mar 99999999 17:47:10 GMT", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_http_date() -> None:
    assert http_date("Sun, 17 Mar 2030 17:46:40 GMT") == NOW
    assert http_date("never") is None
    assert http_date(None) is None


def test_backoff_doubles() -> None:
    assert [backoff(n) for n in (1, 2, 3)] == [2, 4, 8]


def test_requests_start_a_second_apart() -> None:
    clock = StillClock()
    pace = Pace(clock, 1.0, 100)
    pace.wait_turn("marlow.example")
    clock.time += 0.3  # the request took that long
    pace.wait_turn("marlow.example")
    clock.time += 5
    pace.wait_turn("marlow.example")
    assert clock.slept == [pytest.approx(0.7)]
    pace.slow_to(4)
    pace.slow_to(2)
    pace.wait_turn("marlow.example")
    assert clock.slept[-1] == pytest.approx(4)


def test_a_server_that_wants_to_be_left_alone_is_and_others_are_not() -> None:
    clock = StillClock()
    pace = Pace(clock, 1.0, 100)
    pace.wait_turn("marlow.example")
    pace.hold("marlow.example", 30)
    pace.hold("marlow.example", 4)  # does not take back the 30
    pace.wait_turn("kelp.example")
    pace.wait_turn("marlow.example")
    assert clock.slept == [pytest.approx(1), pytest.approx(29)]
    pace.hold("marlow.example", 70)
    with pytest.raises(BudgetSpent):
        pace.wait_turn("marlow.example")


def test_no_wait_goes_beyond_the_end() -> None:
    clock = StillClock()
    pace = Pace(clock, 1.0, 10)
    pace.wait_turn("marlow.example")
    with pytest.raises(BudgetSpent, match="10 seconds"):
        pace.rest(10)
    assert clock.slept == []
    clock.time = 11
    with pytest.raises(BudgetSpent):
        pace.wait_turn("marlow.example")
    assert pace.left == -1
