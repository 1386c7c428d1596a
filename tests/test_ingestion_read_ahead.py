"""Reading beside embedding: in order, bounded, and over no bad file does it stumble."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from scrutiny_rag.ingestion import read_ahead as module
from scrutiny_rag.ingestion.discovery import find_files
from scrutiny_rag.ingestion.passages import PassageParser
from scrutiny_rag.ingestion.plan import Task
from scrutiny_rag.ingestion.read_ahead import read_ahead
from scrutiny_rag.papers.reading import read_paper


def tasks(folder: Path, count: int) -> list[Task]:
    for n in range(count):
        (folder / f"{n:03}.md").write_text(f"# Pond {n}\n\nA newt lives in pond {n}.\n", encoding="utf-8")
    return [Task(found, None) for found in find_files([folder], {})]


def test_papers_come_in_order_with_their_passages(tmp_path: Path, embedding) -> None:
    found = list(read_ahead(tasks(tmp_path, 80), PassageParser(embedding.count_tokens, 200)))
    assert [read.task.found.file.name for read in found] == [f"{n:03}.md" for n in range(80)]
    assert all(read.why is None and read.paper is not None and len(read.nodes) == 1 for read in found)


def test_failures_come_in_their_place_with_a_reason(tmp_path: Path, embedding) -> None:
    todo = tasks(tmp_path, 3)
    (tmp_path / "001.md").write_bytes(b"")
    (tmp_path / "002.md").unlink()
    good, empty, gone = read_ahead(todo, PassageParser(embedding.count_tokens, 200))
    assert good.why is None
    assert empty.paper is gone.paper is None
    assert empty.why and gone.why and empty.why != gone.why


@pytest.mark.parametrize(("papers", "size"), [(4, 10**9), (1000, 100)])
def test_no_more_is_read_ahead_than_bounds_allow(
    tmp_path: Path, embedding, monkeypatch, papers: int, size: int
) -> None:
    read: list[str] = []

    def counted(path, name, overrides=None, *, ocr=False):
        read.append(name)
        return read_paper(path, name, overrides)

    monkeypatch.setattr(module, "_MOST_PAPERS", papers)
    monkeypatch.setattr(module, "_MOST_BYTES", size)
    monkeypatch.setattr(module, "read_paper", counted)
    coming = read_ahead(tasks(tmp_path, 30), PassageParser(embedding.count_tokens, 200))
    for taken in range(1, 6):
        next(coming)
        assert len(read) <= taken + 4
    coming.close()
    assert len(read) < 30, "the rest is not read when nobody wants it"
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("read")]
