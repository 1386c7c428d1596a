"""By when: times as written, and the day that each ends."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_rag.record.due import find_due, read_due

MEETING = date(2024, 1, 16)


@pytest.mark.parametrize(
    ("sentence", "text", "day"),
    [
        ("It will be done by January 2024.", "by January 2024", date(2024, 1, 31)),
        ("They start in March.", "in March", date(2024, 3, 31)),
        ("She will report by 4 February 2024.", "4 February 2024", date(2024, 2, 4)),
        ("She will report on 5 January.", "5 January", date(2025, 1, 5)),
        ("Works start in early May 2025.", "in early May 2025", date(2025, 5, 10)),
        ("Works start in Spring 2025.", "Spring 2025", date(2025, 5, 31)),
        ("It ends in Q3 2024/25.", "Q3 2024/25", date(2024, 12, 31)),
        ("It begins before the end of the year.", "before the end of the year", date(2024, 12, 31)),
        ("He will write within six weeks.", "within six weeks", date(2024, 2, 27)),
        ("He will write in 3 months.", "in 3 months", date(2024, 4, 16)),
        ("It goes to the next meeting.", "to the next meeting", None),
        ("It opens by 2026.", "by 2026", date(2026, 12, 31)),
        (
            "It will be done in the first week of April 2024.",
            "in the first week of April 2024",
            date(2024, 4, 7),
        ),
        ("It will be drawn up early in 2025.", "early in 2025", date(2025, 3, 31)),
        ("They go up on Saturday 23/11 with help.", "Saturday 23/11", date(2024, 11, 23)),
        ("It ends by the end of this school year.", "by the end of this school year", None),
        ("It will be done as soon as possible.", "as soon as possible", None),
    ],
)
def test_times(sentence: str, text: str, day: date | None) -> None:
    found = find_due(sentence, MEETING)
    assert found is not None
    assert (found.text, found.day) == (text, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "The pier is old.",
        "It may rain.",
        "The minutes of 5 December 2023 were read.",
        "By 31 February 2024 it is done.",
        "It is part of the ongoing work.",
        "The Christmas tree is tall.",
    ],
)
def test_no_time(sentence: str) -> None:
    assert find_due(sentence, MEETING) is None


def test_a_time_without_a_year_has_no_day_where_the_paper_has_none() -> None:
    found = find_due("Those staff will be in place by January.", None)
    assert found is not None
    assert (found.text, found.day) == ("by January", None)


def test_the_cell_of_a_column_is_the_time_as_it_stands() -> None:
    found = read_due("31 October 2023", MEETING)
    assert found is not None
    assert (found.text, found.day) == ("31 October 2023", date(2023, 10, 31))
    assert read_due(" ", MEETING) is None
