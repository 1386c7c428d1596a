"""Snapshots: taken whole, put back whole, and stopped at any moment without loss."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from ingesting import BEES, FERRY, KITES, Ingesting, assert_stores_agree
from scrutiny_rag.errors import IndexFolderError, InputError
from scrutiny_rag.health import check_index
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.snapshots import restore_snapshot, take_snapshot, update_snapshot


@pytest.fixture
def work(tmp_path: Path, embedding) -> Ingesting:
    work = Ingesting(tmp_path, embedding)
    work.write("ferry.md", FERRY)
    work.write("bees.md", BEES)
    work.run()
    return work


def is_sound(folder: Path, papers: set[str]) -> None:
    index = Index(folder)
    assert all(check.ok for check in check_index(index)), check_index(index)
    assert_stores_agree(index)
    assert {row.name for row in index.ledger.rows()} == papers
    index.close()


def test_an_index_is_put_back_as_it_was(work: Ingesting, tmp_path: Path) -> None:
    assert take_snapshot(work.index.folder, tmp_path / "safe") > 10_000
    work.write("kites.md", KITES)
    work.run()
    work.index.close()
    restore_snapshot(tmp_path / "safe", work.index.folder)
    is_sound(work.index.folder, {"ferry.md", "bees.md"})
    restore_snapshot(tmp_path / "safe", tmp_path / "elsewhere")
    is_sound(tmp_path / "elsewhere", {"ferry.md", "bees.md"})
    is_sound(tmp_path / "safe", {"ferry.md", "bees.md"})


def test_a_snapshot_is_brought_up_to_date_and_what_is_there_is_not_copied_again(
    work: Ingesting, tmp_path: Path
) -> None:
    safe = tmp_path / "safe"
    take_snapshot(work.index.folder, safe)
    reader = Index(safe)
    assert reader.lexical.ids() == reader.vectors.ids() != []
    ledger = (safe / "ledger.sqlite3").stat().st_size
    assert update_snapshot(work.index.folder, safe) <= ledger, "the ledger alone"
    work.write("kites.md", KITES)
    (work.papers / "bees.md").unlink()
    work.run()
    assert update_snapshot(work.index.folder, safe) > ledger
    ids = work.index.ledger.live_passage_ids()
    assert reader.lexical.ids() == reader.vectors.ids() == ids, "a reader goes on without opening it anew"
    assert [row.name for row in reader.ledger.rows()] == ["ferry.md", "kites.md"]
    reader.close()
    assert len(list(safe.glob("words/*"))) == len(list(safe.glob("vectors/*"))) == 1
    is_sound(safe, {"ferry.md", "kites.md"})


def test_what_is_damaged_is_not_brought_into_a_snapshot(work: Ingesting, tmp_path: Path) -> None:
    safe = tmp_path / "safe"
    take_snapshot(work.index.folder, safe)
    work.write("kites.md", KITES)
    work.run()
    path = next(work.index.folder.rglob("exact-vectors.bin"))
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(IndexFolderError, match="not as it was written"):
        update_snapshot(work.index.folder, safe)
    is_sound(safe, {"ferry.md", "bees.md"})
    with pytest.raises(InputError, match="the index itself"):
        update_snapshot(work.index.folder, work.index.folder)
    with pytest.raises(InputError, match="no snapshot"):
        update_snapshot(work.index.folder, work.papers)


def test_what_cannot_be_is_said(work: Ingesting, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no index"):
        take_snapshot(tmp_path / "nothing", tmp_path / "safe")
    with pytest.raises(InputError, match="already"):
        take_snapshot(work.index.folder, work.papers)
    with pytest.raises(InputError, match="no snapshot"):
        restore_snapshot(work.papers, work.index.folder)
    take_snapshot(work.index.folder, tmp_path / "safe")
    path = next((tmp_path / "safe").rglob("exact-vectors.bin"))
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(IndexFolderError, match="not as it was written"):
        restore_snapshot(tmp_path / "safe", work.index.folder)
    with pytest.raises(IndexFolderError, match="not as it was written"):
        take_snapshot(tmp_path / "safe", tmp_path / "again")
    assert not (tmp_path / "again").exists() and not (tmp_path / "again.new").exists()
    is_sound(work.index.folder, {"ferry.md", "bees.md"})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_a_kill_leaves_the_index_and_no_half_snapshot(work: Ingesting, tmp_path: Path, kills: int) -> None:
    take_snapshot(work.index.folder, tmp_path / "safe")
    work.index.close()
    folder, chance = work.index.folder, random.Random(1)
    for _ in range(kills):
        for number, act in enumerate((take_snapshot, restore_snapshot)):
            shutil.rmtree(tmp_path / "other", ignore_errors=True)
            pid = os.fork()
            if pid == 0:
                try:
                    act(*((folder, tmp_path / "other") if number == 0 else (tmp_path / "safe", folder)))
                finally:
                    os._exit(0)
            time.sleep(chance.uniform(0, 0.06))
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            if (tmp_path / "other").exists():
                is_sound(tmp_path / "other", {"ferry.md", "bees.md"})
    restore_snapshot(tmp_path / "safe", folder)
    is_sound(folder, {"ferry.md", "bees.md"})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_a_kill_leaves_a_snapshot_as_it_was_or_as_it_is_to_be(
    work: Ingesting, tmp_path: Path, kills: int
) -> None:
    take_snapshot(work.index.folder, tmp_path / "old")
    work.write("kites.md", KITES)
    work.run()
    work.index.close()
    chance, seen = random.Random(1), set()
    for _ in range(kills):
        safe = tmp_path / "safe"
        shutil.rmtree(safe, ignore_errors=True)
        shutil.copytree(tmp_path / "old", safe)
        pid = os.fork()
        if pid == 0:
            try:
                update_snapshot(work.index.folder, safe)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, 0.1))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        index = Index(safe)
        names = frozenset(row.name for row in index.ledger.rows())
        index.close()
        is_sound(safe, set(names))
        seen.add(names)
        update_snapshot(work.index.folder, safe)
        is_sound(safe, {"ferry.md", "bees.md", "kites.md"})
    assert seen <= {frozenset({"ferry.md", "bees.md"}), frozenset({"ferry.md", "bees.md", "kites.md"})}
