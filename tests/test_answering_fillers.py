"""What a sentence states that can answer: its numbers, dates and people, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.answering.fillers import Span, Stated, stated


def shown(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[a:b] for a, b in spans]


def numbers(text: str, *kinds: str) -> list[str]:
    return [text[n.start : n.end] for n in stated(text).of(*kinds)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("The wardens walked 41 quays and nine piers.", "plain", ["41", "nine"]),
        ("Lids cost £18,400, or €2m with fitting.", "money", ["£18,400", "€2m"]),
        ("Some 45 per cent of gulls stayed, 12% left.", "percent", ["45 per cent", "12%"]),
        ("It lasted three weeks.", "duration", ["three weeks"]),
        ("It rings every evening and is oiled monthly.", "frequency", ["monthly"]),
    ],
)
def test_numbers_by_kind(text: str, kind: str, found: list[str]) -> None:
    assert numbers(text, kind) == found
    assert not any(numbers(text, other) for other in ("ordinal", "time") if other != kind)


@pytest.mark.parametrize(
    "text",
    [
        "5.8 Criminal profiling was left out.",
        "(iii) That the bell be mended.",
        "CW 01 | Mend the bell | Harbour master",
        "10(b) Pass on what the Panel said.",
        "See item 4, appendix 12 and page 3.",
        "Recommendation 7 was accepted.",
    ],
)
def test_the_number_of_an_item_is_no_number_that_answers(text: str) -> None:
    assert stated(text).numbers == ()


def test_a_number_after_an_items_number_is_one() -> None:
    assert numbers("5.8 Wardens walked 41 quays.", "plain") == ["41"]
    assert numbers("- **T1** The Council will plant 2,500 street trees.", "plain")[-1] == "2,500"


def test_a_year_is_a_date_and_no_number() -> None:
    text = "In March 2023 there were 320 bins, on 4 May 2024 fewer."
    held = stated(text)
    assert [text[d.start : d.end] for d in held.dates] == ["March 2023", "4 May 2024"]
    assert numbers(text, "plain") == ["320"]


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("It will be done by the end of the year.", "end of the year"),
        ("They start next month.", "next month"),
        ("It comes within three weeks.", "within three weeks"),
    ],
)
def test_dates_that_are_not_exact(text: str, loose: str) -> None:
    assert loose in shown(text, stated(text).loose_dates) and stated(text).dates == ()


def test_vague_numbers_and_how_often() -> None:
    text = "Tens of thousands of gulls come twice."
    assert shown(text, stated(text).vague) == ["Tens of thousands"]
    assert shown(text, stated(text).often) == ["twice"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The plan was put by Ada Thornbury and Bram O'Keefe.", ["Ada Thornbury", "Bram O'Keefe"]),
        ("Inspector Noor Ellery’s report was read.", ["Inspector Noor Ellery"]),
        ("Superintendent Ellery answered.", ["Superintendent Ellery"]),
        ("DCI Ellery answered.", ["DCI Ellery"]),
    ],
)
def test_people_are_named_by_two_words_or_a_title(text: str, people: list[str]) -> None:
    assert shown(text, stated(text).people) == people


@pytest.mark.parametrize(
    "text",
    [
        "The Culture Committee met at Saltmarsh Town Hall.",
        "On Monday the Harbour Board of North London sat.",
        "Gulls came.",
        "The Inspector answered.",
        "the panel heard nobody.",
    ],
)
def test_bodies_places_and_single_words_are_no_people(text: str) -> None:
    assert stated(text).people == ()


def test_an_empty_text_states_nothing() -> None:
    assert stated("") == Stated((), (), (), (), (), ())


@given(st.text(max_size=300))
def test_any_text_is_read_and_all_found_stands_in_it(text: str) -> None:
    held = stated(text)
    spans = [(n.start, n.end) for n in held.numbers] + [(d.start, d.end) for d in held.dates]
    for start, end in [*spans, *held.loose_dates, *held.vague, *held.often, *held.people]:
        assert 0 <= start < end <= len(text)


def test_a_huge_text_is_read_in_time() -> None:
    held = stated("On 4 May 2024 Ada Thornbury counted 41 gulls at £3. " * 100)
    assert len(held.of("plain")) == len(held.of("money")) == len(held.dates) == len(held.people) == 100
