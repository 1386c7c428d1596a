"""The ledger: what goes in comes out, all at once or not at all, and damage is told in a sentence."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from scrutiny_rag.errors import IndexFolderError
from scrutiny_rag.papers.model import Act, Block, BlockKind, Metadata, Page, Paper, PaperType
from scrutiny_rag.store.ledger import Ledger, PassageRow, SourceFile, State, passage_id
from scrutiny_rag.store.rows import as_date, as_number, paper_of
from scrutiny_rag.store.schema import SCHEMA_VERSION

PAPER = Paper(
    name="wells.pdf",
    text="Wells\n\nMayor Quill: The well is dry.",
    pages=(Page(1, 0, 7), Page(2, 7, 36)),
    blocks=(
        Block(BlockKind.HEADING, 0, 5, page=1),
        Block(
            BlockKind.TURN, 7, 36, heading=("Wells",), item="3(a)", paragraph="3.1", speaker="Mayor Quill",
            role="Chair", page=2, act=Act.NOTES, turn=0, exchange=1, speech_start=20, cells=(("Well", "dry"),),
        ),
    ),
    metadata=Metadata(
        "On wells", "Wellby Council", "Water Panel", date(2020, 2, 29), PaperType.TRANSCRIPT, False, "http://w.example"
    ),
    sha256="ab" * 32,
    warnings=("Page 1 is faint.",),
)  # fmt: skip
FILE = SourceFile("wells.pdf", "/papers/wells.pdf", "/papers", 99, 12345, '{"title": "On wells"}')


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite3")


def add(ledger: Ledger, name: str = "wells.pdf", state: State = State.READY, **more) -> int:
    file = SourceFile(name, f"/papers/{name}", None, 1, 1)
    return ledger.add(file, Paper(name, "text", sha256="00"), state, reader_version=1, **more)


def passage(paper_id: int, n: int, speaker: str | None = None) -> PassageRow:
    return PassageRow(passage_id(paper_id, n), paper_id, n, n + 1, None, None, None, speaker, None, None)


def test_a_paper_comes_out_as_it_went_in(ledger: Ledger) -> None:
    paper_id = ledger.add(FILE, PAPER, State.READY, reader_version=4, recipe="2/200", sketch=b"12345678")
    assert ledger.paper(paper_id) == PAPER
    (row,) = ledger.rows()
    assert (row.metadata, row.words, row.pages, row.warnings) == (PAPER.metadata, 7, 2, PAPER.warnings)
    assert (row.source, row.root, row.size, row.mtime_ns, row.manifest) == (
        "/papers/wells.pdf", "/papers", 99, 12345, '{"title": "On wells"}',
    )  # fmt: skip
    assert (row.reader_version, row.recipe, ledger.sketches()) == (4, "2/200", {paper_id: b"12345678"})
    with pytest.raises(KeyError):
        ledger.paper(paper_id + 1)


def test_ids_are_never_used_again(ledger: Ledger) -> None:
    first = add(ledger)
    ledger.drop([first])
    assert add(ledger) > first


def test_a_transaction_that_fails_writes_nothing(ledger: Ledger) -> None:
    generation = ledger.generation()
    with pytest.raises(ZeroDivisionError), ledger.transaction():
        add(ledger)
        ledger.set_fact("colour", "blue")
        raise ZeroDivisionError
    assert (ledger.rows(), ledger.fact("colour"), ledger.generation()) == ([], None, generation)


def test_the_generation_grows_with_every_change_of_the_list(ledger: Ledger) -> None:
    seen = [ledger.generation()]

    def grown() -> bool:
        seen.append(ledger.generation())
        return seen[-1] > seen[-2]

    paper_id = add(ledger)
    assert grown()
    ledger.set_state([paper_id], State.RETIRED)
    assert grown()
    ledger.set_metadata(paper_id, PAPER.metadata, "")
    assert grown()
    ledger.touch(paper_id, SourceFile("other.pdf", "/o", None, 1, 1))
    assert grown()
    ledger.touch(paper_id, SourceFile("other.pdf", "/o", None, 1, 2))
    assert not grown(), "a new time of a file changes nothing that is shown"
    ledger.drop([paper_id])
    assert grown()


def test_passages_are_counted_and_found(ledger: Ledger) -> None:
    one, two = add(ledger, "a"), add(ledger, "b", State.WRITING)
    ledger.add_passages(
        [passage(one, 0, "Quill"), passage(one, 1, "Quill"), passage(one, 2), passage(two, 0, "Ash")]
    )
    assert [row.passages for row in ledger.rows()] == [3, 1]
    assert ledger.passages_of(one)[1] == passage(one, 1, "Quill")
    assert set(ledger.passages([passage_id(one, 2), passage_id(two, 9)])) == {passage_id(one, 2)}
    assert len(ledger.passages(list(range(2000)))) == 0
    assert ledger.live_passage_ids() == [passage_id(one, n) for n in range(3)], (
        "what is being written is not live"
    )
    assert ledger.speakers() == [("Quill", 2)]
    assert ledger.passage_ids_by_speakers(["Ash", "Quill"]) == [passage_id(one, 0), passage_id(one, 1)]


def test_a_new_name_is_followed_by_those_that_name_it(ledger: Ledger) -> None:
    original = add(ledger, "a")
    add(ledger, "b", State.DUPLICATE, same_as="a")
    ledger.touch(original, SourceFile("x/a", "/x/a", None, 1, 1))
    assert {row.name: row.same_as for row in ledger.rows()} == {"x/a": None, "b": "x/a"}


def test_a_duplicate_inherits_text_and_passages(ledger: Ledger) -> None:
    original = ledger.add(FILE, PAPER, State.READY, reader_version=1)
    ledger.add_passages([passage(original, 0)])
    for name in ("copy", "third"):
        add(ledger, name, State.DUPLICATE, same_as="wells.pdf")
    heir = next(row for row in ledger.rows() if row.name == "copy")

    ledger.inherit(original, heir)

    rows = {row.name: row for row in ledger.rows()}
    assert set(rows) == {"copy", "third"}
    assert (rows["copy"].id, rows["copy"].source, rows["copy"].state) == (
        original,
        "/papers/copy",
        State.READY,
    )
    assert rows["third"].same_as == "copy"
    assert ledger.paper(original).text == PAPER.text
    assert ledger.passages_of(original)


def test_the_better_paper_is_named_of_live_ones_alone(ledger: Ledger) -> None:
    draft, failed = add(ledger, "draft"), add(ledger, "failed", State.FAILED)
    ledger.set_better({draft: "final", failed: "final"})
    assert {row.name: (row.state, row.same_as) for row in ledger.rows()} == {
        "draft": (State.SUPERSEDED, "final"),
        "failed": (State.FAILED, None),
    }
    ledger.set_better({draft: None})
    assert [row.name for row in ledger.rows(State.READY)] == ["draft"]


def test_readers_in_other_connections_see_only_what_is_finished(ledger: Ledger, tmp_path: Path) -> None:
    reader = Ledger(tmp_path / "ledger.sqlite3")
    with ledger.transaction():
        add(ledger)
        assert reader.rows() == []
    assert len(reader.rows()) == 1


@pytest.mark.parametrize("junk", [b"this is no database", b"SQLite format 3\0" + b"\xff" * 500])
def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(junk)
    with pytest.raises(IndexFolderError, match=r"damaged.*doctor --fix"):
        Ledger(tmp_path / "ledger.sqlite3")


def test_damage_that_shows_later_is_told_too(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    for n in range(200):
        add(ledger, f"paper {n}")
    ledger.close()
    path = tmp_path / "ledger.sqlite3"
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xa5" * (len(data) - 8192))
    with pytest.raises(IndexFolderError):
        Ledger(path).rows()


def test_a_newer_version_says_so_and_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    Ledger(path).set_fact("schema_version", str(SCHEMA_VERSION + 1))
    with pytest.raises(IndexFolderError, match="newer"):
        Ledger(path)
    assert sqlite3.connect(path).execute("SELECT value FROM facts").fetchone() == (str(SCHEMA_VERSION + 1),)


def test_a_version_that_is_no_number_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    Ledger(path).set_fact("schema_version", "two")
    with pytest.raises(IndexFolderError, match="damaged"):
        Ledger(path)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="cannot be used"):
        Ledger(tmp_path / "missing" / "ledger.sqlite3")


def test_tables_of_version_1_are_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    ledger = Ledger(path)
    add(ledger)
    for column in ("recipe", "sketch"):
        ledger.opened().execute(f"ALTER TABLE papers DROP COLUMN {column}")
    ledger.set_fact("schema_version", "1")
    ledger.close()

    again = Ledger(path)

    assert again.fact("schema_version") == str(SCHEMA_VERSION)
    assert [(row.name, row.recipe) for row in again.rows()] == [("wells.pdf", "")]


def test_numbers_of_dates_and_passages() -> None:
    assert as_number(date(2020, 2, 29)) == 20200229
    assert as_date(20200229) == date(2020, 2, 29)
    assert as_number(None) is as_date(None) is None
    assert passage_id(3, 4) + 1 == passage_id(3, 5)
    assert paper_of(passage_id(3, 4)) == 3
