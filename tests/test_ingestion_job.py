"""The job from end to end, with the real stores and the real model."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from ingesting import BEES, FERRY, KITES, TOKENS, Ingesting, assert_stores_agree
from scrutiny_rag.errors import InputError, PaperError, SettingsError
from scrutiny_rag.ingestion.job import IngestionJob
from scrutiny_rag.ingestion.report import Progress


@pytest.fixture
def work(tmp_path: Path, embedding) -> Ingesting:
    return Ingesting(tmp_path, embedding)


def words_found(work: Ingesting, word: str) -> set[str]:
    """Papers in which a search by one word finds something."""
    hits = work.index.lexical.search({word: 1.0}, 50, fields={"text": 1.0})
    rows = work.index.ledger.passages([i for i, _ in hits])
    assert len(rows) == len(hits), "a hit that the ledger does not know"
    names = {row.id: row.name for row in work.index.ledger.rows()}
    return {names[row.paper_id] for row in rows.values()}


def test_papers_enter_all_three_stores(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    work.write("bees.md", BEES)

    report = work.run()

    assert (report.added, report.updated, report.unchanged, report.removed) == (2, 0, 0, 0)
    assert report.passages == len(work.model.embedded) == len(work.index.ledger.live_passage_ids()) > 3
    assert report.words == len(FERRY.split()) + len(BEES.split())
    assert work.states() == {"bees.md": "ready", "ferry.md": "ready"}
    assert_stores_agree(work.index)
    nearest = work.index.vectors.search(work.model.embed(["honey from hives on a roof"])[0], 1)[0][0]
    assert nearest >> 20 == work.row("bees.md").id


def test_a_second_run_does_nothing(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    work.run()
    generation, loads = work.index.ledger.generation(), work.model.loads
    vectors = sorted(path.name for path in (work.index.folder / "vectors").iterdir())

    report = work.run()

    assert (report.added, report.updated, report.unchanged, report.removed) == (0, 0, 1, 0)
    assert work.model.embedded == []
    assert work.model.loads == loads, "the model is not even loaded"
    assert work.index.ledger.generation() == generation
    assert sorted(path.name for path in (work.index.folder / "vectors").iterdir()) == vectors


def test_a_touched_file_is_not_read_again(work: Ingesting) -> None:
    path = work.write("ferry.md", FERRY)
    work.run()
    os.utime(path, ns=(1, 1))

    assert work.run().unchanged == 1
    assert work.row("ferry.md").mtime_ns == 1
    assert work.model.embedded == []


def test_an_edited_paper_replaces_its_old_passages_everywhere(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    work.write("bees.md", BEES)
    work.run()
    old = set(work.index.ledger.live_passage_ids())
    bees = work.row("bees.md").id

    work.write("ferry.md", FERRY.replace("ninety barrels of lamp oil", "seven crates of marzipan"))
    report = work.run()

    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    assert work.states() == {"bees.md": "ready", "ferry.md": "ready"}
    kept = set(work.index.ledger.live_passage_ids()) & old
    assert {i >> 20 for i in kept} == {bees}, "only the other paper's passages are still there"
    assert_stores_agree(work.index)
    assert words_found(work, "marzipan") == {"ferry.md"}
    assert words_found(work, "barrel") == set()


def test_a_deleted_paper_leaves_everything(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    work.write("bees.md", BEES)
    work.run()
    (work.papers / "ferry.md").unlink()

    report = work.run()

    assert (report.removed, report.unchanged) == (1, 1)
    assert work.states() == {"bees.md": "ready"}
    assert_stores_agree(work.index)
    assert words_found(work, "ferri") == set()


def test_papers_outside_the_named_folder_stay(work: Ingesting) -> None:
    work.write("sea/ferry.md", FERRY)
    work.write("land/bees.md", BEES)
    work.run()
    (work.papers / "sea" / "ferry.md").unlink()
    work.write("sea/kites.md", KITES)

    report = work.run(work.papers / "sea")

    assert (report.added, report.removed) == (1, 1)
    assert work.states() == {"bees.md": "ready", "kites.md": "ready"}


def test_a_bad_paper_is_listed_and_the_rest_goes_on(work: Ingesting) -> None:
    work.write("broken.pdf", b"%PDF-1.7 and then nothing of the kind")
    work.write("empty.txt", b"")
    work.write("ferry.md", FERRY)

    report = work.run()

    assert report.added == 1
    assert [failure.paper for failure in report.failed] == ["broken.pdf", "empty.txt"]
    assert all(failure.why.endswith(".") for failure in report.failed)
    assert work.states() == {"broken.pdf": "failed", "empty.txt": "failed", "ferry.md": "ready"}


def test_a_failure_is_listed_again_until_the_file_changes(work: Ingesting, monkeypatch) -> None:
    work.write("ferry.md", b"")
    first = work.run()
    with monkeypatch.context() as patched:
        patched.setattr("scrutiny_rag.ingestion.read_ahead.read_paper", pytest.fail)
        again = work.run()
    assert again.failed == first.failed
    assert again.added == again.unchanged == 0

    work.write("ferry.md", FERRY)
    mended = work.run()
    assert (mended.added, mended.failed) == (1, [])
    assert work.states() == {"ferry.md": "ready"}


def test_a_failure_is_tried_again_by_a_newer_reader(work: Ingesting, monkeypatch) -> None:
    work.write("ferry.md", b"")
    work.run()
    read = []

    def reader(path, name, overrides=None, *, ocr=False):
        read.append(name)
        raise PaperError("Still nothing.")

    monkeypatch.setattr("scrutiny_rag.ingestion.plan.READER_VERSION", 99)
    monkeypatch.setattr("scrutiny_rag.ingestion.read_ahead.read_paper", reader)
    assert [failure.why for failure in work.run().failed] == ["Still nothing."]
    assert read == ["ferry.md"]


def test_a_paper_that_turns_bad_keeps_its_last_good_version(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    work.run()
    work.write("ferry.md", b"")

    report = work.run()

    assert "stays in the index" in report.failed[0].why
    assert work.states() == {"ferry.md": "ready"}
    assert words_found(work, "lighthous") == {"ferry.md"}


def test_a_reader_that_breaks_in_an_unlisted_way_stops_no_other(work: Ingesting, monkeypatch) -> None:
    from scrutiny_rag.papers.reading import read_paper

    def reader(path, name, overrides=None, *, ocr=False):
        if name == "bees.md":
            raise RecursionError("too deep")
        return read_paper(path, name, overrides)

    monkeypatch.setattr("scrutiny_rag.ingestion.read_ahead.read_paper", reader)
    work.write("bees.md", BEES)
    work.write("ferry.md", FERRY)
    report = work.run()
    assert report.added == 1
    assert "RecursionError" in report.failed[0].why


def test_an_unreadable_file_is_listed_and_tried_every_time(work: Ingesting, monkeypatch) -> None:
    def reader(path, name, overrides=None, *, ocr=False):
        raise PaperError("The file cannot be opened: no permission.")

    work.write("ferry.md", FERRY)
    with monkeypatch.context() as patched:
        patched.setattr("scrutiny_rag.ingestion.read_ahead.read_paper", reader)
        patched.setattr("scrutiny_rag.ingestion.job.sha256_of", lambda path: "")
        assert len(work.run().failed) == 1
    assert work.run().added == 1, "it is tried again although the file looks as before"


# The same bytes under two names.


def test_the_same_bytes_are_embedded_once_and_listed_twice(work: Ingesting) -> None:
    work.write("a.md", FERRY)
    work.run()
    once = len(work.index.ledger.live_passage_ids())
    work.write("b.md", FERRY)

    report = work.run()

    assert (report.added, report.unchanged) == (1, 1)
    assert work.model.embedded == []
    assert work.states() == {"a.md": "ready", "b.md": "duplicate"}
    assert work.row("b.md").same_as == "a.md"
    assert len(work.index.ledger.live_passage_ids()) == once
    assert work.run().unchanged == 2


def test_a_copy_of_a_paper_whose_name_passes_to_another_is_listed_with_its_own(work: Ingesting) -> None:
    work.write("w/minutes.md", FERRY)
    work.run()
    work.write("minutes.md", KITES)
    work.write("copy.md", FERRY)

    work.run()

    assert work.row("copy.md").same_as == "w/minutes.md"
    assert work.states() == {"copy.md": "duplicate", "minutes.md": "ready", "w/minutes.md": "ready"}
    assert work.run().unchanged == 3


def test_a_copy_that_takes_the_name_of_its_original_is_embedded_once(work: Ingesting) -> None:
    work.write("w/minutes.md", FERRY)
    work.run()
    work.write("minutes.md", FERRY)
    work.run()
    assert work.model.embedded == []
    assert sorted(work.states().values()) == ["duplicate", "ready"]
    assert work.run().unchanged == 2


def test_the_second_takes_over_when_the_first_goes(work: Ingesting) -> None:
    for name in ("a.md", "b.md", "c.md"):
        work.write(name, FERRY)
    work.run()
    (work.papers / "a.md").unlink()

    report = work.run()

    assert report.removed == 1
    assert work.states() == {"b.md": "ready", "c.md": "duplicate"}
    assert work.row("c.md").same_as == "b.md"
    assert work.model.embedded == [], "the text is the same: nothing is embedded again"
    assert words_found(work, "lighthous") == {"b.md"}
    assert_stores_agree(work.index)
    assert work.run().unchanged == 2


def test_the_second_takes_over_when_the_first_changes(work: Ingesting) -> None:
    work.write("a.md", FERRY)
    work.write("b.md", FERRY)
    work.run()
    work.write("a.md", BEES)

    report = work.run()

    assert (report.added, report.updated) == (0, 1)
    assert work.states() == {"a.md": "ready", "b.md": "ready"}
    assert words_found(work, "lighthous") == {"b.md"}
    assert words_found(work, "hive") == {"a.md"}
    assert_stores_agree(work.index)


def test_a_duplicate_outside_the_named_folder_takes_over_too(work: Ingesting) -> None:
    work.write("sea/b.md", FERRY)
    work.write("sea/kites.md", KITES)
    work.write("land/a.md", FERRY)
    work.run()
    assert work.states()["b.md"] == "duplicate"
    (work.papers / "land" / "a.md").unlink()
    work.write("land/bees.md", BEES)

    work.run(work.papers / "land")

    assert work.states() == {"b.md": "ready", "bees.md": "ready", "kites.md": "ready"}
    assert words_found(work, "lighthous") == {"b.md"}


def test_when_the_first_turns_bad_the_second_has_its_words(work: Ingesting) -> None:
    work.write("a.md", FERRY)
    work.write("b.md", FERRY)
    work.run()
    work.write("a.md", b"")

    report = work.run()

    assert [failure.paper for failure in report.failed] == ["a.md"]
    assert work.states() == {"a.md": "failed", "b.md": "ready"}
    assert words_found(work, "lighthous") == {"b.md"}
    assert_stores_agree(work.index)


# Names.


def test_names_are_relative_where_they_repeat(work: Ingesting) -> None:
    work.write("2021/minutes.md", FERRY)
    work.write("2022/minutes.md", BEES)
    work.write("kites.md", KITES)
    work.run()
    assert set(work.states()) == {"2021/minutes.md", "2022/minutes.md", "kites.md"}


def test_a_name_that_comes_to_repeat_is_changed_without_embedding(work: Ingesting) -> None:
    work.write("2021/minutes.md", FERRY)
    work.run()
    assert set(work.states()) == {"minutes.md"}
    work.write("2022/minutes.md", BEES)

    report = work.run()

    assert set(work.states()) == {"2021/minutes.md", "2022/minutes.md"}
    assert (report.added, report.unchanged, report.removed) == (1, 1, 0)
    assert not any("lamp oil" in text for text in work.model.embedded)
    assert words_found(work, "lighthous") == {"2021/minutes.md"}


def test_a_moved_file_is_not_embedded_again(work: Ingesting) -> None:
    path = work.write("inbox/ferry.md", FERRY)
    work.run()
    (work.papers / "filed").mkdir()
    path.rename(work.papers / "filed" / "ferry.md")

    report = work.run()

    assert (report.unchanged, report.removed, report.added) == (1, 0, 0)
    assert work.row("ferry.md").source.endswith("filed/ferry.md")


# The manifest.


def manifest(work: Ingesting, row: str) -> None:
    work.write("manifest.csv", f"paper,title,committee,date,type\n{row}\n")


def test_a_manifest_changes_metadata_without_embedding(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    manifest(work, "ferry.md,Night boats,,2021-05-04,minutes")
    work.run()
    paper_id = work.row("ferry.md").id
    assert work.row("ferry.md").metadata.title == "Night boats"

    manifest(work, "ferry.md,Zeppelin nights,Boats Committee,2021-05-05,minutes")
    report = work.run()

    assert (report.updated, report.unchanged) == (1, 0)
    assert work.model.embedded == []
    row = work.row("ferry.md")
    assert (row.id, row.metadata.title, row.metadata.committee) == (
        paper_id,
        "Zeppelin nights",
        "Boats Committee",
    )
    assert row.metadata.date is not None and row.metadata.date.isoformat() == "2021-05-05"
    assert work.index.lexical.search({"zeppelin": 1.0}, 5, fields={"context": 1.0}), "found by its new title"
    assert_stores_agree(work.index)
    assert work.run().unchanged == 1


def test_a_manifest_row_that_goes_gives_the_papers_own_word_back(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    work.run()
    own = work.row("ferry.md").metadata
    manifest(work, "ferry.md,Night boats,,,")
    work.run()
    (work.papers / "manifest.csv").unlink()
    work.run()
    assert work.row("ferry.md").metadata == own


def test_another_passage_size_cuts_the_papers_anew(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    work.run()
    job = IngestionJob(work.index, work.model.load, 64)  # type: ignore[arg-type]
    assert job.run([work.papers]).updated == 1
    assert_stores_agree(work.index)


def test_a_newer_reader_that_reads_the_same_embeds_nothing(work: Ingesting, monkeypatch) -> None:
    work.write("ferry.md", FERRY)
    work.run()
    for module in ("plan", "writing"):
        monkeypatch.setattr(f"scrutiny_rag.ingestion.{module}.READER_VERSION", 99)
    assert work.run().updated == 1
    assert work.model.embedded == []
    assert work.run().unchanged == 1


# What is said before, while and after.


def test_a_dry_run_says_what_would_happen_and_writes_nothing(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    work.write("bees.md", BEES)
    work.write("gone.md", KITES)
    work.run()
    generation, states = work.index.ledger.generation(), work.states()
    work.write("ferry.md", FERRY + "\nOne more line.\n")
    work.write("new.md", "# New\n\nSomething that nobody has said before.\n")
    (work.papers / "gone.md").unlink()
    manifest(work, "bees.md,Bees and honey,,,")

    report = work.run(dry_run=True)

    assert [(change.paper, change.what) for change in report.changes] == [
        ("bees.md", "refresh"),
        ("ferry.md", "update"),
        ("gone.md", "remove"),
        ("new.md", "add"),
    ]
    assert (report.added, report.updated, report.removed, report.dry_run) == (1, 2, 1, True)
    assert (work.index.ledger.generation(), work.states()) == (generation, states)
    assert work.model.embedded == []
    real = work.run()
    assert (real.added, real.updated, real.removed) == (report.added, report.updated, report.removed)


def test_a_dry_run_knows_that_copies_follow_the_heir(work: Ingesting) -> None:
    for name in ("a.md", "b.md", "d.md"):
        work.write(name, FERRY)
    work.run()
    (work.papers / "a.md").unlink()
    said = work.run(dry_run=True)
    real = work.run()
    assert (said.updated, said.unchanged, said.removed) == (real.updated, real.unchanged, real.removed)


def test_progress_ends_with_every_paper_and_word(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    work.write("bees.md", BEES)
    work.write("copy.md", BEES)
    work.write("bad.pdf", b"no")
    told: list[Progress] = []
    IngestionJob(work.index, work.model.load, TOKENS, told.append).run([work.papers])  # type: ignore[arg-type]
    assert [p.papers_done for p in told] == sorted(p.papers_done for p in told)
    assert told[-1].papers_done == told[-1].papers_total == 4
    assert told[-1].words > 50
    assert told[-1].words_per_second == told[-1].words / told[-1].seconds


@pytest.mark.parametrize("what", ["missing", "empty folder"])
def test_wrong_paths_are_input_errors(work: Ingesting, what: str) -> None:
    path = work.papers / "nothing"
    if what == "empty folder":
        path.mkdir()
    with pytest.raises(InputError, match="nothing"):
        work.run(path)


@pytest.mark.parametrize("what", ["paper", "folder"])
def test_the_last_paper_leaves_when_that_is_said(work: Ingesting, what: str) -> None:
    path = work.write("deep/ferry.md", FERRY)
    work.write("kites.md", KITES)
    work.run()
    path.unlink()
    if what == "folder":
        path.parent.rmdir()
    with pytest.raises(InputError, match=r"has 1 paper from there: `--allow-empty`"):
        work.run(path.parent)
    assert len(work.states()) == 2
    assert work.run(path.parent, allow_empty=True).removed == 1
    assert work.states() == {"kites.md": "ready"}
    assert_stores_agree(work.index)


def test_rows_of_no_paper_are_told_of(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    manifest(work, "ferry.md,The ferry,,,\ngone.md,Gone,,,")
    (warning,) = work.run().warnings
    assert "manifest.csv has rows of no paper that is there: 'gone.md'." in warning


def test_a_wrong_manifest_stops_the_job_before_it_writes(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    manifest(work, "ferry.md,,,soon,")
    with pytest.raises(PaperError, match="date"):
        work.run()
    assert work.states() == {}


def test_what_a_manifest_said_stays_while_it_cannot_be_read(work: Ingesting) -> None:
    work.write("deep/ferry.md", FERRY)
    work.write("bees.md", BEES)
    work.write("deep/manifest.csv", "paper,title\nferry.md,The ferry\n")
    work.run()
    work.write("deep/manifest.csv", "paper,title\nferry.md,The ferry,more\n")
    work.write("deep/kites.md", KITES)
    report = work.run()
    assert (report.added, report.unchanged, [failure.paper for failure in report.failed]) == (
        1,
        2,
        ["manifest.csv"],
    )
    assert work.row("ferry.md").metadata.title == "The ferry"
    work.write("deep/manifest.csv", "paper,title\nferry.md,A ferry\n")
    assert (work.run().updated, work.row("ferry.md").metadata.title) == (1, "A ferry")


def test_a_file_over_the_limit_is_neither_read_nor_hashed_whole(work: Ingesting, monkeypatch) -> None:
    work.write("bees.md", BEES)
    path = work.write("huge.pdf", b"%PDF-1.7")
    os.truncate(path, 300_000_000_000)  # takes no room, and an hour to read
    for _ in range(2):
        report = work.run()
        (failure,) = report.failed
        assert failure.paper == "huge.pdf"
        assert "larger than" in failure.why
    os.utime(path, ns=(1, 1))
    assert [failure.paper for failure in work.run().failed] == ["huge.pdf"]


def test_two_writers_do_not_meet(work: Ingesting) -> None:
    work.write("ferry.md", FERRY)
    with FileLock(work.index.folder / "writer.lock"), pytest.raises(InputError, match="Another ingest"):
        work.run()
    assert work.run().added == 1


def test_a_job_that_breaks_off_leaves_what_was(work: Ingesting, monkeypatch) -> None:
    work.write("ferry.md", FERRY)
    work.run()
    before = work.passages()
    work.write("ferry.md", BEES)
    work.write("kites.md", KITES)

    with monkeypatch.context() as patched:
        patched.setattr("scrutiny_rag.ingestion.writing.IndexWriter.publish", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work.run()

    assert {row.name for row in work.index.ledger.rows() if row.state == "ready"} == {"ferry.md"}
    assert words_found(work, "lighthous") == {"ferry.md"}
    assert before <= work.passages()
    report = work.run()
    assert (report.added, report.updated) == (1, 1)
    assert_stores_agree(work.index)


def test_a_folder_that_was_copied_elsewhere_opens_there(work: Ingesting, tmp_path: Path) -> None:
    from scrutiny_rag.store.index import Index

    work.write("ferry.md", FERRY)
    work.run()
    work.index.close()
    shutil.move(work.index.folder, tmp_path / "moved")
    moved = Index(tmp_path / "moved")
    assert_stores_agree(moved)
    moved.close()


def test_ocr_that_is_not_installed_is_asked_for_in_vain(work: Ingesting, monkeypatch) -> None:
    monkeypatch.setattr("scrutiny_rag.ingestion.job.ocr_available", lambda: False)
    with pytest.raises(SettingsError, match="extra `ocr`"):
        IngestionJob(work.index, pytest.fail, 200, ocr=True)
