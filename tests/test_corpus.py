"""The sample papers, their manifest, and the questions over them keep together."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import bs4
import docx
import pypdf
import pytest

from scrutiny_rag.papers.model import PaperType

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
PAPERS = sorted(
    path.name for path in CORPUS.iterdir() if path.suffix in {".pdf", ".docx", ".html", ".txt", ".md"}
)
COLUMNS = ["paper", "title", "body", "committee", "date", "type", "draft", "source_url"]
TYPES = {"fact", "who-said", "promise", "decision", "compare", "timeline", "unanswerable"} | {
    *("overview", "list", "who", "reason", "latest", "collection", "yes-no", "value", "small-talk")
}
WITHOUT_ANSWER = {"unanswerable", "small-talk"}


def squash(text: str) -> str:
    # The product puts bars between the cells of a table; other readers do not.
    return re.sub(r"[\s|]+", " ", text).strip()


def docx_text(path: Path) -> str:
    pieces = []
    for part in docx.Document(str(path)).iter_inner_content():
        if hasattr(part, "rows"):
            pieces += [cell.text for row in part.rows for cell in row.cells]
        else:
            pieces.append(part.text)
    return "\n".join(pieces)


def read(path: Path) -> str:
    """The paper's text by the format's own library, not by the product, white space squashed."""
    match path.suffix:
        case ".pdf":
            text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        case ".docx":
            text = docx_text(path)
        case ".html":
            soup = bs4.BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            main = soup.find(id="mgMainContent") or soup.find("main")
            assert main is not None, f"{path.name} has no main content"
            text = main.get_text()
        case _:
            text = path.read_text(encoding="utf-8")
    return squash(text)


@cache
def text_of(name: str) -> str:
    return read(CORPUS / name)


def lines_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / "eval" / name).read_text(encoding="utf-8").splitlines()]


def manifest() -> list[dict[str, str]]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def make_papers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_papers", ROOT / "tools/corpus/make_papers.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def evidence_fits(evidence: list[dict[str, str]], facts: list[list[str]], name: str) -> None:
    for piece in evidence:
        assert squash(piece["quote"]) in text_of(piece["paper"]), (
            f"{name}: not in {piece['paper']}: {piece['quote']}"
        )
    papers = " ".join(text_of(piece["paper"]) for piece in evidence).lower()
    for alternatives in facts:
        assert any(re.search(rf"(?<!\w){re.escape(alt.lower())}", papers) for alt in alternatives), (
            name,
            alternatives,
        )


def test_there_are_papers_in_every_format() -> None:
    assert len(PAPERS) >= 7
    assert {Path(name).suffix for name in PAPERS} == {".pdf", ".docx", ".html", ".txt", ".md"}


def test_the_manifest_names_every_paper_once_in_known_terms() -> None:
    rows = manifest()
    assert list(rows[0]) == COLUMNS
    assert sorted(row["paper"] for row in rows) == PAPERS
    for row in rows:
        assert row["title"] and row["body"]
        assert PaperType(row["type"]) is not PaperType.UNKNOWN
        assert row["draft"] in {"", "true", "false"}
        if row["date"]:
            assert date.fromisoformat(row["date"]).isoformat() == row["date"]


def test_the_manifest_gives_only_dates_that_the_paper_states() -> None:
    for row in manifest():
        if row["date"]:
            day = date.fromisoformat(row["date"])
            assert f"{day.day} {day:%B %Y}" in text_of(row["paper"]), row["paper"]


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_opens_with_the_notice(name: str) -> None:
    opening = text_of(name)[:700]
    assert "written for this project" in opening
    assert "digest" in opening
    assert "the published paper is the record" in opening


@pytest.mark.parametrize(
    "row", [row for row in manifest() if "illustration" in row["title"]], ids=lambda r: r["paper"]
)
def test_a_paper_with_invented_outcomes_says_so_at_its_head(row: dict[str, str]) -> None:
    opening = text_of(row["paper"])[:700]
    assert "This is an illustration" in opening
    assert "invented" in opening


def test_the_pdf_has_pages_that_each_carry_head_foot_and_number() -> None:
    pages = pypdf.PdfReader(CORPUS / "islington-workforce-review-police-evidence.pdf").pages
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert "Islington Council | Children's Workforce Scrutiny Review" in text
        assert f"Page {number} of {len(pages)}" in text


def test_the_docx_uses_headings_and_a_table_of_word() -> None:
    paper = docx.Document(str(CORPUS / "croydon-police-partnership.docx"))
    assert sum(p.style is not None and p.style.name == "Heading 1" for p in paper.paragraphs) >= 5
    assert len(paper.tables) == 1


def test_the_first_question_of_the_readme_has_its_answer() -> None:
    text = text_of("islington-workforce-review-police-evidence.pdf")
    assert "the police aim to have all three vacancies filled by January 2024" in text


def test_the_papers_are_made_from_their_sources(make_papers: ModuleType, tmp_path: Path) -> None:
    made = dict(make_papers.make(path) for path in make_papers.sources())
    assert sorted(made) == [name for name in PAPERS if Path(name).suffix in {".pdf", ".docx"}]
    for name, data in made.items():
        fresh = tmp_path / name
        fresh.write_bytes(data)
        assert read(fresh) == text_of(name), f"{name} is stale: run tools/corpus/make_papers.py"


def test_making_a_paper_twice_gives_the_same_bytes(make_papers: ModuleType) -> None:
    for path in make_papers.sources():
        assert make_papers.make(path) == make_papers.make(path)


def test_a_source_with_a_bad_setting_or_format_is_refused(make_papers: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="name: value"):
        make_papers.parse("no settings here\n\nText.")
    path = tmp_path / "paper.md"
    path.write_text("output: paper.odt\ntitle: A paper\n\nText.", encoding="utf-8")
    with pytest.raises(ValueError, match=r"\.pdf or \.docx"):
        make_papers.make(path)


def test_questions_have_an_id_each_and_a_known_type() -> None:
    questions = lines_of("questions.jsonl")
    assert len(questions) >= 60
    assert max(Counter(q["id"] for q in questions).values()) == 1
    assert max(Counter(q["question"].lower() for q in questions).values()) == 1
    assert {q["type"] for q in questions} == TYPES


def test_a_quarter_of_the_questions_have_no_answer_in_varied_ways() -> None:
    questions = lines_of("questions.jsonl")
    without = [q for q in questions if not q["answerable"]]
    assert len(without) >= len(questions) / 4
    assert all(q["type"] in WITHOUT_ANSWER and not q["facts"] and not q["evidence"] for q in without)
    assert len({q["kind"] for q in without}) >= 6


@pytest.mark.parametrize("question", lines_of("questions.jsonl"), ids=lambda q: q["id"])
def test_a_question_rests_on_words_of_its_papers(question: dict[str, Any]) -> None:
    if question["answerable"]:
        assert question["facts"] and question["evidence"]
        evidence_fits(question["evidence"], question["facts"], question["id"])


def test_every_paper_has_a_question() -> None:
    assert {piece["paper"] for q in lines_of("questions.jsonl") for piece in q["evidence"]} == set(PAPERS)


def test_there_are_twenty_conversations_of_two_turns() -> None:
    conversations = lines_of("conversations.jsonl")
    assert len(conversations) == 20
    assert len({c["id"] for c in conversations}) == 20
    assert all(len(c["turns"]) == 2 for c in conversations)
    assert any(not c["turns"][1]["answerable"] for c in conversations)


@pytest.mark.parametrize("conversation", lines_of("conversations.jsonl"), ids=lambda c: c["id"])
def test_a_turn_rests_on_words_of_its_papers(conversation: dict[str, Any]) -> None:
    for turn in conversation["turns"]:
        assert turn["answerable"] == bool(turn["evidence"])
        evidence_fits(turn["evidence"], turn["facts"], conversation["id"])
