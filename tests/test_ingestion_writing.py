"""Nothing shows before it is published, and then all of it does."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from scrutiny_rag.ingestion.passages import PassageParser
from scrutiny_rag.ingestion.writing import Duplicate, IndexWriter, NewPaper, Unreadable
from scrutiny_rag.papers.model import Metadata, Paper
from scrutiny_rag.papers.reading import read_paper
from scrutiny_rag.store.index import Index
from scrutiny_rag.store.ledger import LIVE, SourceFile


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "index")


def new_paper(folder: Path, embedding, text: str, replaces=None) -> tuple[NewPaper, list[list[float]]]:
    path = folder / "moor.md"
    path.write_text(text, encoding="utf-8")
    paper = read_paper(path, "moor.md")
    nodes = PassageParser(embedding.count_tokens, 200).passages(paper)
    file = SourceFile("moor.md", str(path), None, 1, 1)
    return NewPaper(file, paper, nodes, replaces), embedding.embed([node.get_content() for node in nodes])


def shown(index: Index, folder: Path) -> list[str]:
    """Texts of the papers that another reader sees, whose passages are where they should be."""
    reader = Index(folder / "index")
    rows = reader.ledger.rows(*LIVE)
    assert set(reader.vectors.ids()) == set(reader.ledger.live_passage_ids()) <= set(reader.lexical.ids())
    texts = [reader.ledger.paper(row.id).text for row in rows]
    reader.close()
    return texts


def test_a_new_version_replaces_the_old_at_once(index: Index, tmp_path: Path, embedding) -> None:
    first, vectors = new_paper(tmp_path, embedding, "# Moor\n\nThe grouse were counted.\n")
    with index.writing():
        writer = IndexWriter(index, "r")
        writer.add([first], vectors)
        assert shown(index, tmp_path) == []
        writer.publish()
        assert shown(index, tmp_path) == [first.paper.text]

        (row,) = index.ledger.rows()
        second, vectors = new_paper(tmp_path, embedding, "# Moor\n\nThe larks were counted.\n", row)
        writer.add([second], vectors)
        assert shown(index, tmp_path) == [first.paper.text]
        writer.publish()
        assert shown(index, tmp_path) == [second.paper.text]
    assert len(index.ledger.rows()) == 1


def test_a_paper_without_passages_is_ready_too(index: Index, tmp_path: Path) -> None:
    with index.writing():
        writer = IndexWriter(index, "r")
        writer.add(
            [NewPaper(SourceFile("scan.pdf", "/scan.pdf", None, 1, 1), Paper("scan.pdf", ""), [], None)], []
        )
        writer.publish()
    (row,) = index.ledger.rows()
    assert (row.state, row.passages) == ("ready", 0)
    assert not (tmp_path / "index" / "vectors").exists(), "no vectors, no copy"


def test_duplicates_and_retired_papers_wait_for_the_publishing(
    index: Index, tmp_path: Path, embedding
) -> None:
    first, vectors = new_paper(tmp_path, embedding, "# Moor\n\nThe grouse were counted.\n")
    with index.writing():
        writer = IndexWriter(index, "r")
        writer.add([first], vectors)
        writer.publish()
        (row,) = index.ledger.rows()
        copy = SourceFile("copy.md", "/copy.md", None, 1, 1)
        paper = Paper("copy.md", first.paper.text, metadata=Metadata(title="Copy"))
        writer.add_duplicate(Duplicate(copy, paper, "moor.md", None))
        assert len(index.ledger.rows()) == 1
        writer.publish()
        assert [(r.name, r.state, r.same_as, r.words) for r in index.ledger.rows()] == [
            ("copy.md", "duplicate", "moor.md", row.words),
            ("moor.md", "ready", None, row.words),
        ]
        writer.retire(index.ledger.rows())
        assert len(index.ledger.rows()) == 2
        writer.publish()
    assert (index.ledger.rows(), index.vectors.ids(), index.lexical.ids()) == ([], [], [])


def test_a_failure_is_listed_when_the_version_that_it_replaces_goes(
    index: Index, tmp_path: Path, embedding
) -> None:
    first, vectors = new_paper(tmp_path, embedding, "# Moor\n\nThe grouse were counted.\n")
    with index.writing():
        writer = IndexWriter(index, "r")
        writer.add([first], vectors)
        writer.publish()
        (row,) = index.ledger.rows()
        writer.add_unreadable(Unreadable(first.file, "00", "It is locked.", row))
        assert [(r.id, r.state) for r in index.ledger.rows()] == [(row.id, "ready")]
        writer.publish()
        assert [(r.state, r.why, r.sha256) for r in index.ledger.rows()] == [
            ("failed", "It is locked.", "00")
        ]
    assert (index.vectors.ids(), index.lexical.ids()) == ([], [])


def test_a_publishing_that_fails_says_why(index: Index, tmp_path: Path, embedding, monkeypatch) -> None:
    first, vectors = new_paper(tmp_path, embedding, "# Moor\n\nThe grouse were counted.\n")
    monkeypatch.setattr(index.ledger, "set_state", lambda *given: 1 / 0)
    with index.writing(), pytest.raises(ZeroDivisionError), closing(IndexWriter(index, "r")) as writer:
        writer.add([first], vectors)
        writer.publish()
    with index.writing():
        assert index.ledger.rows() == []


def test_a_writer_that_is_closed_leaves_what_was(index: Index, tmp_path: Path, embedding) -> None:
    first, vectors = new_paper(tmp_path, embedding, "# Moor\n\nThe grouse were counted.\n")
    with index.writing():
        writer = IndexWriter(index, "r")
        writer.add([first], vectors)
        writer.close()
    with index.writing():
        assert index.ledger.rows() == []
    assert (index.vectors.ids(), index.lexical.ids()) == ([], [])
