"""Events: what was asked of the page and how it went, told to whoever listens; without a listener nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(slots=True)
class Event:
    """Something that was asked for."""

    what: str
    """ask, search, briefing or ingest."""
    request: str | None = None
    """The id of the request that it came with."""
    question: str | None = None
    """Its words, which a listener keeps only where a setting asks for that."""
    outcome: str = "done"
    """An answer's status, else done; rejected where it cannot be done as asked; failed; stopped by the visitor."""
    seconds: float = 0.0
    more: dict[str, Any] = field(default_factory=dict)
    """What else is known: never words of a question or a paper."""


class Listener(Protocol):
    """Whoever is told of events, in the thread that they happen in."""

    def begins(self, event: Event) -> None:
        """Something is asked for."""

    def ends(self, event: Event) -> None:
        """It is done, or not."""


_LISTENERS: list[Listener] = []


def listen(listener: Listener) -> None:
    """Tell `listener` of all events from now on."""
    _LISTENERS.append(listener)


def leave(listener: Listener) -> None:
    """Tell it of no more."""
    if listener in _LISTENERS:
        _LISTENERS.remove(listener)


@contextmanager
def watched(what: str, request: str | None = None, question: str | None = None) -> Iterator[Event]:
    """An event that lasts as long as the block; the block says what came of it. Its errors go on as they are."""
    event = Event(what, request, question)
    for listener in _LISTENERS:
        listener.begins(event)
    started = time.perf_counter()
    try:
        yield event
    except GeneratorExit:
        event.outcome = "stopped"
        raise
    except ValueError:
        event.outcome = "rejected"
        raise
    except BaseException:
        event.outcome = "failed"
        raise
    finally:
        event.seconds = time.perf_counter() - started
        for listener in _LISTENERS:
            listener.ends(event)
