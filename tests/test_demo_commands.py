"""The demo over the sample papers."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scrutiny_rag.cli import app
from scrutiny_rag.demo_commands import QUESTION, sample_papers
from scrutiny_rag.errors import InputError

ROOT = Path(__file__).parents[1]


def test_it_answers_from_the_sample_papers_and_says_how_to_go_on(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke(app, ["demo"])
    assert run.exit_code == 0, run.output
    assert "9 sample papers" in run.output and QUESTION in run.output and "January 2024" in run.output
    assert f"serve --index {Path('scrutiny-rag-demo') / 'index'}" in run.output
    again = CliRunner().invoke(app, ["demo", "--json", "How", "many", "priorities?"])
    assert again.exit_code == 0 and json.loads(again.output)["question"] == "How many priorities?"


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    run = CliRunner().invoke(app, ["demo", "--into", str(tmp_path)])
    assert isinstance(run.exception, InputError) and "is no demo's folder" in str(run.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_wheel_brings_the_sample_papers():
    assert (sample_papers() / "manifest.csv").is_file()
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"][
        "targets"
    ]["wheel"]
    assert wheel["force-include"] == {"corpus": "scrutiny_rag/sample_papers"}


@pytest.mark.slow
def test_a_built_wheel_is_small_and_holds_them(tmp_path):
    builders = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    import zipfile

    [wheel] = builders.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    assert Path(wheel).stat().st_size <= 5_000_000
    names = zipfile.ZipFile(wheel).namelist()
    assert "scrutiny_rag/sample_papers/manifest.csv" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "eval/"))]
