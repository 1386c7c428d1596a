"""Merged sentences come apart."""

from __future__ import annotations

from scrutiny_rag.english.merged import parts


def test_a_merged_sentence_comes_apart() -> None:
    assert parts("Ms Orr mended the pier, and Mr Pell sold the boat.") == (
        "Ms Orr mended the pier.",
        "Mr Pell sold the boat.",
    )
    assert parts("Ms Orr noted the plan and asked for a map.")[1] == "Ms Orr asked for a map."
    assert parts("Ms Orr noted the plan.") == ("Ms Orr noted the plan.",)
