"""The manifest beside papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scrutiny_rag.papers.manifest import read_manifest
from scrutiny_rag.papers.metadata import find_metadata
from scrutiny_rag.papers.model import PaperError, PaperType
from scrutiny_rag.papers.readers import Draft
from scrutiny_rag.papers.reading import with_overrides

HEADER = "paper,title,body,committee,date,type,draft,source_url\n"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "manifest.csv").write_bytes(text.encode(encoding))
    return folder


def test_a_row_has_its_filled_cells_alone(tmp_path: Path) -> None:
    write(
        tmp_path,
        HEADER
        + 'quay.pdf,"Lamps, and posts",Quay Council,Harbour Panel,2021-06-03,minutes,true,https://quay.example/1\n'
        + "bare.txt,,,,,,,\n\n",
    )
    rows = read_manifest(tmp_path)
    assert rows["quay.pdf"] == {
        "paper": "quay.pdf",
        "title": "Lamps, and posts",
        "body": "Quay Council",
        "committee": "Harbour Panel",
        "date": date(2021, 6, 3),
        "type": PaperType.MINUTES,
        "draft": True,
        "source_url": "https://quay.example/1",
    }
    assert rows["bare.txt"] == {"paper": "bare.txt"}


def test_a_row_wins_over_what_was_found(tmp_path: Path) -> None:
    write(tmp_path, "paper,date\nquay.txt,2020-01-02\n")
    found = find_metadata(Draft("Harbour Panel - 3 June 2021\n\nMinutes of the meeting\n"), "quay.txt")
    assert found.date == date(2021, 6, 3)
    corrected = with_overrides(found, read_manifest(tmp_path)["quay.txt"])
    assert (corrected.date, corrected.committee) == (date(2020, 1, 2), "Harbour Panel")


def test_commas_after_the_last_column_are_nothing(tmp_path: Path) -> None:
    write(tmp_path, "paper,title,,\nquay.txt,Quay,,\n")
    assert read_manifest(tmp_path)["quay.txt"] == {"paper": "quay.txt", "title": "Quay"}


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_columns_are_told_of(tmp_path: Path, mark: str) -> None:
    write(tmp_path, f"paper{mark}title\nquay.txt{mark}Quay\n")
    with pytest.raises(PaperError, match="save it with commas"):
        read_manifest(tmp_path)


def test_no_manifest_no_rows(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}


def test_columns_in_any_order_with_a_byte_order_mark(tmp_path: Path) -> None:
    write(tmp_path, "Type, Paper\r\nReport,quay.txt\r\n", "utf-8-sig")
    assert read_manifest(tmp_path)["quay.txt"]["type"] is PaperType.REPORT


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (HEADER + "a.txt,,,,3 June 2021,,,\n", 2, "date"),
        (HEADER + "a.txt,,,,2021-02-30,,,\n", 2, "date"),
        (HEADER + "ok.txt,,,,,,,\na.txt,,,,,song,,\n", 3, "type"),
        (HEADER + "a.txt,,,,,,perhaps,\n", 2, "draft"),
        (HEADER + "a.txt,,,,,,,javascript:alert(1)\n", 2, "source_url"),
        (HEADER + ",A title,,,,,,\n", 2, "paper"),
        (HEADER + "a.txt,,,,,,,\na.txt,,,,,,,\n", 3, "paper"),
        (HEADER + 'a.txt,"two\nlines",,,,,,\n', 3, "title"),
        (HEADER + "a.txt,Lamps, and posts,,,,minutes,,https://q.example/\n", 2, "9"),
        ("paper,colour\na.txt,red\n", 1, "'colour'"),
        ("paper,title,title\n", 1, "title"),
        ("title,body\nLamps,Quay Council\n", 1, "paper"),
    ],
)
def test_a_bad_cell_is_named_by_file_line_and_column(
    tmp_path: Path, text: str, line: int, column: str
) -> None:
    with pytest.raises(PaperError) as caught:
        read_manifest(write(tmp_path, text))
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'manifest.csv'}, line {line}, column {column}: ")
    assert "\n" not in message


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_bytes(b"paper\n\xff\xfe\x00\n")
    with pytest.raises(PaperError, match="UTF-8"):
        read_manifest(tmp_path)


def test_an_open_quotation_mark(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="not valid CSV"):
        read_manifest(write(tmp_path, HEADER + 'a.txt,"never closed,,,,,,\n'))
