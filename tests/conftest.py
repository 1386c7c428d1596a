"""What all tests share: no network, one thread, and the embedding model, loaded once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest

if TYPE_CHECKING:
    from scrutiny_rag.models.embedding import PassageEmbedding
    from scrutiny_rag.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a machine without a language model, whatever its environment, with an index of the test's own."""
    from scrutiny_rag.settings import Settings

    return Settings(_env_file=None, index=tmp_path / "index", llm_base_url=None, llm_gguf=None)


@pytest.fixture(scope="session")
def embedding() -> PassageEmbedding:
    """The default embedding model."""
    from scrutiny_rag.models.embedding import PassageEmbedding
    from scrutiny_rag.settings import Settings

    return PassageEmbedding.open(Settings(_env_file=None))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests to those who ask for some by `-m`."""
    if config.option.markexpr:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]
