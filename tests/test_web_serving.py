"""Who can reach the page, and what is refused at its door."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.parse
import urllib.request

import pytest

import web_index
from scrutiny_rag.errors import SettingsError
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.app import build_app
from scrutiny_rag.web.passwords import password_line
from scrutiny_rag.web.serving import check_exposure, check_port, free_port, launch


def given(**more) -> Settings:
    return Settings(_env_file=None, **more)


def test_listening_beyond_this_machine_has_to_be_asked_for(tmp_path):
    assert check_exposure(given()) is None and check_exposure(given(host="localhost")) is None
    with pytest.raises(SettingsError, match="--open-to-all"):
        check_exposure(given(host="0.0.0.0"))
    assert "asks for no password" in check_exposure(given(host="0.0.0.0", open_to_all=True))
    people = tmp_path / "people"
    people.write_text(password_line("ann", "correct horse battery"))
    assert check_exposure(given(host="0.0.0.0", auth=people)) is None
    assert "let the proxy alone reach it" in check_exposure(given(host="0.0.0.0", sign_on_header="X-User"))
    assert check_exposure(given(sign_on_header="X-User")) is None


def test_settings_that_do_not_go_together_are_one_sentence(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        check_exposure(given(auth=tmp_path / "none"))
    people = tmp_path / "people"
    people.write_text(password_line("ann", "correct horse battery"))
    with pytest.raises(SettingsError, match="MCP cannot ask for passwords"):
        check_exposure(given(auth=people, mcp=True))


def test_a_free_port_can_be_listened_on():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", free_port("127.0.0.1")))


def test_an_address_of_another_machine_is_said():
    with pytest.raises(OSError, match="This machine cannot listen"):
        check_port("192.0.2.1", 0)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    app = build_app(
        web_index.assistant(), web_index.settings(), tmp_path_factory.mktemp("serving") / "f.jsonl"
    )
    yield launch(app, "127.0.0.1", 0, block=False)
    app.close()


def status(url: str, data: bytes | None = None, **headers: str) -> int:
    request = urllib.request.Request(url, data, {n.replace("_", "-"): v for n, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=20) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code


def test_nobody_can_leave_a_file(address):
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.exe"\r\n\r\nMZ\r\n--x--\r\n'
    assert status(f"{address}gradio_api/upload", body, Content_Type="multipart/form-data; boundary=x") == 404


def test_the_page_bears_its_headers_and_answers_to_its_own_name_alone(address):
    with urllib.request.urlopen(address, timeout=20) as reply:
        assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert (
            reply.headers["Referrer-Policy"] == "no-referrer" and reply.headers["X-Frame-Options"] == "DENY"
        )
    assert status(address, Host="elsewhere.invalid") == 421


def test_with_a_password_file_nothing_is_shown_to_strangers(tmp_path):
    people = tmp_path / "people"
    people.write_text(password_line("ann", "correct horse battery"))
    settings = web_index.settings().model_copy(update={"auth": people})
    app = build_app(web_index.assistant(), settings, tmp_path / "f.jsonl")
    here = launch(app, "127.0.0.1", 0, block=False, settings=settings)
    try:
        assert status(f"{here}config") == 401 and status(f"{here}gradio_api/info") == 401
        call = json.dumps({"data": []}).encode()
        assert status(f"{here}gradio_api/call/papers", call, Content_Type="application/json") == 401

        def sign_in(password: str) -> int:
            form = urllib.parse.urlencode({"username": "ann", "password": password}).encode()
            return status(f"{here}login", form)

        assert sign_in("wrong horse battery") == 400 and sign_in("correct horse battery") == 200
    finally:
        app.close()
