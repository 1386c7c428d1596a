"""Outcomes on disk."""

from __future__ import annotations

import json
from pathlib import Path

from evaluation_samples import HARBOUR, quoting
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.results_file import ResultsFile

GOOD = quoting("a", "harbour.txt", HARBOUR, "The ferry", notice="One\u2028two")
FAILED = Outcome.failed("b", "boom", answers=True)


def written(folder: Path, key: str = "k") -> ResultsFile:
    file = ResultsFile(folder, "ours", key)
    file.start({})
    file.add(GOOD)
    file.add(FAILED)
    return file


def test_a_like_run_takes_up_what_did_not_fail(tmp_path: Path) -> None:
    written(tmp_path)
    assert ResultsFile(tmp_path, "ours", "k").resume() == {"a": GOOD}


def test_another_key_takes_up_nothing(tmp_path: Path) -> None:
    written(tmp_path)
    assert ResultsFile(tmp_path, "ours", "other").resume() == {}
    assert ResultsFile(tmp_path, "theirs", "k").resume() == {}


def test_a_line_cut_off_in_the_middle_is_asked_again(tmp_path: Path) -> None:
    file = written(tmp_path)
    text = file.path.read_text(encoding="utf-8")
    file.path.write_text(text + '{"id": "c", "status": "answ', encoding="utf-8")
    assert file.resume() == {"a": GOOD}


def test_starting_keeps_only_what_is_kept(tmp_path: Path) -> None:
    file = written(tmp_path)
    file.start({"a": GOOD})
    assert file.path.read_text(encoding="utf-8").count("\n") == 1
    assert file.resume() == {"a": GOOD}


def test_status_stays_away_from_systems_that_only_search(tmp_path: Path) -> None:
    file = ResultsFile(tmp_path, "search", "k")
    file.start({})
    file.add(Outcome(id="a"))
    assert "status" not in json.loads(file.path.read_text(encoding="utf-8"))
