"""Seals: what was written is known, and damage is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scrutiny_rag.store.seals import SEAL_NAME, Noted, Watch, damaged_files, look, read_seal, write_seal


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "deep" / "b.bin").write_bytes(b"")
    write_seal(tmp_path / SEAL_NAME, ["a.bin", "deep/b.bin"], more={"parts": ["1"]})
    return tmp_path / SEAL_NAME


def test_a_seal_is_read_as_it_was_written(sealed: Path) -> None:
    files, more = read_seal(sealed) or ({}, {})
    assert files == look(sealed.parent, ["a.bin", "deep/b.bin"])
    assert files["deep/b.bin"] == Noted(0, 0)
    assert more == {"parts": ["1"]}
    assert read_seal(sealed.with_name("none.json")) is None
    assert Watch().check(sealed)
    assert not Watch().check(sealed.with_name("none.json"))


@pytest.mark.parametrize("at", range(0, 180, 7))
def test_any_change_of_a_seal_is_damage(sealed: Path, at: int) -> None:
    data = sealed.read_bytes()
    at %= len(data)
    sealed.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
    with pytest.raises(OSError, match="not as it was written"):
        read_seal(sealed)


def test_files_that_changed_are_named(sealed: Path) -> None:
    files, _ = read_seal(sealed) or ({}, {})
    assert damaged_files(sealed.parent, files) == []
    (sealed.parent / "a.bin").write_bytes(bytes(10240))
    (sealed.parent / "deep" / "b.bin").unlink()
    assert damaged_files(sealed.parent, files) == ["a.bin", "deep/b.bin"]


def test_a_watch_sees_what_changes_later(sealed: Path) -> None:
    watch = Watch()
    watch.check(sealed)
    path = sealed.parent / "a.bin"
    os.utime(path, ns=(1, 1))
    assert watch.check(sealed), "a new time alone is no damage"
    with path.open("r+b") as file:
        file.seek(500)
        file.write(b"?")
    os.utime(path, ns=(2, 2))
    with pytest.raises(OSError, match=r"a\.bin is not as it was written"):
        watch.check(sealed)


def test_what_is_known_is_not_read_again(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, _ = read_seal(sealed) or ({}, {})
    monkeypatch.setattr("scrutiny_rag.store.seals._noted", lambda path: pytest.fail(f"{path} was read"))
    assert write_seal(sealed.with_name("other.json"), ["a.bin", "deep/b.bin"], files) == files
