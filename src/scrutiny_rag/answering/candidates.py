"""The sentences that could answer a question, each with what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from scrutiny_rag.answering.nearness import Nearness
from scrutiny_rag.answering.titles import is_title, over_a_sentence
from scrutiny_rag.answering.wanted import Wanted
from scrutiny_rag.papers.model import Block, BlockKind, Paper, in_words
from scrutiny_rag.papers.sentences import sentence_spans
from scrutiny_rag.retrieval.found import Found, Hit
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

PASSAGES_READ = 14
SENTENCES_EMBEDDED = 24
SENTENCES_READ_CLOSELY = 8
"""The best by all else, of which every word is compared with the question's in meaning: that takes the longest."""
_LACKS, _FITS = 0.3, 0.75
"""How well a sentence fits the question's kind: no better than the first it lacks what is asked for."""
_NEARLY = 0.85
"""Share of the best one's score that a sentence must have to stand in its place."""
_AS_GOOD = 0.97
"""The same where the best holds something of the kind asked for, as a role does where "who" asks for a name."""
_ANAPHORA = re.compile(
    r"\W*(?:it|its|this|that|these|those|they|them|their|he|she|his|her|such|there|here|then|both|not only that|one of "
    r"these|in addition|additionally|also|from that|in response(?! to)|as a result(?! of)|for this reason)\b",
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
    held: frozenset[str]
    """Stems of all that tells what the sentence is about: its passage, headings, speakers, and the paper's label."""
    close: frozenset[str]
    """The same without the passage's words further off."""

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
    "coverage": 1.5,
    "nearby": 2.6,
    "place": 1.8,
    "pairs": 0.4,
    "meaning": 2.7,
    "cosine": 2.8,
    "passage": 1.6,
    "fits": 2.4,
    "asks": -0.4,
    "spoken": 0.2,
}


def score(features: Features) -> float:
    """One number for a sentence; higher is better, comparable between questions."""
    return float(sum(weight * getattr(features, name) for name, weight in WEIGHTS.items()))


def find_candidates(found: Found, retriever: HybridRetriever, nearness: Nearness) -> list[Candidate]:
    """The sentences of the best passages, best first."""
    asked = found.question
    wanted = Wanted.of(asked.text)
    raw = _sentences(found.hits[:PASSAGES_READ], retriever)
    best = max((sentence.hit.score for sentence in raw), default=1.0) or 1.0
    rated = [(sentence, _features(asked, wanted, sentence, best)) for sentence in raw]
    rated.sort(key=lambda row: -score(row[1]))
    rated = rated[:SENTENCES_EMBEDDED]
    if not rated:
        return []
    vectors = nearness.vectors([asked.text, *(sentence.text for sentence, _ in rated)])
    cosines = vectors[1:] @ vectors[0]
    candidates = []
    for (sentence, features), cosine in zip(rated, cosines, strict=True):
        full = replace(features, cosine=max(0.0, float(cosine)), meaning=features.coverage)
        candidates.append((sentence, full))
    candidates.sort(key=lambda row: -score(row[1]))
    closely = candidates[:SENTENCES_READ_CLOSELY]
    # All words in one call: each call of the model costs as much as a hundred words.
    told = {word.lower() for sentence, _ in closely for word in words(sentence.text)} - STOP_WORDS
    nearness.learn(told | set(asked.spelled.values()))
    for n, (sentence, features) in enumerate(closely):
        meaning = near_coverage(asked, sentence.text, nearness)
        fits = wanted.fit(sentence.text, sentence.block, sentence.before, nearness.nearest)
        candidates[n] = sentence, replace(features, meaning=meaning, fits=fits)
    ranked = sorted((sentence.rated(features) for sentence, features in candidates), key=lambda c: -c.score)
    return fitting_first(ranked)


def fitting_first(candidates: list[Candidate]) -> list[Candidate]:
    """`candidates`, led by one that holds what is asked for where the best lacks it and stands in no better place."""
    if not candidates or candidates[0].features.fits >= _FITS:
        return candidates
    best = candidates[0]
    nearly = _NEARLY if best.features.fits <= _LACKS else _AS_GOOD
    for candidate in candidates:
        near = candidate.score >= nearly * best.score and candidate.features.place >= best.features.place
        if near and candidate.features.fits >= _FITS:
            rest = [other for other in candidates if other is not candidate]
            return [replace(candidate, score=best.score), *rest]
    return candidates


def near_coverage(asked: Understood, text: str, nearness: Nearness) -> float:
    """Share of what the question's terms tell that `text` holds, in the same words or in near ones."""
    held = {word.lower() for word in words(text) if word.lower() not in STOP_WORDS}
    stems = {stem(word) for word in held}
    missing = {asked.spelled[term] for term in asked.telling if term not in stems}
    near = nearness.nearest_or_listed(missing, held)
    total = sum(asked.telling.values())
    if not total:
        return 0.0
    got = sum(
        worth * (1.0 if term in stems else near[asked.spelled[term]]) for term, worth in asked.telling.items()
    )
    return got / total


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence where it stands, before it is rated."""

    hit: Hit
    paper: Paper
    block: Block
    char_start: int
    char_end: int
    before: str
    """The sentence before it in its block; "" where it is the first."""
    answers_to: str | None
    """Who spoke before its speaker: in a hearing, mostly whoever asked."""
    passage: frozenset[str]
    """Stems of the whole passage."""

    @property
    def text(self) -> str:
        return self.paper.text[self.char_start : self.char_end]

    def rated(self, features: Features) -> Candidate:
        stems = frozenset(terms(self.text))
        close = stems | self.around() | self.label()
        return Candidate(
            self.hit,
            self.paper,
            self.block,
            self.char_start,
            self.char_end,
            features,
            score(features),
            stems,
            close | self.passage,
            close,
        )

    def around(self) -> frozenset[str]:
        """Stems of the words close by in its block, and of the block's headings and speaker."""
        block = self.block
        text = self.paper.text[
            max(block.char_start, self.char_start - 300) : min(block.char_end, self.char_end + 200)
        ]
        return frozenset(terms(" ".join(filter(None, (text, *block.heading, block.speaker, block.role)))))

    def label(self) -> frozenset[str]:
        """Stems of who spoke before, and of the paper's title, body, committee, date and file."""
        meta = self.paper.metadata
        day = in_words(meta.date) if meta.date else None
        file = Path(self.paper.name).stem
        label = (meta.title, meta.body, meta.committee, day, file, self.answers_to)
        return frozenset(terms(" ".join(filter(None, label))))


def _sentences(hits: Sequence[Hit], retriever: HybridRetriever) -> list[_Sentence]:
    """Every sentence of the hits' blocks that overlaps a hit, once."""
    seen: set[tuple[int, int]] = set()
    found = []
    for hit in hits:
        paper = retriever.paper_by_id(hit.passage.paper_id)
        passage = frozenset(terms(paper.text[hit.passage.char_start : hit.passage.char_end]))
        speaker: str | None = None
        earlier: str | None = None
        for block in paper.blocks:
            if block.char_start >= hit.passage.char_end:
                break
            if block.speaker and block.speaker != speaker:
                earlier, speaker = speaker, block.speaker
            if block.char_end <= hit.passage.char_start:
                continue
            if block.kind in (BlockKind.FURNITURE, BlockKind.HEADING):
                continue
            before = ""
            title: int | None = None
            start = block.speech_start if block.speech_start is not None else block.char_start
            for a, b in sentence_spans(paper.text, start, block.char_end):
                text = paper.text[a:b]
                if b < block.char_end and over_a_sentence(text):
                    title = a
                    continue
                a, title = (a if title is None else title), None
                inside = b > hit.passage.char_start and a < hit.passage.char_end
                key = (hit.passage.paper_id, a)
                if inside and key not in seen and not is_title(text):
                    seen.add(key)
                    answers_to = earlier if block.speaker else None
                    found.append(_Sentence(hit, paper, block, a, b, before, answers_to, passage))
                before = text
    return found


def _features(asked: Understood, wanted: Wanted, sentence: _Sentence, best: float) -> Features:
    text, block = sentence.text, sentence.block
    own = frozenset(terms(text))
    near = own | sentence.around()
    return Features(
        coverage=asked.share(own),
        nearby=asked.share(near),
        place=asked.share(near | sentence.label() | sentence.passage),
        pairs=_pairs(asked, text),
        meaning=0.5,
        cosine=0.4,
        passage=sentence.hit.score / best,
        fits=wanted.fit(text, block, sentence.before),
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
