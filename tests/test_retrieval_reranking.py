"""The cross-encoder, with a tiny one made here: it decides the order, and a wrong one is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from scrutiny_rag.models.cross_encoder import NamedCrossEncoder
from scrutiny_rag.retrieval.filters import Filters
from scrutiny_rag.retrieval.reranking import CrossEncoderReranker
from scrutiny_rag.retrieval.search import HybridRetriever
from scrutiny_rag.settings import Settings, SettingsError

WORDS = "eel gull pier net tide lock ladder the of is a".split()


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("encoder"), labels=1)


def made(folder: Path, labels: int) -> Path:
    """A BERT of one small layer with random weights, saved as a CrossEncoder."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(3)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab_file=str(vocabulary), model_max_length=64)
    config = BertConfig(
        vocab_size=len(WORDS) + 5,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        num_labels=labels,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def nodes(*texts: str) -> list[NodeWithScore]:
    return [
        NodeWithScore(node=TextNode(id_=str(n), text=text), score=1 - n / 10) for n, text in enumerate(texts)
    ]


def test_the_encoder_decides_the_order_and_the_scores_stay(model: Path) -> None:
    from sentence_transformers import CrossEncoder

    reranker = CrossEncoderReranker(NamedCrossEncoder(str(model)), top_n=4)
    assert isinstance(reranker, BaseNodePostprocessor)
    texts = ["eel net", "gull pier the tide", "lock", "ladder of the eel", "a pier"]
    judged = CrossEncoder(str(model), device="cpu").predict([("eel ladder", text) for text in texts[:4]])
    want = [texts[at] for at in sorted(range(4), key=lambda at: -judged[at])]
    ranked = reranker.postprocess_nodes(nodes(*texts), QueryBundle("eel ladder"))
    assert [each.node.get_content() for each in ranked] == [*want, "a pier"], "the rest stays behind"
    assert want != texts[:4], "the encoder has its own order"
    assert [each.score for each in ranked] == [pytest.approx(1 - n / 10) for n in range(5)]


def test_nothing_to_order(model: Path) -> None:
    reranker = CrossEncoderReranker(NamedCrossEncoder(str(model)))
    assert reranker.postprocess_nodes([], QueryBundle("eel")) == []
    one = nodes("eel")
    assert reranker.postprocess_nodes(one, QueryBundle("eel")) == one


def test_a_search_uses_it_where_it_is_set(model: Path) -> None:
    from invented_papers import VACANCIES, assistant

    opened = assistant()
    without = opened.settings.model_copy(update={"cross_encoder": "off"})
    assert CrossEncoderReranker.open(without) is None
    changed = opened.settings.model_copy(update={"cross_encoder": str(model), "cross_encoder_passages": 10})
    plain = HybridRetriever(opened._index, opened.embedding, without).find(VACANCIES, Filters())
    found = HybridRetriever(opened._index, opened.embedding, changed).find(VACANCIES, Filters())
    assert [h.score for h in found.hits] == pytest.approx([h.score for h in plain.hits])
    first, rest = [h.passage.id for h in found.hits[:10]], [h.passage.id for h in found.hits[10:]]
    before = [h.passage.id for h in plain.hits]
    assert sorted(first) == sorted(before[:10]) and first != before[:10] and rest == before[10:]
    assert found.widened(3)


@pytest.mark.parametrize("name", ["no-such/encoder", "nowhere"])
def test_one_that_cannot_be_had_is_one_sentence(name: str) -> None:
    with pytest.raises(
        SettingsError, match=r"cross-encoder '.*' cannot be loaded: set SCRUTINY_RAG_CROSS_ENCODER"
    ):
        CrossEncoderReranker.open(Settings(_env_file=None, cross_encoder=name))


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(SettingsError, match="cannot be loaded"):
        NamedCrossEncoder(str(tmp_path))


def test_a_model_that_does_not_rank_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="gives 3 scores a pair, not one"):
        NamedCrossEncoder(str(made(tmp_path, labels=3)))
