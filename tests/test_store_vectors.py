"""Vectors in a real Chroma: drafts that nobody sees until they count, and readers beside a writer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.store.exact import EXACT_FILES
from scrutiny_rag.store.vectors import VectorIndex


class Store:
    """A vector index, and the name of the copy that counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.current: str | None = None
        self.index = VectorIndex(folder, lambda: self.current)

    def publish(self, ids: list[int], *, delete: list[int] | None = None, prune: bool = True) -> None:
        draft = self.index.draft()
        if ids:
            draft.add(ids, [i >> 20 for i in ids], [one_hot(i) for i in ids])
        draft.delete_papers(delete or [])
        draft.close()
        self.current = draft.name
        if prune:
            self.index.prune()


def one_hot(number: int, size: int = 32) -> list[float]:
    return [float(at == number % size) for at in range(size)]


def key(paper: int, n: int) -> int:
    return paper << 20 | n


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "vectors")


@pytest.mark.parametrize("name", ["data_level0.bin", "exact-ids.bin", "chroma.sqlite3"])
def test_damage_is_told_and_not_copied_on(store: Store, name: str) -> None:
    store.publish([key(1, n) for n in range(5)])
    store.index.verify()
    store.index.close()
    path = next(store.folder.rglob(name))
    if name == "chroma.sqlite3":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(IndexFolderError, match="doctor --fix"):
        store.index.draft()
    with pytest.raises(IndexFolderError, match="doctor --fix"):
        store.index.verify()
    assert [path.name for path in store.folder.iterdir()] == [store.current], "no draft was begun"


def test_a_graph_that_finds_other_passages_is_damage(store: Store) -> None:
    many = np.random.default_rng(0).normal(size=(1200, 16))  # Chroma writes its graph from 1,000 on
    draft = store.index.draft()
    draft.add(
        [key(1, n) for n in range(1200)], [1] * 1200, many / np.linalg.norm(many, axis=1, keepdims=True)
    )
    draft.close()
    store.current = draft.name
    store.index.verify()
    store.index.close()
    path = next(store.folder.rglob("data_level0.bin"))
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(IndexFolderError, match="doctor --fix"):
        store.index.verify()


def test_an_empty_index_finds_nothing(store: Store) -> None:
    assert store.index.search(one_hot(0), 5) == []
    assert store.index.vectors([1]) == {}
    assert (store.index.count(), store.index.ids()) == (0, [])


def test_finds_the_nearest_with_its_cosine(store: Store) -> None:
    store.publish([key(1, 0), key(1, 1), key(2, 2)])
    (best, cosine), *_ = store.index.search(one_hot(1), 3)
    assert (best, round(cosine, 5)) == (key(1, 1), 1.0)
    assert store.index.search(one_hot(1), 0) == []
    assert len(store.index.search(one_hot(1), 50)) == 3, "more wanted than there are"


def test_narrows_to_papers(store: Store) -> None:
    store.publish([key(1, 0), key(1, 1), key(2, 2)])
    assert {i for i, _ in store.index.search(one_hot(1), 5, papers=[2])} == {key(2, 2)}
    assert store.index.search(one_hot(1), 5, papers=[]) == store.index.search(one_hot(1), 5, papers=[9]) == []


def test_vectors_come_back_by_id(store: Store) -> None:
    store.publish([key(1, 0), key(1, 1)])
    found = store.index.vectors([key(1, 1), key(7, 7)])
    assert list(found) == [key(1, 1)]
    assert np.allclose(found[key(1, 1)], one_hot(1))


def test_a_draft_counts_only_once_it_is_named(store: Store) -> None:
    store.publish([key(1, 0)])
    draft = store.index.draft()
    draft.add([key(2, 5)], [2], [one_hot(5)])
    draft.delete_papers([1])
    assert store.index.ids() == [key(1, 0)]
    draft.close()
    assert store.index.ids() == [key(1, 0)]
    store.current = draft.name
    assert store.index.ids() == [key(2, 5)]


def test_deleted_papers_and_passages_are_gone(store: Store) -> None:
    store.publish([key(paper, n) for paper in range(1, 250) for n in range(2)])
    store.publish([], delete=list(range(1, 249)))
    assert store.index.ids() == [key(249, 0), key(249, 1)]
    assert {i for i, _ in store.index.search(one_hot(0), 10)} == {key(249, 0), key(249, 1)}
    draft = store.index.draft()
    draft.delete([key(249, 0)])
    draft.close()
    store.current = draft.name
    assert store.index.ids() == [key(249, 1)]


def test_pruning_leaves_the_current_copy_alone(store: Store) -> None:
    store.publish([key(1, 0)], prune=False)
    store.publish([key(1, 1)], prune=False)
    store.index.draft().close()
    assert len(list(store.folder.iterdir())) == 3
    store.index.prune()
    assert [path.name for path in store.folder.iterdir()] == [store.current]
    assert store.index.ids() == [key(1, 0), key(1, 1)]


def test_a_reader_whose_copy_was_taken_away_turns_to_the_next(store: Store) -> None:
    store.publish([key(1, 0)])
    reader = VectorIndex(store.folder, lambda: store.current)
    assert reader.count() == 1
    for n in range(1, 4):
        store.publish([key(1, n)])
        assert {i for i, _ in reader.search(one_hot(0), 10)} == {key(1, m) for m in range(n + 1)}


def test_readers_in_another_process_read_while_one_writes(store: Store) -> None:
    """Chroma itself fails here: a reader meets files that a writer has half written."""
    store.publish([key(1, n) for n in range(50)])
    script = (
        "import sys; from pathlib import Path; from scrutiny_rag.store.vectors import VectorIndex\n"
        f"reader = VectorIndex(Path({str(store.folder)!r}), lambda: {store.current!r})\n"
        "print(len(reader.search([1.0] * 32, 200)), flush=True)\n"
        "sys.stdin.readline()\n"
        "print(len(reader.search([1.0] * 32, 200)), len(reader.vectors(list(range(1 << 20, (1 << 20) + 60)))))\n"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert reader.stdout is not None
    assert reader.stdout.readline() == "50\n"
    draft = store.index.draft()
    draft.add([key(2, n) for n in range(1500)], [2] * 1500, [one_hot(n) for n in range(1500)])
    told, _ = reader.communicate("\n", timeout=60)
    assert told == "50 50\n"
    draft.close()


@pytest.mark.parametrize("name", ["chroma.sqlite3", "data_level0.bin"])
def test_damage_is_told_in_a_sentence(store: Store, name: str) -> None:
    store.publish([key(1, n) for n in range(1200)])
    store.index.close()
    (path,) = store.folder.rglob(name)
    path.write_bytes(b"junk" * 100)
    reader = VectorIndex(store.folder, lambda: store.current)
    with pytest.raises(IndexFolderError, match="doctor --fix"):
        reader.search(one_hot(1), 2000)


def test_a_missing_copy_is_told_in_a_sentence(store: Store) -> None:
    store.current = "7"
    with pytest.raises(IndexFolderError, match="missing"):
        store.index.count()


def test_an_index_of_version_1_is_read_in_place_and_then_moved(store: Store) -> None:
    store.publish([key(1, 0)])
    store.index.close()
    (store.folder / str(store.current) / "seal.json").unlink()
    for path in (store.folder / str(store.current)).iterdir():
        path.rename(store.folder / path.name)
    (store.folder / str(store.current)).rmdir()
    store.current = None
    old = VectorIndex(store.folder, lambda: store.current)
    assert old.ids() == [key(1, 0)]
    store.index = old
    store.publish([key(1, 1)])
    assert old.ids() == [key(1, 0), key(1, 1)]
    assert [path.name for path in store.folder.iterdir()] == [store.current]


def test_narrows_to_passages(store: Store) -> None:
    ids = [key(1, 0), key(1, 1), key(2, 2)]
    store.publish(ids)
    found = store.index.search(one_hot(1), 5, passages=[key(2, 2), key(1, 1), key(8, 8)])
    assert [i for i, _ in found] == [key(1, 1), key(2, 2)]
    assert store.index.search(one_hot(1), 5, passages=[]) == []


def test_a_wide_filter_finds_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.publish([key(paper, n) for paper in (1, 2, 3) for n in range(30)])
    exactly = store.index.search(one_hot(4), 2, papers=[1, 3])
    monkeypatch.setattr("scrutiny_rag.store.nearest._COMPARED", 10)
    assert sorted(store.index.search(one_hot(4), 2, papers=[1, 3])) == sorted(exactly)
    assert [i for i, _ in exactly] == [key(1, 4), key(3, 4)]


def test_a_copy_of_an_older_version_is_read_and_brought_up_to_date(store: Store) -> None:
    store.publish([key(1, 0), key(1, 1), key(2, 2)])
    assert store.current is not None
    store.index.close()
    for name in EXACT_FILES:
        (store.folder / store.current / name).unlink(missing_ok=True)
    (store.folder / store.current / "seal.json").unlink()
    assert [i for i, _ in store.index.search(one_hot(2), 5, papers=[2])] == [key(2, 2)]
    assert [i for i, _ in store.index.search(one_hot(2), 5, passages=[key(1, 1)])] == [key(1, 1)]
    assert list(store.index.vectors([key(1, 1)])) == [key(1, 1)]
    store.publish([key(5, 0)])
    assert store.index.vectors([key(1, 1), key(5, 0)]).keys() == {key(1, 1), key(5, 0)}
    assert (store.folder / store.current / EXACT_FILES[0]).is_file()
