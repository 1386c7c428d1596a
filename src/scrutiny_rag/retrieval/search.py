"""Hybrid search: a LlamaIndex retriever over words and vectors."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from scrutiny_rag.errors import InputError
from scrutiny_rag.ingestion.embedding import PassageEmbedding
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.retrieval.context import REACH, Scored, narrow, widen
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.fusion import fuse, with_neighbours
from scrutiny_rag.retrieval.question import Understood, understand
from scrutiny_rag.retrieval.results import WidenedPassage
from scrutiny_rag.retrieval.scope import Catalogue, Scope, find_scope
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import PASSAGE_BITS, PaperRow, PassageRow

_PAPERS_KEPT = 64
_COMPARED = 2_000
"""Passages of the filtered speakers that are compared with the question one by one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its scores."""

    passage: PassageRow
    paper: PaperRow
    score: float
    """Fused, neighbours included; comparable within one search."""
    own_score: float
    """Fused, of this passage alone; 0 to 1."""
    cosine: float
    """Similarity to the question; 0 where the vectors did not find it."""


@dataclass(frozen=True)
class Found:
    """The result of one search."""

    question: Understood
    hits: list[Hit]
    """Passages, best first."""
    retriever: HybridRetriever
    searched: str
    """How much was searched, as the start of a sentence: "5 papers were"."""
    notice: str | None = None
    understood: dict[str, str] = field(default_factory=dict)
    speakers: tuple[str, ...] | None = None
    """The only speakers whose passages were searched; None where the filters name none."""

    def widened(self, top_k: int) -> tuple[WidenedPassage, ...]:
        """The stretches worth reading around the hits, best first, `top_k` at most."""
        return self.retriever.widen(self.hits, top_k, self.speakers)


class HybridRetriever(BaseRetriever):
    """Finds passages by words (BM25) and meaning (vectors), fused.

    `find` takes filters and tells more; `retrieve` is LlamaIndex's call, without filters.
    """

    def __init__(self, index: Index, embedding: PassageEmbedding, settings: Settings) -> None:
        super().__init__()
        self._index = index
        self._embedding = embedding
        self._settings = settings
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._papers: OrderedDict[int, Paper] = OrderedDict()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self.find(query_bundle.query_str, Filters())
        return [
            NodeWithScore(node=self._node(hit), score=hit.score) for hit in found.hits[: self._settings.top_k]
        ]

    def catalogue(self) -> Catalogue:
        """Papers and speakers as of now; read again only when the index has changed."""
        generation = self._index.ledger.generation()
        with self._lock:
            if self._catalogue is None or self._catalogue.generation != generation:
                self._index.lexical.refresh()
                self._catalogue = Catalogue.load(self._index.ledger)
            return self._catalogue

    def paper_by_id(self, paper_id: int) -> Paper:
        """A paper with its text, from a small cache."""
        with self._lock:
            paper = self._papers.get(paper_id)
            if paper is None:
                paper = self._papers[paper_id] = self._index.ledger.paper(paper_id)
                while len(self._papers) > _PAPERS_KEPT:
                    self._papers.popitem(last=False)
            else:
                self._papers.move_to_end(paper_id)
            return paper

    def embed(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of texts by the index's embedding model, one a text."""
        return self._embedding.embed(texts)

    def paper(self, name: str) -> Paper:
        """A paper by its listed name. Raises InputError where the index has none of that name."""
        paper_id = self.catalogue().listed.get(name)
        if paper_id is None:
            raise InputError(f"There is no paper {name!r} in the index: `scrutiny-rag papers` lists them.")
        return self.paper_by_id(paper_id)

    def find(self, question: str, filters: Filters) -> Found:
        """Search. Raises FilterError where a filter names what the index lacks."""
        catalogue = self.catalogue()
        scope = find_scope(filters, catalogue)
        asked = understand(question, catalogue, self._index.lexical)
        count = len(catalogue.papers) if scope.papers is None else len(scope.papers)
        searched = "1 paper was" if count == 1 else f"{count:,} papers were"
        return Found(asked, self._hits(asked, scope, catalogue), self, searched, speakers=scope.speakers)

    def widen(
        self, hits: Sequence[Hit], top_k: int, speakers: Sequence[str] | None = None
    ) -> tuple[WidenedPassage, ...]:
        """The stretches worth reading around `hits`, best first, `top_k` at most.

        Nothing but what `speakers` say, where they are given.
        """
        scored = [Scored(hit.passage, hit.score) for hit in hits]
        near = {i for hit in scored[:40] for i in range(hit.passage.id - REACH, hit.passage.id + REACH + 1)}
        rows = self._index.ledger.passages(sorted(near))
        if speakers is not None:
            rows = {i: row for i, row in rows.items() if row.speaker in speakers}
        papers = {hit.paper.id: hit.paper for hit in hits}
        if not self._settings.widen:
            return tuple(narrow(scored, papers, self.paper_by_id, top_k))
        return tuple(widen(scored, rows, papers, self.paper_by_id, top_k))

    def _hits(self, asked: Understood, scope: Scope, catalogue: Catalogue) -> list[Hit]:
        limit = self._settings.candidates
        if not catalogue.papers or scope.papers == frozenset():
            return []
        papers = None if scope.papers is None else sorted(scope.papers)
        spoken = self._spoken(scope)
        if spoken == []:
            return []

        def by_words(fields: dict[str, float]) -> dict[int, float]:
            return dict(
                self._index.lexical.search(
                    asked.weights, limit, fields=fields, papers=papers, passages=spoken
                )
            )

        text = by_words({"text": 1.0, "context": 0.4})
        around = by_words({"around": 1.0, "context": 0.2})
        vector = self._embedding.get_query_embedding(asked.text)
        dense = dict(self._index.vectors.search(vector, limit, papers=papers))
        if spoken is not None:
            dense = {i: dense[i] for i in dense.keys() & set(spoken)}
        # Chroma knows no speakers: what they say is compared with the question here.
        missing = [i for i in dict.fromkeys([*text, *(spoken or [])[:_COMPARED]]) if i not in dense]
        stored = self._index.vectors.vectors(missing)
        dense |= {i: float(stored[i] @ vector) for i in missing if i in stored}
        weights = self._settings
        scores = fuse(
            [(text, weights.text_weight), (around, weights.around_weight), (dense, weights.dense_weight)]
        )
        rows = self._index.ledger.passages(list(scores))
        for i, row in rows.items():
            if row.speaker in asked.speakers:
                scores[i] += weights.speaker_bonus
        smoothed = with_neighbours(scores, weights.neighbour_share)
        shown = catalogue.shown(scope.papers)
        return [
            Hit(rows[i], catalogue.papers[rows[i].paper_id], smoothed[i], scores[i], dense.get(i, 0.0))
            for i in sorted(smoothed, key=lambda i: -smoothed[i])
            if i in rows and rows[i].paper_id in shown
        ]

    def _spoken(self, scope: Scope) -> list[int] | None:
        """Ids of the passages of the scope's speakers in its papers; None where it names no speaker."""
        if scope.speakers is None:
            return None
        ids = self._index.ledger.passage_ids_by_speakers(scope.speakers)
        return [i for i in ids if scope.papers is None or i >> PASSAGE_BITS in scope.papers]

    def _node(self, hit: Hit) -> TextNode:
        paper = self.paper_by_id(hit.passage.paper_id)
        row = hit.passage
        return TextNode(
            id_=str(row.id),
            text=paper.text[row.char_start : row.char_end],
            start_char_idx=row.char_start,
            end_char_idx=row.char_end,
            metadata={
                "paper": paper.name,
                "title": hit.paper.metadata.title,
                "date": hit.paper.metadata.date.isoformat() if hit.paper.metadata.date else None,
                "page": row.page,
                "section": row.section,
                "speaker": row.speaker,
            },
        )
