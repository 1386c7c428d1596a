"""A language model's checked claims as an answer: each with the sentence of the paper that it rests on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scrutiny_rag.answering.answer import Citation, Claim
from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.answering.evidence import Quote, citation
from scrutiny_rag.answering.generation import DraftClaim
from scrutiny_rag.answering.prompting import Evidence
from scrutiny_rag.papers.model import Block, Paper
from scrutiny_rag.papers.sentences import sentence_spans
from scrutiny_rag.retrieval.found import Found
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.store.analysis import terms

MOST_EXTRACTS = 6


@dataclass(frozen=True, slots=True)
class Extract:
    """A block of a paper, or the part of a long one that was found, as shown to the model."""

    evidence: Evidence
    paper: Paper
    block: Block
    char_start: int
    char_end: int


def extracts(found: Found, candidates: Sequence[Candidate], retriever: HybridRetriever) -> list[Extract]:
    """The passages that hold the best sentences, best first, numbered from 1."""
    chosen: dict[int, Candidate] = {}
    for candidate in candidates:
        chosen.setdefault(candidate.hit.passage.id, candidate)
        if len(chosen) == MOST_EXTRACTS:
            break
    made = []
    for key, candidate in enumerate(chosen.values(), 1):
        row = candidate.hit.passage
        text = candidate.paper.text[row.char_start : row.char_end]
        evidence = Evidence(key, text, _attribution(candidate))
        made.append(Extract(evidence, candidate.paper, candidate.block, row.char_start, row.char_end))
    return made


def cite_draft(
    drafted: Iterable[DraftClaim], shown: Sequence[Extract]
) -> tuple[tuple[Claim, ...], tuple[Citation, ...], str]:
    """Checked claims as claims, citations and the answer's text; citations are numbered in order of use."""
    by_key = {extract.evidence.key: extract for extract in shown}
    numbers: dict[tuple[str, int], int] = {}
    citations: list[Citation] = []
    claims = []
    for claim in drafted:
        cited = []
        for key in claim.keys:
            quote = _closest(claim.text, by_key[key])
            place = (quote.paper.name, quote.char_start)
            if place not in numbers:
                numbers[place] = len(citations) + 1
                citations.append(citation(quote, numbers[place]))
            cited.append(numbers[place])
        marks = "".join(f" [{number}]" for number in dict.fromkeys(cited))
        claims.append(
            Claim(text=f"{claim.text}{marks}", citations=tuple(dict.fromkeys(cited)), verified=True)
        )
    return tuple(claims), tuple(citations), "\n\n".join(claim.text for claim in claims)


def resting_on(drafted: Iterable[DraftClaim], shown: Sequence[Extract]) -> list[Quote]:
    """The sentences that checked claims rest on."""
    by_key = {extract.evidence.key: extract for extract in shown}
    quotes = [_closest(claim.text, by_key[key]) for claim in drafted for key in claim.keys]
    return [replace(quote, held=frozenset(terms(f"{quote.text} {_label(quote.paper)}"))) for quote in quotes]


def _label(paper: Paper) -> str:
    meta = paper.metadata
    return " ".join(filter(None, (meta.title, meta.body, meta.committee)))


def _closest(claim: str, extract: Extract) -> Quote:
    """The sentence of the extract that shares most with the claim."""
    wanted = set(terms(claim))
    text = extract.paper.text

    def shared(span: tuple[int, int]) -> float:
        held = set(terms(text[span[0] : span[1]]))
        return len(wanted & held) / math.sqrt(len(held) + 8)

    start, end = max(sentence_spans(text, extract.char_start, extract.char_end), key=shared)
    inside = (b for b in extract.paper.blocks if b.char_start <= start < b.char_end)
    return Quote(extract.paper, next(inside, extract.block), start, end, 0.0)


def _attribution(candidate: Candidate) -> str:
    meta = candidate.paper.metadata
    parts = (
        meta.title or candidate.paper.name,
        meta.body,
        meta.date.strftime("%d %B %Y") if meta.date else None,
        candidate.block.speaker,
        candidate.block.role,
    )
    return ", ".join(part for part in parts if part)
