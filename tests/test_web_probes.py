"""What machines ask of the page: is it alive, can it answer; and the ids of requests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import web_index
from ingesting import FERRY, Ingesting
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.observing.events import Event, leave, listen
from scrutiny_rag.store.index import Index, can_be_asked
from scrutiny_rag.web import probes
from scrutiny_rag.web.app import build_app
from scrutiny_rag.web.passwords import password_line
from scrutiny_rag.web.serving import free_port, launch


class Kept:
    def __init__(self) -> None:
        self.events: list[Event] = []

    def begins(self, event: Event) -> None:
        """Nothing."""

    def ends(self, event: Event) -> None:
        self.events.append(event)


class Answers:
    """Whether the index can be asked, as the test says."""

    now = True

    def __call__(self) -> bool:
        return self.now


@pytest.fixture(scope="module")
def ready() -> Answers:
    return Answers()


@pytest.fixture(scope="module")
def page(tmp_path_factory, ready: Answers):
    folder = tmp_path_factory.mktemp("probes")
    (folder / "people").write_text(password_line("ann", "correct horse battery"))
    app = build_app(web_index.assistant(), web_index.settings(), folder / "f.jsonl")
    locked = web_index.settings().model_copy(update={"auth": folder / "people"})
    yield launch(app, "127.0.0.1", 0, block=False, settings=locked, ready=ready)
    app.close()


@pytest.fixture(scope="module")
def open_page(tmp_path_factory):
    app = build_app(web_index.assistant(), web_index.settings(), tmp_path_factory.mktemp("open") / "f.jsonl")
    yield launch(app, "127.0.0.1", 0, block=False)
    app.close()


def got(url: str, **headers: str):
    request = urllib.request.Request(url, headers={n.replace("_", "-"): v for n, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=20) as reply:
            return reply.status, reply.headers, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_a_machine_needs_no_password_and_is_told_nothing_of_the_papers(page: str, ready, monkeypatch) -> None:
    monkeypatch.setattr(probes, "_KEPT_S", 0.0)
    assert got(f"{page}config")[0] == 401
    assert got(f"{page}health")[::2] == (200, '{"status": "ok"}')
    assert got(f"{page}ready")[::2] == (200, '{"status": "ok"}')
    ready.now = False
    status, headers, said = got(f"{page}ready")
    ready.now = True
    assert status == 503 and json.loads(said)["detail"] == probes.NOT_READY
    assert headers["Cache-Control"] == "no-store"
    assert got(f"{page}health")[0] == 200, "alive all the same"


def test_ready_is_what_can_be_asked(tmp_path: Path, embedding) -> None:
    work = Ingesting(tmp_path, embedding)
    assert not can_be_asked(work.index), "empty"
    work.write("ferry.md", FERRY)
    work.run()
    assert can_be_asked(work.index)
    for harmed in ("ledger.sqlite3", "words/*/*.store", "vectors/*/exact-vectors.bin"):
        path = next(work.index.folder.glob(harmed))
        data = path.read_bytes()
        path.write_bytes(bytes(len(data)))
        assert not can_be_asked(work.index), harmed
        path.write_bytes(data)
        assert can_be_asked(work.index), harmed
    assert can_be_asked(Index(work.index.folder))


def test_a_reply_bears_the_id_of_its_request(open_page: str) -> None:
    assert got(open_page, X_Request_Id="proxy-7")[1]["X-Request-Id"] == "proxy-7"
    made = got(open_page, X_Request_Id="two words")[1]["X-Request-Id"]
    assert len(made) == 32 and made != got(open_page)[1]["X-Request-Id"]


def test_an_answer_is_an_event_with_the_id_of_its_request(open_page: str) -> None:
    kept = Kept()
    listen(kept)
    try:
        asked = json.dumps({"data": [web_index.SAFER_SCHOOLS, "", "", "", "", "", "", ""]}).encode()
        headers = {"Content-Type": "application/json", "X-Request-Id": "from-a-proxy"}
        call = urllib.request.Request(f"{open_page}gradio_api/call/ask", asked, headers)
        with urllib.request.urlopen(call, timeout=20) as reply:
            event = json.load(reply)["event_id"]
        assert "answered" in got(f"{open_page}gradio_api/call/ask/{event}")[2]
    finally:
        leave(kept)
    (event,) = [each for each in kept.events if each.what == "ask"]
    assert (event.request, event.outcome) == ("from-a-proxy", "answered")
    assert event.more["kind"] and event.more["citations"] >= 1
    assert not any(isinstance(value, str) and " " in value for value in event.more.values()), "no words"


def test_a_question_on_the_page_and_an_ingest_are_events(tmp_path: Path, settings) -> None:
    from scrutiny_rag.web.answering import Answering
    from scrutiny_rag.web.exchange import Exchange
    from scrutiny_rag.web.limits import RateLimit

    kept = Kept()
    listen(kept)
    try:
        (tmp_path / "papers").mkdir()
        (tmp_path / "papers" / "ferry.md").write_text(FERRY, encoding="utf-8")
        assistant = Assistant.open(settings.index, settings, create=True)
        assistant.ingest([tmp_path / "papers"])
        answering = Answering(assistant, RateLimit(0))
        for question in ("How many barrels of lamp oil are in the cellar?", "Who won the chess cup?"):
            list(answering.grow(Exchange(question=question), []))
    finally:
        leave(kept)
    assert [(event.what, event.outcome) for event in kept.events] == [
        ("ingest", "done"),
        ("ask", "answered"),
        ("ask", "not_found"),
    ]
    assert kept.events[0].more["added"] == 1


def test_the_page_as_it_is_served_is_watched(tmp_path: Path) -> None:
    pytest.importorskip("prometheus_client", reason="the extra metrics is not installed")
    index = web_index.assistant() and web_index.settings().index
    port, measures = free_port("127.0.0.1"), free_port("127.0.0.1")
    settings = {"INDEX": index, "PORT": port, "METRICS_PORT": measures, "LOG": "json"}
    environment = {f"SCRUTINY_RAG_{name}": str(value) for name, value in settings.items()}
    paths = os.pathsep.join(path for path in sys.path if path)
    serving = subprocess.Popen(
        [sys.executable, "-m", "scrutiny_rag.cli", "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, **environment, "PYTHONPATH": paths},
    )
    try:
        assert "are ready at" in serving.stdout.readline()
        page = f"http://127.0.0.1:{port}/"
        assert got(f"{page}health")[0] == got(f"{page}ready")[0] == 200
        asked = json.dumps({"data": ["Who is the heron?", "", "", "", "", "", "", ""]}).encode()
        headers = {"Content-Type": "application/json", "X-Request-Id": "r-1"}
        call = urllib.request.Request(f"{page}gradio_api/call/ask", asked, headers)
        with urllib.request.urlopen(call, timeout=60) as reply:
            event = json.load(reply)["event_id"]
        got(f"{page}gradio_api/call/ask/{event}")
        found = got(f"http://127.0.0.1:{measures}/metrics")[2]
    finally:
        serving.terminate()
        said = serving.communicate(timeout=60)[1]
    assert 'scrutiny_rag_requests_total{outcome="not_found",what="ask"} 1.0' in found
    assert "scrutiny_rag_requests_waiting 0.0" in found and 'scrutiny_rag_papers{state="ready"}' in found
    (line,) = [line for line in map(json.loads, filter(None, said.splitlines())) if line["event"] == "ask"]
    assert (line["request"], line["outcome"]) == ("r-1", "not_found")
    assert "heron" not in said
