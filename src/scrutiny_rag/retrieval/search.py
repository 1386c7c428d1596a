"""Hybrid search: a LlamaIndex retriever over words and vectors."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from scrutiny_rag.errors import InputError
from scrutiny_rag.models.cross_encoder import CrossEncoder
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.papers.model import Paper, in_words
from scrutiny_rag.record import Record, record_of
from scrutiny_rag.retrieval.context import PLACES, REACH, Scored, narrow, sources, widen
from scrutiny_rag.retrieval.filters import EVERYTHING, Filters
from scrutiny_rag.retrieval.folding import fold
from scrutiny_rag.retrieval.found import Found, Hit, with_other_papers
from scrutiny_rag.retrieval.fusion import fuse, with_neighbours
from scrutiny_rag.retrieval.narrowing import Narrowed, narrow_scope, widened
from scrutiny_rag.retrieval.question import Understood, speaker_findings, understand
from scrutiny_rag.retrieval.ranking import Signals, bearing
from scrutiny_rag.retrieval.reranking import CrossEncoderReranker
from scrutiny_rag.retrieval.results import WidenedPassage
from scrutiny_rag.retrieval.scope import Catalogue, Scope, find_scope
from scrutiny_rag.retrieval.understanding import read_question
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import PASSAGE_BITS
from scrutiny_rag.store.records import Records

_PAPERS_KEPT = 64
_HEADER_WORDS = 14
BEARING_SHARE = 0.2
"""What the likeliest passage by the ranking model gains where places are chosen, as a share of the best score."""


class HybridRetriever(BaseRetriever):
    """Finds passages by words (BM25) and meaning (vectors), fused.

    `find` takes filters and tells more; `retrieve` is LlamaIndex's call, without filters.
    """

    def __init__(
        self,
        index: Index,
        embedding: PassageEmbedding,
        settings: Settings,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`today` is what "last year" counts from. Raises SettingsError where the cross-encoder cannot be had."""
        super().__init__()
        self._index = index
        self._embedding = embedding
        self._settings = settings
        self._today = today
        self._reranker = CrossEncoderReranker.open(settings)
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._papers: OrderedDict[int, Paper] = OrderedDict()
        self._records: OrderedDict[int, Record] = OrderedDict()

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

    def record(self, paper_id: int) -> Record:
        """What happened in a paper: its items and their acts; made anew where the ledger has none."""
        with self._lock:
            record = self._records.get(paper_id)
        if record is None:
            kept = Records(self._index.ledger).of(paper_id)
            record = kept if kept is not None else record_of(self.paper_by_id(paper_id))
            with self._lock:
                self._records[paper_id] = record
                while len(self._records) > _PAPERS_KEPT:
                    self._records.popitem(last=False)
        return record

    def passages_holding(self, term: str) -> int:
        """In how many passages of the index an index term stands."""
        return self._index.lexical.document_frequency(term)

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
        if not self._settings.understand:
            filters = filters.model_copy(update={"without": frozenset({EVERYTHING})})
        asked = understand(question, catalogue, self._index.lexical, filters)
        readings = read_question(asked.text, filters, catalogue, self._today())
        narrowed = narrow_scope(scope, readings, catalogue)
        hits, signals = self._hits(asked, narrowed, catalogue)
        if not hits and narrowed.narrows:
            narrowed = widened(narrowed, scope)
            hits, signals = self._hits(asked, narrowed, catalogue)
        hits, also = fold(hits, lambda hit: hit.passage.id, self._index.vectors.vectors, self.text)
        if self._reranker is not None:
            hits = self._reranked(asked, hits)
        papers = narrowed.scope.papers
        count = len(catalogue.papers) if papers is None else len(papers)
        return Found(
            asked,
            hits,
            self,
            count,
            notice=narrowed.notice,
            undated=scope.undated,
            findings=(*narrowed.findings, *([] if filters.speaker else speaker_findings(asked))),
            also=also,
            speakers=scope.speakers,
            signals=signals,
        )

    def text(self, hit: Hit) -> str:
        """The words of a hit, exactly as in its paper."""
        return self.paper_by_id(hit.passage.paper_id).text[hit.passage.char_start : hit.passage.char_end]

    @property
    def reader(self) -> CrossEncoder | None:
        """The cross-encoder; None where the settings turn it off."""
        return self._reranker.encoder if self._reranker is not None else None

    def _reranked(self, asked: Understood, hits: Sequence[Hit]) -> list[Hit]:
        assert self._reranker is not None
        first = hits[: self._reranker.top_n]
        texts = [f"{self.header(hit)}\n{self.text(hit)}" for hit in first]
        scores = self._reranker.encoder.score(asked.text, texts)
        order = sorted(range(len(first)), key=lambda at: -float(scores[at]))
        # The encoder decides the order; what follows goes on comparing the scores that the hits came with.
        kept = sorted((hit.score for hit in first), reverse=True)
        moved = [
            replace(first[at], score=score, read=float(scores[at]))
            for at, score in zip(order, kept, strict=True)
        ]
        return [*moved, *hits[len(first) :]]

    @staticmethod
    def header(hit: Hit) -> str:
        """What stands over a passage, for the reader: its paper's title, body and date, its headings and speaker."""
        meta = hit.paper.metadata
        parts = (
            _short(meta.title),
            _short(meta.body) if meta.body and meta.body not in (meta.title or "") else None,
            in_words(meta.date) if meta.date else None,
            _short(hit.passage.section),
            _short(hit.passage.speaker),
        )
        return " | ".join(filter(None, parts))

    def widen(
        self,
        hits: Sequence[Hit],
        top_k: int,
        speakers: Sequence[str] | None = None,
        also: Mapping[int, Sequence[Hit]] | None = None,
        most_places: int = PLACES,
    ) -> tuple[WidenedPassage, ...]:
        """The stretches worth reading around `hits`, best first, `top_k` at most.

        Nothing but what `speakers` say, where they are given; `also` holds hits of other papers with the same
        words, by the id of the hit that stands for them.
        """
        # A cross-encoder that the settings name has the last word on the order.
        share = BEARING_SHARE * max((hit.score for hit in hits), default=0.0) * (self._reranker is None)
        scored = [Scored(hit.passage, hit.score + share * hit.bearing, hit.bearing) for hit in hits]
        scored.sort(key=lambda hit: -hit.score)
        near = {
            i for hit in sources(scored) for i in range(hit.passage.id - REACH, hit.passage.id + REACH + 1)
        }
        near -= {other.passage.id for others in (also or {}).values() for other in others}
        rows = self._index.ledger.passages(sorted(near))
        if speakers is not None:
            rows = {i: row for i, row in rows.items() if row.speaker in speakers}
        papers = {hit.paper.id: hit.paper for hit in hits}
        if self._settings.widen:
            stretches = widen(scored, rows, papers, self.paper_by_id, top_k, most_places)
        else:
            stretches = narrow(scored, papers, self.paper_by_id, top_k)
        return tuple(with_other_papers(stretches, hits, also or {}))

    def _hits(
        self, asked: Understood, narrowed: Narrowed, catalogue: Catalogue
    ) -> tuple[list[Hit], Signals | None]:
        scope = narrowed.scope
        limit = self._settings.candidates
        if not catalogue.papers or scope.papers == frozenset():
            return [], None
        papers = None if scope.papers is None else sorted(scope.papers)
        spoken = self._spoken(scope)
        if spoken == []:
            return [], None

        def by_words(fields: dict[str, float]) -> dict[int, float]:
            return dict(
                self._index.lexical.search(
                    asked.weights, limit, fields=fields, papers=papers, passages=spoken
                )
            )

        text = by_words({"text": 1.0, "context": 0.4})
        around = by_words({"around": 1.0, "context": 0.2})
        vector = self._embedding.get_query_embedding(asked.text)
        dense = dict(self._index.vectors.search(vector, limit, papers=papers, passages=spoken))
        missing = [i for i in text if i not in dense]
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
            scores[i] *= 1 + weights.named_bonus * narrowed.lifts.get(row.paper_id, 0.0)
        smoothed = with_neighbours(scores, weights.neighbour_share)
        spoken_by = {i for i, row in rows.items() if row.speaker in asked.speakers}
        signals = Signals.of(text, around, dense, scores, smoothed, spoken_by)
        likely = dict(zip(signals.ids.tolist(), bearing(signals.features()).tolist(), strict=True))
        shown = catalogue.shown(scope.papers)
        hits = [
            Hit(
                row,
                catalogue.papers[row.paper_id],
                smoothed[i],
                scores[i],
                dense.get(i, 0.0),
                likely[i],
            )
            for i, row in rows.items()
            if row.paper_id in shown
        ]
        return sorted(hits, key=lambda hit: -hit.score), signals

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


def _short(text: str | None) -> str | None:
    return " ".join(text.split()[:_HEADER_WORDS]) if text else None
