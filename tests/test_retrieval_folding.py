"""Passages that other papers repeat are shown once, and the papers are named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from scrutiny_rag.assistant import Assistant
from scrutiny_rag.retrieval.folding import Said, fold
from scrutiny_rag.settings import Settings
from scrutiny_rag.store.rows import passage_id

LONG = "The panel agreed that forty two eel ladders be mended before the spring tide reaches the upper lock gates."


@dataclass(frozen=True)
class Hit:
    id: int
    text: str


def folded(*hits: Hit) -> tuple[list[int], dict[int, list[int]]]:
    same = np.asarray([1.0, 0.0], dtype=np.float32)
    kept, also = fold(hits, lambda h: h.id, lambda ids: dict.fromkeys(ids, same), lambda h: h.text)
    return [h.id for h in kept], {i: [h.id for h in others] for i, others in also.items()}


A, A2, B, C = passage_id(1, 0), passage_id(1, 1), passage_id(2, 0), passage_id(3, 0)


def test_the_better_one_stays_and_names_the_others() -> None:
    kept, also = folded(Hit(B, LONG), Hit(A, LONG.upper()), Hit(C, f"“{LONG}”"))
    assert (kept, also) == ([B], {B: [A, C]})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Hit(A, LONG), Hit(A2, LONG)),  # one paper that says it twice
        (Hit(A, LONG), Hit(B, LONG.replace("eel ladders", "wooden gangways near town"))),
        (Hit(A, LONG.replace("forty two", "42")), Hit(B, LONG.replace("forty two", "43"))),
        (Hit(A, "Noted."), Hit(B, "Noted.")),
    ],
)
def test_what_differs_or_says_little_is_kept(first: Hit, second: Hit) -> None:
    assert folded(first, second) == ([first.id, second.id], {})


def test_a_few_other_words_do_not_matter_but_figures_do() -> None:
    said = Said.of(LONG)
    assert said.same_as(Said.of(LONG.replace("spring tide", "spring tides")))
    assert not Said.of(f"{LONG} 7").same_as(Said.of(f"{LONG} 8"))


def test_a_search_shows_repeated_words_once(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, own in (
        ("one.md", "Gulls were counted at the pier."),
        ("two.md", "Seals were counted at the weir."),
    ):
        (folder / name).write_text(f"# {own[:5]}\n\n## Ladders\n\n{LONG}\n\n## Counts\n\n{own}\n")
    assistant = Assistant.open(tmp_path / "index", settings, create=True)
    assistant.ingest([folder])
    found = assistant.search("When are the eel ladders to be mended?").passages
    holding = [p for p in found if "eel ladders" in p.text]
    assert len(holding) == 1
    names = {"one.md", "two.md"}
    assert {holding[0].paper, *holding[0].also_in} == names
    assert holding[0].model_dump()["also_in"] and "also_in" not in found[-1].model_dump()
    assistant.close()
