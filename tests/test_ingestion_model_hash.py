"""The embedding model is the one that it should be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.ingestion import model_hash as module
from scrutiny_rag.ingestion.model_hash import model_hash


def test_the_packaged_model_is_as_it_was_published() -> None:
    assert model_hash("all-MiniLM-L6-v2") is not None
    assert model_hash("bge-small-en-v1.5") not in (None, model_hash("all-MiniLM-L6-v2"))


def test_a_packaged_model_that_was_altered_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    package, wanted = module._PACKAGED["all-MiniLM-L6-v2"]
    other = {"all-MiniLM-L6-v2": (package, {**wanted, "config.json": "0" * 64})}
    monkeypatch.setattr(module, "_PACKAGED", other)
    with pytest.raises(SettingsError, match="is not as it was published: reinstall"):
        model_hash("all-MiniLM-L6-v2")


def test_a_model_in_a_folder_is_known_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "one" / "deep").mkdir(parents=True)
    (tmp_path / "one" / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "one" / "deep" / "config.json").write_text("{}", encoding="utf-8")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    (tmp_path / "two" / "README.md").write_text("Other words.", encoding="utf-8")
    assert model_hash(str(tmp_path / "one")) == model_hash(str(tmp_path / "two"))
    (tmp_path / "two" / "model.safetensors").write_bytes(b"weightz")
    assert model_hash(str(tmp_path / "one")) != model_hash(str(tmp_path / "two"))
    assert model_hash("somebody/some-model") is None
