"""The report's page: everything in it, nothing from elsewhere, and no text of a document as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evaluation_samples import HARBOUR, ROWS, Scripted, quoting, write_papers
from scrutiny_rag.evaluation.outcome import Outcome
from scrutiny_rag.evaluation.page import render_page
from scrutiny_rag.evaluation.report import Report
from scrutiny_rag.evaluation.run import Run, run_evaluation

EVIL = "</script><img src=x onerror=alert(1)><!-- {{ 7 * 7 }}"


class Hostile(Scripted):
    name = "hostile"
    description = EVIL
    replies: Mapping[str, Outcome | Exception] = {
        "ferry": quoting("ferry", "harbour.txt", HARBOUR, "The ferry timetable", confidence=0.7).model_copy(
            update={"text": EVIL, "notice": EVIL}
        ),
        "pears": ValueError(EVIL),
    }

    def configuration(self) -> dict[str, str]:
        return {"note": EVIL}


class Quiet(Scripted):
    name = "quiet"


class Reader(HTMLParser):
    """Gathers tags, their attributes, and the text outside scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.data = ""
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self._inside = "data" if ("id", "data") in attrs else tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "data":
            self.data += data
        elif not self._inside:
            self.text.append(data)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("page")
    rows = [ROWS[0] | {"question": f"Ferry? {EVIL}", "type": EVIL, "note": EVIL}, *ROWS[1:]]
    (folder / "set.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    papers = write_papers(folder / "papers")
    (papers / "evil.txt").write_text(EVIL, encoding="utf-8")
    systems = (f"{__name__}:Hostile", f"{__name__}:Quiet")
    return run_evaluation(
        Run(folder / "set.jsonl", folder / "out", papers=papers, systems=systems), progress=False
    )


def test_no_text_becomes_markup(report: Report) -> None:
    page = Reader(render_page(report))
    assert "img" not in {tag for tag, _ in page.tags}
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert "7 * 7" in "".join(page.text), "shown as it stands, not run as a template"


def test_nothing_comes_from_elsewhere(report: Report) -> None:
    page = Reader(render_page(report))
    for tag, attributes in page.tags:
        assert not {"src", "srcset", "action", "data"} & attributes.keys(), (tag, attributes)
        assert (attributes.get("href") or "#").startswith("#"), (tag, attributes)
    style = re.findall(r"url\(|@import", render_page(report))
    assert not style


def test_the_data_of_every_question_is_in_it(report: Report) -> None:
    data = json.loads(Reader(render_page(report)).data)
    assert [question["id"] for question in data["questions"]] == ["ferry", "pears", "whales"]
    assert data["questions"][0]["results"]["hostile"]["outcome"]["text"] == EVIL
    assert data["questions"][0]["gold"][0]["text"].startswith("The ferry")


def test_what_a_reader_must_not_miss(report: Report) -> None:
    text = " ".join("".join(Reader(render_page(report)).text).split())
    assert "1 question failed, and counts as wrong" in text
    assert "hostile against each other system" in text
    assert report.provenance.papers_sha256 in text
    assert report.provenance.settings_fingerprint in text
    for metric in ("mrr@10", "fact_recall", "refusal_recall"):
        assert metric in text


def test_plots(report: Report) -> None:
    page = render_page(report)
    for title in ("Finding the evidence", "Answering", "How long a question takes", "Risk and coverage"):
        assert (title in page) == (title != "How long a question takes"), title


def test_one_system_alone(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text(json.dumps(ROWS[2]), encoding="utf-8")
    papers = write_papers(tmp_path / "papers")
    run = Run(tmp_path / "set.jsonl", tmp_path / "out", papers=papers, systems=(f"{__name__}:Quiet",))
    page = render_page(run_evaluation(run, progress=False))
    assert "against each other system" not in page
    assert "Finding the evidence" not in page


def test_an_answer_without_confidence_is_one_point(report: Report) -> None:
    assert Outcome(id="x").confidence is None
    assert report.system("quiet").risk_coverage == []
