"""A full disk and a place that cannot be written to are said as such; what was finished is kept and can be asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingesting import BEES, FERRY, KITES, TOKENS, Ingesting, assert_stores_agree
from killed_jobs import text_of
from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.health import check_index
from scrutiny_rag.ingestion.job import IngestionJob
from scrutiny_rag.repair import put_ledger_back, repair
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.snapshots import restore_snapshot, take_snapshot


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, in memory; the test fills it or makes it read-only."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


@pytest.fixture
def work(tmp_path: Path, disk: Path, embedding) -> Ingesting:
    work = Ingesting(tmp_path, embedding)
    work.index.close()
    work.index = Index(disk / "index")
    work.write("ferry.md", FERRY)
    work.write("bees.md", BEES)
    work.run()
    return work


def found(index: Index, model) -> tuple:
    vector = model.embed(["Hives on a roof."])[0]
    words = index.lexical.search({"hive": 1.0}, 5, fields={"text": 1.0})
    return [i for i, _ in words], [i for i, _ in index.vectors.search(vector, 5)], len(index.ledger.rows())


def test_an_index_that_cannot_be_written_to_can_be_asked(work: Ingesting, disk: Path) -> None:
    before = found(work.index, work.model)
    work.index.close()
    remount(disk, "ro")
    index = work.index = Index(disk / "index")
    assert found(index, work.model) == before
    assert all(check.ok for check in check_index(index))
    work.write("kites.md", KITES)
    with pytest.raises(IndexFolderError, match="cannot be written to: it can be asked"):
        work.run()
    index.close()
    remount(disk, "rw")
    work.index = Index(disk / "index")
    assert work.run().added == 1


def room_left(disk: Path, size: int) -> Path:
    """Fill the disk but for `size` bytes."""
    status = os.statvfs(disk)
    filler = disk / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, status.f_bavail * status.f_frsize - size))
    return filler


SIZES = [0, 4_096, 10_000, 20_000, 40_000, 80_000, 150_000, 400_000, 1_000_000, 2_000_000]
MORE = [250_000, 700_000, 1_500_000, 3_000_000]


@pytest.mark.parametrize("size", [*SIZES, *(pytest.param(size, marks=pytest.mark.slow) for size in MORE)])
def test_a_full_disk_is_said_and_loses_nothing(work: Ingesting, disk: Path, size: int) -> None:
    before = found(work.index, work.model)
    for number in range(8):
        work.write(f"canal-{number}.md", text_of(number, 1))
    filler = room_left(disk, size)
    job = IngestionJob(work.index, work.model.load, TOKENS, publish_every_s=0)  # type: ignore[arg-type]
    try:
        job.run([work.papers])
    except IndexFolderError as error:
        assert "is full: make room" in str(error)
    work.index.close()
    index = work.index = Index(disk / "index")
    if len(index.ledger.rows()) == 2:
        assert found(index, work.model) == before
    faults = {check.what for check in check_index(index) if not check.ok}
    assert faults <= {"unfinished work"}
    index.close()
    filler.unlink()
    work.index = Index(disk / "index")
    work.run()
    assert_stores_agree(work.index)
    assert len(work.index.ledger.rows()) == 10
    assert all(check.ok for check in check_index(work.index))


def damaged(folder: Path, kind: str) -> None:
    """Spoil the words, the vectors or the ledger."""
    path = {"words": "words/*/*.store", "vectors": "vectors/*/exact-vectors.bin", "ledger": "ledger.sqlite3"}
    harmed = next(folder.glob(path[kind]))
    harmed.write_bytes(bytes(harmed.stat().st_size))


@pytest.mark.parametrize("kind", ["words", "vectors", "ledger"])
@pytest.mark.parametrize("size", [0, 20_000, 150_000])
def test_mending_on_a_full_disk_is_said_and_done_once_there_is_room(
    work: Ingesting, disk: Path, kind: str, size: int
) -> None:
    folder = work.index.folder
    texts = {row.name: work.index.ledger.paper(row.id).text for row in work.index.ledger.rows()}
    before = found(work.index, work.model)
    work.index.close()
    damaged(folder, kind)
    filler = room_left(disk, size)

    def mend() -> Index:
        put_ledger_back(folder)
        index = Index(folder)
        repair(index, work.model, TOKENS)  # type: ignore[arg-type]
        return index

    try:
        mend().close()
    except IndexFolderError as error:
        assert "is full: make room" in str(error)
    filler.unlink()
    index = work.index = mend()
    assert all(check.ok for check in check_index(index)), check_index(index)
    assert_stores_agree(index)
    assert found(index, work.model) == before
    assert {row.name: index.ledger.paper(row.id).text for row in index.ledger.rows()} == texts


@pytest.mark.parametrize("size", [0, 20_000, 150_000])
def test_a_snapshot_without_room_is_said_and_leaves_nothing(work: Ingesting, disk: Path, size: int) -> None:
    before = found(work.index, work.model)
    folder = work.index.folder
    take_snapshot(folder, disk.parent / "safe")
    filler = room_left(disk, size)
    with pytest.raises(IndexFolderError, match="is full: make room"):
        take_snapshot(folder, disk / "snapshot")
    assert not (disk / "snapshot").exists() and not (disk / "snapshot.new").exists()
    work.index.close()
    with pytest.raises(IndexFolderError, match="is full: make room"):
        restore_snapshot(disk.parent / "safe", folder)
    index = work.index = Index(folder)
    assert found(index, work.model) == before
    filler.unlink()
