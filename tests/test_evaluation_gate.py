"""The gate over the sample papers, with the real model: it fails when the search is spoiled, passes when mended."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from scrutiny_rag.evaluation.commands import app

ROOT = Path(__file__).parents[1]
whole = typer.Typer()
whole.add_typer(app, name="eval")


@whole.command()
def other() -> None:
    """Makes `eval` a command among others."""


def gate(out: Path, *papers: str) -> Result:
    """Asks five questions for facts, of which words find all at once, and vectors alone three."""
    words = ["eval", str(ROOT / "eval/questions.jsonl"), "--out", str(out), *papers]
    words += ["--only", "fact", "--limit", "5", "--seed", "3"]
    return CliRunner().invoke(whole, [*words, "--fail-under", "evidence:mrr@10=0.75"])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a run that passed."""
    folder = tmp_path_factory.mktemp("gate")
    passed = gate(folder / "first", "--papers", str(ROOT / "corpus"))
    assert passed.exit_code == 0, passed.output
    return folder / "first" / "index"


def test_the_gate_falls_without_the_weights_of_words_and_rises_with_them(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting in ("TEXT_WEIGHT", "AROUND_WEIGHT"):
        monkeypatch.setenv(f"SCRUTINY_RAG_{setting}", "0")
    monkeypatch.setenv("SCRUTINY_RAG_CROSS_ENCODER", "off")
    spoiled = gate(tmp_path / "spoiled", "--index", str(index))
    assert spoiled.exit_code == 1, spoiled.output
    assert "evidence has mrr@10 0." in spoiled.output and "under 0.75." in spoiled.output
    monkeypatch.undo()
    mended = gate(tmp_path / "mended", "--index", str(index))
    assert mended.exit_code == 0, mended.output
