"""What is said where the papers do not answer: what was searched, what they lack, and what could be asked instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scrutiny_rag.answering.candidates import Candidate
from scrutiny_rag.answering.lexicon import SMALL_WORDS
from scrutiny_rag.answering.premises import premise
from scrutiny_rag.retrieval.question import Understood
from scrutiny_rag.store.analysis import STOP_WORDS, stem, terms, words

_NEAR = 0.35
"""Cosine from which the nearest sentence is near enough to name."""

_FRAME = frozenset(
    "percentage proportion share rate number average compare comparison difference compared".split()
)
"""Words that say what kind of answer is wanted: that no paper holds them says nothing."""


def refuse(
    asked: Understood, candidates: Sequence[Candidate], searched: str, frequency: Callable[[str], int]
) -> str:
    """The text of a "not in these papers".

    `searched` starts a sentence ("5 papers were"); `frequency` gives in how many passages an index term stands;
    `candidates` come best first.
    """
    said = [f"Not in these papers: {searched} searched, and none answers this."]
    taken = premise(asked, candidates)
    # A paper's body and date are in no passage.
    labels = frozenset[str]().union(*(candidate.held for candidate in candidates))
    unknown = [
        word
        for word in _telling(asked)
        if word != taken and not frequency(stem(word.lower())) and stem(word.lower()) not in labels
    ]
    if unknown:
        listed = " or ".join(f"“{word}”" for word in unknown[:3])
        said.append(f"None of them holds the word {listed}.")
    if taken:
        said.append(f"The question takes “{taken}” for granted; nothing found says so.")
    titles = list(dict.fromkeys(c.paper.metadata.title or c.paper.name for c in candidates))[:2]
    if titles:
        said.append(f"The nearest is {' and '.join(f'“{title}”' for title in titles)}.")
    if question := nearest_question(asked, candidates):
        said.append(f"You could ask: {question}")
    return " ".join(said)


def nearest_question(asked: Understood, candidates: Sequence[Candidate]) -> str | None:
    """A question on the same matter that the nearest paper does speak to; None where nothing is near.

    Its topic stands in the nearest sentence or its heading, so that there is something to quote.
    """
    best = next((c for c in candidates if c.features.cosine >= _NEAR), None)
    if best is None:
        return None
    title = best.paper.metadata.title or best.paper.name
    heading = best.block.heading[-1].strip(" .:") if best.block.heading else ""
    asked_terms = set(asked.order)
    if heading and 1 < len(heading.split()) <= 8 and set(terms(heading)) & asked_terms and heading != title:
        return f"What does “{title}” say about “{heading}”?"
    topic = _topic(asked, best)
    return f"What does “{title}” say about {topic}?" if topic else None


def _topic(asked: Understood, best: Candidate) -> str:
    """The stretch of the question that tells most of which every content word stands in the nearest sentence."""
    runs: list[list[str]] = [[]]
    for word in words(asked.text):
        if stem(word.lower()) in best.stems or (runs[-1] and word.lower() in STOP_WORDS):
            runs[-1].append(word)
        else:
            runs.append([])
    for run in runs:
        while run and run[-1].lower() in STOP_WORDS:
            run.pop()
    kept = max(runs, key=lambda run: sum(asked.telling.get(stem(word.lower()), 0.0) for word in run))
    return " ".join(kept) if any(stem(word.lower()) in asked.order for word in kept) else ""


def _telling(asked: Understood) -> list[str]:
    """The words of the question that carry it, as written."""
    kept = set(asked.order)
    return list(dict.fromkeys(w for w in words(asked.text) if stem(w.lower()) in kept and _names(w)))


def _names(word: str) -> bool:
    """True for a word that says what a question is about, not how it is put."""
    return len(word) > 2 and word.lower() not in SMALL_WORDS | _FRAME
