"""What got better and worse between two reports, and the gate."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from evaluation_samples import HARBOUR, PARKS, ROWS, Scripted, quoting, write_papers
from scrutiny_rag.evaluation.comparison import compare_reports
from scrutiny_rag.evaluation.gate import parse_threshold, shortfalls
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.report import Report, ReportError
from scrutiny_rag.evaluation.run import Run, run_evaluation

FERRY = quoting("ferry", "harbour.txt", HARBOUR, "The ferry timetable will be reprinted by May 2031")
PEARS = quoting("pears", "parks.txt", PARKS, "The orchard has 212 pear trees")


class Before(Scripted):
    replies: Mapping[str, Outcome | Exception] = {"ferry": FERRY}


class After(Scripted):
    replies: Mapping[str, Outcome | Exception] = {"pears": PEARS}


class Other(Scripted):
    name = "other"


def run(folder: Path, out: str, *systems: str, rows: list[dict[str, object]] = ROWS) -> Path:
    questions = folder / "set.jsonl"
    questions.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    papers = write_papers(folder / "papers")
    names = tuple(f"{__name__}:{system}" for system in systems)
    run_evaluation(Run(questions, folder / out, papers=papers, systems=names), progress=False)
    return folder / out


def test_better_and_worse_question_by_question(tmp_path: Path) -> None:
    found = compare_reports(run(tmp_path, "a", "Before"), run(tmp_path, "b", "After"))
    facts = [(c.id, c.verdict, c.before, c.after) for c in found.changes if c.metric == "fact_recall"]
    assert facts == [("ferry", "worse", 1.0, 0.0), ("pears", "better", 0.0, 1.0)]
    verdicts = [change.verdict for change in found.changes]
    assert verdicts == sorted(verdicts, reverse=True), "worse ones first"
    lost = next(change for change in found.changes if change.id == "ferry")
    assert lost.wrong_before == [] and lost.wrong_after[0].startswith("Refused")
    difference = next(d for d in found.differences if d.metric == "fact_recall")
    assert (difference.difference, difference.higher, difference.lower) == (0, 1, 1)
    assert found.unlike == []


def test_systems_by_name(tmp_path: Path) -> None:
    a, b = run(tmp_path, "a", "Before", "Other"), run(tmp_path, "b", "Other", "After")
    assert compare_reports(a, b).system_after == "scripted", "the same name, not the first"
    assert compare_reports(a, b, "other", "scripted").system_before == "other"
    with pytest.raises(ReportError, match="no system 'third'"):
        compare_reports(a, b, "third")


def test_questions_that_only_one_report_asked(tmp_path: Path) -> None:
    a, b = run(tmp_path, "a", "Before", rows=ROWS[:2]), run(tmp_path, "b", "Before", rows=ROWS[1:])
    found = compare_reports(a, b)
    assert (found.questions, found.only_before, found.only_after) == (1, ["ferry"], ["whales"])
    assert "The question files differ." in found.unlike
    with pytest.raises(ReportError, match="no question in common"):
        compare_reports(run(tmp_path, "c", "Before", rows=ROWS[:1]), b)


def test_files_that_are_no_reports(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        Report.load(tmp_path / "none")
    (tmp_path / "report.json").write_text('{"format": "else"}', encoding="utf-8")
    with pytest.raises(ReportError, match="is not a report"):
        Report.load(tmp_path)


def test_the_gate(tmp_path: Path) -> None:
    report = Report.load(run(tmp_path, "a", "Before", "Other"))
    reached = [parse_threshold(text) for text in ("fact_recall=0.5", "unsupported_claims=0", "quote_exact=1")]
    assert shortfalls(report, reached) == []
    missed = [
        parse_threshold(text) for text in ("fact_recall=0.51", "answer_words=5", "other:fact_recall=0.1")
    ]
    told = shortfalls(report, missed)
    assert [sentence.split(" has ")[0] for sentence in told] == ["scripted", "scripted", "other"]
    assert "under 0.51" in told[0] and "over 5" in told[1]


def test_a_figure_that_was_not_measured_fails_the_gate(tmp_path: Path) -> None:
    report = Report.load(run(tmp_path, "a", "Other"))
    assert "has no quote_exact" in shortfalls(report, [parse_threshold("quote_exact=0.1")])[0]


@pytest.mark.parametrize(
    "text", ["fact_recall", "fact_recall=", "fact_recall=high", "fact_recall=nan", "=1", "speed=1"]
)
def test_thresholds_that_are_none(text: str) -> None:
    with pytest.raises(ReportError):
        parse_threshold(text)
