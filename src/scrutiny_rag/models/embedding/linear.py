"""Linear layers in bfloat16 whose weights stand as the processor's library reads them.

torch hands oneDNN plain weights, which it puts in order anew at each call, and copies the bias beforehand; with both
prepared once, and the activation done where the sums still stand, embedding takes a twentieth less time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import torch
from torch import nn
from transformers.activations import GELUActivation

_ROWS = 2048
"""Tokens for which the weights are put in order; other numbers are computed as well."""
_Pointwise = Callable[[torch.Tensor, torch.Tensor, torch.Tensor | None, str, list[float], str], torch.Tensor]


class PackedLinear(nn.Module):
    """What a bfloat16 `nn.Linear` computes, followed by the exact GELU where `gelu` says so."""

    def __init__(self, linear: nn.Linear, *, gelu: bool = False) -> None:
        """Raises AttributeError, NotImplementedError or RuntimeError where torch lacks oneDNN's operations."""
        super().__init__()
        self._compute = cast("_Pointwise", torch.ops.mkldnn._linear_pointwise)
        self._weight = torch.ops.mkldnn._reorder_linear_weight(linear.weight.detach(), _ROWS)
        self._bias = None if linear.bias is None else linear.bias.detach()
        self._then = ("gelu", "none") if gelu else ("none", "")  # GELU without an approximation

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """Values of shape (..., inputs) to (..., outputs)."""
        name, approximation = self._then
        return self._compute(values, self._weight, self._bias, name, [], approximation)


def pack_linear_layers(model: nn.Module) -> None:
    """Put a packed layer in the place of each linear one, and of the GELU after it; none where torch cannot."""
    try:
        for module in list(model.modules()):
            if _feeds_gelu(module):
                module.dense = PackedLinear(cast("nn.Linear", module.dense), gelu=True)
                module.intermediate_act_fn = nn.Identity()
            for name, child in list(module.named_children()):
                if type(child) is nn.Linear:
                    setattr(module, name, PackedLinear(child))
    except (AttributeError, NotImplementedError, RuntimeError):
        # Another build of torch: what was not replaced computes the same, a little slower.
        return


def _feeds_gelu(module: nn.Module) -> bool:
    act = getattr(module, "intermediate_act_fn", None)
    exact = type(act) is GELUActivation and act.act is nn.functional.gelu
    return exact and type(getattr(module, "dense", None)) is nn.Linear
