"""What each part of the search is worth: words, vectors, both, and so on, on one question set.

    python eval/ablation.py QUESTIONS.jsonl --index INDEX [--within]

`--within` searches each question only in the paper that holds its evidence. Prints a table in Markdown of mrr@10,
hit@5 and recall@1500w, as `scrutiny-rag eval` defines them. Every row is the row above with one part more; the last is
what the same passages would score in the best order there is.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.evaluation.case import ENOUGH_OF_A_QUOTE, Case, Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.metrics import METRICS
from scrutiny_rag.evaluation.outcome import Hit, Outcome
from scrutiny_rag.evaluation.questions import Question, load_questions
from scrutiny_rag.evaluation.spans import contains_one, shared
from scrutiny_rag.retrieval import search
from scrutiny_rag.settings import Settings, load_settings
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import State

_NONE = {
    "text_weight": 0.0,
    "around_weight": 0.0,
    "dense_weight": 0.0,
    "neighbour_share": 0.0,
    "understand": False,
    "widen": False,
}
LAST = "+ context and the ranking model"
PARTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("words alone", _NONE | {"text_weight": 1.0}),
    ("vectors alone", _NONE | {"dense_weight": 1.0}),
    ("words and vectors", _NONE | {"text_weight": 0.7, "dense_weight": 0.3}),
    ("+ words of the neighbours", {"neighbour_share": 0.0, "understand": False, "widen": False}),
    ("+ scores of the neighbours", {"understand": False, "widen": False}),
    ("+ understanding of the question", {"widen": False}),
    (LAST, {}),
)
SHOWN = ("mrr@10", "hit@5", "recall@1500w")


def found_with(
    settings: Settings, index: Path, questions: list[Question], papers: Collection, within: bool
) -> Iterator[tuple[Hit, ...]]:
    """What a search with these settings finds, for each question."""
    assistant = Assistant.open(index, settings)
    for question in questions:
        filters = question.filters
        if within:
            name = papers.resolve(question.evidence[0].paper)
            filters = filters.model_copy(update={"paper": name})
        found = assistant.search(question.question, filters, top_k=60)
        yield tuple(Hit(paper=p.paper, char_start=p.char_start, char_end=p.char_end) for p in found.passages)
    assistant.close()


def in_best_order(index: Path, questions: list[Question], papers: Collection) -> Iterator[tuple[Hit, ...]]:
    """The passages of the index, those that hold most of the evidence first, for each question."""
    opened = Index(index)
    ids = {row.name: row.id for row in opened.ledger.rows(State.READY)}
    for question in questions:
        gold = Gold.of(question, papers)
        rated = []
        for paper, spans in gold.spans.items():
            for row in opened.ledger.passages_of(ids[paper]):
                place = (row.char_start, row.char_end)
                whole = gold.quoted and contains_one(place, spans, ENOUGH_OF_A_QUOTE)
                rated.append((whole, shared(place, spans) / max(1, place[1] - place[0]), paper, place))
        rated.sort(key=lambda row: row[:2], reverse=True)
        yield tuple(Hit(paper=paper, char_start=a, char_end=b) for _, _, paper, (a, b) in rated)
    opened.close()


def figures(
    found: Iterable[tuple[Hit, ...]], questions: list[Question], papers: Collection
) -> Iterator[float]:
    """The three figures of what was found for each question."""
    cases = [
        Case(question, Outcome(id=question.id, passages=hits), papers, Gold.of(question, papers))
        for question, hits in zip(questions, found, strict=True)
    ]
    by_name = {metric.name: metric for metric in METRICS}
    for name in SHOWN:
        yield statistics.mean(score.value for score in by_name[name].score(cases) if score is not None)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--within", action="store_true")
    given = parser.parse_args()
    settings = load_settings()
    papers = Collection.open(None, given.index)
    questions = [q for q in load_questions(given.questions).questions if q.answerable and q.evidence]
    print(f"| {given.questions.stem} | {' | '.join(SHOWN)} |")
    print("| --- | --- | --- | --- |")
    for name, changes in PARTS:
        changed = settings.model_copy(update=changes)
        # The ranking model has its say about which places come first, also where none is widened.
        share = search.BEARING_SHARE if name == LAST else 0.0
        with patch.object(search, "BEARING_SHARE", share):
            found = found_with(changed, given.index, questions, papers, given.within)
            _print(name, figures(found, questions, papers))
    _print("in the best order", figures(in_best_order(given.index, questions, papers), questions, papers))


def _print(name: str, row: Iterable[float]) -> None:
    print(f"| {name} | {' | '.join(f'{value:.3f}' for value in row)} |", flush=True)


if __name__ == "__main__":
    main()
