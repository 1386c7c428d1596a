"""Stretches of text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutiny_rag.evaluation.spans import contains_one, count_words, find_quote, merged, overlaps, shared

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda s: (min(s), max(s))), max_size=6
)
SPAN = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda s: (min(s), max(s)))

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""These take microseconds, and on a machine busy with other work a second."""


def characters(spans: list[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


@UNHURRIED
@given(SPANS)
def test_merged_covers_the_same_characters(spans: list[tuple[int, int]]) -> None:
    joined = merged(spans)
    assert characters(joined) == characters(spans)
    assert all(before[1] < after[0] for before, after in pairwise(joined))


@UNHURRIED
@given(SPAN, SPANS)
def test_shared_counts_each_character_once(span: tuple[int, int], others: list[tuple[int, int]]) -> None:
    assert shared(span, others) == len(characters([span]) & characters(others))


@UNHURRIED
@given(SPAN, SPANS)
def test_overlaps_and_contains(span: tuple[int, int], others: list[tuple[int, int]]) -> None:
    own = characters([span])
    assert overlaps(span, others) == any(own & characters([other]) for other in others)
    filled = [other for other in others if other[0] < other[1]]
    assert contains_one(span, filled) == any(characters([other]) <= own for other in filled)


def test_a_quote_is_found_by_its_letters_and_digits_alone() -> None:
    text = "It cost (£5.00)\nin all. Its co-\nst: | £500 | IN  all."
    assert [text[a:b] for a, b in find_quote("“Cost £5.00 in all”", text)] == [
        "cost (£5.00)\nin all",
        "co-\nst: | £500 | IN  all",
    ]
    assert find_quote("cost £6.00 in", text) == []
    assert find_quote(" — ", text) == []


def test_places_of_a_quote_may_overlap_and_a_letter_stays_one_in_lower_case() -> None:
    assert find_quote("ha ha", "Ha ha ha") == [(0, 5), (3, 8)]
    assert find_quote("istanbul 5", "To İstanbul (5).") == [(3, 14)]


def test_a_share_of_one_is_enough() -> None:
    assert contains_one((0, 8), [(0, 10)], 0.8)
    assert not contains_one((0, 7), [(0, 10)], 0.8)
    assert not contains_one((0, 8), [(0, 10)])
    assert not contains_one((20, 30), [(0, 10), (25, 40)], 0.8)


def test_count_words_counts_a_word_in_two_spans_twice() -> None:
    assert count_words("one two three", [(0, 7), (4, 13)]) == 4
