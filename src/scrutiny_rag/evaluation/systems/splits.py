"""Systems made of LlamaIndex's stock parts: its sentence splitter and one of its retrievers."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Sequence

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.node_parser.text.sentence import SENTENCE_CHUNK_OVERLAP
from llama_index.core.schema import BaseNode, Document, MetadataMode, NodeWithScore, TextNode

from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.outcome import Hit, Outcome
from scrutiny_rag.evaluation.questions import Question
from scrutiny_rag.evaluation.systems.base import TOP_K, System, SystemUnavailable, Workplace

PAPER = "paper"


class SplitSystem(System):
    """Splits the papers with SentenceSplitter and searches the splits with a retriever.

    Filters by speaker are not understood: a split has no speaker.
    """

    split_tokens: int
    split_overlap: int = SENTENCE_CHUNK_OVERLAP
    """LlamaIndex's own default, 200 tokens, whatever the size of the splits."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self._nodes: list[BaseNode] = []
        self._papers = Collection({})
        self._retriever: BaseRetriever | None = None
        self._deep_retriever: BaseRetriever | None = None

    @abstractmethod
    def retriever(self, nodes: Sequence[BaseNode], top_k: int) -> BaseRetriever:
        """A retriever over `nodes` that gives `top_k` of them, best first."""

    def prepare(self, papers: Collection) -> None:
        """Splits and indexes the papers."""
        self._papers = papers
        self._nodes = split(papers, self.split_tokens, self.split_overlap)
        self._retriever = self.retriever(self._nodes, min(TOP_K, len(self._nodes)))

    def ask(self, question: Question) -> Outcome:
        """The best splits of the papers that the question's filters let through."""
        if self._retriever is None:
            raise SystemUnavailable(f"{self.name} has no papers yet: call prepare first.")
        retriever, allowed = self._retriever, self._papers.allowed(question.filters)
        if len(allowed) < len(self._papers):
            # Filtered after the search: take all, so that none that passes is missed.
            self._deep_retriever = self._deep_retriever or self.retriever(self._nodes, len(self._nodes))
            retriever = self._deep_retriever
        start = time.perf_counter()
        found = retriever.retrieve(question.question)
        hits = [hit for hit in map(_hit, found) if hit.paper in allowed][:TOP_K]
        return Outcome(
            id=question.id, passages=tuple(hits), timings={"retrieve_s": time.perf_counter() - start}
        )

    def configuration(self) -> dict[str, str]:
        """The splitter's settings."""
        return {"splits": f"SentenceSplitter, {self.split_tokens} tokens, {self.split_overlap} overlapping"}


def split(papers: Collection, tokens: int, overlap: int) -> list[BaseNode]:
    """The papers' splits, each with its paper's name and exact offsets.

    The name is kept out of what is embedded and searched, as LlamaIndex's own file reader does.
    """
    documents = [
        Document(
            text=paper.text,
            metadata={PAPER: paper.name},
            excluded_embed_metadata_keys=[PAPER],
            excluded_llm_metadata_keys=[PAPER],
        )
        for paper in papers
        if paper.text.strip()
    ]
    parser = SentenceSplitter(chunk_size=tokens, chunk_overlap=overlap)
    nodes = parser.get_nodes_from_documents(documents)
    for node in nodes:
        paper, start, end = _place(node)
        if papers.text(paper)[start:end] != node.get_content(MetadataMode.NONE):
            raise SystemUnavailable(f"LlamaIndex placed a split of {paper} wrongly, at {start} to {end}.")
    return nodes


def _place(node: BaseNode) -> tuple[str, int, int]:
    paper = str(node.metadata[PAPER])
    if not isinstance(node, TextNode) or node.start_char_idx is None or node.end_char_idx is None:
        raise SystemUnavailable(f"LlamaIndex does not say where a split of {paper} stands.")
    return paper, node.start_char_idx, node.end_char_idx


def _hit(found: NodeWithScore) -> Hit:
    paper, start, end = _place(found.node)
    return Hit(paper=paper, char_start=start, char_end=end, score=float(found.score or 0.0))
