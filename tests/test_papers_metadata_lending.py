"""Bodies that folders lend to papers that name none."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from ingesting import Ingesting
from scrutiny_rag.ingestion.lending import lent_papers
from scrutiny_rag.missing import missing_from
from scrutiny_rag.papers.metadata.lending import PaperAt, lent_bodies

QUAY, WICK = PurePath("quay"), PurePath("wick")
NAMED = "Quay Parish Council\n\nMinutes of the meeting held on {day} May 2031\n\n1. Lamps\n\nThe lamps were lit.\n"
SILENT = "Lamp risks\n\nA lamp may go out in a storm, and then no ship sees the quay.\n"


@pytest.fixture
def ingesting(tmp_path: Path, embedding) -> Ingesting:
    return Ingesting(tmp_path, embedding)


def papers(folder: PurePath, *bodies: str | None, first: int = 0) -> list[PaperAt]:
    return [PaperAt(number, folder, body) for number, body in enumerate(bodies, first)]


def test_a_folder_whose_papers_agree_lends_to_its_silent_ones() -> None:
    quay = papers(QUAY, "Quay Council", "Quay Council", "QUAY COUNCIL", None)
    assert lent_bodies(quay) == {3: "Quay Council"}


def test_few_papers_or_two_bodies_lend_nothing() -> None:
    assert lent_bodies(papers(QUAY, "Quay Council", "Quay Council", None)) == {}
    assert lent_bodies(papers(QUAY, *["Quay Council"] * 3, *["Wick Council"] * 2, None)) == {}
    assert lent_bodies(papers(QUAY, None, None)) == {}


def test_a_folder_lends_to_no_other() -> None:
    both = [*papers(QUAY, *["Quay Council"] * 3), *papers(WICK, None, first=3)]
    assert lent_bodies(both) == {}


def test_a_job_lends_and_takes_back(ingesting: Ingesting) -> None:
    for day in (1, 2, 3):
        ingesting.write(f"minutes-{day}.txt", NAMED.format(day=day))
    ingesting.write("risks.txt", SILENT)
    ingesting.run()
    risks = ingesting.row("risks.txt")
    assert risks.metadata.body == "Quay Parish Council"
    assert lent_papers(ingesting.index.ledger) == {risks.id: "Quay Parish Council"}
    assert [each.lacks for each in missing_from([risks])] == [("date",)]
    ingesting.write("minutes-3.txt", NAMED.format(day=3).replace("Quay", "Wick"))
    ingesting.run()
    assert ingesting.row("risks.txt").metadata.body is None
    assert lent_papers(ingesting.index.ledger) == {}


def test_lending_again_changes_nothing(ingesting: Ingesting) -> None:
    for day in (1, 2, 3):
        ingesting.write(f"minutes-{day}.txt", NAMED.format(day=day))
    ingesting.write("risks.txt", SILENT)
    ingesting.run()
    before = ingesting.index.ledger.generation()
    report = ingesting.run()
    assert (report.added, report.updated, ingesting.index.ledger.generation()) == (0, 0, before)
