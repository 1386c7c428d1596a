"""The evaluation's report in a real Chromium, opened from disk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from evaluation_samples import HARBOUR, ROWS, Scripted, quoting, write_papers
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.run import Run, run_evaluation

EVIL = "<img src=x onerror=\"document.title='pwned'\"></script><script>document.title='pwned'</script>"


class Shown(Scripted):
    name = "shown"
    replies: Mapping[str, Outcome | Exception] = {
        "ferry": quoting("ferry", "harbour.txt", HARBOUR, "The ferry timetable", confidence=0.9).model_copy(
            update={"text": f"It sails. {EVIL}"}
        ),
        "pears": RuntimeError(EVIL),
    }


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    rows = [ROWS[0] | {"question": f"When does the ferry sail? {EVIL}"}, *ROWS[1:]]
    (folder / "set.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    papers = write_papers(folder / "papers")
    systems = (f"{__name__}:Shown", "bm25")
    run_evaluation(Run(folder / "set.jsonl", folder / "out", papers=papers, systems=systems), progress=False)
    return folder / "out" / "report.html"


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Any]:
    opened = browser.new_page()
    opened.faults = []
    opened.asked = []
    opened.on("console", lambda message: opened.faults.append(message.text))
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.goto(report.as_uri())
    yield opened
    opened.close()


def test_it_needs_nothing_but_the_file(page: Any, report: Path) -> None:
    assert page.asked == [report.as_uri()]
    assert page.faults == []
    assert page.title() == "Evaluation: set.jsonl"


def test_a_click_shows_the_answer_its_quotes_the_evidence_and_what_went_wrong(page: Any) -> None:
    page.get_by_role("button", name="When does the ferry sail?").click()
    detail = page.locator(".detail")
    assert "The ferry timetable will be reprinted by May 2031" in detail.locator(".gold").inner_text()
    card = detail.locator(".result").first
    assert "[1] The ferry timetable" in card.inner_text()
    assert "It sails. <img src=x" in card.locator(".answer").inner_text()
    assert "Does not state “May 2031”." in card.locator(".faults").inner_text()
    assert (detail.locator("mark").first.text_content() or "").startswith("The ferry timetable")
    page.get_by_role("button", name="When does the ferry sail?").click()
    assert detail.count() == 0


def test_documents_stay_text(page: Any) -> None:
    for button in page.locator("#rows .ask").all():
        button.click()
    assert page.locator("img").count() == 0
    assert page.title() == "Evaluation: set.jsonl"


def test_the_table_is_narrowed(page: Any) -> None:
    rows = page.locator("#rows .ask")
    assert rows.count() == 3
    page.get_by_label("Type").select_option("fact")
    assert rows.count() == 1
    page.get_by_label("Type").select_option("")
    page.get_by_label("Look for").fill("WHALES")
    assert page.locator("#count").inner_text() == "1 of 3 questions"
    page.get_by_label("Look for").fill("")
    page.get_by_label("only where something went wrong").check()
    assert rows.count() == 2
    page.get_by_label("System").select_option("bm25")
    assert rows.count() == 0


def test_figures_by_type(page: Any) -> None:
    page.get_by_label("Metric").select_option("fact_recall")
    promise = page.locator("#group-tables tr", has_text="promise")
    assert "0.000" in promise.inner_text()
    assert "—" in promise.inner_text()


def test_it_is_accessible(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.locator("#rows .ask").first.click()
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
