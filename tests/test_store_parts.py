"""Vectors in several folders: a large index is not copied for every few papers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scrutiny_rag.store import vector_draft
from scrutiny_rag.store.parts import sound_vectors
from scrutiny_rag.store.vectors import VectorIndex

SIZE = 16


class Store:
    """A vector index beside a plain table of what should be in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.current: str | None = None
        self.index = VectorIndex(folder, lambda: self.current)
        self.held: dict[int, np.ndarray] = {}
        self.random = np.random.default_rng(7)

    def publish(self, papers: list[int], size: int = 10, delete: list[int] | None = None) -> None:
        draft = self.index.draft()
        draft.delete_papers(delete or [])
        self.held = {i: v for i, v in self.held.items() if i >> 20 not in (delete or [])}
        for paper in papers:
            ids = [paper << 20 | n for n in range(size)]
            vectors = self.random.normal(size=(size, SIZE)).astype(np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            draft.add(ids, [paper] * size, vectors)
            self.held |= dict(zip(ids, vectors, strict=True))
        draft.close()
        self.current = draft.name
        self.index.prune()

    def folders(self) -> list[str]:
        return sorted((path.name for path in self.folder.iterdir()), key=int)

    def check(self) -> None:
        index = self.index
        assert index.ids() == sorted(self.held)
        vector = self.random.normal(size=SIZE)
        vector = (vector / np.linalg.norm(vector)).tolist()
        best = sorted(self.held, key=lambda i: -float(self.held[i] @ vector))
        assert [i for i, _ in index.search(vector, 10)] == best[:10]
        papers = sorted({i >> 20 for i in self.held})[::2]
        within = [i for i in best if i >> 20 in papers]
        assert [i for i, _ in index.search(vector, 10, papers=papers)] == within[:10]
        assert [i for i, _ in index.search(vector, 5, passages=[*best[3:9], 7 << 40])] == best[3:8]
        found = index.vectors([best[0], best[-1], 7 << 40])
        assert found.keys() == {best[0], best[-1]}
        assert np.array_equal(found[best[0]], self.held[best[0]])
        index.verify()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(vector_draft, "COPIED", 50)
    monkeypatch.setattr(vector_draft, "MOST_PARTS", 3)
    return Store(tmp_path / "vectors")


def test_what_is_new_lies_beside_what_is_there_and_finds_the_same(store: Store) -> None:
    store.publish([1, 2, 3, 4, 5, 6])
    assert store.folders() == ["1"]
    store.check()
    store.publish([7])
    store.publish([8], delete=[7, 2])
    assert store.folders() == ["1", "2", "3"]
    store.check()
    store.publish([2], delete=[8])  # what was gone comes back
    assert store.folders() == ["1", "2", "3", "4"]
    store.check()
    store.publish([9])  # more folders than are looked through: the new ones become one
    assert store.folders() == ["1", "5"]
    store.check()
    for paper in (10, 11, 12, 13):
        store.publish([paper], delete=[paper - 8])
        store.check()
    assert store.folders()[0] != "1", "Chroma has taken in what was new"
    store.check()
    store.publish([], delete=list(range(3, 13)))
    store.check()


def test_publishing_reads_and_writes_nothing_of_what_is_there(store: Store) -> None:
    store.publish([1, 2, 3, 4, 5, 6])
    files = [path for path in (store.folder / "1").rglob("*") if path.is_file()]
    before = [(path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    store.publish([7])
    assert [(path.stat().st_mtime_ns, path.stat().st_size) for path in files] == before
    assert sum(path.stat().st_size for path in (store.folder / "2").rglob("*.bin")) == 10 * (SIZE * 4 + 8)


def test_damage_of_any_folder_is_told(store: Store) -> None:
    from scrutiny_rag.errors import IndexFolderError

    store.publish([1, 2, 3, 4, 5, 6])
    store.publish([7])
    assert sound_vectors(store.folder).keys() == store.held.keys()
    for folder in ("1", "2"):
        path = store.folder / folder / "exact-vectors.bin"
        data = path.read_bytes()
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
        with pytest.raises(IndexFolderError, match="doctor --fix"):
            store.index.ids()
        assert store.held.keys() - sound_vectors(store.folder).keys() != set()
        path.write_bytes(data)
        store.index.close()
    store.check()
