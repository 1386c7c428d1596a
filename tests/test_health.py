"""Doctor: what is wrong is found, and what can be mended is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingesting import BEES, FERRY, KITES, TOKENS, Ingesting, assert_stores_agree
from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.health import check_embedding, check_index
from scrutiny_rag.papers.model import Paper
from scrutiny_rag.repair import put_ledger_back, repair
from scrutiny_rag.store.index import CURRENT_VECTORS, CURRENT_WORDS, Index
from scrutiny_rag.store.ledger import SourceFile, State
from scrutiny_rag.store.lexical import LexicalEntry


@pytest.fixture
def work(tmp_path: Path, embedding) -> Ingesting:
    work = Ingesting(tmp_path, embedding)
    work.write("ferry.md", FERRY)
    work.write("bees.md", BEES)
    work.write("copy.md", BEES)
    work.write("kites.md", KITES)
    work.run()
    return work


def faults(index: Index) -> set[str]:
    return {check.what for check in check_index(index) if not check.ok}


def rewrite_vectors(index: Index, change: Callable) -> None:
    draft = index.vectors.draft()
    change(draft)
    draft.close()
    index.ledger.set_fact(CURRENT_VECTORS, draft.name)


def publish_words(work: Ingesting) -> None:
    name = work.index.lexical.publish()
    assert name is not None
    work.index.ledger.set_fact(CURRENT_WORDS, name)


def lose_vectors(work: Ingesting) -> None:
    rewrite_vectors(work.index, lambda draft: draft.delete_papers([work.row("ferry.md").id]))


def orphan_vectors(work: Ingesting) -> None:
    rewrite_vectors(work.index, lambda draft: draft.add([99 << 20], [99], [[0.1] * 384]))


def damage_vectors(work: Ingesting) -> None:
    work.index.vectors.close()
    next((work.index.folder / "vectors").rglob("chroma.sqlite3")).write_bytes(b"junk")


def alter_vectors(work: Ingesting) -> None:
    work.index.vectors.close()
    path = next((work.index.folder / "vectors").rglob("exact-vectors.bin"))
    path.write_bytes(bytes(path.stat().st_size))


def remove_vectors(work: Ingesting) -> None:
    work.index.vectors.close()
    shutil.rmtree(work.index.folder / "vectors")


def lose_words(work: Ingesting) -> None:
    work.index.lexical.delete_papers([work.row("bees.md").id])
    publish_words(work)


def orphan_words(work: Ingesting) -> None:
    work.index.lexical.add([LexicalEntry(99 << 20, 99, "Nobody's words.", "", [])])
    publish_words(work)


def double_words(work: Ingesting) -> None:
    paper_id = work.row("bees.md").id
    work.index.lexical.add([LexicalEntry(paper_id << 20, paper_id, "Once more.", "", [])])
    publish_words(work)


def leave_half_done(work: Ingesting) -> None:
    file = SourceFile("half.md", "/half.md", None, 1, 1)
    work.index.ledger.add(file, Paper("half.md", "Half."), State.WRITING, reader_version=1)


def lose_an_original(work: Ingesting) -> None:
    row = work.row("bees.md")
    work.index.ledger.drop([row.id])
    work.index.lexical.delete_papers([row.id])
    publish_words(work)
    rewrite_vectors(work.index, lambda draft: draft.delete_papers([row.id]))


def test_a_sound_index_is_sound_and_repair_leaves_it_alone(work: Ingesting) -> None:
    before = {row.name: (row.id, row.mtime_ns) for row in work.index.ledger.rows()}
    current = work.index.ledger.fact(CURRENT_VECTORS)
    assert faults(work.index) == set()
    assert all(check.says for check in check_index(work.index))
    assert repair(work.index, work.model, TOKENS) == []
    assert {row.name: (row.id, row.mtime_ns) for row in work.index.ledger.rows()} == before
    assert work.index.ledger.fact(CURRENT_VECTORS) == current


@pytest.mark.parametrize(
    ("harm", "fault", "embedded"),
    [
        (lose_vectors, "vectors", True),
        (orphan_vectors, "vectors", False),
        (damage_vectors, "vectors", False),
        (remove_vectors, "vectors", True),
        (alter_vectors, "vectors", True),
        (lose_words, "words", False),
        (orphan_words, "words", False),
        (double_words, "words", False),
        (leave_half_done, "unfinished work", False),
    ],
)
def test_a_fault_is_found_and_mended(work: Ingesting, harm: Callable, fault: str, embedded: bool) -> None:
    before = work.passages()
    harm(work)
    assert faults(work.index) == {fault}
    work.model.embedded.clear()

    done = repair(work.index, work.model, TOKENS)

    assert done and all(sentence.endswith((".", "`.")) for sentence in done)
    assert bool(work.model.embedded) is embedded
    assert faults(work.index) == set()
    assert_stores_agree(work.index)
    assert work.passages() == before
    assert repair(work.index, work.model, TOKENS) == []
    assert work.run().unchanged == 4


def test_a_duplicate_of_nothing_is_forgotten_and_found_again(work: Ingesting) -> None:
    lose_an_original(work)
    assert faults(work.index) == {"duplicates"}
    repair(work.index, work.model, TOKENS)
    assert faults(work.index) == set()
    assert work.run().added == 2
    assert work.states()["bees.md"] == "ready"


def test_a_damaged_word_index_is_made_again(work: Ingesting) -> None:
    work.index.close()
    next(work.index.folder.glob("words/*/meta.json")).write_text("{", encoding="utf-8")
    index = Index(work.index.folder)
    with pytest.raises(IndexFolderError, match="--fix"):
        index.lexical.ids()
    assert put_ledger_back(index.folder) == []
    work.model.embedded.clear()
    repair(index, work.model, TOKENS)

    assert faults(index) == set()
    assert work.model.embedded == []


def test_vectors_that_are_cut_short_are_a_fault_like_any_other(work: Ingesting, embedding) -> None:
    work.index.close()
    for graph in work.index.folder.glob("vectors/*/*/*.bin"):
        graph.write_bytes(graph.read_bytes()[:10])
    index = Index(work.index.folder)
    assert faults(index) == {"vectors"}
    assert check_embedding(embedding, index).ok


def test_a_damaged_ledger_is_put_back_from_its_copy(work: Ingesting) -> None:
    work.index.close()
    ledger = work.index.folder / "ledger.sqlite3"
    data = ledger.read_bytes()
    at = data.index(b"eleven hives")
    ledger.write_bytes(data[:at] + b"twelve" + data[at + 6 :])
    with pytest.raises(IndexFolderError, match="--fix"):
        Index(work.index.folder)
    assert put_ledger_back(work.index.folder) != []
    index = work.index = Index(work.index.folder)
    assert repair(index, work.model, TOKENS) == []
    assert faults(index) == set()
    assert "eleven hives" in index.ledger.paper(work.row("bees.md").id).text


def test_a_ledger_whose_copy_is_damaged_too_cannot_be_mended(work: Ingesting) -> None:
    work.index.close()
    for path in work.index.folder.rglob("ledger.sqlite3*"):
        path.write_bytes(b"junk" * 500)
    with pytest.raises(IndexFolderError, match="ingest again"):
        put_ledger_back(work.index.folder)


def test_a_ledger_that_is_missing_is_no_empty_one(work: Ingesting) -> None:
    work.index.close()
    (work.index.folder / "ledger.sqlite3").unlink()
    assert Index.exists(work.index.folder)
    with pytest.raises(IndexFolderError, match="--fix"):
        Index(work.index.folder)
    assert put_ledger_back(work.index.folder) != []
    assert faults(Index(work.index.folder)) == set()


def test_an_older_copy_of_the_ledger_brings_back_what_it_knows(work: Ingesting, tmp_path: Path) -> None:
    shutil.copytree(work.index.folder / "ledger-copy", tmp_path / "older")
    work.write("kites.md", KITES.replace("spring", "autumn"))
    work.run()
    work.index.close()
    shutil.rmtree(work.index.folder / "ledger-copy")
    (tmp_path / "older").rename(work.index.folder / "ledger-copy")
    (work.index.folder / "ledger.sqlite3").write_bytes(b"junk" * 500)

    put_ledger_back(work.index.folder)
    index = work.index = Index(work.index.folder)
    repair(index, work.model, TOKENS)
    assert faults(index) == set()
    assert_stores_agree(index)
    assert work.run().updated == 1
    assert "autumn" in index.ledger.paper(work.row("kites.md").id).text


@pytest.mark.parametrize("what", ["ledger.seal.json", "ledger-copy/seal.json", "ledger-copy/ledger.sqlite3"])
def test_a_damaged_seal_or_copy_is_made_anew(work: Ingesting, what: str) -> None:
    work.index.close()
    (work.index.folder / what).write_text("{", encoding="utf-8")
    assert put_ledger_back(work.index.folder) != [] or what.startswith("ledger-copy")
    index = Index(work.index.folder)
    repair(index, work.model, TOKENS)
    assert faults(index) == set()
    assert put_ledger_back(index.folder) == []


def test_damaged_graphs_are_made_again_from_the_plain_file(work: Ingesting) -> None:
    work.index.vectors.close()
    next(work.index.folder.glob("vectors/*/*/data_level0.bin")).write_bytes(b"junk" * 500)
    work.model.embedded.clear()
    done = repair(work.index, work.model, TOKENS)
    assert "Wrote the vectors of 3 papers again." in done
    assert work.model.embedded == []
    assert_stores_agree(work.index)


def test_a_paper_that_would_be_cut_otherwise_is_left_to_the_next_job(work: Ingesting) -> None:
    lose_words(work)
    done = repair(work.index, work.model, 40)
    assert any("ingest" in sentence for sentence in done)
    assert work.run().updated >= 1
    assert faults(work.index) == set()


def test_papers_without_text_are_named(work: Ingesting) -> None:
    file = SourceFile("scan.pdf", "/scan.pdf", None, 1, 1)
    work.index.ledger.add(file, Paper("scan.pdf", ""), State.READY, reader_version=1)
    (check,) = [check for check in check_index(work.index) if check.what == "papers without text"]
    assert not check.ok
    assert check.says == "scan.pdf"


def test_an_empty_index_has_no_papers(tmp_path: Path) -> None:
    assert faults(Index(tmp_path)) == {"papers"}


def test_a_job_at_work_is_no_fault_of_the_stores(work: Ingesting) -> None:
    leave_half_done(work)
    paper_id = work.row("half.md").id
    work.index.lexical.add([LexicalEntry(paper_id << 20, paper_id, "Half.", "", [])])
    publish_words(work)
    assert faults(work.index) == {"unfinished work"}


def test_the_embedding_model_is_asked_and_compared_with_the_index(work: Ingesting, embedding) -> None:
    assert check_embedding(embedding).ok
    check = check_embedding(embedding, work.index)
    assert check.ok
    assert "384" in check.says

    ids = work.index.ledger.live_passage_ids()
    draft = work.index.vectors.draft(empty=True)
    draft.add(ids, [i >> 20 for i in ids], [[1.0, 0.0]] * len(ids))
    draft.close()
    work.index.ledger.set_fact(CURRENT_VECTORS, draft.name)
    check = check_embedding(embedding, work.index)
    assert not check.ok
    assert "vectors of 2" in check.says
