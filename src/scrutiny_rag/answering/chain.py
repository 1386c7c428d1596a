"""From a question to an answer: find, choose, draft where there is a model, check, and say so where there is none."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from llama_index.core.llms.llm import LLM

from scrutiny_rag.answering.abstention import ANSWERED, confidence
from scrutiny_rag.answering.answer import Answer, Citation, Turn
from scrutiny_rag.answering.asks import two_questions
from scrutiny_rag.answering.attribution import attribute
from scrutiny_rag.answering.candidates import Candidate, find_candidates, fitting_first
from scrutiny_rag.answering.conversation import Resolved, last_turn, resolve, reworded
from scrutiny_rag.answering.drafted import cite_draft, extracts, resting_on
from scrutiny_rag.answering.evidence import Quote, choose, cite, left_unanswered
from scrutiny_rag.answering.followup import Form
from scrutiny_rag.answering.generation import DraftClaim, GenerationFailed, stream_draft
from scrutiny_rag.answering.inference import InferenceError, open_entails
from scrutiny_rag.answering.leading import contested, lead
from scrutiny_rag.answering.models import ModelError, describe, open_llm
from scrutiny_rag.answering.nearness import Nearness
from scrutiny_rag.answering.outcomes import outcome_first
from scrutiny_rag.answering.refusal import refuse
from scrutiny_rag.answering.relevance import add_quotes, covers, is_relevant
from scrutiny_rag.answering.replies import answerable
from scrutiny_rag.answering.rewriting import rewrite
from scrutiny_rag.answering.wanted import Wanted
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.found import Found
from scrutiny_rag.retrieval.results import Timings
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.settings import Settings

_FIRST_QUESTION = "What was agreed?"
_BESIDE = 600
"""Characters within which a sentence stands beside a quote of the answer before."""
_BESIDE_BONUS = 1.0


@dataclass
class _Question:
    """A question on its way through the chain."""

    text: str
    found: Found
    candidates: list[Candidate]
    sure: float
    """How likely the candidates answer, 0 to 1."""
    common: dict[str, Any]
    started: float
    retrieved: float

    def timings(self) -> Timings:
        now = time.perf_counter()
        return Timings(retrieve_s=self.retrieved - self.started, answer_s=now - self.retrieved)


class AnswerChain:
    """Answers questions over a retriever, with or without a language model."""

    def __init__(self, retriever: HybridRetriever, settings: Settings) -> None:
        self._retriever = retriever
        self._settings = settings
        self._nearness = Nearness(retriever.embed)
        self._model_name = describe(settings)
        self._llm: LLM | None = None

    def warm_up(self, seconds: float) -> None:
        """Load what a first question would wait for, and learn the papers' words for `seconds` at most."""
        self._understand(_FIRST_QUESTION, Filters(), Resolved(_FIRST_QUESTION, _FIRST_QUESTION))
        self._nearness.warm_up((paper.text for paper in self._retriever.papers_at_random()), seconds)

    def ask(self, question: str, filters: Filters, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question. Raises FilterError where a filter names what the index lacks."""
        *_, last = self.stream(question, filters, history)
        return last

    def stream(self, question: str, filters: Filters, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Answers that grow, each only of checked sentences; the last one is whole. Raises as `ask`."""
        resolved = self._resolve(question, history)
        asked = self._understand(question, filters, resolved)
        if resolved.source is not None and (traced := self._traced(asked, resolved)):
            yield traced
            return
        quotes = choose(asked.candidates, asked.found.question, self._settings.answer_words)
        if asked.sure < ANSWERED or not quotes:
            yield self._first_part(asked, filters) or self._not_found(asked)
        elif self._model_name is None:
            yield from self._in_own_words(asked, quotes)
        else:
            yield from self._drafted(asked, quotes)

    def _resolve(self, question: str, history: Sequence[Turn]) -> Resolved:
        if not history:
            return Resolved(question, question)
        resolved = resolve(question, history, self._retriever.catalogue().speakers)
        # A small model in the process understands follow-ups worse than the rules do: it is not asked.
        before = last_turn(history)
        if before is None or resolved.form in (Form.WHOLE, Form.SOURCE) or not self._settings.llm_base_url:
            return resolved
        try:
            made = rewrite(question, before, self._open_llm(), self._settings.llm_timeout_s)
        except ModelError:  # said with the draft
            return resolved
        return reworded(resolved, made) if made else resolved

    def _understand(self, question: str, filters: Filters, resolved: Resolved) -> _Question:
        started = time.perf_counter()
        if resolved.paper is not None and filters.paper is None:
            filters = filters.model_copy(update={"paper": resolved.paper})
        found = self._retriever.find(resolved.search, filters)
        passages = found.widened(self._settings.top_k)
        retrieved = time.perf_counter()
        candidates = find_candidates(found, self._retriever, self._nearness)
        candidates = outcome_first(answerable(candidates, found.question.text), found.question.text)
        if resolved.near:
            candidates = fitting_first(_nearest_first(candidates, resolved.near))
        sure = confidence(found.question, candidates, self._nearness)
        common = {
            "question": question,
            "passages": passages,
            "understood": found.understood | resolved.understood,
            "findings": found.findings,
            "notice": found.told,
            "confidence": round(sure, 4),
        }
        return _Question(resolved.question, found, candidates, sure, common, started, retrieved)

    def _traced(self, asked: _Question, resolved: Resolved) -> Answer | None:
        """Who said what was answered before, when or where; None where the papers no longer hold it."""
        assert resolved.source is not None
        traced = attribute(resolved.near, resolved.source, self._retriever.paper)
        if traced is None:
            return None
        return Answer(
            status="answered" if traced.complete else "partial",
            text=traced.text,
            mode="evidence",
            claims=traced.claims,
            citations=traced.citations,
            timings=asked.timings(),
            **(asked.common | {"confidence": None}),
        )

    def _first_part(self, asked: _Question, filters: Filters) -> Answer | None:
        """The answer to the first of two questions asked at once, where the papers have that alone."""
        parts = two_questions(asked.text)
        if parts is None:
            return None
        alone = self._understand(parts[0], filters, Resolved(parts[0], parts[0]))
        quotes = choose(alone.candidates, alone.found.question, self._settings.answer_words)
        if alone.sure < ANSWERED or not quotes:
            return None
        *_, answer = self._in_own_words(alone, quotes)
        kept = {"question": asked.common["question"], "understood": asked.common["understood"]}
        text = f"{answer.text}\n\nNot in these papers: {parts[1]}"
        return answer.model_copy(update={**kept, "status": "partial", "text": text})

    def _not_found(self, asked: _Question) -> Answer:
        found = asked.found
        frequency = self._retriever.passages_holding
        text = refuse(found.question, asked.candidates, found.searched, frequency, found.left_out)
        common = asked.common | {"notice": found.notice}  # the text says itself what was left out
        return Answer(status="not_found", text=text, mode="evidence", timings=asked.timings(), **common)

    def _in_own_words(
        self, asked: _Question, quotes: Sequence[Quote], notice: str | None = None
    ) -> Iterator[Answer]:
        common = asked.common | ({"notice": notice} if notice else {})
        sought = asked.found.question.text  # without the earlier questions that explain a follow-up
        direct = lead(sought, Wanted.of(sought), quotes[0].text, quotes[0].held, quotes[0].about())
        if contested(sought, direct, [quote.text for quote in quotes[1:]]):
            direct = None
        for count in range(1, len(quotes) + 1):
            claims, citations, text = cite(quotes[:count], direct)
            open_parts = left_unanswered(quotes, asked.found.question) if count == len(quotes) else ()
            if open_parts:
                text += _not_there(open_parts)
            yield Answer(
                status="partial" if open_parts else "answered",
                text=text,
                mode="evidence",
                claims=claims,
                citations=citations,
                timings=asked.timings(),
                **common,
            )

    def _drafted(self, asked: _Question, quotes: Sequence[Quote]) -> Iterator[Answer]:
        """The model's claims as they pass the check; the evidence answer, with the reason, where none does."""
        shown = extracts(asked.found, asked.candidates, self._retriever)
        kept: list[DraftClaim] = []
        try:
            draft = stream_draft(
                asked.text,
                [extract.evidence for extract in shown],
                self._open_llm(),
                self._settings,
                similar=self._similar,
                entails=open_entails(self._settings),
            )
            while True:
                try:
                    claim = next(draft)
                except StopIteration as end:
                    notice, not_there = end.value.notice, end.value.not_in_papers
                    break
                if not is_relevant(claim.text, asked.found.question, quotes[0]):
                    continue
                kept.append(claim)
                claims, citations, text = cite_draft(kept, shown)
                yield self._draft_answer(asked, claims, citations, text, asked.common["notice"])
        except (GenerationFailed, ModelError, InferenceError) as failure:
            reason = f"{failure} The answer is in the papers' own words."
            yield from self._in_own_words(asked, quotes, notice=reason)
            return
        if not_there:
            notice = f"{notice} These sentences come nearest."
            yield from self._in_own_words(asked, quotes, notice=notice)
            return
        if not kept:
            notice = "What the language model wrote does not answer. The answer is in the papers' own words."
            yield from self._in_own_words(asked, quotes, notice=notice)
            return
        drafted = cite_draft(kept, shown)
        missing = [quote for quote in quotes if not covers(drafted, quote, asked.found.question)]
        claims, citations, text = add_quotes(drafted, missing)
        if missing:
            notice = notice or "What the language model left out is added in the papers' own words."
        open_parts = left_unanswered([*quotes, *resting_on(kept, shown)], asked.found.question)
        if open_parts:
            text += _not_there(open_parts)
        made = self._draft_answer(asked, claims, citations, text, notice or asked.common["notice"])
        yield made.model_copy(update={"status": "partial"}) if open_parts else made

    def _draft_answer(
        self, asked: _Question, claims: Any, citations: Any, text: str, notice: str | None
    ) -> Answer:
        return Answer(
            status="answered",
            text=text,
            mode=f"llm:{self._model_name}",
            claims=claims,
            citations=citations,
            timings=asked.timings(),
            **(asked.common | {"notice": notice}),
        )

    def _open_llm(self) -> LLM:
        if self._llm is None:
            llm = open_llm(self._settings)
            if llm is None:
                raise ModelError("No language model is configured.")
            self._llm = llm
        return self._llm

    def _similar(self, text: str, others: list[str]) -> list[float]:
        vectors = np.asarray(self._retriever.embed([text, *others]))
        return [float(value) for value in vectors[1:] @ vectors[0]]


def _not_there(open_parts: Sequence[str]) -> str:
    return f"\n\nNot in these papers: {' or '.join(open_parts)}."


def _nearest_first(candidates: Sequence[Candidate], near: Sequence[Citation]) -> list[Candidate]:
    """`candidates` with those that stand beside what the answer before cites moved up."""

    def beside(candidate: Candidate) -> bool:
        return any(
            candidate.paper.name == cited.paper
            and candidate.char_start < cited.char_end + _BESIDE
            and candidate.char_end > cited.char_start - _BESIDE
            for cited in near
        )

    moved = [replace(c, score=c.score + _BESIDE_BONUS) if beside(c) else c for c in candidates]
    return sorted(moved, key=lambda c: -c.score)
