"""Which files are found, and what they are called."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from scrutiny_rag.errors import InputError, PaperError
from scrutiny_rag.ingestion.discovery import find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def write(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name, encoding="utf-8")
    return paths


def names(*paths: Path, taken: dict[str, str] | None = None) -> list[str]:
    return [found.file.name for found in find_files(paths, taken or {})]


def test_supported_files_below_a_folder_are_found(folder: Path) -> None:
    write(folder, "b.md", "A.PDF", "deep/er/c.html", "notes.pptx", ".hidden/d.md", ".e.md")
    assert names(folder) == ["A.PDF", "b.md", "c.html"]


def test_a_file_is_found_once_however_it_is_named(folder: Path) -> None:
    (path,) = write(folder, "a.md")
    assert names(folder, path, folder / "." / "a.md") == ["a.md"]


def test_a_file_named_by_itself_need_not_be_of_a_known_kind(folder: Path) -> None:
    (path,) = write(folder, "notes.pptx")
    assert names(path) == ["notes.pptx"]


def test_links_that_lead_out_of_the_folder_are_left_alone(folder: Path, tmp_path: Path) -> None:
    (outside,) = write(tmp_path / "secret", "diary.md")
    write(folder, "a.md")
    (folder / "link.md").symlink_to(outside)
    (folder / "deep").symlink_to(outside.parent)
    (folder / "nowhere.md").symlink_to(folder / "gone.md")
    (folder / "ring.md").symlink_to(folder / "ring.md")
    (folder / "same.md").symlink_to(folder / "a.md")
    unlisted: dict[Path, str] = {}
    assert [found.file.name for found in find_files([folder], {}, unlisted)] == ["a.md"]
    why = {path.name: reason for path, reason in unlisted.items()}
    assert why.keys() == {"link.md", "deep", "nowhere.md", "ring.md"}
    assert "out of the folder" in why["link.md"] and "out of the folder" in why["deep"]
    assert "not there" in why["nowhere.md"]
    assert "itself" in why["ring.md"]


def test_pipes_and_sockets_are_told_of_and_left_alone(folder: Path) -> None:
    write(folder, "a.md")
    os.mkfifo(folder / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path may not be long
        listening.bind("socket.pdf")
        os.chdir(here)
        unlisted: dict[Path, str] = {}
        assert [found.file.name for found in find_files([folder], {}, unlisted)] == ["a.md"]
    assert {path.name: "no file" in why for path, why in unlisted.items()} == {
        "pipe.md": True,
        "socket.pdf": True,
    }


@pytest.mark.parametrize(
    "name", [b"caf\xe9.txt", b"two\nlines.txt", b"\x1b[31mred.txt", "a\u202egpj.txt".encode()]
)
def test_names_that_cannot_be_shown_are_told_of_and_left_alone(folder: Path, name: bytes) -> None:
    write(folder, "a.md")
    (folder / os.fsdecode(name)).write_text("Words.", encoding="utf-8")
    unlisted: dict[Path, str] = {}
    assert [found.file.name for found in find_files([folder], {}, unlisted)] == ["a.md"]
    (why,) = unlisted.values()
    assert "rename" in why


def test_folders_that_cannot_be_opened_are_told_of(folder: Path, monkeypatch) -> None:
    write(folder, "a.md", "deep/b.md")
    _close(monkeypatch, folder / "deep")
    unlisted: dict[Path, str] = {}
    assert [found.file.name for found in find_files([folder], {}, unlisted)] == ["a.md"]
    assert unlisted == {folder / "deep": "The folder cannot be opened: Permission denied."}
    _close(monkeypatch, folder)
    with pytest.raises(InputError, match="Permission denied"):
        find_files([folder], {})


def _close(monkeypatch, folder: Path) -> None:
    """As if the folder could not be read: the superuser, who may run the tests, can read all."""
    scandir = os.scandir

    def refusing(path):
        if Path(path) == folder:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)


def test_names_that_repeat_are_relative_to_the_folder(folder: Path) -> None:
    write(folder, "minutes.md", "2021/minutes.md", "2022/minutes.md", "2022/agenda.md")
    assert names(folder) == ["2021/minutes.md", "2022/minutes.md", "agenda.md", "minutes.md"]


def test_no_two_files_have_one_name(folder: Path, tmp_path: Path) -> None:
    one, two, three = write(tmp_path, "x/a/m.md", "y/a/m.md", "z/b/m.md")
    found = names(one, two, three)
    assert len(set(found)) == 3
    assert {"a/m.md", "b/m.md"} <= set(found)
    assert len(set(names(tmp_path / "x", tmp_path / "y"))) == 2
    assert len(set(names(tmp_path / "x" / "a", tmp_path / "y" / "a"))) == 2


def test_a_name_of_another_paper_is_not_taken(folder: Path, tmp_path: Path) -> None:
    (other,) = write(tmp_path / "elsewhere", "a.md")
    write(folder, "a.md")
    taken = {"a.md": str(other.resolve())}
    assert names(folder, taken=taken) == ["papers/a.md"]
    other.unlink()
    assert names(folder, taken=taken) == ["a.md"], "the other's file is gone"


def test_a_paper_keeps_the_name_it_has(folder: Path) -> None:
    (path,) = write(folder, "2021/minutes.md")
    taken = {"2021/minutes.md": str(path.resolve())}
    assert names(folder, taken=taken) == names(path, taken=taken) == ["2021/minutes.md"]


def test_a_bare_name_that_comes_to_repeat_gives_way(folder: Path) -> None:
    one, _ = write(folder, "2021/minutes.md", "2022/minutes.md")
    assert names(folder, taken={"minutes.md": str(one.resolve())}) == ["2021/minutes.md", "2022/minutes.md"]


def test_manifest_rows_are_found_by_path_by_name_and_nearest_first(folder: Path) -> None:
    write(folder, "a.md", "deep/b.md", "deep/c.md", "d.md")
    (folder / "manifest.csv").write_text("paper,title\na.md,A\ndeep/b.md,far\nc.md,C\n", encoding="utf-8")
    (folder / "deep" / "manifest.csv").write_text("paper,title\nb.md,near\n", encoding="utf-8")
    found = {f.file.name: (f.overrides or {}).get("title") for f in find_files([folder], {})}
    assert found == {"a.md": "A", "b.md": "near", "c.md": "C", "d.md": None}
    assert {f.file.manifest for f in find_files([folder / "d.md"], {})} == {""}


def test_a_row_with_a_bare_name_is_of_no_file_that_shares_it(folder: Path) -> None:
    write(folder, "a.md", "deep/a.md", "one/b.md", "two/b.md", "deep/c.md")
    rows = "paper,title\na.md,A\nb.md,B\n.\\deep\\c.md,C\nd.md,D\n"
    (folder / "manifest.csv").write_text(rows, encoding="utf-8")
    warnings: list[str] = []
    found = {
        f.path.relative_to(folder.resolve()).as_posix(): f.overrides
        for f in find_files([folder], {}, warnings=warnings)
    }
    assert {name: row["title"] for name, row in found.items() if row} == {"a.md": "A", "deep/c.md": "C"}
    assert [warning.partition("rows of ")[2] for warning in warnings] == [
        "no paper that is there: 'b.md', 'd.md'."
    ]
    find_files([folder / "a.md"], {}, warnings=warnings)
    assert len(warnings) == 1, "files named one by one leave rows aside"


def test_files_of_other_kinds_are_told_of(folder: Path) -> None:
    write(folder, "a.md", "plan.pptx", "deep/b.PNG", "deep/c.png", "deep/.hidden.png", "LICENCE")
    warnings: list[str] = []
    find_files([folder, folder / "a.md"], {}, warnings=warnings)
    assert warnings == ["4 files are of kinds that are not read: 2 .png, 1 no ending, 1 .pptx."]


def test_what_cannot_be_looked_at_stops_no_other(folder: Path, monkeypatch) -> None:
    write(folder, "a.md", "shut/b.md")
    stat = Path.stat

    def denied(path: Path, **how):
        if path.name == "b.md":
            raise PermissionError(13, "Permission denied")
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", denied)
    unlisted: dict[Path, str] = {}
    taken = {"a.md": str(folder.resolve() / "shut" / "b.md")}
    assert [found.file.name for found in find_files([folder], taken, unlisted)] != []
    assert [(path.name, why) for path, why in unlisted.items()] == [
        ("b.md", "The file cannot be opened: Permission denied.")
    ]
    with pytest.raises(InputError, match="cannot be opened"):
        find_files([folder / "shut" / "b.md"], {})
    with pytest.raises(InputError, match="cannot be opened"):
        find_files([folder / ("a" * 400)], {})


def test_a_manifest_above_the_named_folder_does_not_count(folder: Path) -> None:
    write(folder, "deep/b.md")
    (folder / "manifest.csv").write_text("paper,title\nb.md,far\n", encoding="utf-8")
    assert find_files([folder / "deep"], {})[0].overrides is None


def test_what_is_missing_or_empty_is_said(folder: Path) -> None:
    with pytest.raises(InputError, match="no file or folder"):
        find_files([folder / "nothing.md"], {})
    with pytest.raises(InputError, match="holds no papers"):
        find_files([folder], {})


def test_a_wrong_manifest_is_said(folder: Path) -> None:
    write(folder, "a.md")
    (folder / "manifest.csv").write_text("paper,colour\na.md,blue\n", encoding="utf-8")
    with pytest.raises(PaperError, match="colour"):
        find_files([folder], {})


def test_a_wrong_manifest_below_is_told_of_and_stops_nothing(folder: Path) -> None:
    write(folder, "a.md", "deep/b.md", "deep/er/c.md")
    (folder / "deep" / "manifest.csv").write_text("paper,colour\nb.md,blue\n", encoding="utf-8")
    (folder / "deep" / "er" / "manifest.csv").write_text("paper,title\nc.md,Third\n", encoding="utf-8")
    unlisted: dict[Path, str] = {}
    found = {file.file.name: file for file in find_files([folder], {}, unlisted)}
    assert {name: file.manifest_known for name, file in found.items()} == {
        "a.md": True,
        "b.md": False,
        "c.md": False,
    }
    assert found["c.md"].overrides == {"paper": "c.md", "title": "Third"}
    ((path, why),) = unlisted.items()
    assert path == folder / "deep" / "manifest.csv"
    assert "line 1, column 'colour'" in why
