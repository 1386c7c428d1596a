"""Dates as far as they are stated."""

from __future__ import annotations

import pytest

from scrutiny_rag.english.dates import dates


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("on 14 January 2025", (2025, 1, 14, "")),
        ("on January 14, 2025", (2025, 1, 14, "")),
        ("2025-01-14", (2025, 1, 14, "")),
        ("14/01/2025", (2025, 1, 14, "")),
        ("by the end of May 2025", (2025, 5, None, "")),
        ("in March", (None, 3, None, "")),
        ("in 2003", (2003, None, None, "")),
        ("in the autumn", (None, None, None, "autumn")),
        ("on Tuesday", (None, None, None, "tuesday")),
    ],
)
def test_dates_as_far_as_they_are_stated(text: str, stated: tuple[object, ...]) -> None:
    (date,) = dates(text)
    assert (date.year, date.month, date.day, date.part) == stated


def test_words_that_are_no_dates() -> None:
    assert dates("They may march on; 2,003 of them; £2016 was paid.") == []
