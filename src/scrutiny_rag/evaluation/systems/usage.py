"""Counts the tokens that language models read and write, through LlamaIndex's instrumentation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llama_index.core.instrumentation.events.llm import LLMChatEndEvent, LLMCompletionEndEvent
from llama_index.core.utils import get_tokenizer
from llama_index_instrumentation import get_dispatcher
from llama_index_instrumentation.base import BaseEvent
from llama_index_instrumentation.event_handlers import BaseEventHandler

from scrutiny_rag.evaluation.outcome import TokenUse


class _Counter(BaseEventHandler):
    read: int = 0
    written: int = 0
    calls: int = 0
    estimated: bool = False

    @classmethod
    def class_name(cls) -> str:
        return "TokenCounter"

    def handle(self, event: BaseEvent, **kwargs: Any) -> None:
        if isinstance(event, LLMChatEndEvent):
            prompt = "\n".join(message.content or "" for message in event.messages)
            answer = (event.response.message.content or "") if event.response else ""
            self._add(_usage(event.response.raw if event.response else None), prompt, answer)
        elif isinstance(event, LLMCompletionEndEvent):
            self._add(_usage(event.response.raw), event.prompt, event.response.text)

    def _add(self, usage: tuple[int, int] | None, prompt: str, answer: str) -> None:
        self.calls += 1
        if usage is None:
            count = get_tokenizer()
            usage = len(count(prompt)), len(count(answer))
            self.estimated = True
        self.read += usage[0]
        self.written += usage[1]

    def use(self) -> TokenUse | None:
        if not self.calls:
            return None
        return TokenUse(read=self.read, written=self.written, estimated=self.estimated)


@contextmanager
def counted_tokens() -> Iterator[_Counter]:
    """Counts what models use within; `.use()` of what it gives is None when none was called."""
    dispatcher = get_dispatcher()
    counter = _Counter()
    dispatcher.add_event_handler(counter)
    try:
        yield counter
    finally:
        dispatcher.event_handlers.remove(counter)


def _usage(raw: Any) -> tuple[int, int] | None:
    """Tokens read and written as the server's own record has them."""
    usage = raw.get("usage") if isinstance(raw, dict) else getattr(raw, "usage", None)
    if usage is None:
        return None
    if not isinstance(usage, dict):
        usage = {name: getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens")}
    read, written = usage.get("prompt_tokens"), usage.get("completion_tokens")
    return (int(read), int(written)) if read is not None and written is not None else None
