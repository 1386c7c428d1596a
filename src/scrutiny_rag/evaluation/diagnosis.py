"""What went wrong with a question, in words."""

from __future__ import annotations

from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.citation_hit import citations_on_evidence
from scrutiny_rag.evaluation.metrics.fact_recall import states
from scrutiny_rag.evaluation.metrics.quote_exact import QuoteExact
from scrutiny_rag.evaluation.metrics.unsupported_claims import unsupported

LOOKED_AT = 5


def what_went_wrong(case: Case) -> list[str]:
    """Faults of the outcome, worst first, a sentence each; none when it is right."""
    outcome, question = case.outcome, case.question
    if outcome is None:
        return ["There is no result."]
    if outcome.error is not None:
        return [f"The question failed: {outcome.error}"]
    faults: list[str] = []
    if outcome.refused and question.answerable:
        faults.append("Refused, though the papers answer it.")
    elif outcome.answers and not outcome.refused and not question.answerable:
        faults.append("Answered, though the papers do not say.")
    elif outcome.answers and not outcome.refused:
        faults += [
            f"Does not state {_either(fact)}." for fact in question.facts if not states(outcome.text, fact)
        ]
    if case.has_evidence:
        faults += _search_faults(case)
        if outcome.answers and not outcome.refused and not any(citations_on_evidence(case)):
            faults.append("No citation is on the evidence.")
    exact = QuoteExact().score_case(case)
    if exact is not None and exact.value < 1:
        faults.append("A quote is not the paper's text at the place it names.")
    faults += [f"Not supported by what it cites ({why}): {claim}" for claim, why in unsupported(case)]
    return faults


def _search_faults(case: Case) -> list[str]:
    if any(case.relevant[:LOOKED_AT]):
        return []
    if any(case.relevant):
        return [f"The evidence was found only in passage {case.relevant.index(True) + 1}."]
    papers = {hit.paper for hit in case.passages}
    if case.gold.spans and not papers & case.gold.spans.keys():
        return ["The paper with the evidence was not found."]
    return ["No passage found is relevant, though the paper with the evidence was found."]


def _either(wordings: tuple[str, ...]) -> str:
    return " or ".join(f"“{wording}”" for wording in wordings)
