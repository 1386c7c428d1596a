"""Writes a word index: in a working folder, of which the next copy is made."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tantivy

from scrutiny_rag.store.analysis import terms
from scrutiny_rag.store.faults import is_panic
from scrutiny_rag.store.word_files import META, link, segment_files

_HEAP_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """The words of one passage."""

    passage: int
    paper: int
    text: str
    context: str
    """Title, section and speaker: found by, but weaker than the text itself."""
    around: Sequence[str]
    """The text and its neighbours': what a question asks may be said over several passages."""


class WordWriter:
    """A working folder with an open writer of tantivy."""

    def __init__(self, work: Path, source: Path | None) -> None:
        """Begin with what is in `source`, or with no words. Raises OSError or ValueError where that is damaged."""
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        if source is not None:
            meta = (source / META).read_bytes()
            link(source, work, segment_files(source, meta))
            (work / META).write_bytes(meta)
        self.folder = work
        self._schema = schema()
        self._writer: tantivy.IndexWriter | None = index_in(work, self._schema).writer(
            heap_size=_HEAP_BYTES, num_threads=1
        )

    def add(self, entries: Iterable[LexicalEntry]) -> None:
        """Add passages."""
        writer = self._open()
        terms_of = cache(lambda text: " ".join(terms(text)))  # a text is its neighbours' neighbour too
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("passage", entry.passage)
            document.add_unsigned("paper", entry.paper)
            document.add_text("text", terms_of(entry.text))
            document.add_text("context", terms_of(entry.context))
            document.add_text("around", " ".join(map(terms_of, entry.around)))
            writer.add_document(document)

    def delete(self, field: str, ids: list[int]) -> None:
        """Delete passages by the ids in a field."""
        # By a query: `delete_documents` takes a number for a signed one, and finds no document.
        self._open().delete_documents_by_query(tantivy.Query.term_set_query(self._schema, field, ids))

    def commit(self) -> None:
        """Have the working folder hold what was added and deleted."""
        self._open().commit()

    def finish(self) -> None:
        """Wait for what is merged; nothing more is written."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.wait_merging_threads()

    def discard(self) -> None:
        """Let go of the folder, and delete it."""
        try:
            if self._writer is not None:
                self._writer.rollback()
            self.finish()
        except BaseException as error:
            # A writer that found the disk full cannot even forget; what it wrote is deleted here.
            if not (isinstance(error, (OSError, ValueError)) or is_panic(error)):
                raise
        finally:
            self._writer = None
            shutil.rmtree(self.folder, ignore_errors=True)

    def _open(self) -> tantivy.IndexWriter:
        assert self._writer is not None, "nothing is written after `finish`"
        return self._writer


def schema() -> tantivy.Schema:
    """The fields of a word index."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", stored=True, indexed=True, fast=True)
    builder.add_unsigned_field("paper", indexed=True, fast=True)
    for name in ("text", "context", "around"):
        builder.add_text_field(name, tokenizer_name="terms", index_option="freq")
    return builder.build()


def index_in(folder: Path, fields: tantivy.Schema) -> tantivy.Index:
    """The index in a folder. Raises OSError or ValueError where it is damaged."""
    # Terms are made by `store.analysis`; tantivy only cuts them at the spaces.
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index = tantivy.Index(fields, path=str(folder))
    index.register_tokenizer("terms", tokenizer)
    index.config_reader(reload_policy="manual")  # no thread that looks for changes: a copy has none
    index.searcher()
    return index
