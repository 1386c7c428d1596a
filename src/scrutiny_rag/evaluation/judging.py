"""A second language model that judges answers, through LlamaIndex's evaluators. Off unless asked for.

Correctness: LlamaIndex's CorrectnessEvaluator gives 1 to 5 against a reference answer, and 4 passes.
Faithfulness: LlamaIndex's FaithfulnessEvaluator says whether the quotes that are cited bear the answer out.
Its word is reported beside the fact score, with how far the two agree; no other figure rests on it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from llama_index.core.evaluation import BaseEvaluator, CorrectnessEvaluator, FaithfulnessEvaluator

from scrutiny_rag.answering.drafting.models import ModelError, describe, open_llm
from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.judgement import Judgement, JudgeSummary
from scrutiny_rag.evaluation.metrics.right import is_right
from scrutiny_rag.settings import Settings

_SCORE = re.compile(r"(?<![\d.])([1-5](?:\.\d+)?)(?![\d.])")


class JudgeUnavailable(ScrutinyError):
    """A judge that cannot be had; the message is one sentence that says how to mend it."""


class Judge:
    """Judges one answer after another; use it in a `with` block."""

    def __init__(self, settings: Settings) -> None:
        """Raises JudgeUnavailable where no judge is set, or the judge would be the model that answers."""
        if not (settings.judge_base_url and settings.judge_model):
            raise JudgeUnavailable(
                "A judge needs a language model of its own: set SCRUTINY_RAG_JUDGE_BASE_URL and "
                "SCRUTINY_RAG_JUDGE_MODEL."
            )
        if settings.judge_model == describe(settings):
            raise JudgeUnavailable(
                f"The judge {settings.judge_model!r} is the model that answers and would judge itself: "
                "set SCRUTINY_RAG_JUDGE_MODEL to another."
            )
        own = {
            "llm_base_url": settings.judge_base_url,
            "llm_model": settings.judge_model,
            "llm_api_key": settings.judge_api_key,
            "llm_temperature": 0.0,
        }
        try:
            model = open_llm(settings.model_copy(update=own))
        except ModelError as error:
            raise JudgeUnavailable(str(error).replace("SCRUTINY_RAG_LLM_", "SCRUTINY_RAG_JUDGE_")) from None
        self.model = settings.judge_model
        self._correctness = CorrectnessEvaluator(llm=model, parser_function=read_score)
        self._faithfulness = FaithfulnessEvaluator(llm=model)
        # One event loop for all: the client keeps connections that belong to the loop they were opened in. It runs in a
        # thread of its own, for who calls may have a loop running (a notebook, a browser's driver).
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="judge")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def judge(self, case: Case) -> Judgement | None:
        """The judgement of an answer; None for refusals, failures, and systems that only search."""
        outcome = case.outcome
        if outcome is None or outcome.status not in {"answered", "partial"} or not outcome.text.strip():
            return None
        quotes = [citation.quote for citation in outcome.citations]
        asked = {"query": case.question.question, "response": outcome.text}
        try:
            score, why = self._ask(self._correctness, **asked, reference=reference_answer(case))
            faithful = bool(self._ask(self._faithfulness, **asked, contexts=quotes)[0]) if quotes else None
        except Exception as error:  # noqa: BLE001 - whatever a server or its client raises is listed, not hidden.
            return Judgement(error=f"{type(error).__name__}: {error}"[:300])
        if score is None:
            return Judgement(faithful=faithful, error=f"No score from 1 to 5 in its reply: {why[:200]}")
        return Judgement(score=score, correct=score >= 4, faithful=faithful, why=why)

    def summarise(self, cases: Sequence[Case], judgements: Mapping[str, Judgement | None]) -> JudgeSummary:
        """A system's judgements, by question, as figures."""
        return summarise(self.model, cases, judgements)

    def _ask(self, evaluator: BaseEvaluator, **asked: object) -> tuple[float | None, str]:
        asking = self._thread.submit(lambda: self._runner.run(evaluator.aevaluate(**asked)))  # type: ignore[arg-type]
        found = asking.result()
        return found.score, found.feedback or ""


def read_score(reply: str) -> tuple[float | None, str]:
    """The first number from 1 to 5 in the reply, and the reply; LlamaIndex's own reader fails on one line."""
    found = _SCORE.search(reply)
    return (float(found.group(1)) if found else None), reply.strip()


def reference_answer(case: Case) -> str:
    """What a right answer says: the answer a person wrote, or the facts and the papers' own words."""
    question = case.question
    if not question.answerable:
        return "The papers do not answer this question: any answer but saying so is wrong."
    if question.answer:
        return question.answer
    parts = (
        [f"It states: {'; '.join(' or '.join(fact) for fact in question.facts)}."] if question.facts else []
    )
    quotes = [case.papers.text(name)[a:b] for name, spans in case.gold.spans.items() for a, b in spans]
    return "\n".join([*parts, *(f"The papers say: {quote[:600]}" for quote in quotes[:6])])


def summarise(judge: str, cases: Sequence[Case], judgements: Mapping[str, Judgement | None]) -> JudgeSummary:
    """A system's judgements as figures; a case's fact score is right when all its facts are stated."""
    spoken = [(case, said) for case in cases if (said := judgements.get(case.question.id)) is not None]
    scores = [said.score for _, said in spoken if said.score is not None]
    faithful = [said.faithful for _, said in spoken if said.faithful is not None]
    pairs = [
        (is_right(case), said.correct)
        for case, said in spoken
        if said.correct is not None and (case.question.facts or not case.question.answerable)
    ]
    return JudgeSummary(
        model=judge,
        judged=len(scores),
        failed=sum(said.error is not None for _, said in spoken),
        correct=_share([score >= 4 for score in scores]),
        mean_score=sum(scores) / len(scores) if scores else None,
        faithful=_share(faithful),
        compared=len(pairs),
        agreement=_share([a == b for a, b in pairs]),
        kappa=cohen_kappa(pairs),
    )


def cohen_kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Agreement beyond chance: Cohen, A coefficient of agreement for nominal scales, 1960.

    None without pairs, or where both always say the same one thing.
    """
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else (observed - chance) / (1 - chance)


def _share(said: Sequence[bool]) -> float | None:
    return sum(said) / len(said) if said else None
