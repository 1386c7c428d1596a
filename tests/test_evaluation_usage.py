"""Tokens that language models read and write."""

from __future__ import annotations

import json
from typing import Any

from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.llms import MockLLM
from llama_index.llms.openai_like import OpenAILike

from scripted_server import Handler, ScriptedServer, says
from scrutiny_rag.evaluation.outcome import TokenUse
from scrutiny_rag.evaluation.systems.usage import counted_tokens


def test_nothing_is_counted_where_no_model_is_called() -> None:
    with counted_tokens() as counter:
        pass
    assert counter.use() is None


def test_texts_are_counted_where_the_model_does_not_say() -> None:
    with counted_tokens() as counter:
        MockLLM(max_tokens=4).complete("one two three")
        MockLLM().chat([ChatMessage(content="five words are in here")])
    use = counter.use()
    assert use is not None and use.estimated
    assert use.read >= 8 and use.written > 0


def test_counting_ends_with_the_block() -> None:
    with counted_tokens() as counter:
        MockLLM().complete("one")
    before = counter.use()
    MockLLM().complete("two")
    assert counter.use() == before


def model(server: ScriptedServer) -> OpenAILike:
    return OpenAILike(
        model="scripted", api_base=server.url, api_key="none", is_chat_model=True, max_retries=0
    )


def test_a_server_that_says_is_believed() -> None:
    reply = {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Yes."}}
        ],
        "usage": {"prompt_tokens": 41, "completion_tokens": 3, "total_tokens": 44},
    }

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        handler.reply(200, "application/json", json.dumps(reply).encode())

    with ScriptedServer(behave) as server, counted_tokens() as counter:
        model(server).chat([ChatMessage(content="Is it?")])
        model(server).chat([ChatMessage(content="Is it?")])
    assert counter.use() == TokenUse(read=82, written=6, estimated=False)


def test_a_stream_is_counted_once_it_ends() -> None:
    with ScriptedServer(says("The ferry sails at nine.")) as server, counted_tokens() as counter:
        text = "".join(part.delta or "" for part in model(server).stream_chat([ChatMessage(content="When?")]))
    assert text == "The ferry sails at nine."
    use = counter.use()
    assert use is not None and use.estimated
    assert use.written >= 6
