"""Filter fields as filters."""

from datetime import date

import pytest

from scrutiny_rag.papers.model import PaperType
from scrutiny_rag.web.narrowing import NarrowingError, day_of, filters_of


@pytest.mark.parametrize(
    "text", ["2024-03-12", "12 March 2024", "12 Mar 2024", "12/03/2024", "12.03.2024", "  12  march  2024 "]
)
def test_a_day_is_read_as_people_write_it(text):
    assert day_of(text, last=False) == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-11", date(2023, 11, 1), date(2023, 11, 30)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_a_month_or_year_is_its_first_or_last_day(text, first, last):
    assert day_of(text, last=False) == first
    assert day_of(text, last=True) == last


@pytest.mark.parametrize("text", [None, "", "   "])
def test_nothing_written_is_no_day(text):
    assert day_of(text, last=False) is None


@pytest.mark.parametrize("text", ["soon", "31 February 2024", "2024-13-01", "12/34/2024", "<b>"])
def test_what_is_no_date_is_named_in_a_sentence(text):
    with pytest.raises(NarrowingError, match="is not a date: write it like"):
        day_of(text, last=False)


def test_empty_fields_do_not_narrow():
    assert not filters_of(body="", committee=None, since=" ")


def test_all_fields():
    filters = filters_of("Brackley", "Safety", "minutes", "Mara Quill", "a.pdf", "2024", "2024")
    assert filters.type is PaperType.MINUTES
    assert (filters.since, filters.until) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (filters.body, filters.committee, filters.speaker, filters.paper) == (
        "Brackley",
        "Safety",
        "Mara Quill",
        "a.pdf",
    )


def test_dates_the_wrong_way_round():
    with pytest.raises(NarrowingError, match="after the last"):
        filters_of(since="2024", until="2023")


def test_an_unknown_type():
    with pytest.raises(NarrowingError, match="no type of paper"):
        filters_of(type_="poem")
