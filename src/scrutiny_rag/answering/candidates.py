"""The sentences that could answer a question, each with what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from scrutiny_rag.answering.asks import Ask, asks_of, fits
from scrutiny_rag.answering.nearness import WordNearness
from scrutiny_rag.papers.model import Block, BlockKind, Paper
from scrutiny_rag.papers.sentences import sentence_spans
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.retrieval.search import Found, Hit, HybridRetriever
from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

PASSAGES_READ = 14
SENTENCES_EMBEDDED = 28
SENTENCES_READ_CLOSELY = 8
"""The best by all else, of which every word is compared with the question's in meaning: that takes the longest."""
_ANAPHORA = re.compile(
    r"\W*(?:it|its|this|that|these|those|they|them|their|he|she|his|her|such|there|here|then|both|not only that|one of "
    r"these|in addition|additionally|also|from that)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a sentence, each from 0 to 1."""

    coverage: float
    """Share of the question's weight whose terms stand in the sentence."""
    nearby: float
    """The same within the sentence, its neighbours and its block's heading and speaker."""
    place: float
    """The same within the whole passage, its heading and the paper's title, body, committee and date."""
    pairs: float
    """Share of the question's neighbouring term pairs that stand close together in the sentence."""
    meaning: float
    """As `coverage`, with a missing term counted by the sentence's nearest word in meaning."""
    cosine: float
    """Similarity of sentence and question."""
    passage: float
    """The passage's score over the best passage's."""
    fits: float
    """1 where the sentence holds the kind of thing asked for, 0 where not, 0.5 where nothing special is asked."""
    asks: float
    """1 where the sentence is itself a question."""
    spoken: float
    """1 where the question names a speaker and the sentence is that speaker's."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a paper that may answer the question: `paper.text[char_start:char_end]` is its text."""

    hit: Hit
    paper: Paper
    block: Block
    char_start: int
    char_end: int
    features: Features
    score: float
    stems: frozenset[str]

    @property
    def text(self) -> str:
        """The sentence, exactly as in the paper."""
        return self.paper.text[self.char_start : self.char_end]

    @property
    def leans_back(self) -> bool:
        """True where the sentence starts with a word that points to the one before."""
        return bool(_ANAPHORA.match(self.text))


# Fitted by pairwise logistic regression on development questions: eval/fit_answers.py.
WEIGHTS = {
    "coverage": 1.4,
    "nearby": 2.4,
    "place": 1.7,
    "pairs": 0.7,
    "meaning": 2.5,
    "cosine": 2.7,
    "passage": 1.8,
    "fits": 2.0,
    "asks": -0.3,
    "spoken": 0.5,
}


def score(features: Features) -> float:
    """One number for a sentence; higher is better, comparable between questions."""
    return float(sum(weight * getattr(features, name) for name, weight in WEIGHTS.items()))


def find_candidates(found: Found, retriever: HybridRetriever, nearness: WordNearness) -> list[Candidate]:
    """The sentences of the best passages, best first."""
    asked = found.question
    asks = asks_of(asked.text)
    raw = _sentences(found.hits[:PASSAGES_READ], retriever)
    best = max((hit.score for hit, *_ in raw), default=1.0) or 1.0
    rated = []
    for hit, paper, block, start, end in raw:
        features = _features(asked, asks, hit, paper, block, start, end, best)
        rated.append((score(features), hit, paper, block, start, end, features))
    rated.sort(key=lambda row: -row[0])
    rated = rated[:SENTENCES_EMBEDDED]
    if not rated:
        return []
    vectors = np.asarray(retriever.embed([paper.text[a:b] for _, _, paper, _, a, b, _ in rated]))
    cosines = vectors @ np.asarray(retriever.embed([asked.text])[0])
    candidates = []
    for (_, hit, paper, block, start, end, features), cosine in zip(rated, cosines, strict=True):
        full = replace(features, cosine=max(0.0, float(cosine)), meaning=features.coverage)
        stems = frozenset(terms(paper.text[start:end]))
        candidates.append(Candidate(hit, paper, block, start, end, full, score(full), stems))
    candidates.sort(key=lambda c: -c.score)
    for n, candidate in enumerate(candidates[:SENTENCES_READ_CLOSELY]):
        meaning = near_coverage(asked, candidate.text, nearness)
        full = replace(candidate.features, meaning=meaning)
        candidates[n] = replace(candidate, features=full, score=score(full))
    return sorted(candidates, key=lambda c: -c.score)


def near_coverage(asked: Understood, text: str, nearness: WordNearness) -> float:
    """Share of what the question's terms tell that `text` holds, in the same words or in near ones."""
    held = {word.lower() for word in words(text) if word.lower() not in STOP_WORDS}
    stems = {stem(word) for word in held}
    missing = {asked.spelled[term] for term in asked.telling if term not in stems}
    near = nearness.nearest(missing, held)
    total = sum(asked.telling.values())
    if not total:
        return 0.0
    got = sum(
        worth * (1.0 if term in stems else near[asked.spelled[term]]) for term, worth in asked.telling.items()
    )
    return got / total


def _sentences(hits: Sequence[Hit], retriever: HybridRetriever) -> list[tuple[Hit, Paper, Block, int, int]]:
    """Every sentence of the hits' blocks that overlaps a hit, once."""
    seen: set[tuple[int, int]] = set()
    found = []
    for hit in hits:
        paper = retriever.paper_by_id(hit.passage.paper_id)
        for block in paper.blocks:
            if block.char_end <= hit.passage.char_start or block.char_start >= hit.passage.char_end:
                continue
            if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING):
                continue
            start = block.speech_start if block.speech_start is not None else block.char_start
            for a, b in sentence_spans(paper.text, start, block.char_end):
                inside = b > hit.passage.char_start and a < hit.passage.char_end
                key = (hit.passage.paper_id, a)
                if inside and key not in seen:
                    seen.add(key)
                    found.append((hit, paper, block, a, b))
    return found


def _features(
    asked: Understood,
    asks: tuple[Ask, ...],
    hit: Hit,
    paper: Paper,
    block: Block,
    start: int,
    end: int,
    best: float,
) -> Features:
    text = paper.text[start:end]
    own = set(terms(text))
    named = " ".join(filter(None, (*block.heading, block.speaker, block.role)))
    around = paper.text[max(block.char_start, start - 300) : min(block.char_end, end + 200)]
    near = own | set(terms(around)) | set(terms(named))
    meta = paper.metadata
    day = meta.date.strftime("%d %B %Y").lstrip("0") if meta.date else None
    label = " ".join(filter(None, (meta.title, meta.body, meta.committee, day)))
    passage = paper.text[hit.passage.char_start : hit.passage.char_end]
    whole = near | set(terms(passage)) | set(terms(label))
    return Features(
        coverage=asked.share(own),
        nearby=asked.share(near),
        place=asked.share(whole),
        pairs=_pairs(asked, text),
        meaning=0.5,
        cosine=0.4,
        passage=hit.score / best,
        fits=fits(asks, text, block.speaker, block.act),
        asks=float(text.rstrip("”’\"' ").endswith("?")),
        spoken=float(bool(asked.speakers) and block.speaker in asked.speakers),
    )


def _pairs(asked: Understood, text: str) -> float:
    """Share of the question's neighbouring content terms that stand within four words of each other in `text`."""
    order = asked.order
    wanted = [(a, b) for a, b in pairwise(order) if a != b]
    if not wanted:
        return 0.0
    at: dict[str, list[int]] = {}
    for n, word in enumerate(words(text)):
        at.setdefault(stem(word), []).append(n)
    near = sum(any(abs(i - j) <= 4 for i in at.get(a, ()) for j in at.get(b, ())) for a, b in wanted)
    return near / len(wanted)
