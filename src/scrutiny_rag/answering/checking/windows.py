"""Which stretches of a text a claim is held against: sentences, neighbours, and the two that share most with it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from scrutiny_rag.english.reading import Reading
from scrutiny_rag.english.wording import alike

_TRIED = 5
_OF_THAT = re.compile(
    r"\W*(?:the|this|that) (?:\w+ )?(?:motion|amendment|proposal|application|request|matter|item)\b",
    re.IGNORECASE,
)
"""A sentence about what was told before it: "The motion was carried."."""
_LEANS = re.compile(r"\b(?:that|those|then|thereafter)\W*$|\bafter (?:that|which|then)\b", re.IGNORECASE)
"""A sentence that ends in a word for what was told before it."""


def windows(claim: Reading, passage: tuple[tuple[Reading, str], ...]) -> list[tuple[int, ...]]:
    """Stretches of the text to compare: sentences, neighbours, and the two that share most with the claim."""
    concepts = frozenset(claim.tokens[i].concept for i in claim.content)
    values = frozenset((q.kind, q.value) for q in claim.quantities) | {
        ("date", d.month or 0) for d in claim.dates
    }
    found = [_shared(concepts, values, reading) for reading, _ in passage]
    candidates: dict[tuple[int, ...], int] = {}
    order = range(len(passage))
    for n in order:
        candidates[(n,)] = len(found[n])
    for a, b in pairwise(order):
        candidates[(a, b)] = len(found[a] | found[b])
    for n in range(len(passage) - 2):
        candidates[(n, n + 1, n + 2)] = len(found[n] | found[n + 1] | found[n + 2])
    best = max(order, key=lambda n: len(found[n]))
    other = max(order, key=lambda n: len(found[best] | found[n]))
    if other != best:
        candidates[tuple(sorted((best, other)))] = len(found[best] | found[other])
    # A longer stretch is worth a look only for what it adds: else its other sentences lend stray words.
    leans = {n for n in order if passage[n][0].pronoun or _LEANS.search(passage[n][0].text)}
    candidates = {
        w: n
        for w, n in candidates.items()
        if len(w) == 1
        or all(n > candidates[(k,)] for k in w)
        or (len(w) == 2 and w[1] in leans and found[w[1]])
        or (len(w) == 2 and w[1] == w[0] + 1 and _OF_THAT.match(passage[w[1]][0].text) and found[w[0]])
    }
    most = max(candidates.values())
    candidates = {w: n for w, n in candidates.items() if n >= 0.8 * most}
    ranked = sorted(candidates, key=lambda w: (-candidates[w] + 0.4 * (len(w) - 1), w))
    return [w for w in ranked if candidates[w]][:_TRIED] or [(best,)]


@lru_cache(maxsize=4096)
def _shared(
    concepts: frozenset[str], values: frozenset[tuple[str, float]], reading: Reading
) -> frozenset[object]:
    theirs = {t.concept for t in reading.tokens}
    shared: set[object] = {c for c in concepts if c in theirs or any(t and alike(c, t) for t in theirs)}
    shared |= values & (
        {(q.kind, q.value) for q in reading.quantities} | {("date", d.month or 0) for d in reading.dates}
    )
    return frozenset(shared)
