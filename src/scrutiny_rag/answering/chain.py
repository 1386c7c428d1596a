"""From a question to an answer: read it, find places, compose or draft, check, or decline."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scrutiny_rag.answering.answer import Answer, Turn
from scrutiny_rag.answering.conversation import UNDERSTOOD_AS, Resolved, resolve
from scrutiny_rag.answering.conversation.forms import Form
from scrutiny_rag.answering.conversation.source import trace
from scrutiny_rag.answering.drafting import DraftingFailed, open_drafting
from scrutiny_rag.answering.places.reader import find_places, leave_out, of_the_meeting
from scrutiny_rag.answering.question.asked import Asked, read_question
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.question.spelling import respelled, spelled_as
from scrutiny_rag.answering.refusing.confidence import ANSWERED, confidence, held_by, signals
from scrutiny_rag.answering.refusing.specifics import lacking, specifics_of
from scrutiny_rag.answering.refusing.wording import refuse
from scrutiny_rag.answering.shapes import collection, shapes, talk
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.entry import Entries, no_entries
from scrutiny_rag.answering.shapes.quote import Composed, write
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.results import Timings
from scrutiny_rag.retrieval.scope import find_scope
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.analysis import terms

if TYPE_CHECKING:
    from scrutiny_rag.answering.drafting.joint import Drafting

_FIRST_QUESTION = "What was agreed?"
_READ = 24
"""Passages among whose words a slip of the pen is looked up."""
_NEAR = 5
"""Places that are near enough to say what they lack."""


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

    def __init__(
        self, retriever: HybridRetriever, settings: Settings, register: Entries = no_entries
    ) -> None:
        """`register` gives the entries of the register of undertakings and decisions, as of now."""
        self._register = register
        self._retriever = retriever
        self._settings = settings
        self._drafting = open_drafting(retriever, settings)

    def warm_up(self) -> None:
        """Load what a first question would wait for; a language model is not asked."""
        asked = read_question(_FIRST_QUESTION)
        self._composed(self._look(asked.text, asked, Filters(), resolve(asked.text, ())))

    def ask(self, question: str, filters: Filters, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question. Raises FilterError where a filter names what the index lacks."""
        *_, last = self.stream(question, filters, history)
        return last

    def stream(self, question: str, filters: Filters, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Answers that grow, each only of checked sentences; the last one is whole. Raises as `ask`."""
        asked = read_question(question)
        if asked.kind is Kind.OTHER:
            yield Answer(
                question=question,
                status="not_found",
                kind=asked.kind,
                text=talk.reply(asked.text),
                mode="evidence",
                rules=asked.rules,
            )
            return
        if asked.kind is Kind.COLLECTION:
            yield self._collection(question, asked, filters)
            return
        resolved = self._resolved(asked.text, history)
        looked = self._look(question, read_question(resolved.question), filters, resolved)
        if resolved.form in (Form.SOURCE_WHO, Form.SOURCE_WHERE):
            traced = trace(resolved.near, resolved.form, self._retriever)
            if traced is not None:
                yield self._answer(looked, traced, None)
                return
        if self._drafting is not None:
            yield from self._drafted(looked, self._drafting)
        else:
            yield self._in_own_words(looked, self._composed(looked))

    def _resolved(self, question: str, history: Sequence[Turn]) -> Resolved:
        """`question` as understood after `history`: by the model where one is set, else by rule."""
        resolved = resolve(question, history)
        if resolved.form not in (Form.LEANS, Form.SWAP) or self._drafting is None:
            return resolved
        made = self._drafting.rewritten(question, history[-1])
        if made is None:
            return resolved
        return replace(
            resolved,
            question=made,
            search=made,
            own=made,
            understood=resolved.understood | {UNDERSTOOD_AS: made},
        )

    def _look(self, question: str, asked: Asked, filters: Filters, resolved: Resolved) -> _Looked:
        started = time.perf_counter()
        found = self._retriever.find(resolved.search, filters)
        corrections = respelled(
            resolved.search,
            self._retriever.passages_holding,
            (self._retriever.text(hit) for hit in found.hits[:_READ]),
        )
        if corrections:
            asked = read_question(spelled_as(asked.text, corrections))
            resolved = replace(
                resolved,
                search=spelled_as(resolved.search, corrections),
                own=spelled_as(resolved.own, corrections),
                understood=resolved.understood | {"spelling": _told(corrections)},
            )
            found = self._retriever.find(resolved.search, filters)
        passages = found.widened(self._settings.top_k)
        retrieved = time.perf_counter()
        places = find_places(asked, found, self._retriever, resolved.near, resolved.search)
        places = of_the_meeting(places, found.findings)
        if resolved.form is Form.MORE:
            leave_out(places, resolved.near)
        context = Context(
            asked, filters, found, places, self._retriever, self._settings.answer_words, self._register
        )
        specifics = specifics_of(resolved.own, [place.text for place in places])
        own = frozenset(terms(resolved.own))
        held = held_by(places[:_NEAR])
        unknown = tuple(
            each.word for each in lacking(specifics, held, " ".join(p.text for p in places[:_NEAR]))
        )
        sure = confidence(signals(asked, found.question, places, specifics, own))
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

    def _in_own_words(self, looked: _Looked, composed: Composed | None, notice: str | None = None) -> Answer:
        if composed is None:
            return self._not_found(looked, notice)
        return self._answer(looked, composed, notice)

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
            alone = self._look(part, asked, looked.context.filters, Resolved(part, part, part))
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
            status="not_found",
            text=text,
            mode="evidence",
            citations=citations,
            timings=looked.timings(),
            **common,
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

    def _drafted(self, looked: _Looked, drafting: Drafting) -> Iterator[Answer]:
        """The model's claims as they pass the check; the evidence answer, with the reason, where none does."""
        composed = self._composed(looked)
        try:
            yield from drafting.answers(looked.context, composed, looked.common, looked.timings)
        except DraftingFailed as failure:
            reason = f"{failure} The answer is in the papers' own words." if composed else str(failure)
            yield self._in_own_words(looked, composed, reason)


def _told(corrections: dict[str, str]) -> str:
    return ", ".join(f"{word} read as {other}" for word, other in corrections.items())
