"""Passages that a store has lost, made again from the text in the ledger."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from llama_index.core.schema import TextNode
from numpy.typing import NDArray

from scrutiny_rag.ingestion.passages import PassageParser, embedded_text
from scrutiny_rag.ingestion.plan import recipe_for
from scrutiny_rag.ingestion.writing import IndexWriter
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.store.index import VECTORS_NAME, Index
from scrutiny_rag.store.ledger import LIVE, passage_id
from scrutiny_rag.store.parts import sound_vectors


class Mender:
    """Mends the vectors and the word index; the caller holds the writer's lock."""

    def __init__(self, index: Index, embedding: PassageEmbedding, passage_tokens: int) -> None:
        self._index = index
        self._embedding = embedding
        self._parser = PassageParser(embedding.count_tokens, min(passage_tokens, embedding.max_tokens - 2))
        self._writer = IndexWriter(index, recipe_for(passage_tokens))
        self._kept: dict[int, NDArray[np.float32]] = {}

    def close(self) -> None:
        """Let go of what was not finished."""
        self._writer.close()

    def restart_vectors(self) -> None:
        """Begin with empty vectors; of the damaged ones, those whose file is sound are kept to be written again."""
        self._kept = sound_vectors(self._index.folder / VECTORS_NAME)
        self._writer.restart_vectors()

    def restart_words(self) -> None:
        """Begin with no words."""
        self._writer.restart_words()

    def delete(self, vectors: Sequence[int], words: Sequence[int]) -> None:
        """Delete passages by id from the vectors and from the word index."""
        self._writer.delete_passages(vectors, words)

    def restore(self, vectors: Sequence[int], words: Sequence[int]) -> list[str]:
        """Make again the vectors and the words of these papers, by id; says what was done.

        A paper that would be cut otherwise today is left to the next job, which cuts it anew.
        """
        rows = {row.id: row for row in self._index.ledger.rows(*LIVE)}
        embedded, kept, worded, stale = 0, 0, 0, []
        for paper_id in sorted({*vectors, *words} & rows.keys()):
            row, paper = rows[paper_id], self._index.ledger.paper(paper_id)
            nodes = self._parser.passages(paper)
            if not self._cut_as_held(paper_id, nodes):
                stale.append(paper_id)
                continue
            if paper_id in vectors:
                ids = [passage_id(paper_id, n) for n in range(len(nodes))]
                if all(i in self._kept for i in ids):
                    self._writer.restore_vectors(row, [self._kept[i].tolist() for i in ids])
                    kept += 1
                else:
                    self._writer.restore_vectors(
                        row, self._embedding.embed([embedded_text(n) for n in nodes])
                    )
                    embedded += 1
            if paper_id in words:
                self._writer.restore_words(row, nodes)
                worded += 1
        self._index.ledger.requeue(stale)
        self._writer.publish()
        done = []
        if kept:
            done.append(f"Wrote the vectors of {kept} papers again.")
        if embedded:
            done.append(f"Embedded {embedded} papers again.")
        if worded:
            done.append(f"Put the words of {worded} papers back.")
        if stale:
            done.append(f"{len(stale)} papers are to be cut anew: run `scrutiny-rag ingest`.")
        return done

    def _cut_as_held(self, paper_id: int, nodes: Sequence[TextNode]) -> bool:
        held = [(p.char_start, p.char_end) for p in self._index.ledger.passages_of(paper_id)]
        return held == [(node.start_char_idx, node.end_char_idx) for node in nodes]
