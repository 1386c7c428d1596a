"""A model's reply read piece by piece, within a time limit and a size, whatever the server does."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import httpx
import openai
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.llms.llm import LLM

from scrutiny_rag.answering.drafting.wire import hang_up


class GenerationFailed(Exception):
    """The model gave nothing that can be shown; the message is one sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_TIMES_OUT = "The language model did not finish within {limit:g} seconds."


def read_reply(
    llm: LLM, conversation: Sequence[ChatMessage], *, until: float, limit_s: float, most: int
) -> Iterator[str]:
    """Gives the pieces of the model's reply to `conversation` as they come, `most` characters in all at most.

    `until` is the `time.monotonic()` at which it stops. Raises GenerationFailed when the time is over, the
    server fails, or nothing comes. The reading goes on in a thread of its own, so that a silent server
    holds nobody up; closing this hangs up, which ends the thread and frees the server.
    """
    pieces: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
    stop = threading.Event()
    worker = threading.Thread(
        target=_pump, args=(llm, list(conversation), pieces, stop), name="language-model", daemon=True
    )
    worker.start()
    length = 0
    try:
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise GenerationFailed(_TIMES_OUT.format(limit=limit_s)) from None
            if piece is None:
                if not length:
                    raise GenerationFailed("The language model gave an empty answer.")
                return
            if isinstance(piece, BaseException):
                # Not chained: a server's own words may repeat the key or the prompt.
                raise GenerationFailed(reason_for(piece, limit_s)) from None
            if time.monotonic() > until:
                raise GenerationFailed(_TIMES_OUT.format(limit=limit_s))
            length += len(piece)
            given = time.monotonic()
            yield piece
            until += time.monotonic() - given  # checking what came is no time of the server's
            if length > most:
                raise GenerationFailed("The language model's answer did not end.")
    finally:
        stop.set()
        if worker.is_alive() and worker.ident is not None:
            hang_up(
                worker.ident
            )  # a silent server would keep its slot, and the thread, until the time is over


def _pump(
    llm: LLM,
    conversation: list[ChatMessage],
    pieces: queue.SimpleQueue[str | BaseException | None],
    stop: threading.Event,
) -> None:
    """Reads the reply into `pieces`, and at its end None, or the exception that ended it."""
    try:
        try:
            _read(llm, conversation, pieces, stop, {})
        except openai.BadRequestError as error:
            other = _other_parameters(llm, error)
            if not other or stop.is_set():
                raise
            _read(llm, conversation, pieces, stop, other)
        pieces.put(None)
    except Exception as error:  # noqa: BLE001 - handed over to the reader, who raises it
        pieces.put(error)


def _read(
    llm: LLM,
    conversation: list[ChatMessage],
    pieces: queue.SimpleQueue[str | BaseException | None],
    stop: threading.Event,
    parameters: dict[str, Any],
) -> None:
    streamed = False
    for response in llm.stream_chat(conversation, **parameters):
        if stop.is_set():
            return
        # A piece without choices (usage, Azure's filter results) or with reasoning alone has no text.
        streamed = streamed or bool(getattr(response.raw, "choices", None))
        if response.delta:
            pieces.put(response.delta)
    if not streamed and not stop.is_set():  # a server that does not stream answers so
        whole = llm.chat(conversation, **parameters).message.content
        if whole:
            pieces.put(whole)


def _other_parameters(llm: LLM, error: openai.BadRequestError) -> dict[str, Any]:
    """What to send where a server refuses a parameter, as reasoning models do; {} where it refuses another thing."""
    told = f"{error.param or ''} {error.message}"
    if "max_tokens" not in told and "temperature" not in told:
        return {}
    most = getattr(llm, "max_tokens", None)
    return {"temperature": openai.NOT_GIVEN, "max_completion_tokens": most}


def reason_for(error: BaseException, limit_s: float) -> str:
    """What went wrong, in one sentence that repeats nothing of what the server wrote."""
    match error:
        case openai.APITimeoutError() | httpx.TimeoutException() | TimeoutError():
            return _TIMES_OUT.format(limit=limit_s)
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return "The language model's server refused the key; check SCRUTINY_RAG_LLM_API_KEY."
        case openai.NotFoundError():
            return (
                "The language model's server does not know the model or the address; "
                "check SCRUTINY_RAG_LLM_MODEL and SCRUTINY_RAG_LLM_BASE_URL."
            )
        case openai.RateLimitError():
            return "The language model's server is too busy to answer now; try again in a while."
        case openai.BadRequestError() | openai.UnprocessableEntityError():
            return (
                "The language model's server refused the request; "
                "SCRUTINY_RAG_LLM_CONTEXT_WINDOW may be larger than the model's."
            )
        case openai.APIStatusError():
            return f"The language model's server failed (HTTP {error.status_code})."
        case openai.APIConnectionError() | httpx.ConnectError():
            return "The language model's server cannot be reached; see SCRUTINY_RAG_LLM_BASE_URL."
        case httpx.TransportError():
            return "The language model's server broke off in the middle of its answer."
        case _:
            return "The language model's server answered with something that is no chat completion."
