"""From a question to an answer: find, choose, check, and say so where there is none."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from scrutiny_rag.answering.abstention import ANSWERED, confidence
from scrutiny_rag.answering.answer import Answer, Turn
from scrutiny_rag.answering.candidates import find_candidates
from scrutiny_rag.answering.evidence import choose, cite
from scrutiny_rag.answering.nearness import WordNearness
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.results import Timings
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.settings import Settings


class AnswerChain:
    """Answers questions over a retriever, with or without a language model."""

    def __init__(self, retriever: HybridRetriever, settings: Settings) -> None:
        self._retriever = retriever
        self._settings = settings
        self._nearness = WordNearness(retriever.embed)

    def ask(self, question: str, filters: Filters, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question. Raises FilterError where a filter names what the index lacks."""
        *_, last = self.stream(question, filters, history)
        return last

    def stream(self, question: str, filters: Filters, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Answers that grow; the last one is whole."""
        started = time.perf_counter()
        found = self._retriever.find(question, filters)
        passages = found.widened(self._settings.top_k)
        retrieved = time.perf_counter()
        candidates = find_candidates(found, self._retriever, self._nearness)
        sure = confidence(found.question, candidates)
        quotes = choose(candidates, found.question, self._settings.answer_words)

        def timings() -> Timings:
            return Timings(retrieve_s=retrieved - started, answer_s=time.perf_counter() - retrieved)

        common = {
            "question": question,
            "passages": passages,
            "notice": found.notice,
            "understood": found.understood,
        }
        if sure.value < ANSWERED or not quotes:
            count = len(self._retriever.catalogue().papers)
            text = f"I could not find an answer in these papers ({count} searched)."
            yield Answer(status="not_found", text=text, mode="evidence", timings=timings(), **common)
            return
        claims, citations, text = cite(quotes)
        yield Answer(
            status="answered",
            text=text,
            mode="evidence",
            claims=claims,
            citations=citations,
            timings=timings(),
            **common,
        )
