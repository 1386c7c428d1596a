"""The joint between a question that was looked up and a language model that drafts its answer."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

import numpy as np
from llama_index.core.llms.llm import LLM

from scrutiny_rag.answering.answer import Answer, Turn
from scrutiny_rag.answering.conversation import UNDERSTOOD_AS
from scrutiny_rag.answering.drafting.citing import Written, cite_draft
from scrutiny_rag.answering.drafting.extracts import Extract, gather
from scrutiny_rag.answering.drafting.failing import DraftingFailed
from scrutiny_rag.answering.drafting.generation import Draft, DraftClaim, stream_draft
from scrutiny_rag.answering.drafting.inference import open_entails
from scrutiny_rag.answering.drafting.models import describe, open_llm
from scrutiny_rag.answering.drafting.prompting import Wanted, room_for
from scrutiny_rag.answering.drafting.rewriting import rewrite
from scrutiny_rag.answering.drafting.streaming import GenerationFailed
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.refusing.wording import refuse
from scrutiny_rag.answering.shapes.context import Context
from scrutiny_rag.answering.shapes.quote import Composed
from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.retrieval.results import Timings
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.settings import Settings

SURE = 0.85
"""How sure evidence mode must be of its answer to overrule a model that finds none."""
QUOTED = False
"""Whether the model is asked for the exact words beside each claim."""
_WANTED = Wanted(150, 12, QUOTED)
_LONG = Wanted(250, 16, QUOTED)
_BROAD = frozenset({Kind.OVERVIEW, Kind.LIST, Kind.COMPARISON})


class Drafting:
    """Answers drafted by the configured language model, each claim checked."""

    def __init__(self, retriever: HybridRetriever, settings: Settings) -> None:
        self._retriever = retriever
        self._settings = settings
        self._name = describe(settings)
        self._llm: LLM | None = None

    def rewritten(self, question: str, before: Turn) -> str | None:
        """A follow-up as the model puts it to stand alone; None where it fails or its words cannot be used."""
        if not self._settings.llm_base_url:
            return None  # a small model in the process understands follow-ups worse than the rules do
        try:
            return rewrite(question, before, self._open(), self._settings.llm_timeout_s)
        except GenerationFailed:
            return None  # the draft that follows says what is wrong

    def answers(
        self,
        context: Context,
        composed: Composed | None,
        common: dict[str, Any],
        timings: Callable[[], Timings],
    ) -> Iterator[Answer]:
        """Answers that grow: at once one with the places alone, then with each verified claim, last the whole.

        `composed` is the evidence answer, None where the papers do not answer by it; `common` are the fields that
        every answer has. Raises DraftingFailed where the model gives nothing that can be shown, or finds no answer
        though evidence mode is sure of its own. Closing the iterator closes the server's stream.
        """
        common = common | {"mode": f"llm:{self._name}"}
        yield Answer(status="answered", text="", timings=timings(), **common)
        settings = self._settings
        # As it was typed: a model reads past a slip of the pen, and past what was wrongly taken for one.
        question = common["understood"].get(UNDERSTOOD_AS, common["question"])
        shown = gather(
            context, composed, room_for(question, settings.llm_context_window, settings.llm_max_tokens)
        )
        try:
            draft = yield from self._stream(question, context, shown, common, timings)
        except GenerationFailed as failure:
            raise DraftingFailed(failure.reason) from None
        if draft.not_in_papers:
            yield self._not_there(context, composed, draft, common, timings)
            return
        claims, citations, text = cite_draft(draft.claims, shown, draft.lacking)
        yield Answer(
            status="partial" if draft.lacking else "answered",
            text=text,
            claims=claims,
            citations=citations,
            timings=timings(),
            **common | ({"notice": draft.notice} if draft.notice else {}),
        )

    def _stream(
        self,
        question: str,
        context: Context,
        shown: list[Extract],
        common: dict[str, Any],
        timings: Callable[[], Timings],
    ) -> Generator[Answer, None, Draft]:
        """Yield an answer for each verified claim, in the draft's order; returns the draft."""
        stream = stream_draft(
            question,
            [extract.evidence for extract in shown],
            self._open(),
            self._settings,
            wanted=_LONG if context.asked.kind in _BROAD else _WANTED,
            similar=self._similar,
            entails=open_entails(self._settings),
        )
        kept: list[DraftClaim] = []
        try:
            while True:
                try:
                    kept.append(next(stream))
                except StopIteration as end:
                    draft: Draft = end.value
                    return draft
                kept.sort(key=lambda claim: claim.place)
                yield self._growing(cite_draft(kept, shown), common, timings)
        finally:
            stream.close()

    def _growing(self, written: Written, common: dict[str, Any], timings: Callable[[], Timings]) -> Answer:
        claims, citations, text = written
        return Answer(
            status="answered", text=text, claims=claims, citations=citations, timings=timings(), **common
        )

    def _not_there(
        self,
        context: Context,
        composed: Composed | None,
        draft: Draft,
        common: dict[str, Any],
        timings: Callable[[], Timings],
    ) -> Answer:
        """The model's "not in the papers"; raises DraftingFailed where evidence mode is sure that it is."""
        if composed is None or common.get("confidence", 0.0) >= SURE:
            raise DraftingFailed(draft.notice or "The language model found no answer in the papers.")
        found = context.found
        text, citations = refuse(found.searched, context.places, (), found.left_out)
        text = "\n\n".join(filter(None, (" ".join(draft.lacking), text)))
        return Answer(
            status="not_found",
            text=text,
            citations=citations,
            timings=timings(),
            **common | {"notice": draft.notice},
        )

    def _open(self) -> LLM:
        if self._llm is None:
            try:
                self._llm = open_llm(self._settings)
            except ScrutinyError as error:
                raise GenerationFailed(str(error)) from None
        assert self._llm is not None
        return self._llm

    def _similar(self, text: str, others: list[str]) -> list[float]:
        vectors = np.asarray(self._retriever.embed([text, *others]))
        return [float(value) for value in vectors[1:] @ vectors[0]]
