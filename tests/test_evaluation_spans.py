"""Stretches of text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.evaluation.spans import contains_one, count_words, find_quote, merged, overlaps, shared

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda s: (min(s), max(s))), max_size=6
)
SPAN = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda s: (min(s), max(s)))


def characters(spans: list[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


@given(SPANS)
def test_merged_covers_the_same_characters(spans: list[tuple[int, int]]) -> None:
    joined = merged(spans)
    assert characters(joined) == characters(spans)
    assert all(before[1] < after[0] for before, after in pairwise(joined))


@given(SPAN, SPANS)
def test_shared_counts_each_character_once(span: tuple[int, int], others: list[tuple[int, int]]) -> None:
    assert shared(span, others) == len(characters([span]) & characters(others))


@given(SPAN, SPANS)
def test_overlaps_and_contains(span: tuple[int, int], others: list[tuple[int, int]]) -> None:
    own = characters([span])
    assert overlaps(span, others) == any(own & characters([other]) for other in others)
    filled = [other for other in others if other[0] < other[1]]
    assert contains_one(span, filled) == any(characters([other]) <= own for other in filled)


def test_find_quote_folds_white_space_and_takes_nothing_as_a_pattern() -> None:
    text = "It cost (£5.00)\nin all. It cost  (£5.00) in all."
    assert [text[a:b].split() for a, b in find_quote("cost (£5.00) in", text)] == [
        ["cost", "(£5.00)", "in"]
    ] * 2
    assert find_quote("cost .£5.00. in", text) == []
    assert find_quote("  ", text) == []


def test_count_words_counts_a_word_in_two_spans_twice() -> None:
    assert count_words("one two three", [(0, 7), (4, 13)]) == 4
