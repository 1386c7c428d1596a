"""Passages into stretches: one a place, none overlapping, none across papers or agenda items."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.papers.model import Metadata, Paper
from scrutiny_rag.retrieval.context import (
    PLACE_WORDS,
    PLACES,
    RUN_WORDS,
    Scored,
    places,
    runs,
    surroundings,
    widen,
)
from scrutiny_rag.retrieval.results import WidenedPassage
from scrutiny_rag.store.ledger import PaperRow, PassageRow, State, passage_id

WORDS_A_PASSAGE = 12
PASSAGES = 30
PER_ITEM = 6
PAPERS = (1, 2)


def make_paper(number: int) -> tuple[Paper, list[PassageRow]]:
    """A paper of PASSAGES passages, a new agenda item every PER_ITEM, with something unindexed in between."""
    text, rows = "", []
    for n in range(PASSAGES):
        start = len(text)
        text += " ".join(f"p{number}n{n}w{w}" for w in range(WORDS_A_PASSAGE))
        item = str(n // PER_ITEM)
        rows.append(
            PassageRow(
                passage_id(number, n), number, start, len(text), n, f"Item {item}", item, None, None, None
            )
        )
        text += "\n\n[page mark]\n\n"
    return Paper(f"paper{number}.md", text), rows


TEXTS = {number: make_paper(number) for number in PAPERS}
ROWS = {row.id: row for _, rows in TEXTS.values() for row in rows}
PAPER_ROWS = {
    n: PaperRow(n, f"paper{n}.md", State.READY, None, "", None, 0, 0, "", 1, "", None, Metadata(date=date(2023, 1, n)),
                0, PASSAGES, None, ())
    for n in PAPERS
}  # fmt: skip


def hits(*at: tuple[int, int, float]) -> list[Scored]:
    """Hits as (paper, ordinal, score), best first; each bears on the question as its score says."""
    scored = [Scored(ROWS[passage_id(paper, n)], score, min(1.0, score)) for paper, n, score in at]
    return sorted(scored, key=lambda hit: -hit.score)


def widened(found: list[Scored], top_k: int = 20) -> list[WidenedPassage]:
    return list(widen(found, ROWS, PAPER_ROWS, lambda n: TEXTS[n][0], top_k))


def ordinals(run: list[Scored]) -> list[int]:
    return [hit.passage.id & 0xFFFFF for hit in run]


def words_of(row: PassageRow) -> int:
    return len(TEXTS[row.paper_id][0].text[row.char_start : row.char_end].split())


found_hits = st.lists(
    st.tuples(st.sampled_from(PAPERS), st.integers(0, PASSAGES - 1), st.floats(0.01, 2)),
    min_size=1,
    max_size=25,
    unique_by=lambda hit: hit[:2],
)


@given(found_hits, st.integers(1, 30))
def test_stretches_are_exact_apart_and_within_one_paper(at: list[tuple[int, int, float]], top_k: int) -> None:
    shown = widened(hits(*at), top_k)
    assert 1 <= len(shown) <= top_k
    taken: dict[str, list[tuple[int, int]]] = {}
    for stretch in shown:
        paper = TEXTS[int(stretch.paper[5])][0]
        assert stretch.text and stretch.text == paper.text[stretch.char_start : stretch.char_end]
        for start, end in taken.setdefault(stretch.paper, []):
            assert stretch.char_end <= start or end <= stretch.char_start
        taken[stretch.paper].append((stretch.char_start, stretch.char_end))


@given(found_hits)
def test_the_best_hit_comes_first_and_scores_never_rise(at: list[tuple[int, int, float]]) -> None:
    found = hits(*at)
    shown = widened(found)
    best = found[0].passage
    assert shown[0].paper == f"paper{best.paper_id}.md"
    assert shown[0].char_start <= best.char_start < best.char_end <= shown[0].char_end
    scores = [stretch.score for stretch in shown]
    assert scores == sorted(scores, reverse=True)


@given(found_hits)
def test_a_place_keeps_to_one_item_and_its_length(at: list[tuple[int, int, float]]) -> None:
    found = places(hits(*at), words_of)
    assert len(found) <= PLACES
    for run in found:
        assert len({(hit.passage.paper_id, hit.passage.item) for hit in run}) == 1
        assert ordinals(run) == list(range(ordinals(run)[0], ordinals(run)[-1] + 1))
        assert sum(words_of(hit.passage) for hit in run) <= PLACE_WORDS
    ids = [hit.passage.id for run in found for hit in run]
    assert len(ids) == len(set(ids))


def test_neighbours_nearly_as_good_join_a_place_and_weak_ones_do_not() -> None:
    (run,) = places(hits((1, 7, 1.0), (1, 8, 0.95)), words_of)
    assert ordinals(run) == [7, 8]
    assert [ordinals(run) for run in places(hits((1, 7, 1.0), (1, 8, 0.05)), words_of)] == [[7], [8]]


def test_a_place_ends_where_the_next_agenda_item_begins() -> None:
    assert [ordinals(run) for run in places(hits((1, 5, 1.0), (1, 6, 0.99)), words_of)] == [[5], [6]]


def test_a_stretch_goes_over_what_stands_between_its_passages() -> None:
    first = widened(hits((1, 7, 1.0), (1, 8, 0.95)))[0]
    assert first.text.startswith("p1n7w0 ") and first.text.endswith("p1n8w11") and "[page mark]" in first.text
    assert first.page == 7 and first.section == "Item 1"


def test_what_stands_around_the_best_place_comes_before_what_stands_far_off() -> None:
    around = [i & 0xFFFFF for i, _ in surroundings(hits((1, 14, 1.0)), ROWS)]
    assert around[0] == 14 and set(around[1:3]) == {13, 15}
    assert around.index(12) < around.index(11), "within the item before beyond its bounds"
    assert around.index(17) < around.index(18)


def test_surroundings_keep_to_the_papers_of_the_hits() -> None:
    assert {i >> 20 for i, _ in surroundings(hits((2, 0, 1.0)), ROWS)} == {2}


@pytest.mark.parametrize("top_k", [1, 2, PLACES, PLACES + 3])
def test_top_k_is_kept_and_filled_where_there_is_enough(top_k: int) -> None:
    found = hits(*((1 + n % 2, 2 + 4 * n, 1.0 - 0.05 * n) for n in range(7)))
    assert len(widened(found, top_k)) == top_k


def test_nothing_found_nothing_shown() -> None:
    assert widened([]) == []


def test_hits_of_score_0_are_no_error() -> None:
    assert widened(hits((1, 3, 0.0)))[0].text.startswith("p1n3w0")


def test_surroundings_follow_what_bears_on_the_question_and_places_the_score() -> None:
    found = [Scored(ROWS[passage_id(1, 2)], 1.0, 0.1), Scored(ROWS[passage_id(2, 2)], 0.6, 1.0)]
    shown = widened(found, 4)
    assert [stretch.paper for stretch in shown] == ["paper1.md", "paper2.md", "paper2.md", "paper2.md"]


def test_what_stands_around_comes_in_runs_of_one_item_within_their_length() -> None:
    by_pull = [ROWS[passage_id(1, n)] for n in (14, 15, 18, 16, 17, 20, 2)]
    found = runs([(row, 1.0 - n / 10) for n, row in enumerate(by_pull)], words_of, 3)
    assert [[row.id & 0xFFFFF for row in run] for run, _ in found] == [[14, 15, 16, 17], [18], [20]]
    assert [pull for _, pull in found] == [1.0, 0.8, 0.5]
    long = [(ROWS[passage_id(2, n)], 1.0) for n in range(PER_ITEM)]
    (run, _), *_ = runs(long, lambda row: RUN_WORDS // 2, 9)
    assert len(run) == 2
