"""The forms in which model servers speak: what each one documents, scripted."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest

from scripted_server import Behaviour, Handler, ScriptedServer, says
from scrutiny_rag.answering.drafting.generation import Evidence, generate, stream_draft
from scrutiny_rag.answering.drafting.models import open_llm
from scrutiny_rag.answering.drafting.probe import probe
from scrutiny_rag.settings import Settings

EVIDENCE = [Evidence(1, "The fog bell was mended in August 2023.", "Harbour minutes")]
CLAIM = "The fog bell was mended in August 2023"
LINE = f"- {CLAIM} [1]\n"


def settings_for(url: str) -> Settings:
    return Settings(_env_file=None, llm_base_url=url, llm_model="scripted", llm_timeout_s=20)  # type: ignore[call-arg]


def chunks(*parts: dict[str, Any]) -> Behaviour:
    """Streams these objects as they are."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin_stream()
        for part in parts:
            head = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m"}
            handler.write_chunk(f"data: {json.dumps(head | part)}\n\n")
        handler.write_chunk("data: [DONE]\n\n")
        handler.wfile.write(b"0\r\n\r\n")

    return behave


def delta(finish: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": fields, "finish_reason": finish}]}


USAGE = {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}
SPOKEN = {
    "ollama": [
        delta(role="assistant", content="", reasoning="- Nothing was mended [1]\n"),
        delta(role="assistant", content=LINE),
        delta("stop", content=""),
    ],
    "vllm": [
        delta(role="assistant", content=""),
        delta(reasoning_content="- Nothing [1]\n"),
        delta(content=LINE),
        delta("stop"),
        USAGE,
    ],
    "llama.cpp": [
        delta(role="assistant", content=None),
        delta(content=LINE),
        {**delta("stop"), "timings": {"predicted_n": 9}},
    ],
    "lm studio": [
        delta(role="assistant", content=f"<think>\n- Nothing [1]\n</think>\n{LINE}"),
        delta("stop"),
    ],
    "azure": [
        {"choices": [], "prompt_filter_results": [{"prompt_index": 0, "content_filter_results": {}}]},
        delta(role="assistant", content=""),
        delta(content=LINE),
        delta("stop"),
    ],
    "openai": [delta(role="assistant", content="", refusal=None), delta(content=LINE), delta("stop"), USAGE],
}


@pytest.mark.parametrize("server", SPOKEN)
def test_each_server_is_understood(server: str) -> None:
    with ScriptedServer(chunks(*SPOKEN[server])) as scripted:
        settings = settings_for(scripted.url)
        llm = open_llm(settings)
        assert llm is not None
        draft = generate("When was the fog bell mended?", EVIDENCE, llm, settings)
    assert [claim.text for claim in draft.claims] == [CLAIM] and len(scripted.requests) == 1


def test_a_server_that_wants_another_parameter_gets_it() -> None:
    def refuses_max_tokens(handler: Handler, body: dict[str, Any]) -> None:
        told = {
            "message": "Unsupported parameter: 'max_tokens'; use 'max_completion_tokens'.",
            "param": "max_tokens",
        }
        handler.reply(400, "application/json", json.dumps({"error": told}).encode())

    with ScriptedServer(refuses_max_tokens, says(LINE)) as scripted:
        settings = settings_for(scripted.url)
        llm = open_llm(settings)
        assert llm is not None
        assert generate("When was the fog bell mended?", EVIDENCE, llm, settings).claims
    sent = scripted.requests[1]["body"]
    assert sent["max_completion_tokens"] == settings.llm_max_tokens and "max_tokens" not in sent


def test_leaving_hangs_up_on_the_server_at_once() -> None:
    gone = threading.Event()

    def waits(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin_stream()
        handler.write_delta(LINE)
        handler.connection.settimeout(10)
        if handler.connection.recv(1) == b"":
            gone.set()
        handler.close_connection = True

    with ScriptedServer(waits) as scripted:
        settings = settings_for(scripted.url)
        llm = open_llm(settings)
        assert llm is not None
        stream = stream_draft("When was the fog bell mended?", EVIDENCE, llm, settings)
        next(stream)
        started = time.monotonic()
        stream.close()
        assert gone.wait(2) and time.monotonic() - started < 2


def test_the_probe_says_whether_the_model_answers() -> None:
    with ScriptedServer(says("ready")) as scripted:
        found = probe(settings_for(scripted.url))
    assert found is not None and found[0] and found[1].startswith("scripted answers in")
    found = probe(settings_for(scripted.url))
    assert found is not None and not found[0] and "cannot be reached" in found[1]
    assert probe(Settings(_env_file=None)) is None  # type: ignore[call-arg]
