"""What is told of the packaged models' files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutiny_rag.evaluation.provenance import embedding_folder, embedding_weights, file_sha256
from scrutiny_rag.health import check_weights
from scrutiny_rag.models.embedding.known import PACKAGED
from scrutiny_rag.settings import Settings


@pytest.mark.parametrize("name", sorted(PACKAGED))
def test_a_packaged_file_is_the_published_one(name: str) -> None:
    check = check_weights(name)
    assert check.ok and PACKAGED[name].sha256[:12] in check.says
    weights = embedding_weights(Settings(_env_file=None, embedding_model=name))
    assert weights is not None and file_sha256(weights) == PACKAGED[name].sha256
    assert weights.with_name("tokenizer.json").is_file()


def test_a_damaged_or_missing_file_is_told_and_another_model_is_not_judged(monkeypatch) -> None:
    model = PACKAGED["all-MiniLM-L6-v2"]
    for wrong, says in (
        (replace(model, sha256="0" * 64), "damaged"),
        (replace(model, package="no_such"), "missing"),
    ):
        monkeypatch.setitem(PACKAGED, model.name, wrong)
        check = check_weights(model.name)
        assert not check.ok and says in check.says
    assert check_weights("some/other-model").ok


def test_a_model_of_ones_own_is_a_folder(tmp_path) -> None:
    settings = Settings(_env_file=None, embedding_model=str(tmp_path))
    assert (embedding_folder(settings), embedding_weights(settings)) == (tmp_path, None)
    (tmp_path / "model.safetensors").write_bytes(b"x")
    assert embedding_weights(settings) == tmp_path / "model.safetensors"
