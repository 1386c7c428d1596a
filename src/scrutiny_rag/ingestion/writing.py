"""Papers enter and leave the three stores, all at once.

A paper's row is `writing`, its vectors stand in a draft, until one transaction makes the row `ready`, names
the draft as the vectors that count and a copy as the words, and retires the version that it replaces. A kill
before that leaves what was; a kill after it leaves only rows to clean away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scrutiny_rag.ingestion.superseding import sketch_of
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.papers.reading import READER_VERSION
from scrutiny_rag.store.index import CURRENT_VECTORS, CURRENT_WORDS, Index
from scrutiny_rag.store.ledger import PaperRow, PassageRow, SourceFile, State, passage_id
from scrutiny_rag.store.lexical import LexicalEntry
from scrutiny_rag.store.server_vectors import ServerDraft
from scrutiny_rag.store.vector_draft import VectorDraft

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper with its passages, and the row that it replaces."""

    file: SourceFile
    paper: Paper
    nodes: Sequence[TextNode]
    replaces: PaperRow | None
    vectors: Sequence[Sequence[float]] | None = None
    """Where it was embedded already."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file with the same bytes as a paper that is listed already."""

    file: SourceFile
    paper: Paper
    original: str
    """The listed paper's name."""
    replaces: PaperRow | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and why."""

    file: SourceFile
    sha256: str
    why: str
    replaces: PaperRow | None


@dataclass(slots=True)
class _Pending:
    ready: list[int] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    retired: list[PaperRow] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    metadata: list[tuple[int, SourceFile, Paper]] = field(default_factory=list)


class IndexWriter:
    """Collects changes to an index until `publish` makes them so; the caller holds the writer's lock."""

    def __init__(self, index: Index, recipe: str) -> None:
        self._index = index
        self._recipe = recipe
        self._pending = _Pending()
        self._draft: VectorDraft | ServerDraft | None = None

    def add(self, papers: Sequence[NewPaper], vectors: Sequence[Sequence[float]]) -> None:
        """Write papers; `vectors` has one row a passage, in the papers' order."""
        ledger = self._index.ledger
        with ledger.transaction():
            ids = [
                ledger.add(
                    new.file,
                    new.paper,
                    State.WRITING,
                    reader_version=READER_VERSION,
                    recipe=self._recipe,
                    sketch=sketch_of(new.paper),
                )
                for new in papers
            ]
            for paper_id, new in zip(ids, papers, strict=True):
                ledger.add_passages(_passage_row(paper_id, n, node) for n, node in enumerate(new.nodes))
        keys = [
            (paper_id, n) for paper_id, new in zip(ids, papers, strict=True) for n in range(len(new.nodes))
        ]
        if keys:
            self._vectors().add([passage_id(*key) for key in keys], [paper for paper, _ in keys], vectors)
        for paper_id, new in zip(ids, papers, strict=True):
            self._index.lexical.add(_entries(paper_id, new.nodes))
            self._pending.ready.append(paper_id)
            if new.replaces is not None:
                self._pending.retired.append(new.replaces)

    def add_duplicate(self, duplicate: Duplicate) -> None:
        """List a file beside the paper that has the same bytes, which is written before or with it."""
        self._pending.duplicates.append(duplicate)
        if duplicate.replaces is not None:
            self._pending.retired.append(duplicate.replaces)

    def add_unreadable(self, failure: Unreadable) -> None:
        """List a file that could not be read."""
        self._pending.unreadable.append(failure)
        if failure.replaces is not None:
            self._pending.retired.append(failure.replaces)

    def refresh(self, row: PaperRow, file: SourceFile, paper: Paper, nodes: Sequence[TextNode]) -> None:
        """Give a live paper new metadata: the words it is found by change with it, its vectors stay."""
        self.restore_words(row, nodes)
        self._pending.metadata.append((row.id, file, paper))

    def restore_vectors(self, row: PaperRow, vectors: Sequence[Sequence[float]]) -> None:
        """Write a live paper's vectors anew, one row a passage."""
        draft = self._vectors()
        draft.delete_papers([row.id])
        draft.add([passage_id(row.id, n) for n in range(len(vectors))], [row.id] * len(vectors), vectors)

    def restore_words(self, row: PaperRow, nodes: Sequence[TextNode]) -> None:
        """Write a live paper's words anew."""
        self._index.lexical.delete_papers([row.id])
        self._index.lexical.add(_entries(row.id, nodes))

    def restart_vectors(self) -> None:
        """Begin with empty vectors: what stands in the current ones is not to be read."""
        self._draft = self._index.vectors.draft(empty=True)

    def restart_words(self) -> None:
        """Begin with no words: what stands in the current ones is not to be read."""
        self._index.lexical.restart()

    def delete_passages(self, vectors: Sequence[int], words: Sequence[int]) -> None:
        """Delete passages that no paper owns from the vectors and from the word index."""
        if vectors:
            self._vectors().delete(vectors)
        self._index.lexical.delete(words)

    def retire(self, rows: Iterable[PaperRow]) -> None:
        """Take papers out of the index."""
        self._pending.retired.extend(rows)

    def publish(self, *, last: bool = True) -> None:
        """Make everything since the last call so, at once; `last` tells that no more is to come soon."""
        index, ledger, pending = self._index, self._index.ledger, self._pending
        retired = [row.id for row in pending.retired]
        with_passages = [row.id for row in pending.retired if row.passages]
        if with_passages:
            self._vectors().delete_papers(with_passages)
        index.lexical.delete_papers(with_passages)
        words = index.lexical.publish(last=last)
        draft, self._draft = self._draft, None
        if draft is not None:
            draft.close()
        with ledger.transaction():
            if words is not None:
                ledger.set_fact(CURRENT_WORDS, words)
            if draft is not None:
                ledger.set_fact(CURRENT_VECTORS, draft.name)
            for same in pending.duplicates:
                ledger.add(
                    same.file,
                    replace(same.paper, text="", blocks=()),  # the original has them
                    State.DUPLICATE,
                    reader_version=READER_VERSION,
                    recipe=self._recipe,
                    same_as=same.original,
                    words=len(same.paper.text.split()),
                )
            for failure in pending.unreadable:
                ledger.add(
                    failure.file,
                    Paper(name=failure.file.name, text="", sha256=failure.sha256),
                    State.FAILED,
                    reader_version=READER_VERSION,
                    recipe=self._recipe,
                    why=failure.why,
                )
            for paper_id, file, paper in pending.metadata:
                ledger.touch(paper_id, file)
                ledger.set_metadata(
                    paper_id,
                    paper.metadata,
                    file.manifest,
                    reader_version=READER_VERSION,
                    recipe=self._recipe,
                )
            if pending.ready:
                ledger.set_state(pending.ready, State.READY)
            if retired:
                ledger.set_state(retired, State.RETIRED)
        self._pending = _Pending()
        index.clean()

    def close(self) -> None:
        """Let go of a draft that was not published."""
        if self._draft is not None:
            self._draft.discard()
            self._draft = None

    def _vectors(self) -> VectorDraft | ServerDraft:
        if self._draft is None:
            self._draft = self._index.vectors.draft()
        return self._draft


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
        speaker=meta["speaker_name"],
        act=meta["act"],
        exchange=meta["exchange"],
    )


def _entries(paper_id: int, nodes: Sequence[TextNode]) -> Iterator[LexicalEntry]:
    for n, node in enumerate(nodes):
        keys = ("title", "section", "speaker")
        yield LexicalEntry(
            passage=passage_id(paper_id, n),
            paper=paper_id,
            text=node.get_content(),
            context=" ".join(str(node.metadata[key]) for key in keys if node.metadata[key]),
            around=[near.get_content() for near in nodes[max(0, n - 1) : n + 2]],
        )
