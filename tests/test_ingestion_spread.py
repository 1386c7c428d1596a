"""Reading and embedding by the workers of a Ray cluster on this machine: the same index, whoever is lost."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ingesting import BEES, FERRY, KITES, TOKENS, Ingesting, assert_stores_agree
from killed_jobs import text_of
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.errors import SettingsError
from scrutiny_rag.health import check_index
from scrutiny_rag.ingestion.job import IngestionJob
from scrutiny_rag.ingestion.plan import Task
from scrutiny_rag.ingestion.read_ahead import ReadPaper
from scrutiny_rag.ingestion.spread import Order, Workers, read_and_embed
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index

SETTINGS = Settings(_env_file=None, passage_tokens=TOKENS)


@pytest.fixture(autouse=True)
def for_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray", reason="the extra ray is not installed")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))


def dying(task: Task, order: Order) -> ReadPaper:
    """Work in which the worker is lost: with one paper once, with another each time."""
    name = task.found.file.name
    mark = task.found.path.parent.parent / f"{name}.lost"
    if name == "kites.md" or (name == "bees.md" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return read_and_embed(task, order)


def otherwise(task: Task, order: Order) -> ReadPaper:
    """Work in a worker of another version."""
    return read_and_embed(task, order | {"version": "0.0.1"})


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "papers"
    folder.mkdir(parents=True)
    for name, text in (("ferry.md", FERRY), ("bees.md", BEES), ("kites.md", KITES), ("copy.md", FERRY)):
        (folder / name).write_text(text, encoding="utf-8")
    for number in range(6):
        (folder / f"canal-{number}.md").write_text(text_of(number, 1), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return folder


def run(index: Index, papers: Path, embedding, work=None):
    workers = Workers("local", SETTINGS, work)
    try:
        return IngestionJob(index, lambda: embedding, TOKENS, spread=workers.read).run([papers])
    finally:
        workers.close()


def held(index: Index) -> dict[tuple[str, int, int], list[float]]:
    """The vector of every passage, by paper and offsets."""
    vectors = index.vectors.vectors(index.ledger.live_passage_ids())
    return {
        (row.name, passage.char_start, passage.char_end): vectors[passage.id]
        for row in index.ledger.rows()
        for passage in index.ledger.passages_of(row.id)
    }


def test_workers_make_the_index_that_one_process_makes(tmp_path: Path, papers: Path, embedding) -> None:
    alone = Ingesting(tmp_path / "alone", embedding)
    before = alone.run(papers)
    index = Index(tmp_path / "spread")
    report = run(index, papers, embedding)
    assert (report.added, report.passages, report.words) == (before.added, before.passages, before.words)
    assert [failure.paper for failure in report.failed] == ["broken.pdf"]
    assert report.failed == before.failed
    assert all(check.ok for check in check_index(index))
    assert_stores_agree(index)
    rows, others = ({r.name: replace(r, mtime_ns=0) for r in i.ledger.rows()} for i in (index, alone.index))
    assert rows == others
    one, other = held(index), held(alone.index)
    assert one.keys() == other.keys()
    assert all(float(one[key] @ other[key]) > 0.9999 for key in one)
    assert index.lexical.ids() == alone.index.lexical.ids()
    assert run(index, papers, embedding).unchanged == report.added


def test_a_worker_that_is_lost_is_replaced_and_a_paper_that_is_lost_is_listed(
    tmp_path: Path, papers: Path, embedding
) -> None:
    index = Index(tmp_path / "spread")
    report = run(index, papers, embedding, dying)
    assert {failure.paper for failure in report.failed} == {"broken.pdf", "kites.md"}
    (why,) = [failure.why for failure in report.failed if failure.paper == "kites.md"]
    assert "workers were lost" in why
    assert (tmp_path / "work" / "bees.md.lost").exists()
    assert index.ledger.passages_of(next(row.id for row in index.ledger.rows() if row.name == "bees.md"))
    assert_stores_agree(index)
    again = IngestionJob(index, lambda: embedding, TOKENS).run([papers])
    assert (again.added, [failure.paper for failure in again.failed]) == (1, ["broken.pdf"]), (
        "it is not given up"
    )


def test_a_worker_of_another_version_stops_the_job(tmp_path: Path, papers: Path, embedding) -> None:
    index = Index(tmp_path / "spread")
    with pytest.raises(SettingsError, match="install the same on all"):
        run(index, papers, embedding, otherwise)
    assert index.ledger.live_passage_ids() == []


def test_a_cluster_that_is_not_there_is_one_sentence(tmp_path: Path, papers: Path, settings) -> None:
    assistant = Assistant.open(tmp_path / "index", settings, create=True)
    with pytest.raises(SettingsError, match="cannot be reached"):
        assistant.ingest([papers], ray="127.0.0.1:9")
    assert assistant.ingest([papers], ray="127.0.0.1:9", dry_run=True).added
    assistant.close()


def test_without_ray_it_is_said(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(SettingsError, match="extra ray"):
        Workers("local", SETTINGS)
