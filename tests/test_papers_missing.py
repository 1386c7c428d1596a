"""Papers of which body or date is not known, and the manifest to say them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingesting import Ingesting
from scrutiny_rag.missing import missing_from, write_manifests
from scrutiny_rag.papers.manifest import add_to_manifest, read_manifest
from scrutiny_rag.papers.model import PaperError

KNOWN = (
    "Quay Parish Council\n\nMinutes of the meeting held on 3 May 2031\n\n1. Lamps\n\nThe lamps were lit.\n"
)


def test_papers_without_body_or_date_get_a_row_to_fill_in(tmp_path: Path, embedding) -> None:
    work = Ingesting(tmp_path, embedding)
    work.write("known.txt", KNOWN)
    work.write(
        "deep/risks.txt", "Lamp risks\n\nA lamp may go out, and then no ship sees the quay at night.\n"
    )
    work.run()
    missing = missing_from(work.index.ledger.rows())
    assert [(each.paper, each.lacks, each.path) for each in missing] == [
        ("risks.txt", ("body", "date"), "deep/risks.txt")
    ]
    (path,) = write_manifests(missing)
    assert path == work.papers / "manifest.csv"
    path.write_text(
        path.read_text().replace("deep/risks.txt,,,,", "deep/risks.txt,,Quay Parish Council,,2031-05-03")
    )
    work.run()
    assert missing_from(work.index.ledger.rows()) == []


def test_a_manifest_keeps_what_it_says_and_names_no_paper_twice(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(
        'paper,body\na.txt,"Quay, Wick and Oar Council"', encoding="utf-8-sig"
    )
    add_to_manifest(tmp_path, ["a.txt", "b.txt"])
    add_to_manifest(tmp_path, ["a.txt", "b.txt"])
    assert read_manifest(tmp_path) == {
        "a.txt": {"paper": "a.txt", "body": "Quay, Wick and Oar Council"},
        "b.txt": {"paper": "b.txt"},
    }


def test_a_manifest_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match=r"cannot be written.*write it by hand"):
        add_to_manifest(tmp_path / "gone", ["a.txt"])
