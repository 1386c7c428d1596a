"""Fits the weights by which the product chooses sentences, each question set left out in turn.

    python eval/fit_sentences.py INDEX=QUESTIONS.jsonl [INDEX=QUESTIONS.jsonl ...]

Each argument is a question set over an index of its papers. Prints, for each set, the share of its questions of which a
sentence that holds the evidence is among the best ones, as many as an answer has room for: by the weights as they are,
and by those of a fit on the other sets. Then the weights for `answering/places/weighing.py` of a fit on all.
Needs the extra `fit`.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from scrutiny_rag.answering.conversation import resolve
from scrutiny_rag.answering.places.weighing import SCALE, WEIGHTS, signs_of
from scrutiny_rag.answering.question.asked import read_question
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.evaluation.case import Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.questions import load_questions
from scrutiny_rag.evaluation.spans import overlaps
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.settings import Settings

NAMES = tuple(WEIGHTS)
STRENGTH = 0.3
"""The regression's C, over signs of one deviation."""


@dataclass(frozen=True)
class Read:
    """The sentences that were read for one question."""

    signs: NDArray[np.float64]
    """Shape (sentences, signs)."""
    evidence: NDArray[np.bool_]
    """Which of them hold the evidence."""
    words: NDArray[np.int64]


def collect(index: Path, questions: Path) -> list[Read]:
    """What was read for each question with evidence, where some sentences hold it and some do not."""
    assistant = Assistant.open(index)
    papers, chain = Collection.from_index(assistant), assistant._chain
    reads = []
    for question in load_questions(questions).questions:
        asked = read_question(question.question)
        spans = Gold.of(question, papers).spans if question.answerable else {}
        if asked.kind in (Kind.OTHER, Kind.COLLECTION) or not spans:
            continue
        context = chain._look(question.question, asked, Filters(), resolve(asked.text, ())).context
        found = list(signs_of(asked, asked.text, context.found.question.telling, context.places))
        evidence = np.array(
            [overlaps((s.char_start, s.char_end), spans.get(s.paper.name, ())) for s, _ in found], dtype=bool
        )
        if evidence.any() and not evidence.all():
            signs = np.array([[signs[name] for name in NAMES] for _, signs in found])
            reads.append(Read(signs, evidence, np.array([s.words for s, _ in found])))
    assistant.close()
    return reads


def fit(reads: list[Read]) -> NDArray[np.float64]:
    """A weight for each sign: logistic regression within questions, each question of one weight."""
    signs = np.vstack([read.signs - read.signs.mean(axis=0) for read in reads])
    evidence = np.concatenate([read.evidence for read in reads])
    weight = np.concatenate(
        [np.where(r.evidence, 1 / r.evidence.sum(), 1 / (~r.evidence).sum()) for r in reads]
    )
    spread = signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(signs / spread, evidence, sample_weight=weight)
    return np.asarray(SCALE * model.coef_[0] / spread)


def met(reads: list[Read], weights: NDArray[np.float64], room: int) -> float:
    """Share of the questions of which a sentence with evidence is among the best that fit in `room` words."""
    shares = []
    for read in reads:
        left, hit = room, False
        for at in np.argsort(-(read.signs @ weights), kind="stable"):
            if read.words[at] <= left:
                left -= int(read.words[at])
                hit = hit or bool(read.evidence[at])
        shares.append(hit)
    return mean(shares)


def main() -> None:
    """Read the arguments, fit, and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="+", metavar="INDEX=QUESTIONS.jsonl")
    sets = {}
    for each in cli.parse_args().sets:
        index, _, questions = each.partition("=")
        sets[questions] = collect(Path(index), Path(questions))
    room, now = Settings().answer_words, np.array(list(WEIGHTS.values()))
    for left_out, reads in sets.items():
        others = [read for name, other in sets.items() if name != left_out for read in other]
        by_others = f", fitted on the others {met(reads, fit(others), room):.3f}" if others else ""
        print(f"{left_out}: {len(reads)} questions, as it is {met(reads, now, room):.3f}{by_others}")
    for name, weight in zip(NAMES, fit([read for reads in sets.values() for read in reads]), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
