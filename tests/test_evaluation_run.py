"""Whole runs over small papers: what is asked, kept, reported and refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from evaluation_samples import HARBOUR, PARKS, ROWS, Scripted, quoting, write_papers
from scrutiny_rag.errors import InputError
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.questions import QuestionSetError, load_questions
from scrutiny_rag.evaluation.report import Report
from scrutiny_rag.evaluation.run import Run, run_evaluation, select
from scrutiny_rag.evaluation.systems import SystemUnavailable

FERRY = quoting(
    "ferry", "harbour.txt", HARBOUR, "The ferry timetable will be reprinted by May 2031", confidence=0.8
)
PEARS = quoting("pears", "parks.txt", PARKS, "The orchard has 212 pear trees", confidence=0.6)


class Good(Scripted):
    name = "good"
    replies: Mapping[str, Outcome | Exception] = {"ferry": FERRY, "pears": PEARS}


class Breaking(Scripted):
    name = "breaking"
    asked_in_all: ClassVar[list[str]] = []
    replies: Mapping[str, Outcome | Exception] = {
        "ferry": FERRY,
        "pears": RuntimeError("the <b>pump</b> broke"),
    }

    def ask(self, question: object) -> Outcome:
        self.asked_in_all.append(question.id)  # type: ignore[attr-defined]
        return super().ask(question)  # type: ignore[arg-type]


class Cold(Good):
    name = "cold"

    def warm_up(self) -> None:
        raise RuntimeError("no coal")


@pytest.fixture
def plan(tmp_path: Path) -> Run:
    return plan_in(tmp_path)


def plan_in(tmp_path: Path) -> Run:
    questions = tmp_path / "set.jsonl"
    questions.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return Run(
        questions=questions,
        out=tmp_path / "out",
        papers=write_papers(tmp_path / "papers"),
        systems=(f"{__name__}:Good", f"{__name__}:Breaking", "bm25"),
    )


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Report]:
    """A plan that was run, for the tests that only look at what came of it."""
    plan = plan_in(tmp_path_factory.mktemp("done"))
    return plan, run_evaluation(plan, progress=False)


@pytest.fixture
def report(done: tuple[Run, Report]) -> Report:
    return done[1]


def test_figures_of_a_right_system(report: Report) -> None:
    good = report.system("good")
    for name in (
        "fact_recall",
        "hit@5",
        "citation_hit",
        "quote_exact",
        "refusal_precision",
        "refusal_recall",
    ):
        assert good.figures[name].value == 1, name
    assert good.figures["unsupported_claims"].value == 0
    assert good.area_under_risk == 0
    assert [found.n for found in good.reliability] == [1, 1]
    assert all(not question.results["good"].wrong for question in report.questions)


def test_a_failing_question_counts_as_wrong_and_is_listed(report: Report) -> None:
    breaking = report.system("breaking")
    assert breaking.errors == {"pears": "RuntimeError: the <b>pump</b> broke"}
    for name in ("fact_recall", "hit@5", "recall@1500w", "citation_hit"):
        assert breaking.figures[name].value == 0.5, name


def test_a_system_that_cannot_warm_up_is_asked_all_the_same(plan: Run) -> None:
    report = run_evaluation(replace(plan, systems=(f"{__name__}:Cold",)), progress=False)
    assert report.systems[0].errors == {}


def test_a_search_alone_has_no_answer_figures(report: Report) -> None:
    bm25 = report.system("bm25")
    assert bm25.figures["hit@5"].value == 1
    assert "fact_recall" not in bm25.figures
    assert "refusal_recall" not in bm25.figures
    assert bm25.cost.prepare_s is not None


def test_figures_by_type_and_by_paper(report: Report) -> None:
    breaking = report.system("breaking")
    assert breaking.by_type["promise"]["fact_recall"].value == 1
    assert breaking.by_type["fact"]["fact_recall"].value == 0
    assert breaking.by_paper["parks.txt"]["hit@5"].value == 0
    assert set(breaking.by_paper) == {"harbour.txt", "parks.txt"}


def test_the_first_system_is_compared_with_each_other(report: Report) -> None:
    pairs = {(found.system, found.baseline) for found in report.differences}
    assert pairs == {("good", "breaking"), ("good", "bm25")}
    facts = [found for found in report.differences if found.metric == "fact_recall"]
    assert [(found.baseline, found.difference, found.higher) for found in facts] == [("breaking", 0.5, 1)]


def test_the_report_can_be_read_again(done: tuple[Run, Report]) -> None:
    plan, report = done
    assert Report.load(plan.out) == report


def test_provenance(done: tuple[Run, Report]) -> None:
    plan, report = done
    made = report.provenance
    assert made.questions_sha256 == load_questions(plan.questions).sha256
    assert (made.papers, made.selection, made.questions_total) == (2, "all", 3)
    assert made.packages["ir-measures"]
    assert made.machine["python"]
    assert len(made.code_sha256) == 64
    assert not {"llm_api_key", "judge_api_key"} & made.settings.keys()


def test_results_are_lines_of_the_batch_form(done: tuple[Run, Report]) -> None:
    lines = (done[0].out / "results" / "good.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["id"] for row in rows] == ["ferry", "pears", "whales"]
    assert rows[0]["citations"][0]["quote"] == "The ferry timetable will be reprinted by May 2031"
    assert {"paper", "char_start", "char_end"} <= rows[0]["passages"][0].keys()


def test_resuming_asks_only_what_is_missing(plan: Run) -> None:
    only = Run(questions=plan.questions, out=plan.out, papers=plan.papers, systems=(f"{__name__}:Breaking",))
    Breaking.asked_in_all.clear()
    first = run_evaluation(only, progress=False)
    assert sorted(Breaking.asked_in_all) == ["ferry", "pears", "warm-up", "whales"]
    Breaking.asked_in_all.clear()
    again = run_evaluation(
        Run(questions=plan.questions, out=plan.out, papers=plan.papers, systems=only.systems, resume=True),
        progress=False,
    )
    assert sorted(Breaking.asked_in_all) == ["pears", "warm-up"]  # what failed is tried again
    assert again.system().figures["fact_recall"] == first.system().figures["fact_recall"]


def test_changed_papers_are_not_resumed(plan: Run) -> None:
    only = Run(questions=plan.questions, out=plan.out, papers=plan.papers, systems=(f"{__name__}:Good",))
    run_evaluation(only, progress=False)
    assert plan.papers is not None
    (plan.papers / "parks.txt").write_text("The orchard was cut down.", encoding="utf-8")
    again = run_evaluation(
        Run(questions=plan.questions, out=plan.out, papers=plan.papers, systems=only.systems, resume=True),
        progress=False,
    )
    assert again.system().cost.prepare_s is not None


def test_selection(plan: Run) -> None:
    questions = load_questions(plan.questions)
    assert [q.id for q in select(questions, ["fact", "unanswerable"], None, 0)] == ["pears", "whales"]
    drawn = {tuple(q.id for q in select(questions, [], 2, seed)) for seed in range(20)}
    assert len(drawn) > 1
    assert all(list(ids) == [q.id for q in questions.questions if q.id in ids] for ids in drawn)
    assert select(questions, [], 2, 4) == select(questions, [], 2, 4)
    with pytest.raises(QuestionSetError, match="no question of type riddle; its types are fact, promise"):
        select(questions, ["riddle"], None, 0)
    with pytest.raises(QuestionSetError, match="1 is the least"):
        select(questions, [], 0, 0)


@pytest.mark.parametrize(
    ("system", "why"),
    [
        ("oracle", "There is no system 'oracle'; the systems are evidence"),
        ("nowhere.at.all:Thing", "cannot be imported"),
        ("json:JSONDecoder", "is not a System"),
    ],
)
def test_systems_that_are_none(plan: Run, system: str, why: str) -> None:
    wanted = Run(questions=plan.questions, out=plan.out, papers=plan.papers, systems=(system,))
    with pytest.raises(SystemUnavailable, match=why):
        run_evaluation(wanted, progress=False)


def test_a_folder_without_papers(plan: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "absent"):
        with pytest.raises(InputError):
            run_evaluation(Run(questions=plan.questions, out=plan.out, papers=folder), progress=False)
