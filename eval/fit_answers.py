"""Fits the weights by which sentences are ranked, and by which the product decides to stay silent.

    python eval/fit_answers.py QUESTIONS.jsonl --index INDEX [--out-of QUESTIONS.jsonl]

Prints the weights for `answering/candidates.py` and `answering/abstention.py`, how often the best sentence is the right
one, and refusal precision and recall at several thresholds, the latter on folds that the fit has not seen. With
`--out-of`, the same for a second question set over the same index, which the fit never sees.
Sentences: pairwise logistic regression (right against wrong sentence of one question). Silence: logistic regression.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scrutiny_rag.answering.candidates import Candidate, find_candidates
from scrutiny_rag.answering.nearness import Nearness
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from scrutiny_rag.answering import abstention, candidates
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.evaluation.case import Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.questions import Question, load_questions
from scrutiny_rag.retrieval.filters import Filters

NAMES = tuple(candidates.WEIGHTS)
THRESHOLDS = (0.4, 0.5, 0.6, 0.7)
Rows = list[tuple[Question, list[Candidate], list[bool], list[float]]]


def collect(path: Path, assistant: Assistant, papers: Collection) -> Rows:
    """Every question with its candidate sentences, which of them are right, and the signals of silence."""
    retriever, nearness = assistant.retriever, Nearness(assistant.retriever.embed)
    rows = []
    for question in load_questions(path).questions:
        found = retriever.find(question.question, Filters())
        sentences = find_candidates(found, retriever, nearness)
        spans = Gold.of(question, papers).spans
        right = [
            any(s < c.char_end and c.char_start < e for s, e in spans.get(c.paper.name, ()))
            for c in sentences
        ]
        signals = abstention.signals(found.question, sentences, nearness)
        rows.append((question, sentences, right, [signals[name] for name in abstention.WEIGHTS]))
    return rows


def features(sentences: list[Candidate]) -> NDArray[np.float64]:
    """The features of sentences, shape (sentences, len(NAMES))."""
    return np.array([[getattr(c.features, name) for name in NAMES] for c in sentences]).reshape(
        -1, len(NAMES)
    )


def fit_sentences(rows: Rows) -> NDArray[np.float64]:
    """Weights by NAMES."""
    differences = []
    for _, sentences, right, _ in rows:
        values, mask = features(sentences), np.array(right, dtype=bool)
        differences += [good - bad for good in values[mask] for bad in values[~mask]]
    pairs = np.array(differences)
    model = LogisticRegression(C=0.1, fit_intercept=False, max_iter=1000)
    model.fit(np.vstack([pairs, -pairs]), np.repeat([1, 0], len(pairs)))
    return np.asarray(model.coef_[0])


def first_right(rows: Rows, weights: NDArray[np.float64]) -> float:
    """Share of answerable questions whose best sentence is a right one."""
    answerable = [(s, r) for q, s, r, _ in rows if q.answerable]
    return float(np.mean([bool(s) and r[int(np.argmax(features(s) @ weights))] for s, r in answerable]))


def refusals(
    sure: NDArray[np.float64], answerable: NDArray[np.bool_], threshold: float
) -> tuple[float, float]:
    """Precision and recall of staying silent below the threshold."""
    silent = sure < threshold
    caught = float((silent & ~answerable).sum())
    return caught / max(1, silent.sum()), caught / max(1, (~answerable).sum())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--out-of", type=Path)
    given = parser.parse_args()
    assistant = Assistant.open(given.index)
    papers = Collection.from_index(assistant)
    rows = collect(given.questions, assistant, papers)
    weights = fit_sentences(rows)
    now = np.array([candidates.WEIGHTS[name] for name in NAMES])
    print("sentences:", {name: round(float(w), 2) for name, w in zip(NAMES, weights, strict=True)})
    print(
        f"best sentence right: {first_right(rows, weights):.3f} fitted, {first_right(rows, now):.3f} in use"
    )
    signals, answerable = np.array([row[3] for row in rows]), np.array([row[0].answerable for row in rows])
    model = LogisticRegression(C=3, max_iter=1000)
    unseen = cross_val_predict(model, signals, answerable, cv=5, method="predict_proba")[:, 1]
    model.fit(signals, answerable)
    names = list(abstention.WEIGHTS)
    print(
        "silence:",
        {n: round(float(w), 2) for n, w in zip(names, model.coef_[0], strict=True)},
        model.intercept_,
    )
    print(f"area under the curve, unseen folds: {roc_auc_score(answerable, unseen):.3f}")
    for threshold in THRESHOLDS:
        precision, recall = refusals(unseen, answerable, threshold)
        print(f"silent below {threshold}: precision {precision:.3f}, recall {recall:.3f}")
    if given.out_of:
        others = collect(given.out_of, assistant, papers)
        print(f"{given.out_of.name}: best sentence right {first_right(others, weights):.3f}")
        sure = model.predict_proba(np.array([row[3] for row in others]))[:, 1]
        truth = np.array([row[0].answerable for row in others])
        for threshold in THRESHOLDS:
            precision, recall = refusals(sure, truth, threshold)
            print(f"silent below {threshold}: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
