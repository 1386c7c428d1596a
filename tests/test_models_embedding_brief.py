"""A question is embedded without torch, as torch would."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.settings import Settings

TEXTS = [
    "A heron?",
    "",
    "The budget for the bridge was agreed. " * 60,
    "£3.5 million — Cllr Ó Briain, (draft)",
]

_ASKED = """
import sys
from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.settings import Settings
model = PassageEmbedding.open(Settings(_env_file=None, embedding_model=sys.argv[1]))
assert len(model.get_query_embedding("Which bird?")) == model.dimensions
assert model.count_tokens(["a heron"]) == [2] and model.max_tokens > 200
heavy = {"torch", "transformers", "sentence_transformers", "chromadb"} & sys.modules.keys()
assert not heavy, heavy
"""


def opened() -> PassageEmbedding:
    return PassageEmbedding.open(
        Settings(_env_file=None, embedding_model="all-MiniLM-L6-v2", embedding_precision="float32")
    )


def test_numpy_gives_what_torch_gives() -> None:
    few, many = opened(), opened()
    brief = few.embed(TEXTS)
    (heavy,) = many.embed_in_turn([TEXTS])
    assert (few._loaded, many._brief) == (None, None)
    assert np.allclose(brief, heavy, atol=1e-5)
    assert np.array_equal(few.get_query_embedding(TEXTS[0]), brief[0])
    assert np.allclose(many.get_query_embedding(TEXTS[0]), brief[0], atol=1e-5)


def test_many_texts_have_torch_loaded() -> None:
    model = opened()
    model.embed(["heron " * 200] * 20)
    assert model._loaded is None
    model.embed(["heron " * 200] * 21)
    assert model._loaded is not None


def test_a_question_needs_no_torch() -> None:
    for name in ("all-MiniLM-L6-v2", "bge-small-en-v1.5"):
        subprocess.run([sys.executable, "-c", _ASKED, name], check=True)
