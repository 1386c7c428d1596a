"""Rows are added to a manifest; those that are there stay."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from scrutiny_rag.errors import InputError
from scrutiny_rag.fetching.rows import COLUMNS, MANIFEST_NAME, ManifestRows
from scrutiny_rag.fetching.urls import identity
from scrutiny_rag.papers import manifest

SOURCE = "http://marlow.example/mgAi.aspx?ID=7"
KEY = identity(httpx.URL(SOURCE))
HEAD = ",".join(COLUMNS)


def rows(text: str) -> ManifestRows:
    return ManifestRows(text, Path("manifest.csv"))


def test_the_columns_are_those_that_ingest_reads() -> None:
    assert COLUMNS == manifest.COLUMNS
    assert MANIFEST_NAME == manifest.MANIFEST_NAME


def test_a_new_manifest_reads_back(tmp_path: Path) -> None:
    made = ManifestRows.read(tmp_path)
    assert made.add("item-7.html", {"title": 'Otters, "weirs"', "date": "2030-03-05", "source_url": SOURCE})
    (tmp_path / MANIFEST_NAME).write_text(made.text(), newline="")
    (row,) = manifest.read_manifest(tmp_path).values()
    assert row["title"] == 'Otters, "weirs"'
    assert row["source_url"] == SOURCE
    again = ManifestRows.read(tmp_path)
    assert again.names_of(KEY) == ["item-7.html"]
    assert not again.add("item-7.html", {"title": "Other", "source_url": SOURCE})
    assert again.text() == made.text()


def test_what_a_person_wrote_stays() -> None:
    text = '\ufefftitle,Paper,source_url\r\n"Quay, lamps",quay.pdf,\r\n\r\n,other.txt\r\n'
    made = rows(text)
    assert made.text() == text
    made.add("new.pdf", {"title": "New", "date": "2030-01-02", "source_url": SOURCE})
    assert made.text() == (
        '\ufefftitle,Paper,source_url,date\r\n"Quay, lamps",quay.pdf,\r\n\r\n,other.txt\r\n'
        f"New,new.pdf,{SOURCE},2030-01-02\r\n"
    )


def test_a_row_without_source_gains_one_and_nothing_else() -> None:
    made = rows("paper,title\nquay.pdf,Mine\n")
    assert made.key_of("quay.pdf") is None
    assert made.add("quay.pdf", {"title": "Theirs", "body": "Marlow", "source_url": SOURCE})
    assert made.text() == f"paper,title,source_url\nquay.pdf,Mine,{SOURCE}\n"
    assert made.key_of("quay.pdf") == KEY


def test_the_same_paper_is_found_by_any_of_its_addresses() -> None:
    made = rows(
        f"{HEAD}\nmine.html,,,,,,,https://MARLOW.example/mgai.aspx?J=1&id=7\nodd.pdf,,,,,,,not an address\n"
    )
    assert made.names_of(KEY) == ["mine.html"]
    assert "odd.pdf" in made
    assert made.key_of("odd.pdf") is None


@pytest.mark.parametrize("name", ["../up.html", "/tmp/x.html", "sub/x.html", ".bashrc", "..\\x.html"])
def test_a_manifest_leads_to_no_file_elsewhere(name: str) -> None:
    assert rows(f"{HEAD}\n{name},,,,,,,{SOURCE}\n").names_of(KEY) == []


@pytest.mark.parametrize("data", [b"title,body\nx,y\n", b'paper\n"open\n', b"paper\n\xff\xfe\n"])
def test_manifests_that_cannot_be_added_to(tmp_path: Path, data: bytes) -> None:
    (tmp_path / MANIFEST_NAME).write_bytes(data)
    with pytest.raises(InputError, match=r"manifest\.csv"):
        ManifestRows.read(tmp_path)
    (tmp_path / MANIFEST_NAME).unlink()
    (tmp_path / MANIFEST_NAME).mkdir()
    with pytest.raises(InputError, match=r"manifest\.csv"):
        ManifestRows.read(tmp_path)
