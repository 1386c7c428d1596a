"""The embedding model behind LlamaIndex's base class."""

from __future__ import annotations

import math
import pickle
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import torch
from llama_index.core.base.embeddings.base import BaseEmbedding

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.models.embedding.torch_model import computes_in_bfloat16
from scrutiny_rag.settings import Settings

TEXTS = [
    "A heron stood in the reeds.",
    "The budget for the bridge was agreed.",
    "Bird. " * 60,
    "£3.5 million",
]


def test_it_is_an_embedding_of_llama_index(embedding) -> None:
    assert isinstance(embedding, BaseEmbedding)
    assert (embedding.dimensions, embedding.max_tokens) == (384, 256)
    assert (
        len(embedding.get_text_embedding("A heron.")) == len(embedding.get_query_embedding("A heron?")) == 384
    )


def test_vectors_are_of_length_one_and_in_the_order_of_the_texts(embedding) -> None:
    together = embedding.embed(TEXTS)
    assert all(math.isclose(sum(x * x for x in vector), 1, abs_tol=1e-5) for vector in together)
    for text, vector in zip(TEXTS, together, strict=True):
        assert float(np.dot(embedding.embed([text])[0], vector)) > 0.99
    assert embedding.embed([]) == []


def test_like_is_near_like(embedding) -> None:
    bird, money, question = embedding.embed([*TEXTS[:2], "Which bird was seen by the water?"])
    assert np.dot(question, bird) > np.dot(question, money) + 0.1


def test_progress_is_told_of_every_text_once(embedding) -> None:
    told: list[int] = []
    list(embedding.embed_in_turn([[f"Text {n}" for n in range(300)]], told.extend))
    assert sorted(told) == list(range(300))


def test_groups_come_in_turn_and_the_next_is_begun_before_one_is_handed_on(embedding) -> None:
    groups = [[f"Motion {n} of group {g}" for n in range(90)] for g in range(3)] + [[], ["Alone"]]
    begun: list[int] = []
    told: list[int] = []

    def each() -> Iterator[list[str]]:
        for g, group in enumerate(groups):
            begun.append(g)
            yield group

    done = 0
    for g, vectors in enumerate(embedding.embed_in_turn(each(), told.extend)):
        assert begun[-1] == min(g + 1, len(groups) - 1)
        done += len(groups[g])
        assert len(told) == done
        assert np.allclose(vectors, embedding.embed(groups[g]), atol=1e-2)
    assert done == sum(map(len, groups))


def test_groups_that_nobody_waits_for_are_dropped(embedding) -> None:
    groups = embedding.embed_in_turn([f"Item {n}"] * 200 for n in range(50))
    next(groups)
    groups.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("embed")]


def test_batches_hold_texts_of_like_length_and_no_more_than_fits(embedding) -> None:
    texts = [f"{'heron ' * (n % 190 + 1)}{n}" for n in range(400)]
    lengths = embedding.count_tokens(texts)
    batches = list(embedding._batches(embedding._lengths(texts)))
    assert sorted(i for batch in batches for i in batch) == list(range(400))
    assert all(len(batch) <= embedding.embed_batch_size for batch in batches)
    assert all(max(lengths[i] for i in batch) * len(batch) <= 2048 for batch in batches)
    assert all(max(lengths[i] for i in b) - min(lengths[i] for i in b) < 80 for b in batches)


@contextmanager
def cores(embedding: PassageEmbedding, count: int) -> Iterator[None]:
    before = embedding._cores
    embedding._cores = count
    try:
        yield
    finally:
        embedding._cores = before
        torch.set_num_threads(before)


def test_batches_beside_each_other_give_what_one_after_the_other_gives(embedding) -> None:
    texts = [f"Motion {n}: " + "heron " * (n % 50) for n in range(300)]
    after = embedding.embed(texts)
    with cores(embedding, 3):
        beside = embedding.embed(texts)
        assert torch.get_num_threads() == 3
        question = embedding.embed(texts[:1])  # by one core, which leaves the others as they were
        assert torch.get_num_threads() == 3
    assert np.allclose(beside, after, atol=1e-2)
    assert np.allclose(question, after[:1], atol=1e-2)


def test_tokens_are_counted_without_marks_and_without_a_limit(embedding) -> None:
    assert embedding.count_tokens(["heron", "", "a heron"]) == [1, 0, 2]
    assert embedding.count_tokens(["heron " * 1000]) == [1000]
    assert embedding.count_tokens([]) == []


def test_counting_beside_embedding_disturbs_neither(embedding) -> None:
    long = "heron " * 400
    alone = embedding.embed([long])[0]
    wrong: list[object] = []

    def count() -> None:
        for _ in range(200):
            try:
                if embedding.count_tokens([long]) != [400]:
                    wrong.append("count")
            except Exception as error:  # noqa: BLE001 (a thread's error would be lost)
                wrong.append(error)

    thread = threading.Thread(target=count)
    thread.start()
    beside = [embedding.embed([long])[0] for _ in range(5)]
    thread.join()
    assert wrong == []
    assert all(np.allclose(vector, alone, atol=1e-3) for vector in beside)


def test_precisions_agree(embedding) -> None:
    exact = PassageEmbedding.open(Settings(_env_file=None, embedding_precision="float32")).embed(TEXTS)
    short = PassageEmbedding.open(Settings(_env_file=None, embedding_precision="bfloat16")).embed(TEXTS)
    assert min(float(np.dot(a, b)) for a, b in zip(exact, short, strict=True)) > 0.99
    assert computes_in_bfloat16() in (True, False)


@pytest.mark.parametrize("name", ["no-such-model-anywhere", "folder"])
def test_a_model_that_cannot_be_loaded_is_told_in_a_sentence(tmp_path: Path, name: str) -> None:
    model = str(tmp_path) if name == "folder" else name
    with pytest.raises(SettingsError, match="SCRUTINY_RAG_EMBEDDING_MODEL"):
        PassageEmbedding.open(Settings(_env_file=None, embedding_model=model))


def test_it_is_not_pickled_by_mistake(embedding) -> None:
    with pytest.raises(TypeError, match="open it again"):
        pickle.dumps(embedding)


def test_a_few_texts_of_unlike_length_do_not_pad_each_other(embedding) -> None:
    texts = ["ferry " * n for n in (2, 3, 4, 5, 6, 7, 8, 9, 90, 91, 92, 93, 94, 95, 96, 97)]
    batches = [
        {len(texts[i].split()) > 50 for i in batch} for batch in embedding._batches(embedding._lengths(texts))
    ]
    assert batches == [{True}, {False}]


def test_single_words_are_shared_between_the_cores(embedding) -> None:
    with cores(embedding, 2):
        assert [len(batch) for batch in embedding._batches([8] * 40)] == [20, 20]
        assert [len(batch) for batch in embedding._batches([8] * 3)] == [3]
