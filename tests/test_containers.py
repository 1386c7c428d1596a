"""The container files, as far as they can be held to without a container: what they name is there, and runs."""

from __future__ import annotations

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import web_index
from scrutiny_rag.settings import Settings
from scrutiny_rag.web.serving import free_port

ROOT = Path(__file__).parents[1]
STEPS = [
    line.split(maxsplit=1)
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
IGNORED = [
    line
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def copied() -> list[str]:
    """What the image is made of, from this folder."""
    lists = [shlex.split(what)[:-1] for step, what in STEPS if step == "COPY" and "--from" not in what]
    return [name for names in lists for name in names]


def environment(service: dict[str, Any]) -> dict[str, str]:
    """What a service is started with, where nobody sets a variable."""
    image = [what for step, what in STEPS if step == "ENV"][-1]
    found = dict(pair.split("=", 1) for pair in shlex.split(image))
    found |= {
        name: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value)
        for name, value in service.get("environment", {}).items()
    }
    return {name: value for name, value in found.items() if name.startswith("SCRUTINY_RAG_")}


def test_what_is_copied_is_there_and_let_through() -> None:
    assert copied()
    for name in copied():
        assert (ROOT / name).exists(), name
        assert f"!{name}" in IGNORED, name
    assert IGNORED[0] == "*"
    for private in (".git", "index", "uploads", ".env", ".venv"):
        assert f"!{private}" not in IGNORED
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [project["project"]["readme"], *project["project"]["license-files"]]
    named += project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert all(any(fnmatch.fnmatch(name, each) for each in copied()) for name in named)


def test_images_are_plain_names_of_a_version() -> None:
    images = [what.split()[0] for step, what in STEPS if step == "FROM"]
    assert images and len(set(images)) == 1
    assert re.fullmatch(r"[a-z]+:\d[\w.-]*", images[0]), images[0]
    assert {service["image"] for service in SERVICES.values()} == {"scrutiny-rag"}


def test_torch_is_the_one_of_the_makefile() -> None:
    (pin,) = re.findall(r"^TORCH := (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert any(step == "RUN" and pin in what.split() for step, what in STEPS)


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_is_set_to_are_settings(name: str) -> None:
    for variable in environment(SERVICES[name]):
        assert variable.removeprefix("SCRUTINY_RAG_").lower() in Settings.model_fields, variable


@pytest.mark.parametrize("name", SERVICES)
def test_volumes_and_services_that_are_named_are_there(name: str) -> None:
    service = SERVICES[name]
    for volume in service["volumes"]:
        place, target = re.sub(r"\$\{\w+:-(.*?)\}", r"\1", volume).split(":")[:2]
        assert place in COMPOSE["volumes"] or (ROOT / place).is_dir(), volume
        assert Path(target).is_absolute()
    assert service.get("depends_on", {}).keys() <= SERVICES.keys()


def test_the_page_is_open_to_this_machine_alone() -> None:
    (port,) = SERVICES["page"]["ports"]
    assert port.startswith("127.0.0.1:")
    assert not any("ports" in service for name, service in SERVICES.items() if name != "page")


def test_commands_are_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (entry,) = (what for step, what in STEPS if step == "ENTRYPOINT")
    assert yaml.safe_load(entry) == ["scrutiny-rag"] and "scrutiny-rag" in project["project"]["scripts"]
    for name in ("ingest", "page"):
        command = SERVICES[name]["command"][0]
        done = subprocess.run(
            [sys.executable, "-m", "scrutiny_rag.cli", command, "--help"], capture_output=True, check=False
        )
        assert done.returncode == 0, command
    extra = next(what for step, what in STEPS if step == "RUN" and ".[" in what)
    extras = re.findall(r"\.\[([\w,]+)\]", extra)[0].split(",")
    assert set(extras) <= project["project"]["optional-dependencies"].keys()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """The page as its service starts it, but for its address; the port."""
    pytest.importorskip("prometheus_client", reason="the extra metrics is not installed")
    port = free_port("127.0.0.1")
    given = environment(SERVICES["page"])
    assert given.pop("SCRUTINY_RAG_INDEX") == "/data/index"
    given |= {
        "SCRUTINY_RAG_INDEX": str(web_index.assistant() and web_index.settings().index),
        "SCRUTINY_RAG_PORT": str(port),
        "SCRUTINY_RAG_METRICS_PORT": str(free_port("127.0.0.1")),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    page = subprocess.Popen(
        [sys.executable, "-m", "scrutiny_rag.cli", *SERVICES["page"]["command"]],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=tmp_path,
        env={**os.environ, **given},
    )
    assert page.stdout is not None
    said = ""
    for line in page.stdout:
        said += line
        if "are ready at" in line:
            break
    assert "are ready at" in said, said
    yield port
    page.terminate()
    page.communicate(timeout=60)


def test_the_page_starts_as_it_is_set_and_its_check_finds_it_ready(served: int) -> None:
    how, program, *rest = SERVICES["page"]["healthcheck"]["test"]
    assert (how, program) == ("CMD", "python")
    checked = subprocess.run(
        [sys.executable, *(part.replace(":7860", f":{served}") for part in rest)], check=False
    )
    assert checked.returncode == 0
    with urllib.request.urlopen(f"http://127.0.0.1:{served}/ready", timeout=20) as reply:
        assert reply.status == 200


def test_the_server_starts_as_it_is_set(tmp_path: Path) -> None:
    chroma = shutil.which("chroma", path=str(Path(sys.executable).parent))
    if chroma is None:
        pytest.skip("no Chroma server")
    port = free_port("127.0.0.1")
    service = SERVICES["chroma"]
    program, *rest = service["entrypoint"]
    assert program == "chroma"
    put = {"0.0.0.0": "127.0.0.1", "8000": str(port), "/chroma": str(tmp_path / "data")}
    running = subprocess.Popen(
        [chroma, *(put.get(part, part) for part in rest)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        env={**os.environ, **service["environment"], "HOME": str(tmp_path)},
    )
    check = [part.replace(":8000", f":{port}") for part in service["healthcheck"]["test"][2:]]
    try:
        codes = []
        for _ in range(60):
            codes.append(
                subprocess.run([sys.executable, *check], check=False, capture_output=True).returncode
            )
            if codes[-1] == 0:
                break
        assert codes[-1] == 0, "its check never found it"
    finally:
        running.terminate()
        running.wait(30)
