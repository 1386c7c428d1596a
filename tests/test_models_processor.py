"""What is read of the processor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scrutiny_rag.models import cross_encoder, processor
from scrutiny_rag.models.cross_encoder import PackagedCrossEncoder


@pytest.mark.parametrize(
    ("flags", "exact"),
    [
        ("flags\t\t: fpu avx2 avx512f avx512_vnni", True),
        ("flags\t\t: fpu avx2 avx_vnni", True),
        ("flags\t\t: fpu avx2 avx512f avx512bw", False),
        ("Features\t: fp asimd", False),
        ("", False),
    ],
)
def test_exact_products_are_told_by_the_flags(tmp_path: Path, flags: str, exact: bool) -> None:
    info = tmp_path / "cpuinfo"
    info.write_text(f"processor\t: 0\n{flags}\n")
    assert processor.has_exact_products(info) is exact


def test_a_machine_that_does_not_tell_takes_the_safe_way(tmp_path: Path) -> None:
    assert processor.has_exact_products(tmp_path / "none") is False


@pytest.mark.skipif(
    not processor.has_exact_products(), reason="This processor lacks exact eight-bit products."
)
def test_scores_are_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Six harbour warden posts were vacant in March.", "The fog bell rings every evening."]
    fast = PackagedCrossEncoder().score("How many posts are vacant?", texts)
    monkeypatch.setattr(cross_encoder, "has_exact_products", lambda: False)
    assert np.array_equal(fast, PackagedCrossEncoder().score("How many posts are vacant?", texts))
