"""Long lists, cut short."""

from __future__ import annotations

import pytest

from scrutiny_rag.listing import first_few


@pytest.mark.parametrize(
    ("names", "shown"), [([], ""), (["a", "b"], "a, b"), (["a", "b", "c", "d"], "a, b and 2 more")]
)
def test_a_list_is_cut_after_so_many(names: list[str], shown: str) -> None:
    assert first_few(names, 2) == shown
