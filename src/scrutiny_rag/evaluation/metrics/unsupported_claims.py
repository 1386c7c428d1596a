"""unsupported_claims: how much of what the answers say is not in the words they cite."""

import re

from scrutiny_rag.answering.answer import Citation
from scrutiny_rag.evaluation.case import Case
from scrutiny_rag.evaluation.metrics.base import PerCase, Score

_PIECES = re.compile(r"[“”]|(?<=[.!?…:;])\s|\[\d+\]|From a table:")


class UnsupportedClaims(PerCase):
    """Share of claims that the grounding check does not find in the cited words."""

    name = "unsupported_claims"
    label = "Claims without support"
    definition = (
        "Share of all claims of all answers that the grounding check does not find supported by the quotes "
        "they cite; a claim that cites nothing is unsupported. A quotation, with words of its own before it as "
        "the answer in short, is supported. This is about support, not about being right."
    )
    source = "Groundedness: Rashkin and others, Measuring attribution (AIS), Computational Linguistics 2023."
    family = "answers"
    better = "lower"
    headline = True

    def score_case(self, case: Case) -> Score | None:
        """The share, weighing the number of claims; None without claims."""
        claims = case.outcome.claims if case.outcome else ()
        if not claims:
            return None
        return Score(len(unsupported(case)) / len(claims), float(len(claims)))


def unsupported(case: Case) -> list[tuple[str, str]]:
    """The claims that are not supported by what they cite, each with why."""
    from scrutiny_rag.answering.checking import check

    if case.outcome is None:
        return []
    cited = {citation.number: citation for citation in case.outcome.citations}
    found: list[tuple[str, str]] = []
    for claim in case.outcome.claims:
        sources = [cited[number] for number in claim.citations if number in cited]
        if not sources:
            found.append((claim.text, "cites nothing"))
            continue
        if case.outcome.mode == "evidence" and _quotes_alone(claim.text, sources):
            continue
        verdict = check(
            _without_titles(claim.text, sources),
            "\n".join(source.quote for source in sources),
            context="; ".join(part for source in sources for part in _attribution(source)),
        )
        if not verdict.supported:
            found.append((claim.text, verdict.why))
    return found


def _quotes_alone(claim: str, sources: list[Citation]) -> bool:
    """Whether every piece of the claim stands word for word in what it cites, or says whose words those are."""
    known = [source.quote for source in sources]
    known += [part for source in sources for part in (*_attribution(source), source.paper)]
    stands = [f" {_words(text)} " for text in known]
    pieces = [words for piece in _PIECES.split(claim) if (words := _words(piece))]
    return bool(pieces) and all(any(f" {piece} " in text for text in stands) for piece in pieces)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _without_titles(claim: str, sources: list[Citation]) -> str:
    """The claim without the titles that attribute it: a title is no statement, though it may hold a verb."""
    for source in sources:
        if source.title:
            claim = claim.replace(source.title, "")
    return claim.strip(" :—–-")


def _attribution(citation: Citation) -> list[str]:
    """What is known of the cited words beside themselves: it may support names and dates."""
    known = (citation.title, citation.body, citation.date, citation.section, citation.speaker)
    return [part for part in known if part]
