"""Hostile and broken files: each is read or refused in a sentence, in time and memory; the good ones are indexed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile_files import hostile_files
from hostile_good import good_files
from ingesting import BEES, FERRY, KITES, Ingesting, assert_stores_agree
from scrutiny_rag.papers.bounded import MOST_MEMORY, SECONDS, BoundedReader, is_plain
from scrutiny_rag.papers.model import PaperError
from scrutiny_rag.papers.reading import read_paper

FILES = hostile_files()
SAMPLE = (
    "field-in-itself.pdf",
    "pages-in-themselves.pdf",
    "form-in-itself.pdf",
    "length-is-negative.pdf",
    "locked.pdf",
    "cut-at-0.5.docx",
    "flipped-1.xlsx",
    "archive-in-archive.docx",
    "part-names-climb.docx",
    "sections-in-sections.odt",
    "days-beyond-bounds.xlsx",
    "comment-without-end.html",
    "in-utf-16-le.txt",
    "surrogates.txt",
    "is-pdf.docx",
    "empty.odt",
)
LIBRARIES = 200_000_000
"""Bytes of memory that the programs themselves take, beside what a paper may need."""


@pytest.fixture(scope="module")
def reader() -> Iterator[BoundedReader]:
    with BoundedReader() as opened:
        yield opened


def most_memory(reader: BoundedReader) -> int:
    """Bytes that the reading process has held at most; 0 where it has ended, or where the system does not tell.

    What the system tells of ended processes counts what their parent held before they began, so it says nothing here.
    """
    status = Path(f"/proc/{reader._child.pid}/status") if reader._child is not None else None
    if status is None or not status.exists():
        return 0
    held = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    return int(held[1]) * 1024 if held else 0


def outcome(reader: BoundedReader, path: Path) -> str | None:
    """None where the file is read, else why it is not."""
    try:
        reader.read(path, path.name)
    except PaperError as error:
        return str(error)
    return None


@pytest.mark.parametrize("name", [*SAMPLE, *(pytest.param(name, marks=pytest.mark.slow) for name in FILES)])
def test_a_file_is_read_or_refused_within_its_bounds(
    reader: BoundedReader, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    before = time.process_time()
    why = outcome(reader, path)
    # The child's own time is bounded by its timer: here is what the job itself spends on a bad file.
    assert time.process_time() - before < SECONDS
    assert most_memory(reader) < MOST_MEMORY + LIBRARIES
    if why is not None:
        assert re.fullmatch(r"[A-Z].{10,300}[.]", why, re.DOTALL), why
        assert "Traceback" not in why


@pytest.mark.parametrize("given", ["html", "docx", "txt", "pdf", "odt"])
@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx"])
def test_an_archive_is_read_as_what_it_is(tmp_path: Path, kind: str, given: str) -> None:
    path = tmp_path / f"otters.{given}"
    path.write_bytes(good_files()[kind])
    assert "otters" in read_paper(path, path.name).text


def test_a_spreadsheet_broken_within_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "flipped.xlsx"
    for seed in range(6):
        path.write_bytes(FILES[f"flipped-{seed}.xlsx"]())
        with pytest.raises(PaperError, match="spreadsheet is damaged"):
            read_paper(path, path.name)


def test_there_are_two_hundred_of_them() -> None:
    assert len(FILES) >= 200


@pytest.mark.parametrize("kind", list(good_files()))
def test_the_papers_that_they_are_broken_from_are_good(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"otters.{kind}"
    path.write_bytes(good_files()[kind])
    assert "otters" in read_paper(path, path.name).text


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("good.txt", True),
        ("large.txt", False),
        ("is-pdf.txt", False),
        ("is-word.md", False),
        ("page.html", False),
    ],
)
def test_only_small_files_of_plain_text_are_read_without_bounds(
    tmp_path: Path, name: str, plain: bool
) -> None:
    content = {
        "large.txt": b"otters\n" * 200_000,
        "is-pdf.txt": good_files()["pdf"],
        "is-word.md": good_files()["docx"],
    }
    path = tmp_path / name
    path.write_bytes(content.get(name, b"The Otter Panel met.\n"))
    assert is_plain(path) is plain


def test_what_is_not_there_is_not_plain(tmp_path: Path) -> None:
    assert not is_plain(tmp_path / "none.txt")


@pytest.mark.parametrize(
    "names", [SAMPLE, pytest.param(tuple(FILES), marks=pytest.mark.slow)], ids=["sample", "all"]
)
def test_the_good_papers_beside_them_are_indexed(tmp_path: Path, embedding, names: tuple[str, ...]) -> None:
    ingesting = Ingesting(tmp_path, embedding)
    for name in names:
        ingesting.write(f"bad/{name}", FILES[name]())
    good = {"0-ferry.md": FERRY, "m-bees.md": BEES, "z-kites.md": KITES}
    for name, text in good.items():
        ingesting.write(name, text)
    report = ingesting.run()
    states = ingesting.states()
    assert {states[name] for name in good} == {"ready"}
    # Each of the others is read or listed with a reason; none is passed over in silence.
    assert len(states) == len(good) + len(names)
    assert {failure.paper for failure in report.failed} == {
        name for name, state in states.items() if state == "failed"
    }
    assert all(failure.why.endswith(".") for failure in report.failed)
    assert_stores_agree(ingesting.index)
