"""`scrutiny-rag fetch`: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modern_gov_server import MEETING, REPORT, WebServer, meeting_routes, status
from scrutiny_rag import cli


def run(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["scrutiny-rag", "fetch", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_done_then_done_with_failures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with WebServer(meeting_routes()) as server:
        arguments = [server.url(MEETING), "--into", str(tmp_path), "--allow-private", "--delay", "0"]
        code, out, err = run([*arguments, "--json"], capsys, monkeypatch)
        assert (code, err) == (0, "")
        assert len(json.loads(out)["saved"]) == 7
        server.routes[REPORT] = status(404)
        code, out, err = run(arguments, capsys, monkeypatch)
        assert code == 1
        assert out.startswith("0 saved, 6 unchanged, 1 failed")
        assert f"failed  {server.url(REPORT)}: The server answered 404 Not Found." in out
        code, out, err = run([*arguments, "--limit", "2", "--json"], capsys, monkeypatch)
        assert code == 1
        assert len(json.loads(out)["unchanged"]) == 2


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1:1/", "http://xn--a/", "nonsense"])
def test_an_input_error_is_one_line(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run([url, "--into", str(tmp_path)], capsys, monkeypatch)
    assert (code, out) == (2, "")
    assert err.startswith("scrutiny-rag: ")
    assert err.count("\n") == 1
    assert "not foreseen" not in err
