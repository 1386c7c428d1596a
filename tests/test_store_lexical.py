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


class Words(LexicalIndex):
    """A word index that names its own copies."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self.name = name
        super().__init__(folder, lambda: self.name)

    def commit(self, **how: bool) -> None:
        self.name = self.publish(**how) or self.name


@pytest.fixture
def words(tmp_path: Path) -> Words:
    index = Words(tmp_path / "words")
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


def test_finds_by_stem_and_ranks_by_frequency(words: Words) -> None:
    assert found(words, "otter") == [2, 1]
    assert found(words, "CAFE") == [2]
    assert found(words, "badger") == []
    assert words.document_frequency(stem("otters")) == 2
    assert words.count() == 3


def test_weights_of_terms_and_fields_count(words: Words) -> None:
    assert words.search({"otter": 0.01, "weir": 5.0}, 1, fields=TEXT)[0][0] in (1, 3)
    assert found(words, "wildlife") == []
    assert found(words, "wildlife", fields={"context": 1.0}) == [1]
    assert words.search({"otter": 0.0}, 5, fields=TEXT) == words.search({}, 5, fields=TEXT) == []


def test_narrows_to_papers_and_passages(words: Words) -> None:
    assert sorted(found(words, "weir", papers=[1])) == [1, 3]
    assert found(words, "otter", papers=[2]) == [2]
    assert found(words, "otter", papers=[]) == []
    assert found(words, "weir", passages=[3]) == [3]


def test_deleted_papers_are_gone(words: Words) -> None:
    words.delete_papers([1])
    words.commit()
    assert words.ids() == [2]
    assert found(words, "weir") == []
    words.delete([2])
    words.commit()
    assert words.ids() == []
    assert words.count() == 0


def test_deleting_and_adding_in_one_commit_replaces(words: Words) -> None:
    words.delete_papers([2])
    words.add([entry(2, "Herons.")])
    words.commit()
    assert words.ids() == [1, 2, 3]
    assert found(words, "heron") == [2]
    assert found(words, "otter") == [1]


def test_nothing_shows_before_it_is_published_and_named(words: Words, tmp_path: Path) -> None:
    reader = Words(tmp_path / "words", words.name)
    words.add([entry(4, "A heron.")])
    name = words.publish()
    assert found(reader, "heron") == found(words, "heron") == []
    reader.name = name
    assert found(reader, "heron") == [4]


def test_a_job_publishes_as_it_goes_on(words: Words) -> None:
    for n in range(4, 14):
        words.add([entry(n, "A heron.")])
        words.delete([n - 1])
        words.commit(last=False)
        words.prune()
    words.commit()
    words.prune()
    assert words.ids() == [1, 2, 13]
    assert words.publish() is None
    assert [path.name for path in (words._folder).iterdir()] == [words.name]


def test_what_is_published_takes_no_copy_of_what_was_there(words: Words, tmp_path: Path) -> None:
    before = {p.name: p.stat().st_ino for p in (tmp_path / "words" / str(words.name)).iterdir()}
    words.add([entry(4, "A heron.")])
    words.commit()
    now = {p.name: p.stat().st_ino for p in (tmp_path / "words" / str(words.name)).iterdir()}
    kept = before.keys() & now.keys() - {"meta.json", "seal.json", ".tantivy-meta.lock"}
    assert kept
    assert all(before[name] == now[name] for name in kept)


def test_what_is_discarded_never_was(words: Words) -> None:
    words.add([entry(4, "A heron.")])
    words.delete_papers([1])
    words.discard()
    assert words.ids() == [1, 2, 3]
    words.add([entry(5, "The writer's lock is free.")])
    words.commit()
    assert words.ids() == [1, 2, 3, 5]


def test_an_index_is_still_there_when_it_is_opened_again(words: Words, tmp_path: Path) -> None:
    words.close()
    assert Words(tmp_path / "words", words.name).ids() == [1, 2, 3]


@pytest.mark.parametrize(
    "pattern", ["meta.json", "*.term", "*.idx", "*.fieldnorm", "*.fast", "*.store", "seal.json"]
)
@pytest.mark.parametrize("harm", ["alter", "cut", "remove"])
def test_damage_is_told_in_a_sentence_and_not_copied_on(
    words: Words, tmp_path: Path, pattern: str, harm: str
) -> None:
    (path, *_) = (tmp_path / "words" / str(words.name)).glob(pattern)
    found(words, "otter")  # opened before
    data = path.read_bytes()
    if harm != "remove" or pattern == "seal.json":
        middle = len(data) // 2
        harmed = data[:middle] + (b"" if harm == "cut" else bytes([data[middle] ^ 1]) + data[middle + 1 :])
        # Another file in its place: to cut one that is mapped into memory ends the process that reads it.
        path.with_name("harmed").write_bytes(harmed)
        path.with_name("harmed").replace(path)
    else:
        path.unlink()
    for index in (words, Words(tmp_path / "words", words.name)):
        if index is words and pattern == "seal.json":
            continue  # it was read before, and the files are as it said
        with pytest.raises(IndexFolderError, match="doctor --fix"):
            found(index, "otter")
        with pytest.raises(IndexFolderError, match="doctor --fix"):
            index.add([entry(9, "A newt.")])


def test_begins_again_with_no_words(words: Words, tmp_path: Path) -> None:
    (tmp_path / "words" / str(words.name) / "meta.json").write_bytes(b"")
    words.restart()
    words.add([entry(9, "A newt.")])
    words.commit()
    assert words.ids() == [9]


def test_words_of_an_older_version_are_read_where_they_lie(words: Words, tmp_path: Path) -> None:
    words.close()
    for path in (tmp_path / "words" / str(words.name)).iterdir():
        if path.name != "seal.json":
            path.rename(tmp_path / "words" / path.name)
    old = Words(tmp_path / "words")
    assert old.is_of_old_version() and not old.is_sealed()
    assert old.ids() == [1, 2, 3]
    old.commit(always=True)
    old.prune()
    assert old.ids() == [1, 2, 3] and old.is_sealed()
    assert [path.name for path in (tmp_path / "words").iterdir()] == [old.name]
