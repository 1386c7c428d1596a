"""How often one visitor may do a thing."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

_MOST_KEPT = 10_000
"""Visitors remembered at once; those with nothing recent are forgotten first."""


class RateLimit:
    """At most `most` events a visitor in `window_s` seconds; 0 sets no limit."""

    def __init__(
        self, most: int, window_s: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._window = window_s
        self._clock = clock
        self._seen: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, visitor: str) -> float:
        """0 where `visitor` may go on, which is then counted; else the seconds until the next may."""
        if self._most <= 0:
            return 0.0
        with self._lock:
            now = self._clock()
            times = self._seen.setdefault(visitor, deque())
            while times and times[0] <= now - self._window:
                times.popleft()
            if len(times) >= self._most:
                return times[0] + self._window - now
            times.append(now)
            if len(self._seen) > _MOST_KEPT:
                self._forget(now)
            return 0.0

    def _forget(self, now: float) -> None:
        recent = {who: times for who, times in self._seen.items() if times and times[-1] > now - self._window}
        self._seen = dict(list(recent.items())[-_MOST_KEPT:])


class TooOftenError(ValueError):
    """A question too many; the message is one sentence for people."""


def too_often(wait_s: float) -> str:
    """What a visitor is told who has to wait."""
    seconds = max(1, round(wait_s))
    return f"You have asked many questions in a short time: ask again in {seconds} second{'s' if seconds != 1 else ''}."
