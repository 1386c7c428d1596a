"""From outcomes to figures: every metric for every question and system, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from scrutiny_rag.evaluation.case import Case, Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.confidence import area_under_risk, calibration_error, reliability, risk_coverage
from scrutiny_rag.evaluation.diagnosis import what_went_wrong
from scrutiny_rag.evaluation.judgement import Judgement, JudgeSummary
from scrutiny_rag.evaluation.metrics import METRICS, Score
from scrutiny_rag.evaluation.outcome import Hit, Outcome
from scrutiny_rag.evaluation.questions import Question
from scrutiny_rag.evaluation.report import (
    UNTYPED,
    Cost,
    GoldQuote,
    MetricInfo,
    QuestionReport,
    QuestionResult,
    ShownPassage,
    SystemReport,
)
from scrutiny_rag.evaluation.statistics import Difference, Estimate, compare, estimate, holm
from scrutiny_rag.evaluation.systems.base import System

SHOWN_PASSAGES = 5
SHOWN_CHARACTERS = 400
BEFORE_EVIDENCE = 80

Scores = dict[str, dict[str, Score | None]]
"""By metric, then by question."""


def metric_infos() -> list[MetricInfo]:
    """What every metric means, for the report."""
    names = MetricInfo.model_fields
    return [MetricInfo(**{name: getattr(metric, name) for name in names}) for metric in METRICS]


def make_cases(
    questions: Sequence[Question],
    outcomes: Mapping[str, Outcome],
    papers: Collection,
    gold: Mapping[str, Gold],
) -> list[Case]:
    """One case a question, in order, with the outcome of its id or none."""
    return [Case(question, outcomes.get(question.id), papers, gold[question.id]) for question in questions]


def score_cases(cases: Sequence[Case]) -> Scores:
    """Every metric over the cases of one system."""
    return {
        metric.name: {case.question.id: score for case, score in zip(cases, metric.score(cases), strict=True)}
        for metric in METRICS
    }


def system_report(
    system: System,
    cases: Sequence[Case],
    scores: Scores,
    cost: Cost,
    seed: int,
    judge: JudgeSummary | None = None,
) -> SystemReport:
    """A system's figures as a whole, by question type and by paper."""
    curve = risk_coverage(cases)
    bins = reliability(cases)
    outcomes = [case.outcome for case in cases if case.outcome is not None]
    return SystemReport(
        name=system.name,
        description=system.description,
        answers=system.answers,
        configuration=system.configuration(),
        figures=_figures(scores, [case.question.id for case in cases], seed),
        by_type=_grouped(cases, scores, lambda case: [case.question.type or UNTYPED], seed),
        by_paper=_grouped(cases, scores, lambda case: sorted(case.gold.spans), seed),
        cost=cost,
        modes=dict(Counter(outcome.mode for outcome in outcomes if outcome.mode)),
        errors={outcome.id: outcome.error for outcome in outcomes if outcome.error},
        risk_coverage=curve,
        area_under_risk=area_under_risk(curve),
        reliability=bins,
        calibration_error=calibration_error(bins),
        judge=judge,
    )


def differences(scores: Mapping[str, Scores], seed: int) -> list[Difference]:
    """The first system against each other one, by each metric, with p-values corrected within the metric."""
    names = list(scores)
    found: list[Difference] = []
    for metric in METRICS:
        ours = (names[0], scores[names[0]][metric.name])
        pairs = [compare(metric, ours, (other, scores[other][metric.name]), seed) for other in names[1:]]
        found += holm([pair for pair in pairs if pair is not None])
    return found


def question_report(
    cases: Mapping[str, Case],
    scores: Mapping[str, Scores],
    judged: Mapping[str, Mapping[str, Judgement | None]],
) -> QuestionReport:
    """One question with every system's case, scores and, where there was a judge, its judgements by id."""
    first = next(iter(cases.values()))
    question, papers = first.question, first.papers
    return QuestionReport(
        id=question.id,
        question=question.question,
        type=question.type,
        answerable=question.answerable,
        facts=[list(fact) for fact in question.facts],
        history=list(question.history),
        filters={k: str(v) for k, v in question.filters.chosen().items()},
        gold=_gold(first.gold, papers),
        papers=sorted(first.gold.spans),
        results={
            system: _result(case, scores[system]).model_copy(
                update={"judged": judged.get(system, {}).get(question.id)}
            )
            for system, case in cases.items()
        },
    )


def _figures(scores: Scores, ids: Iterable[str], seed: int) -> dict[str, Estimate]:
    wanted = list(ids)
    figures = {m.name: estimate(m, [scores[m.name][key] for key in wanted], seed) for m in METRICS}
    return {name: figure for name, figure in figures.items() if figure is not None}


def _grouped(
    cases: Sequence[Case], scores: Scores, keys: Callable[[Case], list[str]], seed: int
) -> dict[str, dict[str, Estimate]]:
    groups: dict[str, list[str]] = {}
    for case in cases:
        for key in keys(case):
            groups.setdefault(key, []).append(case.question.id)
    return {key: _figures(scores, ids, seed) for key, ids in sorted(groups.items())}


def _gold(gold: Gold, papers: Collection) -> list[GoldQuote]:
    return [
        GoldQuote(
            paper=name,
            page=_page(papers, name, start),
            text=_cut(papers.text(name)[start:end]),
            char_start=start,
            char_end=end,
        )
        for name, spans in gold.spans.items()
        for start, end in spans
    ]


def _result(case: Case, scores: Scores) -> QuestionResult:
    present = {
        name: score for name, by_id in scores.items() if (score := by_id[case.question.id]) is not None
    }
    passages = zip(case.passages[:SHOWN_PASSAGES], case.relevant, strict=False)
    return QuestionResult(
        scores={name: score.value for name, score in present.items()},
        weights={name: score.weight for name, score in present.items() if score.weight != 1},
        outcome=case.outcome or Outcome(id=case.question.id),
        passages=[
            ShownPassage(
                paper=hit.paper,
                page=_page(case.papers, hit.paper, hit.char_start),
                char_start=hit.char_start,
                char_end=hit.char_end,
                relevant=relevant,
                **_window(case, hit),
            )
            for hit, relevant in passages
        ],
        wrong=what_went_wrong(case),
    )


def _window(case: Case, hit: Hit) -> dict[str, Any]:
    """As much of a passage as is shown: where the evidence begins in it, or its beginning."""
    text = case.papers.text(hit.paper)[hit.char_start : hit.char_end]
    inside = [
        max(start, hit.char_start) - hit.char_start
        for start, end in case.gold.spans.get(hit.paper, ())
        if max(start, hit.char_start) < min(end, hit.char_end)
    ]
    start = max(0, min(inside) - BEFORE_EVIDENCE) if inside else 0
    while 0 < start < len(text) and not text[start - 1].isspace():
        start -= 1
    shown = text[start : start + SHOWN_CHARACTERS]
    return {"text": shown, "text_start": hit.char_start + start, "cut": start + len(shown) < len(text)}


def _page(papers: Collection, name: str, offset: int) -> int | None:
    paper = papers.papers.get(name)
    return paper.page_at(offset) if paper else None


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS].rsplit(" ", 1)[0] + " …"
