"""From a question to an answer: read it, find places, compose or draft, check, or decline."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scrutiny_rag.answering.answer import Answer, Turn
from scrutiny_rag.answering.attribution import attribute
from scrutiny_rag.answering.conversation import Resolved, resolve
from scrutiny_rag.answering.drafting import Drafting, DraftingFailed
from scrutiny_rag.answering.places.reader import find_places
from scrutiny_rag.answering.question.asked import Asked, read_question
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.refusing.confidence import ANSWERED, confidence, signals
from scrutiny_rag.answering.refusing.specifics import lacking, specifics_of
from scrutiny_rag.answering.refusing.wording import refuse
from scrutiny_rag.answering.shapes import collection, shapes, talk
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.quote import Composed, write
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.results import Timings
from scrutiny_rag.retrieval.scope import find_scope
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.analysis import terms

_FIRST_QUESTION = "What was agreed?"


@dataclass
class _Looked:
    """A question with what was found for it."""

    context: Context
    sure: float
    """How likely the places answer, 0 to 1."""
    unknown: tuple[str, ...]
    """Names and numbers of the question that no near place holds."""
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
        self._drafting = Drafting(retriever, settings)

    def warm_up(self, seconds: float) -> None:
        """Load what a first question would wait for."""
        self.ask(_FIRST_QUESTION, Filters())

    def ask(self, question: str, filters: Filters, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question. Raises FilterError where a filter names what the index lacks."""
        *_, last = self.stream(question, filters, history)
        return last

    def stream(self, question: str, filters: Filters, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Answers that grow, each only of checked sentences; the last one is whole. Raises as `ask`."""
        asked = read_question(question)
        if asked.kind is Kind.OTHER:
            yield Answer(question=question, status="not_found", kind=asked.kind, text=talk.reply(asked.text), mode="evidence",
                         rules=asked.rules)
            return
        if asked.kind is Kind.COLLECTION:
            yield self._collection(question, asked, filters)
            return
        resolved = resolve(question, history, self._retriever.catalogue().speakers) if history else Resolved(question, question)
        looked = self._look(question, read_question(resolved.question), filters, resolved)
        if resolved.source is not None and (traced := self._traced(looked, resolved)):
            yield traced
            return
        if self._drafting.available:
            yield from self._drafted(looked)
        else:
            yield from self._in_own_words(looked)

    def _look(self, question: str, asked: Asked, filters: Filters, resolved: Resolved) -> _Looked:
        started = time.perf_counter()
        if resolved.paper is not None and filters.paper is None:
            filters = filters.model_copy(update={"paper": resolved.paper})
        sought = asked.text if resolved.search == resolved.question else resolved.search
        found = self._retriever.find(sought, filters)
        passages = found.widened(self._settings.top_k)
        retrieved = time.perf_counter()
        places = find_places(sought, found.hits, self._retriever, asked.acts, asked.when)
        context = Context(asked, filters, found, places, self._retriever, self._settings.answer_words)
        specifics = specifics_of(sought, [place.text for place in places])
        near = " ".join(place.text for place in places[:5])
        unknown = tuple(each.word for each in lacking(specifics, set(terms(near)), near))
        sure = confidence(signals(asked, found.question, places, specifics))
        common = {
            "question": question,
            "kind": asked.kind,
            "rules": asked.rules,
            "passages": passages,
            "understood": found.understood | resolved.understood,
            "findings": found.findings,
            "notice": found.told,
            "confidence": round(sure, 4),
        }
        return _Looked(context, sure, unknown, common, started, retrieved)

    def _in_own_words(self, looked: _Looked, notice: str | None = None) -> Iterator[Answer]:
        composed = self._composed(looked)
        if composed is None:
            yield self._not_found(looked, notice)
            return
        yield self._answer(looked, composed, notice)

    def _composed(self, looked: _Looked) -> Composed | None:
        """The answer in the papers' own words; None where the papers do not answer."""
        if looked.context.asked.parts:
            return self._two_parts(looked)
        composed = shapes.compose(looked.context)
        if composed.sure is not None:
            looked.sure = max(looked.sure, composed.sure)
            looked.common["confidence"] = round(looked.sure, 4)
        return composed if composed.quotes and looked.sure >= ANSWERED else None

    def _two_parts(self, looked: _Looked) -> Composed | None:
        """Each part answered by itself; what the papers lack of one is said."""
        quotes: list[Any] = []
        open_parts: list[str] = []
        for part in looked.context.asked.parts:
            asked = read_question(part)
            alone = self._look(part, asked, looked.context.filters, Resolved(part, part))
            alone.context = replace(alone.context, most_words=looked.context.most_words // 2)
            composed = self._composed(alone)
            if composed is None:
                open_parts.append(part.rstrip("?"))
            else:
                quotes += [quote for quote in composed.quotes if quote not in quotes]
        return Composed(tuple(quotes), lacking=tuple(open_parts), rules=("two-parts",)) if quotes else None

    def _answer(self, looked: _Looked, composed: Composed, notice: str | None) -> Answer:
        claims, citations, text = write(composed)
        common = looked.common | ({"notice": notice} if notice else {})
        common["rules"] = (*looked.common["rules"], *composed.rules)
        return Answer(
            status="partial" if composed.lacking else "answered",
            text=text,
            mode="evidence",
            claims=claims,
            citations=citations,
            timings=looked.timings(),
            **common,
        )

    def _not_found(self, looked: _Looked, notice: str | None = None) -> Answer:
        found = looked.context.found
        text, citations = refuse(found.searched, looked.context.places, looked.unknown, found.left_out)
        common = looked.common | {"notice": notice or found.notice}  # the text says itself what was left out
        return Answer(
            status="not_found", text=text, mode="evidence", citations=citations, timings=looked.timings(), **common
        )

    def _collection(self, question: str, asked: Asked, filters: Filters) -> Answer:
        started = time.perf_counter()
        catalogue = self._retriever.catalogue()
        text = collection.describe(asked.text, catalogue, find_scope(filters, catalogue))
        return Answer(
            question=question,
            status="answered",
            kind=asked.kind,
            text=text,
            mode="evidence",
            rules=asked.rules,
            timings=Timings(answer_s=time.perf_counter() - started),
        )

    def _traced(self, looked: _Looked, resolved: Resolved) -> Answer | None:
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
            timings=looked.timings(),
            **(looked.common | {"confidence": None}),
        )

    def _drafted(self, looked: _Looked) -> Iterator[Answer]:
        """The model's claims as they pass the check; the evidence answer, with the reason, where none does."""
        composed = self._composed(looked)
        try:
            yield from self._drafting.answers(looked.context, composed, looked.common, looked.timings)
        except DraftingFailed as failure:
            reason = f"{failure} The answer is in the papers' own words." if composed else str(failure)
            yield from self._in_own_words(looked, notice=reason)
