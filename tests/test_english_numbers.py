"""Numbers come to one form."""

from __future__ import annotations

import pytest

from scrutiny_rag.english.numbers import quantities, spelt_number


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("three", "plain", 3, ""),
        ("two hundred and sixty officers", "plain", 260, ""),
        ("twenty-one women", "plain", 21, ""),
        ("1,340 potholes", "plain", 1340, ""),
        ("45 per cent", "percent", 45, ""),
        ("45%", "percent", 45, ""),
        ("a third of them", "percent", 100 / 3, ""),
        ("27km of pavement", "plain", 27, "km"),
        ("27 kilometres of pavement", "plain", 27, "km"),
        ("30mph", "plain", 30, "mph"),
        ("one in five crews", "percent", 20, ""),
        ("half of the pipes", "percent", 50, ""),
        ("£1.2m", "money", 1_200_000, "GBP"),
        ("£1,200,000", "money", 1_200_000, "GBP"),
        ("1.2 million pounds", "money", 1_200_000, "GBP"),
        ("£450k", "money", 450_000, "GBP"),
        ("twelve months", "duration", 12, "month"),
        ("a year", "duration", 12, "month"),
        ("two weeks", "duration", 14, "day"),
        ("every quarter", "frequency", 3, "month"),
        ("monthly", "frequency", 1, "month"),
        ("a fourth call", "ordinal", 4, ""),
        ("7.30pm", "time", 19.5 * 60, ""),
        ("a girl of 15", "plain", 15, ""),
        ("a 15-year-old girl", "plain", 15, ""),
    ],
)
def test_numbers_come_to_one_form(text: str, kind: str, value: float, unit: str) -> None:
    (found,) = quantities(text)
    assert (found.kind, found.unit) == (kind, unit)
    assert found.value == pytest.approx(value)


def test_range_and_list_share_their_unit() -> None:
    assert [(q.kind, q.value) for q in quantities("three to four months")] == [
        ("duration", 3),
        ("duration", 4),
    ]
    assert [q.value for q in quantities("plans for one, three and five years")] == [12, 36, 60]
    assert [q.value for q in quantities("£3m to £4m")] == [3e6, 4e6]


def test_words_that_are_no_numbers() -> None:
    assert quantities("No one of the members attended; one another; tent; someone.") == []
    with pytest.raises(ValueError, match="no number"):
        spelt_number("many")


def test_a_year_earlier_is_the_year_before() -> None:
    (a,), (b,) = quantities("88 a year earlier")[1:], quantities("in the previous year")
    assert a.same(b)


def test_fell_by_is_not_fell_to() -> None:
    assert quantities("fell by 61")[0].bound == "by"
    assert quantities("fell to 61")[0].bound == "to"
