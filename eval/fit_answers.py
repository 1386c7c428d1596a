"""Fits the weights by which the product decides to stay silent, each question set left out in turn.

    python eval/fit_answers.py INDEX=QUESTIONS.jsonl [INDEX=QUESTIONS.jsonl ...]

Each argument is a question set over an index of its papers. For every question with evidence there is a second row in
which the passages that hold it were taken away: what is left does not answer. Prints, for each set, what a fit on the
other sets gives there (without such rows), then the weights for `answering/refusing/confidence.py` of a fit on all.
Needs the extra `fit`.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from scrutiny_rag.answering.conversation import resolve
from scrutiny_rag.answering.places.reader import find_places
from scrutiny_rag.answering.question.asked import read_question
from scrutiny_rag.answering.question.kinds import Kind
from scrutiny_rag.answering.refusing.confidence import WEIGHTS, signals
from scrutiny_rag.answering.refusing.specifics import specifics_of
from scrutiny_rag.answering.shapes import shapes
from scrutiny_rag.answering.shapes.quote import write
from scrutiny_rag.assistant import Assistant
from scrutiny_rag.evaluation.case import Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.metrics.fact_recall import states
from scrutiny_rag.evaluation.questions import load_questions
from scrutiny_rag.evaluation.spans import overlaps
from scrutiny_rag.retrieval.filters import Filters

THRESHOLDS = (0.55, 0.6, 0.65, 0.7, 0.75)
ANSWERABLE = 0.75
"""Share of the questions people ask that papers answer, as in the sets: rows without their evidence make it smaller."""
NOT_FITTED = frozenset({"reference", "year"})
NAMES = tuple(name for name in WEIGHTS if name not in NOT_FITTED)


@dataclass(frozen=True)
class Row:
    """A question, or a question without its evidence."""

    signals: list[float]
    answerable: bool
    facts: float
    """Share of the facts that the answer would state."""
    sure: float
    """What the shape of the answer is sure of by itself; 0 where it leaves that to the signals."""
    made: bool
    """True for a question without its evidence."""


def collect(index: Path, questions: Path) -> list[Row]:
    """The rows of one set; small talk and what the ledger answers are left out."""
    assistant = Assistant.open(index)
    papers, chain, retriever = Collection.from_index(assistant), assistant._chain, assistant.retriever
    rows = []
    for question in load_questions(questions).questions:
        asked = read_question(question.question)
        if asked.kind in (Kind.OTHER, Kind.COLLECTION) or (question.answerable and not question.facts):
            continue
        context = chain._look(question.question, asked, Filters(), resolve(asked.text, ())).context

        def row(places, *, answerable, facts, sure, made, context=context, asked=asked):  # type: ignore[no-untyped-def]
            specifics = specifics_of(asked.text, [place.text for place in places])
            found = signals(asked, context.found.question, places, specifics)
            rows.append(Row([found[name] for name in NAMES], answerable, facts, sure, made))

        composed = shapes.compose(context)
        text = write(composed)[2]
        stated = mean(states(text, wordings) for wordings in question.facts) if question.facts else 0.0
        row(
            context.places,
            answerable=question.answerable,
            facts=stated,
            sure=composed.sure or 0.0,
            made=False,
        )
        spans = Gold.of(question, papers).spans
        if question.answerable and spans:
            kept = [
                hit
                for hit in context.found.hits
                if not overlaps((hit.passage.char_start, hit.passage.char_end), spans.get(hit.paper.name, ()))
            ]
            places = find_places(asked, replace(context.found, hits=kept), retriever)
            row(places, answerable=False, facts=0.0, sure=0.0, made=True)
    assistant.close()
    return rows


def fit(rows: list[Row]) -> LogisticRegression:
    """Logistic regression of whether a row is answerable on its signals, as if `ANSWERABLE` of the rows were."""
    answerable = [r.answerable for r in rows]
    model = LogisticRegression(max_iter=2000).fit([r.signals for r in rows], answerable)
    share = mean(answerable)
    model.intercept_ += math.log(ANSWERABLE / (1 - ANSWERABLE)) - math.log(share / (1 - share))
    return model


def report(rows: list[Row], model: LogisticRegression) -> None:
    """What silence below each threshold gives on `rows`."""
    likely = np.maximum(model.predict_proba([r.signals for r in rows])[:, 1], [r.sure for r in rows])
    print(f"  area under the curve {roc_auc_score([r.answerable for r in rows], likely):.3f}")
    for threshold in THRESHOLDS:
        silent = likely < threshold
        rightly = sum(s and not r.answerable for s, r in zip(silent, rows, strict=True))
        right = mean(
            float((r.facts == 1 and not s) if r.answerable else s) for s, r in zip(silent, rows, strict=True)
        )
        given = [float(r.facts == 0) for s, r in zip(silent, rows, strict=True) if not s]
        print(
            f"  {threshold:.2f}: refusals right {rightly / max(1, silent.sum()):.2f}, "
            f"refused {rightly / max(1, sum(not r.answerable for r in rows)):.2f}, right {right:.2f}, "
            f"misleading {mean(given) if given else 0.0:.2f}"
        )


def main() -> None:
    """Read the arguments, fit, and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="+", metavar="INDEX=QUESTIONS.jsonl")
    sets = {}
    for each in cli.parse_args().sets:
        index, _, questions = each.partition("=")
        sets[questions] = collect(Path(index), Path(questions))
    for left_out, rows in sets.items():
        asked = [row for row in rows if not row.made]
        answer = mean(row.facts for row in asked if row.answerable)
        print(f"{left_out}: {len(asked)} questions, facts {answer:.3f} if all were answered")
        others = [row for name, other in sets.items() if name != left_out for row in other]
        if others:
            report(asked, fit(others))
    model = fit([row for rows in sets.values() for row in rows])
    print(f"BIAS = {model.intercept_[0]:.2f}")
    for name, weight in zip(NAMES, model.coef_[0], strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
