"""No library tells its maker anything: no look-up, no connection, nothing kept about the device."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingesting import BEES
from scrutiny_rag.quiet import OFF

SRC = Path(__file__).parents[1] / "src"
WORK = """
import sys
from pathlib import Path
from scrutiny_rag import Assistant
assistant = Assistant.open(sys.argv[1] + "/index", create=True)
assistant.ingest([Path(sys.argv[1], "papers")])
print(assistant.ask("How many hives stand on the roof of the town hall?").text)
"""
SERVE = (
    WORK
    + """
import json
from urllib.request import Request, urlopen
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.app import build_app
from scrutiny_rag.web.serving import launch
settings = Settings(_env_file=None, index=Path(sys.argv[1], "index"))
page = launch(build_app(assistant, settings), "127.0.0.1", 0, block=False, settings=settings)
assert "Scrutiny papers" in urlopen(page).read().decode()
asked = json.dumps({"data": ["How many hives stand behind the town hall?", "", "", "", "", "", "", ""]}).encode()
call = Request(page + "gradio_api/call/ask", asked, {"Content-Type": "application/json"})
event = json.load(urlopen(call))["event_id"]
print(urlopen(page + "gradio_api/call/ask/" + event).read().decode())
"""
)


def test_what_keeps_libraries_silent_is_set_before_any_is_imported() -> None:
    script = "import os, sys, scrutiny_rag; print({k: os.environ[k] for k in %r}); print('onnxruntime' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script % list(OFF)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **dict.fromkeys(OFF, "other"), "PYTHONPATH": str(SRC)},
    )
    assert done.stdout.splitlines() == [str(OFF), "False"]


WATCHED = ["strace", "-f", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o"]
ALONE = ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
"""A namespace in which nothing but this machine can be reached."""
_TO = re.compile(r"sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|inet_pton\(AF_INET6, )\"([^\"]+)\"")


def _works(command: list[str]) -> bool:
    return (
        shutil.which(command[0]) is not None and not subprocess.run(command, capture_output=True).returncode
    )


def foreign(calls: str) -> list[str]:
    """The calls for another machine, or for a name."""
    found = []
    for line in calls.splitlines():
        to = _TO.search(line)
        if to is not None and (to[1] == "53" or to[2] not in ("127.0.0.1", "::1")):
            found.append(line)
    return found


def test_a_call_for_another_machine_is_seen() -> None:
    here = '9 connect(5, {sa_family=AF_INET, sin_port=htons(7860), sin_addr=inet_addr("127.0.0.1")}, 16) = 0'
    assert foreign(here) == []
    assert foreign(here.replace("7860", "53")) != []
    assert foreign(here.replace("127.0.0.1", "192.0.2.1")) != []
    six = '9 sendto(5, 1, 0, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:db8::1", &a)}, 28)'
    assert foreign(six) != [] and foreign(six.replace("2001:db8::1", "::1")) == []


@pytest.mark.parametrize("work", [WORK, SERVE], ids=["ingest and ask", "serve"])
def test_reaches_no_network_and_keeps_nothing_about_the_device(tmp_path: Path, work: str) -> None:
    if not _works([*ALONE, "true"]):
        pytest.skip("no namespace without a network can be made here (needs unshare, ip and the right to)")
    if not _works([*WATCHED, os.devnull, "true"]):
        pytest.skip("no calls can be watched here (needs strace and the right to)")
    home, papers, trace = tmp_path / "home", tmp_path / "papers", tmp_path / "calls"
    home.mkdir()
    papers.mkdir()
    (papers / "bees.md").write_text(BEES, encoding="utf-8")
    done = subprocess.run(
        [*ALONE, *WATCHED, str(trace), sys.executable, "-c", work, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
        cwd=home,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PYTHONPATH": str(SRC),
            "HF_HUB_OFFLINE": "1",
            "OMP_NUM_THREADS": "1",
        },
    )
    assert done.returncode == 0, done.stderr
    assert "leven" in done.stdout
    assert work is WORK or "four behind it" in done.stdout
    assert [
        path for path in home.rglob("*") if "onnxruntime" in path.name.lower() or "deviceid" in path.name
    ] == []
    assert trace.stat().st_size, "calls are written down"
    assert foreign(trace.read_text(encoding="utf-8", errors="replace")) == []
