"""BM25 over a real tantivy index."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.store.analysis import stem
from scrutiny_rag.store.lexical import LexicalEntry, LexicalIndex

TEXT = {"text": 1.0}


def entry(passage: int, text: str, context: str = "", paper: int | None = None) -> LexicalEntry:
    return LexicalEntry(passage, passage if paper is None else paper, text, context, [text])


@pytest.fixture
def words(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path / "words")
    index.add(
        [
            entry(1, "The otters live below the weir.", "Wildlife report"),
            entry(2, "Otters, otters and more otters by the café."),
            entry(3, "The weir is mended in spring.", paper=1),
        ]
    )
    index.commit()
    return index


def found(index: LexicalIndex, word: str, **more) -> list[int]:
    return [i for i, _ in index.search({stem(word): 1.0}, 10, **({"fields": TEXT} | more))]


def test_finds_by_stem_and_ranks_by_frequency(words: LexicalIndex) -> None:
    assert found(words, "otter") == [2, 1]
    assert found(words, "CAFE") == [2]
    assert found(words, "badger") == []
    assert words.document_frequency(stem("otters")) == 2
    assert words.count() == 3


def test_weights_of_terms_and_fields_count(words: LexicalIndex) -> None:
    assert words.search({"otter": 0.01, "weir": 5.0}, 1, fields=TEXT)[0][0] in (1, 3)
    assert found(words, "wildlife") == []
    assert found(words, "wildlife", fields={"context": 1.0}) == [1]
    assert words.search({"otter": 0.0}, 5, fields=TEXT) == words.search({}, 5, fields=TEXT) == []


def test_narrows_to_papers_and_passages(words: LexicalIndex) -> None:
    assert sorted(found(words, "weir", papers=[1])) == [1, 3]
    assert found(words, "otter", papers=[2]) == [2]
    assert found(words, "otter", papers=[]) == []
    assert found(words, "weir", passages=[3]) == [3]


def test_deleted_papers_are_gone(words: LexicalIndex) -> None:
    words.delete_papers([1])
    words.commit()
    assert words.ids() == [2]
    assert found(words, "weir") == []
    words.delete([2])
    words.commit()
    assert words.ids() == []
    assert words.count() == 0


def test_deleting_and_adding_in_one_commit_replaces(words: LexicalIndex) -> None:
    words.delete_papers([2])
    words.add([entry(2, "Herons.")])
    words.commit()
    assert words.ids() == [1, 2, 3]
    assert found(words, "heron") == [2]
    assert found(words, "otter") == [1]


def test_nothing_shows_before_it_is_committed(words: LexicalIndex, tmp_path: Path) -> None:
    reader = LexicalIndex(tmp_path / "words")
    words.add([entry(4, "A heron.")])
    reader.refresh()
    assert found(reader, "heron") == []
    words.commit()
    reader.refresh()
    assert found(reader, "heron") == [4]


def test_what_is_discarded_never_was(words: LexicalIndex, tmp_path: Path) -> None:
    words.add([entry(4, "A heron.")])
    words.delete_papers([1])
    words.discard()
    assert words.ids() == [1, 2, 3]
    other = LexicalIndex(tmp_path / "words")
    other.add([entry(5, "The writer's lock is free.")])
    other.commit()
    other.close()
    words.refresh()
    assert words.ids() == [1, 2, 3, 5]


def test_an_index_is_still_there_when_it_is_opened_again(words: LexicalIndex, tmp_path: Path) -> None:
    words.close()
    assert LexicalIndex(tmp_path / "words").ids() == [1, 2, 3]


def test_damage_is_told_in_a_sentence(words: LexicalIndex, tmp_path: Path) -> None:
    words.close()
    (tmp_path / "words" / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(IndexFolderError, match="doctor --fix"):
        LexicalIndex(tmp_path / "words")


def test_a_missing_segment_is_told_in_a_sentence(words: LexicalIndex, tmp_path: Path) -> None:
    words.close()
    for path in (tmp_path / "words").glob("*.term"):
        path.unlink()
    with pytest.raises(IndexFolderError, match="doctor --fix"):
        LexicalIndex(tmp_path / "words")
