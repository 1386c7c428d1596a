"""The word index: BM25 by tantivy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tantivy

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.store.analysis import terms

_WRITER_HEAP_BYTES = 64_000_000


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


class LexicalIndex:
    """Passages by their words. What is deleted or added shows after `commit`."""

    def __init__(self, folder: Path) -> None:
        """Open or make the word index in `folder`. Raises IndexFolderError where it is damaged."""
        self._folder = folder
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("passage", stored=True, indexed=True, fast=True)
        builder.add_unsigned_field("paper", indexed=True, fast=True)
        for name in ("text", "context", "around"):
            builder.add_text_field(name, tokenizer_name="terms", index_option="freq")
        self._schema = builder.build()
        # Terms are made by `store.analysis`; tantivy only cuts them at the spaces.
        tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(folder))
            self._index.register_tokenizer("terms", tokenizer)
            self._index.searcher()
        except (ValueError, OSError) as error:
            raise IndexFolderError(
                f"The word index in {folder} is damaged ({' '.join(str(error).split())[:120]}): mend it with "
                "`scrutiny-rag doctor --fix`."
            ) from error
        self._writer: tantivy.IndexWriter | None = None

    def add(self, entries: Iterable[LexicalEntry]) -> None:
        """Add passages; `commit` makes them visible."""
        writer = self._open_writer()
        terms_of = cache(lambda text: " ".join(terms(text)))  # a text is its neighbours' neighbour too
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("passage", entry.passage)
            document.add_unsigned("paper", entry.paper)
            document.add_text("text", terms_of(entry.text))
            document.add_text("context", terms_of(entry.context))
            document.add_text("around", " ".join(map(terms_of, entry.around)))
            writer.add_document(document)

    def delete(self, passages: Iterable[int]) -> None:
        """Delete passages by id; `commit` makes it so."""
        self._delete("passage", list(passages))

    def delete_papers(self, papers: Iterable[int]) -> None:
        """Delete all passages of these papers; `commit` makes it so."""
        self._delete("paper", list(papers))

    def delete_from(self, first: int) -> bool:
        """Delete the passages whose ids are `first` or higher; `commit` makes it so. True where there were any."""
        query = tantivy.Query.range_query(
            self._schema, "passage", tantivy.FieldType.Unsigned, first, (1 << 63) - 1
        )
        if not self._index.searcher().search(query, 1, count=False).hits:
            return False
        self._open_writer().delete_documents_by_query(query)
        return True

    def _delete(self, field: str, ids: list[int]) -> None:
        if ids:
            # By a query: `delete_documents` takes a number for a signed one, and finds no document.
            self._open_writer().delete_documents_by_query(
                tantivy.Query.term_set_query(self._schema, field, ids)
            )

    def commit(self) -> None:
        """Make what was added and deleted durable and visible."""
        if self._writer is not None:
            self._writer.commit()
            self._index.reload()

    def close(self) -> None:
        """Let go of the writer's lock."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def discard(self) -> None:
        """Forget what was added and deleted since the last `commit`, and let go of the writer's lock."""
        if self._writer is not None:
            self._writer.rollback()
        self.close()

    def refresh(self) -> None:
        """See what another process has committed."""
        self._index.reload()

    def count(self) -> int:
        """Passages in the index."""
        return int(self._index.searcher().num_docs)

    def ids(self) -> list[int]:
        """Ids of all passages in the index, in order; one that was added twice is there twice."""
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return []
        hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
        found = searcher.fast_field_values("passage", [address for _, address in hits])
        return sorted(int(value or 0) for value in found)

    def search(
        self,
        weights: Mapping[str, float],
        limit: int,
        *,
        fields: Mapping[str, float],
        papers: Sequence[int] | None = None,
        passages: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The best passages for weighted index terms, as (passage id, BM25 score), best first.

        `fields` names what is searched (text, context, around), each with its weight; `papers` or `passages`
        narrow the search to those ids. BM25 with k1 = 1.2, b = 0.75 (Robertson and Zaragoza, "The
        Probabilistic Relevance Framework", 2009), a term's score times its weight and its field's.
        """
        clauses = [
            (tantivy.Occur.Should, self._term(field, term, weight * factor))
            for term, weight in weights.items()
            for field, factor in fields.items()
            if weight * factor > 0
        ]
        if not clauses or limit < 1:
            return []
        query = tantivy.Query.boolean_query(clauses)
        for field, ids in (("paper", papers), ("passage", passages)):
            if ids is not None:
                allowed = tantivy.Query.term_set_query(self._schema, field, list(ids))
                must = (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0))
                query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), must])
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        ids_found = searcher.fast_field_values("passage", [address for _, address in hits])
        return [(int(i or 0), float(score or 0)) for i, (score, _) in zip(ids_found, hits, strict=True)]

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, "freq"), weight)

    def document_frequency(self, term: str) -> int:
        """How many passages hold an index term in their text."""
        return int(self._index.searcher().doc_freq("text", term))

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)
        return self._writer
