"""From findings to where a search looks: strong ones narrow, weak ones lift, and what leaves nothing is let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.retrieval.results import Finding, FindingField
from scrutiny_rag.retrieval.scope import Catalogue, Scope
from scrutiny_rag.retrieval.understanding import Reading

# The weakest first: a paper's kind is guessed more often than the day of its meeting.
_WEAKEST: tuple[FindingField, ...] = ("type", "date", "body", "committee")
_MEETINGS = frozenset({PaperType.MINUTES, PaperType.TRANSCRIPT, PaperType.AGENDA, PaperType.ACTION_LIST})
_MOST_LIFT = 2.0


@dataclass(frozen=True)
class Narrowed:
    """Where a search looks after a question was understood."""

    scope: Scope
    findings: tuple[Finding, ...] = ()
    """What was taken, in the question's order."""
    lifts: dict[int, float] = field(default_factory=dict)
    """Papers that weak findings bring up, each with how much, 0 to 2: a finding that few papers fit says more."""
    notice: str | None = None
    """One sentence where something was let go."""

    @property
    def narrows(self) -> bool:
        """True where a finding leaves papers out."""
        return any(finding.strength == "strong" for finding in self.findings)


def narrow_scope(scope: Scope, readings: Sequence[Reading], catalogue: Catalogue) -> Narrowed:
    """`scope`, which the person's own filters left, as narrowed further by what the question says."""
    within = frozenset(catalogue.papers) if scope.papers is None else scope.papers
    readings = [_dated(reading, readings, within, catalogue) for reading in readings]
    readings = [
        r
        for r in readings
        if not (r.latest and r.finding.value == "latest") and (r.strong or r.papers & within)
    ]
    unmet = [r for r in readings if r.strong and not _of_field(r, readings) & within]
    strong = [r for r in readings if r.strong and r not in unmet]
    weak = [r for r in readings if not r.strong]
    dropped: list[Reading] = []
    papers = _left(strong, within)
    while strong and not papers:
        weakest = min((r.finding.field for r in strong), key=_WEAKEST.index)
        dropped += [r for r in strong if r.finding.field == weakest]
        strong = [r for r in strong if r.finding.field != weakest]
        papers = _left(strong, within)
    strong = [r for r in strong if not within <= r.papers]  # what leaves nothing out need not be told
    lifts = _lifts([*weak, *strong], papers, catalogue)
    told = [r for r in weak if 0 < len(r.papers & papers) < len(papers)]
    taken = sorted([*strong, *told], key=lambda r: (r.finding.start, r.finding.end))
    narrowed = scope if not strong else replace(scope, papers=papers)
    return Narrowed(narrowed, tuple(r.finding for r in taken), lifts, _notice(unmet, dropped, strong))


def widened(narrowed: Narrowed, scope: Scope) -> Narrowed:
    """The same without what narrows, for a search that found nothing."""
    let_go = [f for f in narrowed.findings if f.strength == "strong"]
    named = _and([_phrase(f) for f in let_go])
    weak = tuple(f for f in narrowed.findings if f.strength == "weak")
    return Narrowed(
        scope, weak, narrowed.lifts, f"Nothing was found in papers {named}: others were searched too."
    )


def _of_field(reading: Reading, readings: Sequence[Reading]) -> frozenset[int]:
    """The papers of all strong findings of a reading's field: two bodies are searched together."""
    same = [r.papers for r in readings if r.strong and r.finding.field == reading.finding.field]
    return frozenset().union(*same)


def _left(strong: Sequence[Reading], within: frozenset[int]) -> frozenset[int]:
    for reading in strong:
        within &= _of_field(reading, strong)
    return within


def _dated(
    reading: Reading, readings: Sequence[Reading], within: frozenset[int], catalogue: Catalogue
) -> Reading:
    """ "The latest meeting" as the day of the newest meeting that the other findings mean."""
    if not reading.latest:
        return reading
    others = [r for r in readings if not r.latest]
    for wanted in (others, [r for r in others if r.strong], []):
        papers = within
        for other in wanted:
            papers &= frozenset().union(*(r.papers for r in wanted if r.finding.field == other.finding.field))
        dated = [i for i in papers if i in catalogue.dates]
        meetings = [i for i in dated if catalogue.papers[i].metadata.type in _MEETINGS] or dated
        if meetings:
            newest = max(catalogue.dates[i] for i in meetings)
            held = frozenset(i for i in papers if catalogue.dates.get(i) == newest)
            finding = reading.finding.model_copy(update={"value": newest.isoformat()})
            return Reading(finding, held, latest=True)
    return reading


def _lifts(readings: Sequence[Reading], papers: frozenset[int], catalogue: Catalogue) -> dict[int, float]:
    lifts: dict[int, float] = {}
    for reading in {(r.finding.start, r.finding.end): r for r in readings}.values():
        dated = reading.papers & catalogue.dates.keys() if reading.finding.field == "date" else reading.papers
        fitting = dated & papers
        if not fitting or len(fitting) == len(papers):
            continue
        for paper in fitting:
            lifts[paper] = min(_MOST_LIFT, lifts.get(paper, 0.0) + 1 - len(fitting) / len(papers))
    return lifts


def _notice(unmet: Sequence[Reading], dropped: Sequence[Reading], kept: Sequence[Reading]) -> str | None:
    parts = []
    if unmet:
        parts.append(f"No paper searched is {_and([_phrase(r.finding) for r in unmet], 'or')}")
    if dropped:
        beside = _and([_phrase(r.finding) for r in kept]) or "what else the question names"
        parts.append(f"no paper is both {beside} and {_and([_phrase(r.finding) for r in dropped])}")
    if not parts:
        return None
    sentence = ", and ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}, so the search left that out."


def _phrase(finding: Finding) -> str:
    said = finding.in_words()
    match finding.field:
        case "date":
            return f"dated {said}"
        case "type":
            return f"of the kind “{said}”"
        case _:
            return f"of {said}"


def _and(parts: Sequence[str], word: str = "and") -> str:
    unique = list(dict.fromkeys(parts))
    return f" {word} ".join([", ".join(unique[:-1]), unique[-1]]) if len(unique) > 1 else "".join(unique)
