"""Answers for the page: an exchange that grows, within a visitor's limits; whatever fails becomes a sentence."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import gradio as gr

from scrutiny_rag.answering.answer import Turn
from scrutiny_rag.observing.events import watched
from scrutiny_rag.observing.logs import FIELDS
from scrutiny_rag.observing.notes import note_answer
from scrutiny_rag.web.events import visitor
from scrutiny_rag.web.exchange import MAX_QUESTION, Exchange
from scrutiny_rag.web.following import follow_ups
from scrutiny_rag.web.limits import RateLimit, TooOftenError, too_often
from scrutiny_rag.web.probes import request_id

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

log = logging.getLogger(__name__)


class Answering:
    """Asks the assistant for the page, within the limits of a visitor."""

    def __init__(self, assistant: Assistant, limit: RateLimit) -> None:
        self._assistant = assistant
        self._limit = limit

    def allow(self, request: gr.Request | None) -> None:
        """Counts a question of this visitor. Raises TooOftenError for one too many."""
        who = visitor(request)
        if who is not None and (wait := self._limit.wait(who)) > 0:
            raise TooOftenError(too_often(wait))

    def problem(self, question: str, request: gr.Request | None) -> str | None:
        """Why `question` cannot be asked, one sentence; None where it can, and it is counted then."""
        if not question:
            return "Type a question first."
        if len(question) > MAX_QUESTION:
            return f"This question is {len(question):,} characters long: shorten it to {MAX_QUESTION:,}."
        try:
            self.allow(request)
        except TooOftenError as error:
            return str(error)
        return None

    def grow(
        self, exchange: Exchange, before: list[Exchange], request: gr.Request | None = None
    ) -> Iterator[None]:
        """Fills in the exchange as its answer grows; a failure becomes one sentence on it."""
        history = [
            Turn(question=past.question, answer=past.answer) for past in before if past.answer and past.done
        ]
        try:
            with watched("ask", request_id(request), exchange.question) as event:
                for answer in self._assistant.stream(exchange.question, exchange.filters, history):
                    exchange.answer = answer
                    yield
                if exchange.answer is not None:
                    note_answer(event, exchange.answer)
        except ValueError as error:
            exchange.error = str(error)
        except Exception:
            # The page's outermost boundary: whatever failed, the visitor gets a sentence, the log the trace.
            log.exception("Answering failed", extra={FIELDS: {"request": request_id(request)}})
            exchange.error = "Something went wrong while answering; the log of the server says what."
        exchange.done = True

    def go_on(self, exchange: Exchange) -> tuple[str, ...]:
        """Questions to go on with; none where finding some failed."""
        if exchange.answer is None or exchange.error is not None:
            return ()
        try:
            return follow_ups(exchange.answer, self._assistant)
        except Exception:
            # A boundary: the answer stands without them.
            log.exception("Questions to go on with could not be found")
            return ()
