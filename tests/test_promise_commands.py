"""The command `promises`: filters, own notes, exports, and errors in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scrutiny_rag import guard
from scrutiny_rag.cli import app
from scrutiny_rag.ingestion.recording import update_records
from scrutiny_rag.papers.reading import READER_VERSION, read_paper
from scrutiny_rag.promises.register import Register
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.rows import SourceFile, State

MINUTES = """Eastquay Borough Council
Harbour Scrutiny Panel
Minutes of the meeting held on Tuesday 16 January 2024

1. Lamps in Mill Lane
The Director of Roads undertook to mend the nine broken lamps in Mill Lane by March 2024.
The Panel agreed that the ferry fares be frozen.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES, encoding="utf-8")
    index = Index(tmp_path / "index")
    file = SourceFile(path.name, str(path), None, len(MINUTES), 0)
    index.ledger.add(file, read_paper(path, path.name), State.READY, reader_version=READER_VERSION)
    update_records(index)
    Register(index).update()
    index.close()
    return tmp_path / "index"


def run(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, str, str]:
    code = guard.run(app, ["promises", "--index", str(folder), *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_the_contracts_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, folder, "--json", "--kind", "undertaking")
    (found,) = json.loads(out)["promises"]
    assert code == 0
    assert MINUTES[found["char_start"] : found["char_end"]] == found["quote"]
    assert (found["owner"], found["due"], found["due_text"]) == (
        "The Director of Roads",
        "2024-03-31",
        "by March 2024",
    )
    assert (found["date"], found["status"], found["followups"]) == ("2024-01-16", "no later mention", [])


def test_filters_and_lines_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 entry." in run(capsys, folder, "--text", "ferry fares")[1]
    assert "0 entries." in run(capsys, folder, "--due-before", "2023-01-01")[1]


def test_own_notes_and_exports(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, folder, "--json", "--text", "lamps", "--kind", "undertaking")
    reference = json.loads(out)["promises"][0]["id"]
    code, out, _ = run(capsys, folder, "--id", reference, "--own-note", "asked on Monday", "--json")
    assert code == 0
    assert json.loads(out)["promises"][0]["own"]["note"] == "asked on Monday"
    run(capsys, folder, "--out", str(tmp_path / "register.csv"))
    assert "asked on Monday" in (tmp_path / "register.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--due-before", "soon"),
        ("--due-after", "2024-02-31"),
        ("--own-note", "x"),
        ("--id", "P-0", "--own-note", "x"),
        ("--out", "register.doc"),
    ],
)
def test_wrong_input_is_said_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, folder, *arguments)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
