"""The one object that wires the rooms, over a real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.errors import FilterError, IndexFolderError, InputError, SettingsError
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.rows import PassageRow
from web_index import CORPUS, HOSTILE_NAME, SAFER_SCHOOLS, assistant, settings

PAPER = "islington-action-list-2024-03.docx"


def test_an_index_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no index"):
        Assistant.open(tmp_path / "none", settings())
    assert not (tmp_path / "none").exists()


def test_an_index_of_another_embedding_model_is_refused(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.ledger.set_fact("embedding_model", "some-other-model")
    index.ledger.add_passages([PassageRow(1 << 20, 1, 0, 6, None, None, None, None, None, None)])
    index.close()
    with pytest.raises(InputError, match=r"built with the embedding model 'some-other-model'"):
        Assistant.open(tmp_path, settings(), create=True)


def test_a_mistyped_model_leaves_an_index_that_another_can_fill(tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text("# Ferry\n\nIt runs at noon.\n", encoding="utf-8")
    mistyped = Assistant.open(
        tmp_path / "index", Settings(_env_file=None, embedding_model="no/such"), create=True
    )
    with pytest.raises(SettingsError, match="EMBEDDING_MODEL"):
        mistyped.ingest([tmp_path / "ferry.md"])
    mistyped.close()
    right = Assistant.open(tmp_path / "index", settings(), create=True)
    assert right.ingest([tmp_path / "ferry.md"]).added == 1
    right.close()


def test_junk_in_place_of_the_ledger_is_damage(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"no database at all, only words" * 99)
    with pytest.raises(IndexFolderError, match="damaged"):
        Assistant.open(tmp_path, settings())


def test_an_answer_quotes_the_papers_exactly() -> None:
    answer = assistant().ask(SAFER_SCHOOLS)
    assert answer.status == "answered"
    assert "January 2024" in answer.text
    assert answer.citations
    for citation in answer.citations:
        text = assistant().paper(citation.paper).text
        assert text[citation.char_start : citation.char_end] == citation.quote
    for passage in answer.passages:
        assert assistant().paper(passage.paper).text[passage.char_start : passage.char_end] == passage.text


def test_a_stream_ends_with_the_answer() -> None:
    *_, last = assistant().stream(SAFER_SCHOOLS)
    asked = assistant().ask(SAFER_SCHOOLS)
    assert (last.text, last.citations) == (asked.text, asked.citations)


@pytest.mark.parametrize("question", ["", " \n", "?!"])
def test_a_question_without_words_is_refused_at_once(question: str) -> None:
    for call in (assistant().ask, assistant().search, assistant().stream):
        with pytest.raises(InputError, match="type a question"):
            call(question)


@pytest.mark.parametrize(
    "question",
    [
        "x" * 10_000,
        "the police " * 1_000,
        "the",
        SAFER_SCHOOLS.upper(),
        "wen wil teh safr scools oficers be fild",
        "Quand les postes seront-ils pourvus ?",
        "学校警员空缺何时填补?",
        "police \x00\x1b[31m \ud800 \u202e",
    ],
)
def test_any_question_gets_an_answer_or_is_told_that_there_is_none(question: str) -> None:
    answer = assistant().ask(question)
    assert answer.status in ("answered", "partial", "not_found")
    assert answer.text
    assert bool(answer.claims) == (answer.status != "not_found")
    answer.model_dump_json().encode("utf-8")


def test_a_search_gives_as_many_passages_as_asked() -> None:
    assert len(assistant().search("police officers in schools", top_k=4).passages) == 4
    found = assistant().search("police officers in schools", Filters(paper=PAPER)).passages
    assert {passage.paper for passage in found} == {PAPER}


def test_a_filter_that_names_nothing_gives_the_nearest_names() -> None:
    with pytest.raises(FilterError, match="Islington Council"):
        assistant().ask("police?", Filters(body="Islingtn"))


def test_papers_are_listed_with_the_contracts_keys() -> None:
    listed = assistant().papers()
    assert {entry.paper for entry in listed} > {PAPER, HOSTILE_NAME}
    (found,) = [entry.to_json() for entry in listed if entry.paper == PAPER]
    assert list(found) == [
        "paper", "title", "body", "committee", "date", "type", "pages", "words", "passages", "state",
    ]  # fmt: skip
    assert (found["date"], found["type"], found["pages"], found["state"]) == (
        "2024-03-19", "action-list", None, "ready",
    )  # fmt: skip


def test_a_paper_is_found_by_a_part_of_its_name_that_is_its_own() -> None:
    assert assistant().paper("croydon").name == "croydon-police-partnership.docx"
    with pytest.raises(InputError, match="give one of"):
        assistant().paper("islington")
    with pytest.raises(InputError, match="No paper 'zzz'"):
        assistant().paper("zzz")


def test_an_ingest_lists_what_cannot_be_read_and_goes_on(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "good.md").write_text("# Ferry\n\nThe ferry runs at noon on Tuesdays.\n", encoding="utf-8")
    (papers / "broken.pdf").write_bytes(
        (CORPUS / "islington-workforce-review-police-evidence.pdf").read_bytes()[:2000]
    )
    (papers / "twin.md").write_bytes((papers / "good.md").read_bytes())
    opened = Assistant.open(tmp_path / "index", settings(), create=True)
    try:
        report = opened.ingest([papers])
        assert report.added == 2
        assert [failure.paper for failure in report.failed] == ["broken.pdf"]
        entries = {entry.paper: entry for entry in opened.papers()}
        assert entries["broken.pdf"].state == "failed"
        assert entries["broken.pdf"].why == report.failed[0].why
        assert entries["twin.md"].why == "the same as good.md"
        with pytest.raises(InputError, match="could not be read"):
            opened.paper("broken.pdf")
        assert opened.paper("twin.md").text == opened.paper("good.md").text
        again = opened.ingest([papers])
        assert (again.added, again.updated, again.unchanged, len(again.failed)) == (0, 0, 2, 1)
    finally:
        opened.close()


def test_a_warm_up_changes_no_answer() -> None:
    opened = Assistant.open(settings().index, settings())
    opened.warm_up()
    warmed, asked = opened.ask(SAFER_SCHOOLS), assistant().ask(SAFER_SCHOOLS)
    opened.close()
    assert (warmed.status, warmed.text) == (asked.status, asked.text)


def test_an_index_without_papers_can_be_warmed_up(tmp_path: Path) -> None:
    empty = Assistant.open(tmp_path / "index", settings(), create=True)
    empty.warm_up()
    empty.close()


def test_another_model_of_the_same_name_is_refused(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.ledger.set_fact("embedding_model_hash", "0" * 64)
    index.ledger.add_passages([PassageRow(1 << 20, 1, 0, 6, None, None, None, None, None, None)])
    index.close()
    opened = Assistant.open(tmp_path, settings())
    with pytest.raises(InputError, match="is not the one that the index was built with"):
        _ = opened.embedding
