"""The ingestion job: plan, read, split, embed, write.

All or nothing for each paper: its row is `writing` until its passages stand in all three stores, and turns
`ready` in one transaction that also retires the version it replaces.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import Timeout
from llama_index.core.schema import TextNode

from scrutiny_rag.errors import InputError, PaperError
from scrutiny_rag.ingestion.discovery import FoundFile, find_files
from scrutiny_rag.ingestion.embedding import PassageEmbedding
from scrutiny_rag.ingestion.passages import PassageParser, embedded_text, paper_document
from scrutiny_rag.ingestion.report import Failure, IngestReport, OnProgress, Progress
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.papers.reading import READER_VERSION, read_paper
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import PaperRow, PassageRow, State, passage_id
from scrutiny_rag.store.lexical import LexicalEntry

_BATCH_PASSAGES = 1024
"""Passages embedded and written together: enough to sort by length, few enough to bound memory."""
_READ_AHEAD = 8


@dataclass(frozen=True, slots=True)
class _Split:
    """A paper that was read and cut, ready to embed."""

    found: FoundFile
    paper: Paper
    nodes: list[TextNode]
    replaces: PaperRow | None


class IngestionJob:
    """Brings an index up to date with files and folders."""

    def __init__(
        self,
        index: Index,
        embedding: PassageEmbedding,
        passage_tokens: int,
        on_progress: OnProgress | None = None,
    ) -> None:
        self._index = index
        self._embedding = embedding
        self._parser = PassageParser(embedding.count_tokens, min(passage_tokens, embedding.max_tokens - 2))
        self._on_progress = on_progress
        self._done = 0
        self._total = 0

    def run(self, paths: Sequence[Path]) -> IngestReport:
        """Ingest `paths`; files of these folders that are gone leave the index.

        Raises InputError where a path is missing, a folder is empty, or another job is writing, and
        PaperError where a manifest is wrong. A paper that cannot be read is listed in the report.
        """
        try:
            with self._index.writer_lock():
                return self._run(paths)
        except Timeout:
            raise InputError(
                f"Another ingest is writing to {self._index.folder}: wait until it has finished."
            ) from None

    def _run(self, paths: Sequence[Path]) -> IngestReport:
        started = time.perf_counter()
        self._index.clean()
        rows = {row.name: row for row in self._index.ledger.rows(State.READY, State.DUPLICATE, State.FAILED)}
        found = find_files(paths, {name: row.source for name, row in rows.items()})
        report = IngestReport()
        gone = self._gone(paths, found, rows)
        report.removed = sum(row.state is not State.FAILED for row in gone)
        self._retire(gone)
        kept = {row.sha256: row.name for row in rows.values() if row.state is State.READY and row not in gone}
        gone_names = {row.name for row in gone}
        self._total, self._done = len(found), 0
        todo = []
        for file in found:
            row = rows.get(file.file.name) if file.file.name not in gone_names else None
            if self._unchanged(file, row, kept, report):
                self._tick(report)
            else:
                todo.append((file, row))
        for batch in _batches(self._split(todo, kept, report)):
            self._write(batch, report)
        report.seconds = round(time.perf_counter() - started, 3)
        return report

    # Plan.

    def _gone(
        self, paths: Sequence[Path], found: Sequence[FoundFile], rows: dict[str, PaperRow]
    ) -> list[PaperRow]:
        """Papers of the folders named whose files are no longer there."""
        folders = [path.resolve() for path in paths if path.is_dir()]
        here = {file.file.source for file in found}
        return [
            row
            for row in rows.values()
            if row.source not in here and any(Path(row.source).is_relative_to(folder) for folder in folders)
        ]

    def _retire(self, rows: Sequence[PaperRow]) -> None:
        if rows:
            self._index.ledger.set_state([row.id for row in rows], State.RETIRED)
            self._index.clean()

    def _unchanged(
        self, found: FoundFile, row: PaperRow | None, kept: dict[str, str], report: IngestReport
    ) -> bool:
        """True where the index is up to date with this file; counts it so."""
        file = found.file
        if row is None or row.reader_version != READER_VERSION or row.manifest != file.manifest:
            return False
        same_place = (row.size, row.mtime_ns, row.source) == (file.size, file.mtime_ns, file.source)
        if not same_place:
            if row.size != file.size or row.sha256 != _sha256(found.path):
                return False
            self._index.ledger.touch(row.id, file)
        if row.state is State.DUPLICATE and kept.get(row.sha256) != row.same_as:
            return False
        if row.state is State.FAILED:
            report.failed.append(Failure(paper=row.name, why=row.why or "It could not be read."))
        else:
            report.unchanged += 1
        return True

    # Read and split, in a thread beside the embedding.

    def _split(
        self, todo: Sequence[tuple[FoundFile, PaperRow | None]], kept: dict[str, str], report: IngestReport
    ) -> Iterator[_Split]:
        with ThreadPoolExecutor(1, thread_name_prefix="read") as pool:
            waiting: list[tuple[FoundFile, PaperRow | None, Future[Paper]]] = []
            queue = iter(todo)
            while True:
                for file, row in queue:
                    waiting.append((file, row, pool.submit(_read, file)))
                    if len(waiting) >= _READ_AHEAD:
                        break
                if not waiting:
                    return
                found, row, future = waiting.pop(0)
                try:
                    paper = future.result()
                except PaperError as error:
                    self._fail(found, row, str(error), report)
                    continue
                original = kept.get(paper.sha256)
                if original is not None and original != paper.name:
                    self._list_duplicate(found, row, paper, original, report)
                    continue
                kept[paper.sha256] = paper.name
                nodes = self._parser.get_nodes_from_documents([paper_document(paper)])
                yield _Split(found, paper, [n for n in nodes if isinstance(n, TextNode)], row)

    def _fail(self, found: FoundFile, row: PaperRow | None, why: str, report: IngestReport) -> None:
        """Note a failure; a version that was read before stays."""
        ledger = self._index.ledger
        kept = row is not None and row.state is State.READY
        if kept:
            why = f"{why} The version read before stays in the index."
        report.failed.append(Failure(paper=found.file.name, why=why))
        if not kept:
            with ledger.transaction():
                if row is not None:
                    ledger.drop([row.id])
                paper = Paper(name=found.file.name, text="", sha256=_sha256(found.path))
                ledger.add(found.file, paper, State.FAILED, reader_version=READER_VERSION, why=why)
        self._tick(report)

    def _list_duplicate(
        self, found: FoundFile, row: PaperRow | None, paper: Paper, original: str, report: IngestReport
    ) -> None:
        ledger = self._index.ledger
        with ledger.transaction():
            ledger.add(
                found.file,
                replace(paper, text="", blocks=(), pages=()),
                State.DUPLICATE,
                reader_version=READER_VERSION,
                same_as=original,
            )
            if row is not None:
                ledger.set_state([row.id], State.RETIRED)
        self._count(row, report)
        self._tick(report)

    # Embed and write.

    def _write(self, batch: Sequence[_Split], report: IngestReport) -> None:
        ledger = self._index.ledger
        vectors = self._embedding.embed([embedded_text(n) for split in batch for n in split.nodes])
        with ledger.transaction():
            ids = [
                ledger.add(s.found.file, s.paper, State.WRITING, reader_version=READER_VERSION) for s in batch
            ]
            for paper_id, split in zip(ids, batch, strict=True):
                ledger.add_passages(_passage_row(paper_id, n, node) for n, node in enumerate(split.nodes))
        keys = [(paper_id, n) for paper_id, s in zip(ids, batch, strict=True) for n in range(len(s.nodes))]
        self._index.vectors.add([passage_id(*key) for key in keys], [paper for paper, _ in keys], vectors)
        self._index.lexical.add(
            LexicalEntry(
                passage_id(paper_id, n), paper_id, node.get_content(), _context(node), _around(split.nodes, n)
            )
            for paper_id, split in zip(ids, batch, strict=True)
            for n, node in enumerate(split.nodes)
        )
        self._index.lexical.commit()
        with ledger.transaction():
            ledger.set_state(ids, State.READY)
            ledger.set_state([s.replaces.id for s in batch if s.replaces is not None], State.RETIRED)
        self._index.clean()
        for split in batch:
            self._count(split.replaces, report)
            report.passages += len(split.nodes)
            report.words += len(split.paper.text.split())
            report.warnings += [f"{split.paper.name}: {warning}" for warning in split.paper.warnings]
            self._tick(report)

    def _count(self, row: PaperRow | None, report: IngestReport) -> None:
        if row is None or row.state is State.FAILED:
            report.added += 1
        else:
            report.updated += 1

    def _tick(self, report: IngestReport) -> None:
        self._done += 1
        if self._on_progress is not None:
            self._on_progress(Progress(self._done, self._total, report.words))


def _read(found: FoundFile) -> Paper:
    return read_paper(found.path, found.file.name, found.overrides)


def _batches(splits: Iterable[_Split]) -> Iterator[list[_Split]]:
    batch: list[_Split] = []
    size = 0
    for split in splits:
        batch.append(split)
        size += len(split.nodes)
        if size >= _BATCH_PASSAGES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _passage_row(paper_id: int, ordinal: int, node: TextNode) -> PassageRow:
    meta = node.metadata
    return PassageRow(
        id=passage_id(paper_id, ordinal),
        paper_id=paper_id,
        char_start=node.start_char_idx or 0,
        char_end=node.end_char_idx or 0,
        page=meta["page"],
        section=meta["section_path"],
        item=meta["item"],
        speaker=meta["speaker"] or None,
        act=meta["act"],
        exchange=meta["exchange"],
    )


def _context(node: TextNode) -> str:
    return " ".join(str(node.metadata[key]) for key in ("title", "section", "speaker") if node.metadata[key])


AROUND = 3
"""Passages before and after one whose words count as around it."""


def _around(nodes: Sequence[TextNode], n: int) -> str:
    return "\n".join(node.get_content() for node in nodes[max(0, n - AROUND) : n + AROUND + 1])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
