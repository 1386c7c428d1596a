"""Whether a results file gets the same figures here as from another scorer.

    python eval/agree.py QUESTIONS.jsonl RESULTS.jsonl... --papers DIR --referee SCORE.py [--texts TEXTS.json]

RESULTS are what `ask --batch`, `search --batch` or `eval` (results/SYSTEM.jsonl) write. The referee is any script
that takes QUESTIONS RESULTS --papers DIR --json and prints one JSON object of figures by metric name; figures that
only one side has are left out. TEXTS, {paper: text}, gives the papers' texts as they were indexed, on which offsets
rest; the referee is then given --texts too. Exit status 1 where two differ by more than 0.0005.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from scrutiny_rag.evaluation.case import Case, Gold
from scrutiny_rag.evaluation.collection import Collection
from scrutiny_rag.evaluation.metrics import METRICS
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.questions import load_questions
from scrutiny_rag.papers.model import Paper

TOLERANCE = 0.0005


def our_figures(questions: Path, results: Path, papers: Collection) -> dict[str, float]:
    """Every metric that applies, by name; a question without a result counts as wrong."""
    lines = results.read_text(encoding="utf-8").split("\n")
    outcomes = {o.id: o for o in (Outcome.model_validate_json(line) for line in lines if line.strip())}
    asked = load_questions(questions).questions
    cases = [Case(q, outcomes.get(q.id), papers, Gold.of(q, papers)) for q in asked]
    figures = {}
    for metric in METRICS:
        scores = [score for score in metric.score(cases) if score is not None]
        if scores:
            figures[metric.name] = metric.summarise(scores)
    return figures


def referee_figures(
    referee: Path, questions: Path, results: Path, folder: Path, texts: Path | None
) -> dict[str, float]:
    """What the other scorer prints."""
    command = [sys.executable, str(referee), str(questions), str(results), "--papers", str(folder), "--json"]
    command += ["--texts", str(texts)] if texts else []
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {name: value for name, value in json.loads(printed).items() if isinstance(value, int | float)}


def papers_of(folder: Path, texts: Path | None) -> Collection:
    """The papers of the folder, or those of the file of texts. Raises InputError."""
    if texts is None:
        return Collection.from_folder(folder)
    known = json.loads(texts.read_text(encoding="utf-8"))
    return Collection({name: Paper(name=name, text=text) for name, text in known.items()})


def main() -> int:
    """Prints both figures of every metric and their difference."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("questions", type=Path)
    cli.add_argument("results", type=Path, nargs="+")
    cli.add_argument("--papers", type=Path, required=True)
    cli.add_argument("--referee", type=Path, required=True)
    cli.add_argument("--texts", type=Path)
    given = cli.parse_args()
    papers = papers_of(given.papers, given.texts)
    apart = 0
    for results in given.results:
        ours = our_figures(given.questions, results, papers)
        theirs = referee_figures(given.referee, given.questions, results, given.papers, given.texts)
        print(f"{results}\n  {'metric':22}{'here':>10}{'referee':>10}{'difference':>12}")
        for name in (name for name in ours if name in theirs):
            gap = ours[name] - theirs[name]
            apart += abs(gap) > TOLERANCE + 1e-9
            print(f"  {name:22}{ours[name]:10.4f}{theirs[name]:10.4f}{gap:12.4f}")
    print(f"{apart} figures differ by more than {TOLERANCE}.")
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
