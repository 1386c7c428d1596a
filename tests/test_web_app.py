"""The page as a whole, and serving it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import web_index
from scrutiny_rag.settings import Settings
from scrutiny_rag.web import main as web_main
from scrutiny_rag.web.app import build_app
from scrutiny_rag.web.serving import launch

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    app = build_app(
        web_index.assistant(), web_index.settings(), tmp_path_factory.mktemp("web") / "feedback.jsonl"
    )
    yield launch(app, "127.0.0.1", 0, block=False)
    app.close()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as response:
        return response.read().decode()


def test_the_page_is_served_without_analytics_links_or_share(address):
    page = get(address)
    assert "<title>Scrutiny papers</title>" in page or "Scrutiny papers" in page
    config = get(f"{address}config")
    assert '"analytics_enabled":false' in config.replace(" ", "")
    assert '"footer_links":[]' in config.replace(" ", "")
    assert "fonts.googleapis" not in page and "fonts.googleapis" not in config


def test_six_endpoints_are_offered_to_other_programs_and_no_more(address):
    info = json.loads(get(f"{address}gradio_api/info"))
    assert set(info["named_endpoints"]) == {"/ask", "/search", "/papers", "/paper", "/promises", "/briefing"}
    assert info["unnamed_endpoints"] == {}


def test_the_style_and_scripts_travel_with_the_page(address):
    assert "--sp-mark" in get(f"{address}theme.css") or "--sp-mark" in get(address) + get(f"{address}config")


def run_app(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py")],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"), "HF_HUB_OFFLINE": "1", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_missing_index_is_one_sentence_and_status_2(tmp_path):
    done = run_app(SCRUTINY_RAG_INDEX=str(tmp_path / "none"))
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "no index" in done.stderr.lower()


def test_a_wrong_setting_is_one_sentence_and_status_2():
    done = run_app(SCRUTINY_RAG_PORT="many")
    assert done.returncode == 2 and "SCRUTINY_RAG_PORT" in done.stderr and "Traceback" not in done.stderr


def test_a_taken_port_is_one_sentence_and_status_2(monkeypatch, capsys):
    web_index.assistant()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = web_index.settings().model_copy(update={"port": listener.getsockname()[1]})
        monkeypatch.setattr(web_main, "load_settings", lambda: taken)
        assert web_main.main() == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and str(taken.port) in said and "is taken" in said


@pytest.mark.parametrize("make", [lambda folder: None, lambda folder: (folder / ".gitkeep").touch()])
def test_an_empty_index_folder_is_no_index(tmp_path, monkeypatch, capsys, make):
    make(tmp_path)
    monkeypatch.setattr(web_main, "load_settings", lambda: Settings(_env_file=None, index=tmp_path))
    assert web_main.main() == 2
    assert "There is no index at" in capsys.readouterr().err


def test_a_folder_that_holds_something_else_is_no_index(tmp_path, monkeypatch, capsys):
    (tmp_path / "notes.txt").write_text("Not an index.")
    monkeypatch.setattr(web_main, "load_settings", lambda: Settings(_env_file=None, index=tmp_path))
    assert web_main.main() == 2
    assert "There is no index at" in capsys.readouterr().err


def test_a_variable_that_is_no_setting_is_refused(monkeypatch, capsys):
    monkeypatch.setenv("SCRUTINY_RAG_QUESTIONS_PER_MINUT", "3")
    assert web_main.main() == 2
    assert "SCRUTINY_RAG_QUESTIONS_PER_MINUTE may be meant" in capsys.readouterr().err
