"""How memory is kept while a job embeds."""

from __future__ import annotations

import pytest

from scrutiny_rag.ingestion import memory
from scrutiny_rag.ingestion.memory import reused_memory


class _Library:
    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[int, ...]]] = []

    def mallopt(self, *values: int) -> int:
        self.calls.append(("mallopt", values))
        return 1

    def malloc_trim(self, *values: int) -> int:
        self.calls.append(("malloc_trim", values))
        return 1


def test_freed_memory_is_kept_inside_and_given_back_after(monkeypatch) -> None:
    library = _Library()
    monkeypatch.setattr(memory, "_glibc", lambda: library)
    with pytest.raises(RuntimeError), reused_memory():
        inside = list(library.calls)
        raise RuntimeError("the job fails")
    assert [name for name, _ in inside] == ["mallopt", "mallopt"]
    assert library.calls[-1] == ("malloc_trim", (0,))


def test_elsewhere_nothing_is_done(monkeypatch) -> None:
    monkeypatch.setattr(memory.sys, "platform", "darwin")
    with reused_memory():
        pass
    assert memory._glibc() is None
