"""Files are saved whole, and never over what is not ours."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest

from scrutiny_rag.errors import InputError
from scrutiny_rag.fetching.folder import Folder
from scrutiny_rag.fetching.urls import parse_url

URL = httpx.URL("http://marlow.example/documents/s1/Otters.pdf")
NAME = "s1-Otters.pdf"
CELLS = {"title": "Otters", "source_url": str(URL)}


def save(folder: Path, body: bytes, url: httpx.URL = URL, suffix: str = ".pdf") -> tuple[str, str]:
    with Folder(folder) as opened:
        return opened.save(url, suffix, body, CELLS | {"source_url": str(url)}, None)


def shown(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


def test_saved_then_unchanged_then_saved(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    assert save(folder, b"one") == (NAME, "saved")
    before = (folder / NAME).stat().st_mtime_ns, shown(folder)
    assert save(folder, b"one") == (NAME, "unchanged")
    assert ((folder / NAME).stat().st_mtime_ns, shown(folder)) == before
    assert save(folder, b"two") == (NAME, "saved")
    assert (folder / NAME).read_bytes() == b"two"
    assert set(shown(folder)) == {NAME, "manifest.csv"}


@pytest.mark.parametrize("existing", [NAME, NAME.upper()])
def test_a_file_that_is_not_ours_stays(tmp_path: Path, existing: str) -> None:
    (tmp_path / existing).write_bytes(b"mine")
    assert save(tmp_path, b"theirs") == ("s1-Otters-2.pdf", "saved")
    assert (tmp_path / existing).read_bytes() == b"mine"
    assert save(tmp_path, b"theirs") == ("s1-Otters-2.pdf", "unchanged")


def test_a_name_that_a_row_holds_for_another_address(tmp_path: Path) -> None:
    save(tmp_path, b"one")
    other = httpx.URL("http://kelp.example/documents/s1/Otters.pdf")
    assert save(tmp_path, b"one", other) == ("s1-Otters-2.pdf", "saved")


def test_the_same_file_without_a_row_is_adopted(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"one")
    assert save(tmp_path, b"one") == (NAME, "unchanged")
    assert str(URL) in (tmp_path / "manifest.csv").read_text()


@pytest.mark.parametrize("dangling", [True, False])
def test_a_link_is_not_written_through(tmp_path: Path, dangling: bool) -> None:
    outside = tmp_path / "outside.pdf"
    if not dangling:
        outside.write_bytes(b"precious")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / NAME).symlink_to(outside)
    (folder / "manifest.csv").write_text(f"paper,source_url\n{NAME},{URL}\n")
    assert save(folder, b"theirs") == ("s1-Otters-2.pdf", "saved")
    assert outside.exists() is not dangling
    with Folder(folder) as opened:
        kept = opened.kept(URL)
    assert kept is not None
    assert kept.name == "s1-Otters-2.pdf"


def test_a_manifest_cannot_send_a_paper_elsewhere(tmp_path: Path) -> None:
    outside = tmp_path / "precious.pdf"
    outside.write_bytes(b"precious")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "manifest.csv").write_text(f"paper,source_url\n../precious.pdf,{URL}\n{outside},{URL}\n")
    assert save(folder, b"theirs") == (NAME, "saved")
    assert outside.read_bytes() == b"precious"


def test_a_paper_that_becomes_another_kind_of_file_has_another_name(tmp_path: Path) -> None:
    url = httpx.URL("http://marlow.example/view?id=3")
    assert save(tmp_path, b"<p>words", url, ".html") == ("view-id-3.html", "saved")
    assert save(tmp_path, b"%PDF-", url, ".pdf") == ("view-id-3.pdf", "saved")
    assert (tmp_path / "view-id-3.html").read_bytes() == b"<p>words"


def test_the_servers_time_is_kept(tmp_path: Path) -> None:
    with Folder(tmp_path) as opened:
        opened.save(URL, ".pdf", b"one", CELLS, 1_900_000_000.0)
        kept = opened.kept(URL)
    assert kept is not None
    assert kept.modified == 1_900_000_000.0


def test_the_search_for_a_free_name_reads_no_address_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise a page of many papers of one name takes a time that grows with their square.
    held = [f"s1-Otters{f'-{n}' if n > 1 else ''}.pdf,http://kelp.example/{n}\n" for n in range(1, 501)]
    (tmp_path / "manifest.csv").write_text("paper,source_url\n" + "".join(held))
    read: list[str] = []

    def counted(text: str) -> httpx.URL:
        read.append(text)
        return parse_url(text)

    with Folder(tmp_path) as opened:
        monkeypatch.setattr("scrutiny_rag.fetching.rows.parse_url", counted)
        assert opened.save(URL, ".pdf", b"one", CELLS, None) == ("s1-Otters-501.pdf", "saved")
    assert read == [str(URL)]


def test_two_fetches_do_not_write_at_once(tmp_path: Path) -> None:
    with Folder(tmp_path), pytest.raises(InputError, match="Another fetch"):
        Folder(tmp_path)
    Folder(tmp_path).__exit__(None, None, None)


def test_a_bad_manifest_leaves_no_lock(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("no columns\n")
    for _ in range(2):
        with pytest.raises(InputError, match="no column named paper"):
            Folder(tmp_path)


def test_folders_that_cannot_be_used(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    for path in (file, file / "below"):
        with pytest.raises(InputError, match="cannot be written to"):
            Folder(path)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        save(tmp_path, b"one")
    assert shown(tmp_path) == {}
