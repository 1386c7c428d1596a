"""No library tells its maker anything: no look-up, no connection, nothing kept about the device."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

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


def alone(command: list[str], trace: Path) -> list[str]:
    """The command without a network, its calls for one written down, where this machine has the means."""
    watched = ["strace", "-f", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o"]
    if shutil.which("strace") and _works([*watched, os.devnull, "true"]):
        command = [*watched, str(trace), *command]
    if shutil.which("unshare") and _works(["unshare", "-n", "true"]):
        command = ["unshare", "-n", *command]
    return command


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_ingest_and_ask_reach_no_network_and_keep_nothing_about_the_device(tmp_path: Path) -> None:
    home, papers, trace = tmp_path / "home", tmp_path / "papers", tmp_path / "calls"
    home.mkdir()
    papers.mkdir()
    (papers / "bees.md").write_text(BEES, encoding="utf-8")
    done = subprocess.run(
        alone([sys.executable, "-c", WORK, str(tmp_path)], trace),
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
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
    assert [
        path for path in home.rglob("*") if "onnxruntime" in path.name.lower() or "deviceid" in path.name
    ] == []
    calls = trace.read_text(encoding="utf-8", errors="replace") if trace.exists() else ""
    assert [line for line in calls.splitlines() if "AF_INET" in line] == []
