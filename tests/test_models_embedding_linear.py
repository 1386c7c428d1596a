"""Packed linear layers compute what torch's own do."""

from __future__ import annotations

import pytest
import torch
from torch import nn
from transformers.activations import GELUActivation

from scrutiny_rag.models.embedding import PassageEmbedding
from scrutiny_rag.models.embedding.linear import PackedLinear, pack_linear_layers
from scrutiny_rag.settings import Settings


def packs() -> bool:
    """True where torch's operations work: they need AVX-512 or the like."""
    try:
        PackedLinear(nn.Linear(4, 4).bfloat16())
    except (AttributeError, NotImplementedError, RuntimeError):
        return False
    return True


needs_packing = pytest.mark.skipif(not packs(), reason="this processor keeps torch's own layers")


class Feeding(nn.Module):
    """A layer with an activation after it, named as BERT's."""

    def __init__(self, act: nn.Module) -> None:
        super().__init__()
        self.dense = nn.Linear(16, 24)
        self.intermediate_act_fn = act

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return self.intermediate_act_fn(self.dense(values))


@needs_packing
@pytest.mark.parametrize("rows", [1, 3, 32, 2048, 5000])
@pytest.mark.parametrize("bias", [True, False])
def test_a_packed_layer_gives_the_layers_values(rows: int, bias: bool) -> None:
    torch.manual_seed(rows)
    linear = nn.Linear(16, 24, bias=bias).bfloat16()
    values = torch.randn(rows, 16).bfloat16()
    with torch.inference_mode():
        assert torch.allclose(PackedLinear(linear)(values).float(), linear(values).float(), atol=0.02)
        gelu = nn.functional.gelu(linear(values))
        assert torch.allclose(PackedLinear(linear, gelu=True)(values).float(), gelu.float(), atol=0.02)


@needs_packing
@pytest.mark.parametrize("act", [GELUActivation(), nn.ReLU(), nn.GELU(approximate="tanh")])
def test_only_the_exact_gelu_is_taken_into_the_layer(act: nn.Module) -> None:
    module = Feeding(act).bfloat16()
    values = torch.randn(7, 16).bfloat16()
    with torch.inference_mode():
        before = module(values)
        pack_linear_layers(module)
        assert isinstance(module.dense, PackedLinear)
        assert isinstance(module.intermediate_act_fn, nn.Identity) is isinstance(act, GELUActivation)
        assert torch.allclose(module(values).float(), before.float(), atol=0.02)


def test_a_torch_without_the_operations_keeps_its_own_layers(monkeypatch) -> None:
    def missing(*given, **how):
        raise NotImplementedError

    monkeypatch.setattr("scrutiny_rag.models.embedding.linear.PackedLinear", missing)
    module = Feeding(GELUActivation())
    pack_linear_layers(module)
    assert type(module.dense) is nn.Linear
    assert isinstance(module.intermediate_act_fn, GELUActivation)


@needs_packing
@pytest.mark.parametrize(("precision", "packed"), [("float32", False), ("bfloat16", True)])
def test_a_model_in_bfloat16_is_packed(precision: str, packed: bool) -> None:
    model = PassageEmbedding.open(Settings(_env_file=None, embedding_precision=precision))._torch.model
    assert any(isinstance(module, PackedLinear) for module in model.modules()) is packed
