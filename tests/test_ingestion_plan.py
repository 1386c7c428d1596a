"""Plans: what is compared, and what a dry run would say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scrutiny_rag.ingestion.discovery import FoundFile, find_files
from scrutiny_rag.ingestion.plan import Plan, dry_run, make_plan, recipe_for, sha256_of
from scrutiny_rag.papers.model import Metadata
from scrutiny_rag.papers.reading import READER_VERSION
from scrutiny_rag.store.rows import PaperRow, State

RECIPE = recipe_for(200)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"Moles dug {name}.", encoding="utf-8")
    return tmp_path


def row_of(found: FoundFile, number: int, **more) -> PaperRow:
    file = found.file
    values = {
        "id": number, "name": file.name, "state": State.READY, "why": None, "source": file.source, "root": file.root,
        "size": file.size, "mtime_ns": file.mtime_ns, "sha256": sha256_of(found.path),
        "reader_version": READER_VERSION, "manifest": file.manifest, "same_as": None, "metadata": Metadata(),
        "words": 3, "passages": 1, "pages": None, "warnings": (), "recipe": RECIPE,
    }  # fmt: skip
    return PaperRow(**(values | more))


def plan_with(folder: Path, **more) -> Plan:
    """A plan where the ledger's row of a.md differs in `more`."""
    a, b = find_files([folder], {})
    return make_plan([row_of(a, 1, **more), row_of(b, 2)], [folder], RECIPE)


def todo(plan: Plan) -> list[str]:
    return [task.found.file.name for task in plan.todo]


def test_nothing_to_do(folder: Path) -> None:
    plan = plan_with(folder)
    assert (todo(plan), plan.gone, plan.heirs, len(plan.unchanged)) == ([], [], [], 2)


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "00", "mtime_ns": 1},
        {"size": 1},
        {"reader_version": READER_VERSION - 1},
        {"recipe": recipe_for(64)},
        {"manifest": "{}"},
        {"sha256": "", "state": State.FAILED},
        {"state": State.DUPLICATE, "same_as": "b.md"},
    ],
)
def test_what_makes_a_file_be_read_again(folder: Path, change: dict) -> None:
    assert todo(plan_with(folder, **change)) == ["a.md"]


@pytest.mark.parametrize(
    "change", [{"mtime_ns": 1}, {"root": None}, {"state": State.FAILED}, {"state": State.SUPERSEDED}]
)
def test_what_does_not(folder: Path, change: dict) -> None:
    assert todo(plan_with(folder, **change)) == []


@pytest.mark.parametrize(
    ("more", "read_again"),
    [
        ({"state": State.FAILED}, ["a.md"]),
        ({"warnings": ("Page 2 is a scan without text.",)}, ["a.md"]),
        ({"state": State.FAILED, "recipe": recipe_for(200, ocr=True)}, []),
        ({}, []),
    ],
)
def test_what_ocr_may_help_is_read_again_once(folder: Path, more: dict, read_again: list[str]) -> None:
    a, b = find_files([folder], {})
    rows = [row_of(a, 1, **more), row_of(b, 2)]
    assert todo(make_plan(rows, [folder], recipe_for(200, ocr=True))) == read_again
    assert todo(make_plan(rows, [folder], RECIPE)) == [], "what was read by OCR stays when OCR is off again"


def test_bytes_are_not_hashed_where_size_and_time_are_the_same(folder: Path, monkeypatch) -> None:
    a, b = find_files([folder], {})
    rows = [row_of(a, 1), row_of(b, 2)]
    monkeypatch.setattr("scrutiny_rag.ingestion.plan.sha256_of", pytest.fail)
    assert todo(make_plan(rows, [folder], RECIPE)) == []


def test_papers_of_the_folder_without_a_file_are_gone(folder: Path) -> None:
    a, b = find_files([folder], {})
    rows = [row_of(a, 1), row_of(b, 2)]
    a.path.unlink()
    assert [row.name for row in make_plan(rows, [folder], RECIPE).gone] == ["a.md"]
    assert make_plan(rows, [b.path], RECIPE).gone == [], "a file alone says nothing of its folder"


def test_a_duplicate_inherits_from_a_paper_that_goes(folder: Path) -> None:
    a, b = find_files([folder], {})
    copy = row_of(b, 2, state=State.DUPLICATE, same_as="a.md", sha256="5a")
    original = row_of(a, 1, sha256="5a", size=0)
    plan = make_plan([original, copy], [folder], RECIPE)
    assert plan.heirs == [(original, copy)]
    assert todo(plan) == ["a.md"]


def test_a_dry_run_counts_failures_that_are_not_tried_again(folder: Path) -> None:
    report = dry_run(plan_with(folder, state=State.FAILED, why="It is torn."))
    assert [(failure.paper, failure.why) for failure in report.failed] == [("a.md", "It is torn.")]
    assert (report.unchanged, report.changes) == (1, [])
    assert report.to_json()["dry_run"] is True


def test_a_hash_of_a_file_that_cannot_be_opened_is_empty(tmp_path: Path) -> None:
    assert sha256_of(tmp_path / "nothing") == ""


def test_papers_in_a_folder_that_cannot_be_opened_are_not_gone(folder: Path, monkeypatch) -> None:
    a, b = find_files([folder], {})
    rows = [row_of(a, 1), row_of(b, 2)]
    b.path.unlink()
    monkeypatch.setattr(
        "scrutiny_rag.ingestion.plan.find_files",
        lambda paths, taken, unlisted, **more: (
            unlisted.update({folder: "The folder cannot be opened: denied."}) or [a]
        ),
    )
    plan = make_plan(rows, [folder], RECIPE)
    assert plan.gone == []
    assert [failure.why for failure in dry_run(plan).failed] == ["The folder cannot be opened: denied."]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert sha256_of(tmp_path / "pipe.txt") == ""
