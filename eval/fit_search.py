"""Trains the model that tells how likely a found passage bears on the question, `retrieval/ranking.onnx`.

    python eval/fit_search.py QUESTIONS.jsonl=INDEX... [--write]

Each question is searched in all papers of its index, and once more in the paper that holds its evidence. The model, a
gradient-boosted ensemble of decision trees, sees what `retrieval/ranking.py` lists of each passage found, and learns
which of them lie in the evidence. Prints mrr@10, hit@5 and recall@1500w of each set, with the model as it is and as
five folds give it: every fold's questions are ranked by a model that saw neither them nor any other question whose
evidence lies in the same paper. `--write` then trains on all and replaces the model.
"""

from __future__ import annotations

import argparse
import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.evaluation.case import Case, Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.metrics import METRICS
from scrutiny_rag.evaluation.outcome import Hit, Outcome
from scrutiny_rag.evaluation.questions import Question, load_questions
from scrutiny_rag.evaluation.spans import contains_one, shared
from scrutiny_rag.retrieval.found import Found
from scrutiny_rag.retrieval.found import Hit as FoundHit
from scrutiny_rag.retrieval.ranking import FEATURES, MODEL
from scrutiny_rag.settings import load_settings

FOLDS = 5
SHOWN = ("mrr@10", "hit@5", "recall@1500w")
_HALF = 0.5
"""Share of a passage that lies in the evidence from which it counts as bearing on the question."""
_OTHERS = 20
"""Added to the passages that bear on a question where its rows are weighed: none counts for many others."""


@dataclass
class Example:
    """One question, searched once."""

    set: str
    """Of which set, and whether in all papers or in its own."""
    question: Question
    papers: Collection
    found: Found
    features: NDArray[np.float32]
    """A row a hit."""
    bears: NDArray[np.bool_]
    """Whether the hit lies in the evidence."""

    def widened_by(self, likely: NDArray[np.float64]) -> Case:
        """What the search would hand on if its hits were so likely to bear on the question."""
        best = float(likely.max(initial=0.0)) or 1.0
        hits = [replace(hit, bearing=float(p) / best) for hit, p in zip(self.found.hits, likely, strict=True)]
        shown = replace(self.found, hits=hits).widened(load_settings().top_k)
        passages = tuple(Hit(paper=p.paper, char_start=p.char_start, char_end=p.char_end) for p in shown)
        outcome = Outcome(id=self.question.id, passages=passages)
        return Case(self.question, outcome, self.papers, Gold.of(self.question, self.papers))


def examples(path: Path, index: Path) -> Iterator[Example]:
    """The questions of a set that have evidence, each searched in all papers and in its own."""
    assistant = Assistant.open(index, load_settings(index=index))
    papers = Collection.open(None, index)
    for question in load_questions(path).questions:
        if not (question.answerable and question.evidence):
            continue
        gold = Gold.of(question, papers)
        own = question.filters.model_copy(update={"paper": papers.resolve(question.evidence[0].paper)})
        for kind, filters in (("all papers", question.filters), ("its own paper", own)):
            found = assistant.retriever.find(question.question, filters)
            if found.signals is None:
                continue
            row_of = {passage: row for row, passage in enumerate(found.signals.ids.tolist())}
            features = found.signals.features()[[row_of[hit.passage.id] for hit in found.hits]]
            bears = np.array([_bears(hit, gold) for hit in found.hits])
            yield Example(f"{path.stem}, {kind}", question, papers, found, features, bears)


def _bears(hit: FoundHit, gold: Gold) -> bool:
    spans, place = gold.spans.get(hit.paper.name, ()), (hit.passage.char_start, hit.passage.char_end)
    return (gold.quoted and contains_one(place, spans)) or shared(place, spans) >= _HALF * (
        place[1] - place[0]
    )


def train(some: list[Example]) -> HistGradientBoostingClassifier:
    """The model, trained on these examples; by the root of the sets' sizes, so that no large one drowns the others."""
    sizes = Counter(e.set for e in some)
    weight = np.concatenate(
        [np.full(len(e.bears), 1 / (_OTHERS + e.bears.sum()) / math.sqrt(sizes[e.set])) for e in some]
    )
    model = HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.06,
        max_leaf_nodes=12,
        min_samples_leaf=60,
        l2_regularization=5,
        max_features=0.5,
        random_state=0,
    )
    return model.fit(
        np.concatenate([e.features for e in some]),
        np.concatenate([e.bears for e in some]),
        sample_weight=weight / weight.mean(),
    )


def likely_in_folds(all_of_them: list[Example]) -> list[NDArray[np.float64]]:
    """How likely each example's hits bear on its question, by models that saw nothing of its paper's questions."""
    groups = [f"{e.papers.sha256} {e.question.evidence[0].paper}" for e in all_of_them]
    likely: list[NDArray[np.float64]] = [np.zeros(0)] * len(all_of_them)
    for seen, unseen in GroupKFold(FOLDS).split(groups, groups=groups):
        model = train([all_of_them[i] for i in seen])
        for i in unseen:
            likely[i] = model.predict_proba(all_of_them[i].features)[:, 1]
    return likely


def write(model: HistGradientBoostingClassifier) -> None:
    """Keeps the model's trees where the search finds them, as one operator of ONNX."""
    from onnx import TensorProto, helper

    at: dict[str, list[Any]] = defaultdict(list)
    for number, (tree,) in enumerate(model._predictors):
        for place, node in enumerate(tree.nodes):
            at["nodes_treeids"].append(number)
            at["nodes_nodeids"].append(place)
            at["nodes_modes"].append("LEAF" if node["is_leaf"] else "BRANCH_LEQ")
            at["nodes_featureids"].append(int(node["feature_idx"]))
            at["nodes_values"].append(0.0 if node["is_leaf"] else float(node["num_threshold"]))
            at["nodes_truenodeids"].append(int(node["left"]))
            at["nodes_falsenodeids"].append(int(node["right"]))
            if node["is_leaf"]:
                at["target_treeids"].append(number)
                at["target_nodeids"].append(place)
                at["target_ids"].append(0)
                at["target_weights"].append(float(node["value"]))
    trees = helper.make_node(
        "TreeEnsembleRegressor",
        ["features"],
        ["log_odds"],
        domain="ai.onnx.ml",
        n_targets=1,
        base_values=[float(model._baseline_prediction[0, 0])],
        **at,
    )
    made = helper.make_model(
        helper.make_graph(
            [trees],
            "ranking",
            [helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, len(FEATURES)])],
            [helper.make_tensor_value_info("log_odds", TensorProto.FLOAT, [None, 1])],
        ),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)],
        ir_version=9,
    )
    MODEL.write_bytes(made.SerializeToString())


def figures(cases: list[Case]) -> str:
    """The figures of a set, for the table."""
    by_name = {metric.name: metric for metric in METRICS}
    means = [
        statistics.mean(score.value for score in by_name[name].score(cases) if score is not None)
        for name in SHOWN
    ]
    return " / ".join(f"{mean:.3f}" for mean in means)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", metavar="QUESTIONS.jsonl=INDEX")
    parser.add_argument("--write", action="store_true", help="replace the model by one trained on all sets")
    given = parser.parse_args()
    found = [
        example
        for questions, index in (each.split("=", 1) for each in given.sets)
        for example in examples(Path(questions), Path(index))
    ]
    folds = likely_in_folds(found)
    print(f"| {' / '.join(SHOWN)} | by scores alone | as it is | by folds |")
    print("| --- | --- | --- | --- |")
    for name in dict.fromkeys(e.set for e in found):
        some = [(e, p) for e, p in zip(found, folds, strict=True) if e.set == name]
        alone = figures([e.widened_by(np.array([hit.score for hit in e.found.hits]) ** 6) for e, _ in some])
        as_is = figures([e.widened_by(np.array([hit.bearing for hit in e.found.hits])) for e, _ in some])
        print(f"| {name} | {alone} | {as_is} | {figures([e.widened_by(p) for e, p in some])} |", flush=True)
    if given.write:
        write(train(found))


if __name__ == "__main__":
    main()
