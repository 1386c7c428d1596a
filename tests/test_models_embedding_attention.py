"""Attention for short texts gives what torch's own gives."""

from __future__ import annotations

import pytest
import torch
from sentence_transformers import SentenceTransformer
from torch.nn.functional import scaled_dot_product_attention

from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.models.embedding.attention import short_attention, use_short_attention
from scrutiny_rag.settings import Settings


def heads(texts: int, tokens: int, spread: float = 1.0) -> list[torch.Tensor]:
    torch.manual_seed(tokens)
    each = [spread * torch.randn(texts, tokens, 4, 16).transpose(1, 2) for _ in range(3)]
    return [part.to(torch.bfloat16) for part in each]


def exactly(query, key, value, seen=None) -> torch.Tensor:
    mask = None if seen is None else seen[:, None, None, :]
    found = scaled_dot_product_attention(query.float(), key.float(), value.float(), mask)
    return found.transpose(1, 2)


@pytest.mark.parametrize("tokens", [1, 7, 31, 32, 33, 104, 256])
def test_it_is_softmax_attention_at_every_length(tokens: int) -> None:
    query, key, value = heads(3, tokens)
    found, weights = short_attention(torch.nn.Identity(), query, key, value, None)
    assert (found.shape, weights) == ((3, tokens, 4, 16), None)
    assert torch.allclose(found.float(), exactly(query, key, value), atol=0.03)


@pytest.mark.parametrize("tokens", [5, 32, 50])
def test_padding_is_not_looked_at(tokens: int) -> None:
    query, key, value = heads(4, tokens)
    lengths = torch.tensor([tokens, 1, tokens // 2, tokens - 1])
    seen = torch.arange(tokens)[None, :] < lengths[:, None]
    found, _ = short_attention(torch.nn.Identity(), query, key, value, seen)
    assert torch.allclose(found.float(), exactly(query, key, value, seen), atol=0.03)
    for padding in (key, value):
        padding.masked_fill_(~seen[:, None, :, None], 1e4)
    again, _ = short_attention(torch.nn.Identity(), query, key, value, seen)
    assert torch.allclose(again.float(), found.float(), atol=0.03)


def test_scores_beyond_what_an_exponential_holds_stay_finite() -> None:
    query, key, value = heads(2, 40, spread=12.0)
    assert float((query.float() @ key.float().transpose(2, 3)).max()) / 4 > 200
    found, _ = short_attention(torch.nn.Identity(), query, key, value, None)
    assert torch.isfinite(found).all()


def test_only_a_model_that_it_fits_uses_it(embedding) -> None:
    folder = PassageEmbedding.open(Settings(_env_file=None, embedding_precision="float32"))
    assert folder._torch.model[0].auto_model.config._attn_implementation == "sdpa"
    low = PassageEmbedding.open(Settings(_env_file=None, embedding_precision="bfloat16"))._torch.model
    assert low[0].auto_model.config._attn_implementation == "scrutiny_rag_short_texts"
    low[0].auto_model.set_attn_implementation("sdpa")
    low.max_seq_length = 8192  # too long to keep the scores of all pairs
    use_short_attention(low)
    assert low[0].auto_model.config._attn_implementation == "sdpa"
    use_short_attention(
        SentenceTransformer(modules=[torch.nn.Identity()], device="cpu")
    )  # no transformer: left alone
