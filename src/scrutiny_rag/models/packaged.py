"""Model files that come inside installed packages: found without importing the package, and checked by their hash."""

from __future__ import annotations

import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path

from scrutiny_rag.errors import SettingsError


@lru_cache(maxsize=16)
def packaged_file(package: str, relative: str, sha256: str | None = None) -> Path:
    """The file `relative` of the installed `package`.

    Raises SettingsError where the package or the file is missing, or where the file's SHA-256 is not `sha256`.
    """
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent if spec is not None and spec.origin else None
    path = folder / relative if folder is not None else None
    if path is None or not path.is_file():
        raise SettingsError(f"A model is missing: install the package {package} again.")
    if sha256 is not None and _sha256(path) != sha256:
        raise SettingsError(
            f"The model file {path.name} of the package {package} is damaged: install it again."
        )
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
