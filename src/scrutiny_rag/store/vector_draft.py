"""A draft of the vectors: what is to follow on those that count, once the ledger names it.

While an index is small a draft is a copy of all of it, in which Chroma writes. A larger one would be copied for every
few papers, so there a draft holds only what is new, in plain files that are compared one by one, beside a note of what
is gone. Once those are an eighth of the whole, the next draft is a copy again, in which Chroma takes them in: so the
cost of publishing is in proportion to what is new, but for a copy each time the index has grown by an eighth.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scrutiny_rag.store.chroma_files import DATABASE, is_graph, open_client, open_to_write
from scrutiny_rag.store.exact import ExactDraft, ExactVectors
from scrutiny_rag.store.parts import Gone, Part, Parts
from scrutiny_rag.store.rows import paper_of
from scrutiny_rag.store.seals import SEAL_NAME, Watch, write_seal

COPIED = 20_000
"""Passages up to which a draft is a copy of all; and as many may always lie beside Chroma."""
SHARE = 8
"""… as may this part of a larger index."""
MOST_PARTS = 8
"""Folders of new vectors before they are made one: a search looks in each."""
_ADD_AT_ONCE = 2000

Old = tuple[Path, Gone]
"""A folder of the vectors that count, and what is gone of those before it."""


class VectorDraft:
    """Vectors that are being written; they count once the ledger names them."""

    def __init__(self, folder: Path, old: Sequence[Old], watch: Watch) -> None:
        """Begin in the new `folder` with what the folders `old` hold; OSError or ValueError where one is damaged."""
        self.name = folder.name
        self._folder = folder
        self._gone = Gone()
        parts = Parts(old).parts if old and ExactVectors.exists(old[0][0]) else []
        self._kept = self._kept_of(parts)
        if not self._kept:
            for path, _ in old:
                watch.check(path / SEAL_NAME)  # a copy of what is damaged would pass for sound
        folder.mkdir()
        base = old[0][0] if old and not self._kept else None
        self._client = self._collection = None
        if not self._kept:
            if base is not None:
                _copy_chroma(base, folder)
            self._client = open_client(folder)
            self._collection = open_to_write(self._client)
        self._exact = ExactDraft(folder, parts[0].exact if parts and not self._kept else None)
        if base is not None and not parts:
            self._copy_to_exact()
        self._take_in(parts)

    def _kept_of(self, parts: Sequence[Part]) -> list[Part]:
        """The folders that this draft follows on without copying them."""
        if not parts:
            return []
        base, *newer = parts
        there = sum(int(part.alive.sum()) for part in parts)
        beside = sum(len(part.alive) for part in newer) + base.dead()
        if there <= COPIED or beside >= max(COPIED, len(base.alive) // SHARE):
            return []
        return [base] if len(newer) >= MOST_PARTS else list(parts)

    def _take_in(self, parts: Sequence[Part]) -> None:
        """Write again what lies in folders that are not kept."""
        if parts and not self._kept:
            base = parts[0]
            self.delete([int(i) for i in base.exact.ids[~base.alive]])
        for part in parts[max(1, len(self._kept)) :]:
            if self._kept:
                self._gone |= part.gone
            rows = part.rows()
            for at in range(0, len(rows), _ADD_AT_ONCE):
                some = rows[at : at + _ADD_AT_ONCE]
                ids = part.exact.ids[some].tolist()
                self._add(ids, [paper_of(i) for i in ids], part.exact.vectors[some])

    def _copy_to_exact(self) -> None:
        """Take over what the copy of an older version holds."""
        assert self._collection is not None
        for at in range(0, int(self._collection.count()), _ADD_AT_ONCE):
            held = self._collection.get(include=["embeddings"], limit=_ADD_AT_ONCE, offset=at)
            self._exact.add([int(i) for i in held["ids"]], np.asarray(held["embeddings"], dtype=np.float32))

    def add(self, passages: Sequence[int], papers: Sequence[int], vectors: Sequence[Sequence[float]]) -> None:
        """Write unit vectors, shape (passages, dimensions)."""
        for at in range(0, len(passages), _ADD_AT_ONCE):
            part = slice(at, at + _ADD_AT_ONCE)
            self._add(passages[part], papers[part], np.asarray(vectors[part], dtype=np.float32))

    def _add(self, passages: Sequence[int], papers: Sequence[int], vectors: NDArray[np.float32]) -> None:
        self._exact.add(passages, vectors)
        if self._collection is not None:
            self._collection.upsert(
                ids=[str(p) for p in passages],
                embeddings=vectors,
                metadatas=[{"paper": paper} for paper in papers],
            )

    def delete_papers(self, papers: Iterable[int]) -> None:
        """Delete all passages of these papers."""
        ids = list(papers)
        self._exact.delete_papers(ids)
        if self._collection is None:
            self._gone.papers |= set(ids)
            return
        for at in range(0, len(ids), 100):
            where: Any = {"paper": {"$in": ids[at : at + 100]}}
            self._collection.delete(where=where)

    def delete(self, passages: Sequence[int]) -> None:
        """Delete passages by id."""
        self._exact.delete(passages)
        if self._collection is None:
            self._gone.passages |= set(passages)
            return
        for at in range(0, len(passages), _ADD_AT_ONCE):
            self._collection.delete(ids=[str(p) for p in passages[at : at + _ADD_AT_ONCE]])

    def close(self) -> None:
        """Finish writing, so that the files are whole, and seal them."""
        if self._client is not None:
            self._client.close()
        self._exact.close()
        files = [path for path in self._folder.rglob("*") if path.is_file()]
        write_seal(
            self._folder / SEAL_NAME,
            sorted(path.relative_to(self._folder).as_posix() for path in files),
            more={
                "parts": [*(part.folder.name for part in self._kept), self.name],
                "gone": self._gone.to_json(),
            },
        )

    def discard(self) -> None:
        """Let go of a draft that will not count."""
        if self._client is not None:
            self._client.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _copy_chroma(old: Path, new: Path) -> None:
    shutil.copy2(old / DATABASE, new / DATABASE)
    for path in old.iterdir():
        if is_graph(path):
            shutil.copytree(path, new / path.name)
