"""Servers that lead elsewhere, flood, or repeat the key: a right answer, within the limit, and the key nowhere."""

from __future__ import annotations

import logging
import time
import tracemalloc
from pathlib import Path

import pytest

from answer_checks import check_answer
from invented_papers import VACANCIES, assistant, with_model
from scripted_server import (
    Behaviour,
    ScriptedServer,
    breaks_off,
    fails,
    redirects,
    says,
    sends,
    sends_a_bomb,
    sends_a_line_without_end,
)
from scrutiny_rag.answering.answer import Turn
from scrutiny_rag.answering.drafting.generation import Evidence, GenerationFailed, generate
from scrutiny_rag.answering.drafting.models import open_llm
from scrutiny_rag.settings import Settings, list_settings

KEY = "sk-not-to-be-seen"
EVIDENCE = [Evidence(1, "The fog bell was mended in August 2023.", "Harbour minutes")]


def settings_for(url: str, limit_s: float = 3.0) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        llm_base_url=url,
        llm_model="scripted",
        llm_api_key=KEY,  # type: ignore[arg-type]
        llm_timeout_s=limit_s,
    )


def reason_of(behaviour: Behaviour, limit_s: float = 3.0) -> str:
    with ScriptedServer(behaviour) as server:
        settings = settings_for(server.url, limit_s)
        llm = open_llm(settings)
        assert llm is not None
        with pytest.raises(GenerationFailed) as failure:
            generate("When was the fog bell mended?", EVIDENCE, llm, settings)
    return failure.value.reason


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    """The client loads parts of itself at its first call; that is no server's time."""
    reason_of(says("NOT A DRAFT"), limit_s=30)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_and_takes_the_key_nowhere(status: int) -> None:
    with ScriptedServer(says("- The fog bell was mended in August 2023 [1]\n")) as elsewhere:
        reason = reason_of(redirects(f"{elsewhere.url}/chat/completions", status))
        assert elsewhere.requests == []
    assert reason.endswith(".") and "127.0.0.1" not in reason


@pytest.mark.parametrize("behaviour", [sends_a_line_without_end, sends_a_bomb])
def test_a_flood_is_cut_off_in_time_and_in_memory(behaviour: Behaviour) -> None:
    tracemalloc.start()
    started = time.monotonic()
    try:
        reason = reason_of(behaviour)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert reason.endswith(".") and "xxx" not in reason
    assert time.monotonic() - started < 12
    assert most < 50_000_000


@pytest.mark.parametrize(
    "behaviour",
    [
        sends("text/plain", b"- The fog bell was mended in August 2023 [1]"),
        sends("image/png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        sends("application/octet-stream", bytes(range(256)) * 8),
        sends("application/json", b"[" * 100_000),
        sends("application/json", b'{"choices": [{"message": {"content": 7}}]}'),
        sends(
            "text/event-stream", b'data: {"choices": [{"delta": {"content": {"a": 1}}}]}\n\ndata: [DONE]\n\n'
        ),
    ],
)
def test_what_is_no_completion_ends_in_one_sentence(behaviour: Behaviour) -> None:
    reason = reason_of(behaviour)
    assert reason.endswith(".") and "\n" not in reason and len(reason) < 200


TELL_TALES = [
    fails(status, "Your key {key} with the prompt is wrong")
    for status in (400, 401, 403, 404, 422, 429, 500, 503)
] + [
    sends("application/json", f'{{"error": {{"message": "{KEY}"}}}}'.encode()),
    sends("text/event-stream", f'data: {{"error": {{"message": "{KEY}"}}}}\n\n'.encode()),
    sends("text/html", f"<b>{KEY}</b>".encode()),
    breaks_off(KEY),
]


@pytest.mark.parametrize("behaviour", TELL_TALES)
def test_a_server_that_repeats_the_key_does_not_get_it_shown(
    behaviour: Behaviour, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    reason = reason_of(behaviour)
    printed = capfd.readouterr()
    for shown in (reason, caplog.text, printed.out, printed.err):
        assert KEY not in shown


def test_the_key_is_in_no_answer_setting_or_saved_file() -> None:
    with ScriptedServer(says(f"- My key is {KEY} [1]\n")) as server:
        drafting = with_model(server.url, llm_timeout_s=10)
        answer = drafting.ask(
            VACANCIES, history=[Turn(question=VACANCIES, answer=assistant().ask(VACANCIES))]
        )
        check_answer(answer, assistant())
        assert server.requests and server.requests[0]["key"] == f"Bearer {KEY}"
    assert KEY not in answer.model_dump_json()
    assert KEY not in repr(drafting.settings) + drafting.settings.model_dump_json()
    assert all(KEY not in str(entry) for entry in list_settings(drafting.settings))
    folder = Path(drafting.settings.index)
    assert folder.is_dir()
    for file in folder.rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes()
