"""The tables that README.md quotes are those of the reports of record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scrutiny_rag.evaluation.markdown import figures_table
from scrutiny_rag.evaluation.questions import load_questions
from scrutiny_rag.evaluation.report import Report
from scrutiny_rag.evaluation.scoring import metric_infos
from scrutiny_rag.evaluation.statistics import Estimate

ROOT = Path(__file__).parents[1]
REPORTS = sorted(path.parent.name for path in (ROOT / "eval/reports").glob("*/report.json"))
TABLE = re.compile(r"<!-- figures: (\S+) -->\n(.*?)\n<!-- end -->", re.DOTALL)
QUOTED = [
    (readme, *found)
    for readme in ("README.md", "eval/README.md")
    for found in TABLE.findall((ROOT / readme).read_text(encoding="utf-8"))
]


def test_each_report_of_record_is_quoted() -> None:
    assert {"corpus", "conversations"} <= set(REPORTS)
    assert {name for _, name, _ in QUOTED} == set(REPORTS)


@pytest.mark.parametrize(("readme", "name", "table"), QUOTED, ids=lambda part: str(part)[:30])
def test_the_table_is_the_reports(readme: str, name: str, table: str) -> None:
    assert table == figures_table(Report.load(ROOT / "eval/reports" / name))


def test_a_table_shows_what_is_right_and_what_misleads_and_leaves_out_what_was_not_measured() -> None:
    report = Report.load(ROOT / "eval/reports/corpus")
    system = report.systems[0].model_copy(update={"figures": {"right": Estimate(value=0.5, n=4)}})
    infos = [info for info in metric_infos() if info.name != "misleading"]
    table = figures_table(report.model_copy(update={"systems": [system], "metrics": infos}))
    assert "| Right `right` | 0.500 |" in table and "misleading" not in table
    system = system.model_copy(
        update={"figures": {"misleading": Estimate(value=0.25, low=0.1, high=0.4, n=4)}}
    )
    table = figures_table(report.model_copy(update={"systems": [system], "metrics": metric_infos()}))
    assert "| Answers that mislead `misleading` ↓ | 0.250 (0.10–0.40) |" in table


@pytest.mark.parametrize(
    ("name", "file"), [("corpus", "questions.jsonl"), ("conversations", "conversations.jsonl")]
)
def test_the_report_was_made_with_the_set_as_it_is(name: str, file: str) -> None:
    made = Report.load(ROOT / "eval/reports" / name).provenance
    assert made.questions_sha256 == load_questions(ROOT / "eval" / file).sha256
    assert made.selection == "all"


@pytest.mark.parametrize("name", [name for name in REPORTS if name not in {"corpus", "conversations"}])
def test_of_papers_that_are_not_shipped_only_figures_are_kept(name: str) -> None:
    report = Report.load(ROOT / "eval/reports" / name)
    assert report.questions == []
    assert all(not system.by_paper for system in report.systems)
    assert [path.name for path in (ROOT / "eval/reports" / name).iterdir()] == ["report.json"]
