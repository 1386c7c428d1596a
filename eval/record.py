"""Makes the reports of record, and the tables of README.md from them.

    python eval/record.py [corpus] [conversations]             the sets over corpus/, both by default (`make eval`)
    python eval/record.py --public NAME QUESTIONS.jsonl FOLDER     a set over papers that are not shipped
    python eval/record.py --tables                             only the tables, from the reports that are there

A report over corpus/ is kept whole, eval/reports/NAME/report.json and report.html. Of papers that are not shipped only
the figures are kept, without a question, an answer or a word of a paper.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.evaluation.markdown import figures_table
from scrutiny_rag.evaluation.report import Report
from scrutiny_rag.evaluation.run import Run, run_evaluation

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "eval" / "reports"
SYSTEMS = ("evidence", "llamaindex-default", "llamaindex-hybrid", "bm25")
SETS = {"corpus": ("questions.jsonl", SYSTEMS), "conversations": ("conversations.jsonl", ("evidence",))}


def record(name: str, questions: Path, papers: Path, systems: tuple[str, ...], whole: bool) -> None:
    """Runs one evaluation over a folder ingested afresh, and keeps its report."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out"
        report = run_evaluation(Run(questions=questions, papers=papers, out=out, systems=systems))
        kept = REPORTS / name
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        if whole:
            shutil.copy(out / "report.html", kept / "report.html")
        smaller = without_passages(report) if whole else figures_only(report)
        (kept / "report.json").write_text(smaller.model_dump_json() + "\n", encoding="utf-8")
    print(f"{kept.relative_to(ROOT)}: {report.provenance.seconds:.0f} s")


def without_passages(report: Report) -> Report:
    """The report without the offsets of all passages found; the first five of each question stay."""
    questions = []
    for question in report.questions:
        results = {
            name: result.model_copy(update={"outcome": result.outcome.model_copy(update={"passages": ()})})
            for name, result in question.results.items()
        }
        questions.append(question.model_copy(update={"results": results}))
    return report.model_copy(update={"questions": questions})


def figures_only(report: Report) -> Report:
    """The report without its questions, and without the names of papers."""
    systems = [
        system.model_copy(
            update={"by_paper": {}, "errors": dict.fromkeys(system.errors, "left out"), "risk_coverage": []}
        )
        for system in report.systems
    ]
    made = report.provenance.model_copy(update={"unread": []})
    return report.model_copy(update={"systems": systems, "questions": [], "provenance": made})


def write_tables(readme: Path) -> None:
    """Puts each report's table between its marks, <!-- figures: NAME --> and <!-- end -->."""
    text = readme.read_text(encoding="utf-8")
    for folder in sorted(path.parent for path in REPORTS.glob("*/report.json")):
        table = figures_table(Report.load(folder))
        mark = re.escape(f"<!-- figures: {folder.name} -->")
        text = re.sub(
            rf"({mark}\n).*?(\n<!-- end -->)",
            lambda found, table=table: found[1] + table + found[2],
            text,
            flags=re.DOTALL,
        )
    readme.write_text(text, encoding="utf-8")


def main() -> int:
    """Runs what was asked for, then writes the tables."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sets", nargs="*", choices=[[], *SETS], metavar="SET")
    cli.add_argument("--public", nargs=3, metavar=("NAME", "QUESTIONS", "FOLDER"))
    cli.add_argument("--tables", action="store_true")
    given = cli.parse_args()
    try:
        if given.public:
            name, questions, folder = given.public
            record(name, Path(questions), Path(folder), SYSTEMS, whole=False)
        elif not given.tables:
            for name in given.sets or SETS:
                file, systems = SETS[name]
                record(name, ROOT / "eval" / file, ROOT / "corpus", systems, whole=True)
        for readme in (ROOT / "README.md", ROOT / "eval" / "README.md"):
            write_tables(readme)
    except ScrutinyError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
