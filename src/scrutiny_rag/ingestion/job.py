"""The ingestion job: plan, read, cut, embed, write.

All or nothing for each paper, and nothing done twice: a job that was killed is completed by the next one.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.ingestion.abbreviating import update_abbreviations
from scrutiny_rag.ingestion.lending import update_lent
from scrutiny_rag.ingestion.memory import reused_memory
from scrutiny_rag.ingestion.plan import (
    Plan,
    Task,
    count_unchanged,
    cut_alike,
    make_plan,
    recipe_for,
    sha256_of,
    unlisted_files,
)
from scrutiny_rag.ingestion.plan import dry_run as what_would_change
from scrutiny_rag.ingestion.recording import update_records
from scrutiny_rag.ingestion.report import Failure, IngestReport, OnProgress, Progress
from scrutiny_rag.ingestion.spread import Spread
from scrutiny_rag.ingestion.superseding import update_superseded
from scrutiny_rag.ingestion.writing import Duplicate, IndexWriter, NewPaper, Unreadable
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.papers.reading import ocr_available
from scrutiny_rag.promises.register import Register
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.rows import LISTED, LIVE, PaperRow, State

if TYPE_CHECKING:
    from scrutiny_rag.ingestion.read_ahead import ReadPaper
    from scrutiny_rag.models.embedding import PassageEmbedding

_FIRST_PASSAGES = 128
_BATCH_PASSAGES = 512
"""Passages embedded together, from the first to the most: enough to sort by length, few enough to bound memory."""
_PUBLISH_EVERY_S = 20.0
"""The work that a kill can cost; each publishing takes its time, so it is not done for every paper."""


class IngestionJob:
    """Brings an index up to date with files and folders."""

    def __init__(
        self,
        index: Index,
        load_embedding: Callable[[], PassageEmbedding],
        passage_tokens: int,
        on_progress: OnProgress | None = None,
        *,
        ocr: bool = False,
        allow_empty: bool = False,
        publish_every_s: float = _PUBLISH_EVERY_S,
        spread: Spread | None = None,
    ) -> None:
        """`load_embedding` gives the model; it is called only where there is something to embed.

        With `allow_empty` the papers of a folder that holds none now leave. With `ocr`, scanned pages are read
        by OCR. `spread` has papers read and embedded elsewhere. Raises SettingsError where that is not installed.
        """
        if ocr and not ocr_available():
            raise SettingsError(
                "SCRUTINY_RAG_OCR is set, but OCR is not installed: install the extra `ocr`, or unset it."
            )
        self._index = index
        self._load_embedding = load_embedding
        self._passage_tokens = passage_tokens
        self._ocr = ocr
        self._allow_empty = allow_empty
        self._recipe = recipe_for(passage_tokens, ocr=ocr)
        self._on_progress = on_progress
        self._publish_every_s = publish_every_s
        self._spread = spread
        self._report = IngestReport()
        self._done = self._total = self._words = 0
        self._started = self._published = 0.0

    def run(self, paths: Sequence[Path], *, dry_run: bool = False) -> IngestReport:
        """Ingest `paths`; files of these folders that are gone leave the index.

        With `dry_run` nothing is written, and the report says what would be. Raises InputError where a path
        is missing, a folder is empty, or another job is writing, PaperError where its manifest is wrong, and
        SettingsError where the embedding model cannot be loaded. A paper that cannot be read is listed in
        the report.
        """
        self._started = self._published = time.perf_counter()
        self._report = IngestReport()
        if dry_run:
            self._report = what_would_change(self._plan(paths))
        else:
            with self._index.writing():
                self._run(paths)
                update_lent(self._index)
                update_superseded(self._index)
                update_abbreviations(self._index)
                recorded = update_records(self._index)
                Register(self._index).update(anew=recorded > 0)
        self._report.seconds = round(time.perf_counter() - self._started, 3)
        return self._report

    def _plan(self, paths: Sequence[Path]) -> Plan:
        rows = self._index.ledger.rows(*LISTED)
        return make_plan(rows, paths, self._recipe, allow_empty=self._allow_empty)

    def _run(self, paths: Sequence[Path]) -> None:
        plan = self._plan(paths)
        self._report.failed += unlisted_files(plan)
        self._report.warnings += plan.warnings
        self._report.removed = sum(row.state is not State.FAILED for row in plan.gone)
        given_away = {row.name for row, _ in plan.heirs}
        if plan.heirs:
            for row, heir in plan.heirs:
                self._index.ledger.inherit(row.id, heir)
            plan = self._plan(paths)
        self._total = len(plan.todo) + len(plan.unchanged)
        self._done = self._words = 0
        for task in (*plan.unchanged, *plan.todo):
            self._note_place(task)
        for task in plan.unchanged:
            count_unchanged(task, self._report)
            self._tick()
        if plan.todo or plan.gone:
            with closing(IndexWriter(self._index, self._recipe)) as writer:
                writer.retire(plan.gone)
                if plan.todo:
                    self._read_and_write(plan, writer, given_away)
                writer.publish()

    def _note_place(self, task: Task) -> None:
        """Note a new time, place or name of a file whose bytes are as they were."""
        row, file = task.row, task.found.file
        if row is None or not task.same_bytes:
            return
        if (row.name, row.source, row.root, row.mtime_ns) != (
            file.name,
            file.source,
            file.root,
            file.mtime_ns,
        ):
            self._index.ledger.touch(row.id, file)

    def _read_and_write(self, plan: Plan, writer: IndexWriter, given_away: set[str]) -> None:
        # Imported late: these libraries take seconds, and most jobs find nothing to do.
        from scrutiny_rag.ingestion.passages import PassageParser
        from scrutiny_rag.ingestion.read_ahead import read_ahead

        embedding = self._load_embedding()
        parser = PassageParser(embedding.count_tokens, min(self._passage_tokens, embedding.max_tokens - 2))
        read = self._spread(plan.todo) if self._spread else read_ahead(plan.todo, parser, ocr=self._ocr)
        to_embed = self._sorted_out(read, plan.originals, writer, given_away)
        with reused_memory():
            self._embed_and_write(_batches(to_embed), embedding, writer)

    def _sorted_out(
        self,
        papers: Iterable[ReadPaper],
        originals: dict[str, str],
        writer: IndexWriter,
        given_away: set[str],
    ) -> Iterator[NewPaper | Duplicate]:
        """The papers to embed or to list; failures and new metadata are seen to."""
        for read in papers:
            row, file, paper = read.task.row, read.task.found.file, read.paper
            if paper is None:
                self._fail(read, originals, writer)
                self._tick()
                continue
            self._report.warnings += [f"{file.name}: {warning}" for warning in paper.warnings]
            original = originals.setdefault(paper.sha256, file.name)
            if original != file.name:
                self._count(row, file.name in given_away)
                yield Duplicate(file, paper, original, row)
                continue
            if row is not None and self._says_the_same(row, paper):
                writer.refresh(row, file, paper, read.nodes)
            else:
                self._report.passages += len(read.nodes)
                self._report.words += len(paper.text.split())
                self._count(row, file.name in given_away)
                yield NewPaper(file, paper, read.nodes, row, read.vectors)
                continue
            self._count(row, file.name in given_away)
            self._tick()

    def _says_the_same(self, row: PaperRow, paper: Paper) -> bool:
        """True where a paper, read again, differs from what the index holds in its metadata at most."""
        if row.state not in LIVE or not cut_alike(row.recipe, self._recipe):
            return False
        held = self._index.ledger.paper(row.id)
        return (held.text, held.pages, held.blocks) == (paper.text, paper.pages, paper.blocks)

    def _fail(self, read: ReadPaper, originals: dict[str, str], writer: IndexWriter) -> None:
        """Note a failure; a version that was read before stays."""
        row, file = read.task.row, read.task.found.file
        why = read.why or "It cannot be read."
        if read.lost:
            pass
        elif row is not None and row.state in LIVE and originals.setdefault(row.sha256, row.name) == row.name:
            why = f"{why} The version read before stays in the index."
        else:
            writer.add_unreadable(Unreadable(file, sha256_of(read.task.found.path), why, row))
        self._report.failed.append(Failure(paper=file.name, why=why))

    def _embed_and_write(
        self, batches: Iterable[Batch], embedding: PassageEmbedding, writer: IndexWriter
    ) -> None:
        """Write the batches in turn, each while the next one is embedded."""
        from scrutiny_rag.ingestion.passages import embedded_text

        if self._spread:
            for batch in batches:
                self._write(batch, [vector for new in batch.papers for vector in new.vectors or ()], writer)
            return
        under_way: deque[Batch] = deque()
        sizes: deque[list[int]] = deque()

        def texts() -> Iterator[list[str]]:
            for batch in batches:
                under_way.append(batch)
                nodes = [node for paper in batch.papers for node in paper.nodes]
                sizes.append([len(node.get_content().split()) for node in nodes])
                yield [embedded_text(node) for node in nodes]

        def on_slice(positions: Sequence[int]) -> None:
            self._words += sum(sizes[0][i] for i in positions)
            self._tell()

        with closing(embedding.embed_in_turn(texts(), on_slice)) as embedded:
            for vectors in embedded:
                sizes.popleft()
                self._write(under_way.popleft(), vectors, writer)

    def _write(self, batch: Batch, vectors: Sequence[Sequence[float]], writer: IndexWriter) -> None:
        writer.add(batch.papers, vectors)
        for duplicate in batch.duplicates:
            writer.add_duplicate(duplicate)
        for _ in range(len(batch)):
            self._tick()
        if time.perf_counter() - self._published >= self._publish_every_s:
            writer.publish(last=False)
            self._published = time.perf_counter()

    def _count(self, row: PaperRow | None, given_away: bool) -> None:
        if given_away or (row is not None and row.state is not State.FAILED):
            self._report.updated += 1
        else:
            self._report.added += 1

    def _tick(self) -> None:
        self._done += 1
        self._tell()

    def _tell(self) -> None:
        if self._on_progress is not None:
            seconds = time.perf_counter() - self._started
            self._on_progress(Progress(self._done, self._total, self._words, seconds))


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers that are embedded and written together."""

    papers: list[NewPaper] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    """Of papers of this batch or of one before."""

    def __len__(self) -> int:
        return len(self.papers) + len(self.duplicates)


def _batches(papers: Iterable[NewPaper | Duplicate]) -> Iterator[Batch]:
    """The first ones small, so that embedding starts while most papers are still to be read."""
    batch, size, full = Batch(), 0, _FIRST_PASSAGES
    for new in papers:
        if isinstance(new, Duplicate):
            batch.duplicates.append(new)
            size += 1
        else:
            batch.papers.append(new)
            size += max(1, len(new.nodes))
        if size >= full:
            yield batch
            batch, size, full = Batch(), 0, min(2 * full, _BATCH_PASSAGES)
    if batch:
        yield batch
