"""Attention in bfloat16 on a processor, for models of short texts.

torch's own kernel is made for long texts and wide heads; on passages of some hundred tokens and heads of 32 numbers,
two products of matrices with a softmax between them take half its time (`eval/ingestion_speed.py` shows the whole).
"""

from __future__ import annotations

from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from torch.nn import functional
from transformers import PreTrainedModel
from transformers.masking_utils import AttentionMaskInterface, flash_attention_mask
from transformers.modeling_utils import AttentionInterface

_NAME = "scrutiny_rag_short_texts"
_FAMILIES = frozenset({"bert", "roberta", "xlm-roberta"})
"""Models whose tokens look at all tokens of their text and at nothing else, as this attention has it."""
_MOST_TOKENS = 512
"""Longest text: the scores of all pairs of tokens are kept, which grow with its square."""
_KEYS_TO = 32
"""Keys are filled up to multiples of this: torch's softmax takes twice the time for other lengths."""


def use_short_attention(model: SentenceTransformer) -> None:
    """Have a bfloat16 model of short texts use this attention; any other model is left as it is."""
    transformer = getattr(model[0], "auto_model", None)
    if not isinstance(transformer, PreTrainedModel):
        return
    alike = transformer.config.model_type in _FAMILIES and not getattr(
        transformer.config, "is_decoder", False
    )
    short = (model.max_seq_length or _MOST_TOKENS + 1) <= _MOST_TOKENS
    if alike and short and transformer.dtype is torch.bfloat16:
        transformer.set_attn_implementation(_NAME)


def short_attention(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    scaling: float | None = None,
    dropout: float = 0.0,
    **kwargs: Any,
) -> tuple[torch.Tensor, None]:
    """Attention as transformers calls it: softmax(q·kᵀ·scaling)·v (Vaswani et al., 2017), without dropout.

    `query`, `key` and `value` have the shape (texts, heads, tokens, size of a head); `attention_mask` is True where
    a token is no padding, shape (texts, tokens), or None where there is none. Returns (texts, tokens, heads, size).
    """
    texts, heads, tokens, size = query.shape
    keys = -(-tokens // _KEYS_TO) * _KEYS_TO
    seen = attention_mask
    if keys > tokens:
        key, value = (functional.pad(each, (0, 0, 0, keys - tokens)) for each in (key, value))
        seen = query.new_ones(texts, tokens, dtype=torch.bool) if seen is None else seen
        seen = functional.pad(seen, (0, keys - tokens))
    scale = size**-0.5 if scaling is None else scaling
    scores = torch.bmm((query * scale).reshape(-1, tokens, size), key.reshape(-1, keys, size).transpose(1, 2))
    if seen is not None:
        hidden = torch.zeros(seen.shape, dtype=scores.dtype).masked_fill_(~seen, float("-inf"))
        scores.view(texts, heads, tokens, keys).add_(hidden[:, None, None, :])
    mixed = torch.bmm(scores.softmax(-1), value.reshape(-1, keys, size))
    return mixed.view(texts, heads, tokens, size).transpose(1, 2), None


AttentionInterface.register(_NAME, short_attention)
AttentionMaskInterface.register(_NAME, flash_attention_mask)
