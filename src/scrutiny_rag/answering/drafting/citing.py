"""A draft's claims as claims of an answer: each with the sentences of the papers on which it rests."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from scrutiny_rag.answering.answer import Citation, Claim
from scrutiny_rag.answering.drafting.extracts import Extract
from scrutiny_rag.answering.drafting.judging import DraftClaim, stands_at
from scrutiny_rag.answering.drafting.stretch import Piece, sentences_in
from scrutiny_rag.answering.shapes.quote import Quote, citation
from scrutiny_rag.papers.model import BlockKind
from scrutiny_rag.store.analysis import terms

_MOST_SENTENCES = 3
"""Sentences of one extract on which a claim is shown to rest."""
_ADDS = 0.2
"""Of a claim's terms that a further sentence must hold, which those before it lack."""

Written = tuple[tuple[Claim, ...], tuple[Citation, ...], str]


def cite_draft(
    drafted: Iterable[DraftClaim], shown: Sequence[Extract], lacking: Sequence[str] = ()
) -> Written:
    """Claims, citations numbered in order of use, and the text: the draft's lines, its lists as lists.

    `lacking` is what the draft says that the papers do not tell; it ends the text.
    """
    by_key = {extract.evidence.key: extract.piece for extract in shown}
    drafted = list(drafted)
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    claims: list[Claim] = []
    for claim in drafted:
        cited = []
        for quote in rests_on(claim, by_key):
            place = (quote.paper.name, quote.char_start, quote.char_end)
            if place not in numbers:
                numbers[place] = len(citations) + 1
                citations.append(citation(quote, numbers[place]))
            cited.append(numbers[place])
        marks = "".join(f" [{number}]" for number in dict.fromkeys(cited))
        claims.append(
            Claim(
                text=f"{claim.text}{marks}",
                citations=tuple(dict.fromkeys(cited)),
                verified=claim.verdict.supported,
            )
        )
    listed = len(drafted) > 1 and all(claim.listed for claim in drafted)
    text = ("\n" if listed else "\n\n").join(f"- {claim.text}" if listed else claim.text for claim in claims)
    return tuple(claims), tuple(citations), "\n\n".join(filter(None, (text, " ".join(lacking))))


def rests_on(claim: DraftClaim, pieces: dict[int, Piece]) -> list[Quote]:
    """The words that a claim names, exactly; else the sentences of its extracts that hold most of it."""
    named = [quote for key, words in claim.words for quote in _exactly(words, pieces[key])]
    return named or [
        quote for key in claim.keys if key in pieces for quote in _closest(claim.text, pieces[key])
    ]


def _exactly(words: str, piece: Piece) -> list[Quote]:
    for block, start, end in piece.spans:
        at = stands_at(words, piece.paper.text[start:end])
        if at is None:
            continue
        if block.kind is BlockKind.ROW:
            return [Quote(piece.paper, block, block.char_start, block.char_end)]
        a, b = start + at[0], start + at[1]
        while b < end and not piece.paper.text[b].isspace() and piece.paper.text[b] not in "[(":
            b += 1  # the sign in 35%, the full stop
        return [Quote(piece.paper, block, a, b)]
    return []


def _closest(claim: str, piece: Piece) -> list[Quote]:
    """The sentence that shares most with the claim, and those that hold what it lacks; neighbours as one quote."""
    wanted = set(terms(claim))
    sentences = [(block, a, b, set(terms(piece.paper.text[a:b]))) for block, a, b in sentences_in(piece)]
    if not sentences:
        block, a, b = piece.spans[0]
        return [Quote(piece.paper, block, a, b)]
    chosen: list[int] = []
    open_terms = set(wanted)
    while len(chosen) < _MOST_SENTENCES:
        n = max(
            range(len(sentences)),
            key=lambda n: len(open_terms & sentences[n][3]) / math.sqrt(len(sentences[n][3]) + 8),
        )
        gained = open_terms & sentences[n][3]
        if chosen and (len(gained) < 2 or len(gained) < _ADDS * len(wanted)):
            break
        if n not in chosen:
            chosen.append(n)
        open_terms -= gained
        if not open_terms:
            break
    quotes: list[Quote] = []
    for n in sorted(chosen):
        block, a, b, _ = sentences[n]
        last = quotes[-1] if quotes else None
        if last is not None and last.block is block and not piece.paper.text[last.char_end : a].strip():
            quotes[-1] = Quote(piece.paper, block, last.char_start, b)
        else:
            quotes.append(Quote(piece.paper, block, a, b))
    return quotes
