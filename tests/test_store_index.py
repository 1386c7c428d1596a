"""The three stores in one folder: opening, locking, cleaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny_rag.errors import IndexFolderError, InputError
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.store.index import CURRENT_VECTORS, CURRENT_WORDS, Index
from scrutiny_rag.store.ledger import PassageRow, SourceFile, State, passage_id
from scrutiny_rag.store.lexical import LexicalEntry


def publish_words(index: Index) -> None:
    index.ledger.set_fact(CURRENT_WORDS, index.lexical.publish() or "")


def half_written(index: Index, state: State) -> int:
    paper_id = index.ledger.add(
        SourceFile("reeds.md", "/reeds.md", None, 1, 1), Paper("reeds.md", "Reeds."), state, reader_version=1
    )
    passage = passage_id(paper_id, 0)
    index.ledger.add_passages([PassageRow(passage, paper_id, 0, 6, None, None, None, None, None, None)])
    index.lexical.add([LexicalEntry(passage, paper_id, "Reeds.", "", [])])
    publish_words(index)
    return paper_id


def test_a_new_index_is_empty_and_exists(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "index"
    assert not Index.exists(folder)
    index = Index(folder)
    assert Index.exists(folder)
    assert (index.vectors.count(), index.lexical.count(), index.ledger.rows()) == (0, 0, [])


@pytest.mark.parametrize("state", [State.WRITING, State.RETIRED])
def test_what_a_killed_job_left_is_cleaned_by_the_next_writer(tmp_path: Path, state: State) -> None:
    index = Index(tmp_path)
    half_written(index, state)
    index.vectors.draft().close()
    assert index.lexical.count() == 1
    with index.writing():
        assert index.ledger.rows() == []
        assert list((tmp_path / "vectors").iterdir()) == []


def test_ready_papers_are_not_cleaned(tmp_path: Path) -> None:
    index = Index(tmp_path)
    half_written(index, State.READY)
    with index.writing():
        pass
    assert len(index.ledger.rows()) == index.lexical.count() == 1


def test_a_new_ledger_knows_no_words_of_one_that_was_lost(tmp_path: Path) -> None:
    index = Index(tmp_path)
    for _ in range(3):
        half_written(index, State.READY)
    index.close()
    for path in tmp_path.glob("ledger.sqlite3*"):
        path.unlink()
    index = Index(tmp_path)
    assert index.lexical.ids() == []
    with index.writing():
        half_written(index, State.READY)
    assert index.lexical.ids() == [passage_id(1, 0)]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    one, two = Index(tmp_path), Index(tmp_path)
    with one.writing(), pytest.raises(InputError, match="wait"), two.writing():
        pass
    with two.writing():
        pass


def test_a_writer_that_fails_lets_go_and_undoes_its_words(tmp_path: Path) -> None:
    one, two = Index(tmp_path), Index(tmp_path)
    with pytest.raises(ZeroDivisionError), one.writing():
        one.lexical.add([LexicalEntry(1, 1, "Reeds.", "", [])])
        raise ZeroDivisionError
    with two.writing():
        two.lexical.add([LexicalEntry(2, 2, "Rushes.", "", [])])
        publish_words(two)
    assert two.lexical.ids() == [2]


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(IndexFolderError, match="cannot be made"):
        Index(tmp_path / "file" / "index")


def test_damage_of_each_store_is_an_index_folder_error(tmp_path: Path) -> None:
    index = Index(tmp_path)
    half_written(index, State.READY)
    index.ledger.set_fact(CURRENT_VECTORS, "3")
    with pytest.raises(IndexFolderError):
        index.vectors.search([1.0], 1)
    index.close()
    next(tmp_path.glob("words/*/meta.json")).write_bytes(b"\0")
    with pytest.raises(IndexFolderError, match="word index"):
        Index(tmp_path).lexical.ids()
    (tmp_path / "ledger.sqlite3").write_bytes(b"\0" * 4096)
    for extra in tmp_path.glob("ledger.sqlite3-*"):
        extra.unlink()
    with pytest.raises(IndexFolderError, match="damaged"):
        Index(tmp_path)
