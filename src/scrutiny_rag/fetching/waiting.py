"""When to ask next: a steady pace, and the waits that servers ask for."""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

from scrutiny_rag.fetching.failures import BudgetSpent
from scrutiny_rag.fetching.options import Clock

_FIRST_WAIT_S = 2.0
# Some thirty years: longer waits, whatever they say, are as good as for ever.
_LONGEST_WAIT_S = 1e9


class Pace:
    """Keeps requests `delay_s` apart, and all of them within `max_seconds`, by `clock`."""

    def __init__(self, clock: Clock, delay_s: float, max_seconds: float) -> None:
        self._clock = clock
        self._delay_s = delay_s
        self._max_seconds = max_seconds
        self._start = clock.now()
        self._last: float | None = None
        self._not_before: dict[str, float] = {}

    @property
    def elapsed(self) -> float:
        """Seconds since the fetch began."""
        return self._clock.now() - self._start

    @property
    def left(self) -> float:
        """Seconds until the fetch must end; may be negative."""
        return self._max_seconds - self.elapsed

    def slow_to(self, delay_s: float) -> None:
        """Keeps at least `delay_s` between requests from now on."""
        self._delay_s = max(self._delay_s, delay_s)

    def hold(self, server: str, seconds: float) -> None:
        """Lets nothing be asked of `server` for `seconds` from now on; a longer hold stays."""
        until = self._clock.now() + seconds
        self._not_before[server] = max(until, self._not_before.get(server, until))

    def wait_turn(self, server: str) -> None:
        """Returns when `server` may be asked next; raises BudgetSpent where that is too late."""
        now = self._clock.now()
        start = self._not_before.get(server, now)
        if self._last is not None:
            start = max(start, self._last + self._delay_s)
        self.rest(start - now)
        if self.left <= 0:
            raise self._spent()
        self._last = self._clock.now()

    def rest(self, seconds: float) -> None:
        """Waits; raises BudgetSpent at once where the fetch would be over before the wait is."""
        if seconds <= 0:
            return
        if seconds >= self.left:
            raise self._spent()
        self._clock.sleep(seconds)

    def _spent(self) -> BudgetSpent:
        return BudgetSpent(f"the {self._max_seconds:g} seconds for one fetch are over; run it again to go on")


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3), from `now` in seconds since 1970.

    None where there is none or it makes no sense; a date in the past is 0. Never more than a billion.
    """
    if value is None:
        return None
    value = value.strip()
    if re.fullmatch(r"[0-9]+", value):
        return min(float(value), _LONGEST_WAIT_S)
    moment = http_date(value)
    return None if moment is None else min(max(0.0, moment - now), _LONGEST_WAIT_S)


def http_date(value: str | None) -> float | None:
    """A date of an HTTP header as seconds since 1970-01-01 UTC; None where it is none."""
    if not value or len(value) > 60:
        return None
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def backoff(attempt: int) -> float:
    """Seconds to wait after failed try number `attempt` (from 1) where the server names none: 2, 4, 8 …"""
    return float(_FIRST_WAIT_S * 2 ** (attempt - 1))
