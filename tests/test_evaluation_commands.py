"""`scrutiny-rag eval`: what it takes, prints and exits with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from evaluation_samples import HARBOUR, PARKS, ROWS, Scripted, quoting, write_papers
from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.evaluation.commands import app
from scrutiny_rag.evaluation.outcome import Outcome

whole = typer.Typer()
whole.add_typer(app, name="eval")


@whole.command()
def other() -> None:
    """Makes `eval` a command among others."""


class Half(Scripted):
    name = "half"
    replies: Mapping[str, Outcome | Exception] = {
        "ferry": quoting("ferry", "harbour.txt", HARBOUR, "The ferry timetable will be reprinted by May 2031")
    }


class Whole(Half):
    name = "whole"
    replies: Mapping[str, Outcome | Exception] = {
        **Half.replies,
        "pears": quoting("pears", "parks.txt", PARKS, "The orchard has 212 pear trees"),
    }


class Failing(Scripted):
    name = "failing"
    replies: Mapping[str, Outcome | Exception] = {"ferry": OSError("no lamp")}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "set.jsonl").write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    write_papers(tmp_path / "papers")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(whole, ["eval", *words])


def evaluate(*words: str, system: str = "Half", out: str = "out") -> Result:
    return call("set.jsonl", "--papers", "papers", "--out", out, "--system", f"{__name__}:{system}", *words)


def test_run_prints_a_table_and_writes_the_report(place: Path) -> None:
    result = evaluate()
    assert result.exit_code == 0, result.output
    assert "fact_recall" in result.output and "half" in result.output
    assert "half, by type of question" in result.output
    (promise,) = (line for line in result.output.splitlines() if line.split()[:1] == ["promise"])
    assert promise.split() == ["promise", "1", "1.000", "1.000", "0.000", "1.000", "1.000"]
    assert (place / "out" / "report.html").is_file()
    assert (place / "out" / "report.json").is_file()


def test_run_may_be_said(place: Path) -> None:
    words = ("--papers", "papers", "--out", "out", "--system", f"{__name__}:Half")
    assert call("run", "set.jsonl", *words).exit_code == 0
    assert call(*words, "set.jsonl").exit_code == 0


def test_json(place: Path) -> None:
    found = json.loads(evaluate("--json").stdout)
    assert found["systems"]["half"]["fact_recall"] == 0.5
    assert found["errors"] == {"half": {}}


def test_the_gate_sets_the_exit_status(place: Path) -> None:
    assert evaluate("--fail-under", "fact_recall=0.5").exit_code == 0
    missed = evaluate("--fail-under", "fact_recall=0.5", "--fail-under", "half:hit@5=0.9")
    assert missed.exit_code == 1
    assert "half has hit@5 0.5000, under 0.9." in missed.output


def test_a_wrong_gate_is_told_before_anything_runs(place: Path) -> None:
    result = evaluate("--fail-under", "speed=1")
    assert isinstance(result.exception, ScrutinyError)
    assert not (place / "out").exists()


def test_failed_questions_set_the_exit_status(place: Path) -> None:
    result = evaluate(system="Failing")
    assert result.exit_code == 1
    assert "failing failed on ferry: OSError: no lamp" in result.output


def test_only_and_limit(place: Path) -> None:
    assert json.loads(evaluate("--only", "fact", "--json").stdout)["systems"]["half"]["fact_recall"] == 0
    assert evaluate("--limit", "1").exit_code == 0
    assert evaluate("--limit", "0").exit_code == 2


def test_check(place: Path) -> None:
    good = call("check", "set.jsonl", "--papers", "papers")
    assert (good.exit_code, good.output) == (0, "3 questions, 0 errors, 0 warnings.\n")
    evidence = [{"paper": "parks.txt", "quote": "nine plum trees"}]
    (place / "set.jsonl").write_text(json.dumps(ROWS[1] | {"evidence": evidence}), encoding="utf-8")
    bad = call("check", "set.jsonl", "--papers", "papers")
    assert bad.exit_code == 1
    assert "error: set.jsonl, line 1, question pears, field evidence[0].quote" in bad.output
    told = json.loads(call("check", "set.jsonl", "--papers", "papers", "--json").stdout)
    assert [problem["field"] for problem in told["problems"]] == ["evidence[0].quote"]


def test_compare(place: Path) -> None:
    evaluate(out="a")
    evaluate(system="Whole", out="b")
    result = call("compare", "a", "b/report.json")
    assert result.exit_code == 0
    assert "better pears  How many pear trees are in the orchard?" in result.output
    assert "fact_recall 0.000 → 1.000" in result.output
    assert "Questions that changed: 1 better." in result.output
    changes = json.loads(call("compare", "b", "a", "--json").stdout)["changes"]
    assert {change["verdict"] for change in changes} == {"worse"}


def test_errors_are_for_the_command_line_to_print(place: Path) -> None:
    for words in (
        ("nothing.jsonl",),
        ("check", "nothing.jsonl", "--papers", "papers"),
        ("compare", "x", "y"),
    ):
        assert isinstance(call(*words).exception, ScrutinyError), words


def test_help_names_every_command(place: Path) -> None:
    told = call("--help").output
    assert all(command in told for command in ("run", "check", "compare"))
    assert call("--bogus").exit_code == 2
