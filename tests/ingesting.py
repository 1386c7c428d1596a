"""Small invented papers, and a job over them that counts what it embeds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from scrutiny_rag.ingestion.job import IngestionJob
from scrutiny_rag.ingestion.report import IngestReport
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.store.index import Index

TOKENS = 200

FERRY = """# Ferry Panel

Minutes of the meeting held on 4 May 2021

## 1. Night crossings

The harbour master said that the last ferry leaves at midnight on Fridays and at ten on other days.

RESOLVED: That a later crossing be tried for the summer.

## 2. Lamp oil

The stores officer counted ninety barrels of lamp oil in the cellar below the lighthouse.
"""

BEES = """# Bee Panel

Minutes of the meeting held on 9 June 2022

## 1. Hives on the town hall

The bee keeper told the panel that eleven hives stand on the roof of the town hall and four behind it.

ACTION: The bee keeper to bring a jar of honey to the next meeting.
"""

KITES = """# Kite strategy

## Aims

We will fly a kite from every school by the spring, and mend those that fall into the river.
"""


class CountingEmbedding:
    """The real model, counting the texts that it embeds."""

    def __init__(self, model: PassageEmbedding) -> None:
        self._model = model
        self.embedded: list[str] = []
        self.loads = 0

    def load(self) -> CountingEmbedding:
        self.loads += 1
        return self

    @property
    def max_tokens(self) -> int:
        return self._model.max_tokens

    def count_tokens(self, texts: list[str]) -> list[int]:
        return self._model.count_tokens(texts)

    def embed(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return self._model.embed(texts)

    def embed_in_turn(
        self, groups: Iterable[list[str]], on_slice: Callable[[Sequence[int]], None] | None = None
    ) -> Iterator[list[list[float]]]:
        def counted() -> Iterator[list[str]]:
            for texts in groups:
                self.embedded += texts
                yield texts

        return self._model.embed_in_turn(counted(), on_slice)


class Ingesting:
    """A folder of papers, an index, and a job between them."""

    def __init__(self, folder: Path, model: PassageEmbedding) -> None:
        self.papers = folder / "papers"
        self.papers.mkdir(parents=True)
        self.index = Index(folder / "index")
        self.model = CountingEmbedding(model)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.papers / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.stat().st_mtime_ns if path.exists() else None
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if path.stat().st_mtime_ns == before:  # a clock that is coarser than a test is fast
            os.utime(path, ns=(before + 1, before + 1))
        return path

    def run(
        self,
        *paths: Path,
        dry_run: bool = False,
        publish_every_s: float = 20.0,
        allow_empty: bool = False,
    ) -> IngestReport:
        self.model.embedded.clear()
        job = IngestionJob(
            self.index,
            self.model.load,  # type: ignore[arg-type]
            TOKENS,
            publish_every_s=publish_every_s,
            allow_empty=allow_empty,
        )
        return job.run(list(paths) or [self.papers], dry_run=dry_run)

    def states(self) -> dict[str, str]:
        return {row.name: row.state.value for row in self.index.ledger.rows()}

    def row(self, name: str):
        (row,) = [row for row in self.index.ledger.rows() if row.name == name]
        return row

    def passages(self) -> set[tuple[str, int, int]]:
        """(paper, start, end) of everything that can be searched."""
        ledger = self.index.ledger
        return {
            (row.name, p.char_start, p.char_end) for row in ledger.rows() for p in ledger.passages_of(row.id)
        }


def assert_stores_agree(index: Index) -> None:
    """Vectors and words hold exactly the passages of the ledger's live papers, each once."""
    owned = index.ledger.live_passage_ids()
    assert index.vectors.ids() == owned
    assert index.lexical.ids() == owned
    assert sum(row.passages for row in index.ledger.rows()) == len(owned)
